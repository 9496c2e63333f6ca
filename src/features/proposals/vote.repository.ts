import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import { taskOf } from '../../jobs/jobs.ts';
import type { ReactionEvent, Stance } from './stance.ts';
import { tasks } from './tasks.ts';

/** One reaction as Slack told it, checked. */
export interface IncomingReaction {
  workspaceId: string;
  eventId: string;
  channelId: string;
  messageTs: string;
  userId: string;
  reaction: string;
  added: boolean;
  eventTs: string;
  /** Slack says the message is the bot's. True also keeps reactions that come before the post's own answer. */
  onOwnMessage: boolean;
}

/**
 * Writes a batch in one statement. An event that is there already changes nothing. Rows are written in a fixed
 * order, so that processes that write the same events never wait for each other in a ring.
 */
export async function insertReactions(db: Db, batch: readonly IncomingReaction[]): Promise<void> {
  await sql`
    insert into reaction_events
      (workspace_id, event_id, channel_id, message_ts, user_id, reaction, added, event_ts)
    select r."workspaceId", r."eventId", r."channelId", r."messageTs", r."userId", r.reaction, r.added, r."eventTs"
    from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as r(
      "workspaceId" text, "eventId" text, "channelId" text, "messageTs" text, "userId" text,
      reaction text, added boolean, "eventTs" text, "onOwnMessage" boolean)
    where r."onOwnMessage" or exists (
      select from messages m
      join proposal_versions v on v.workspace_id = m.workspace_id and v.message_id = m.id
      where m.workspace_id = r."workspaceId" and m.posted_channel_id = r."channelId" and m.ts = r."messageTs")
    order by r."workspaceId", r."eventId"
    on conflict do nothing`.execute(db);
}

export interface MessagePlace {
  workspaceId: string;
  channelId: string;
  messageTs: string;
}

/** Nothing is shown anew for a closed proposal, so its messages need no looking up for a while. */
const closedWaitsMs = 1000;

/**
 * Enqueues the refresh of the open proposals that these messages show: at once, or a second after their last
 * one; a waiting refresh keeps its time.
 * @returns for each message of a proposal, for how many milliseconds from now its refresh certainly waits
 */
export async function enqueueRefreshes(
  db: Db,
  places: readonly MessagePlace[],
): Promise<(MessagePlace & { waitsMs: number })[]> {
  const { rows } = await sql<MessagePlace & { waitsMs: number }>`
    with touched as (
      select r.*, p.id, p.state, p.refreshed_at
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as r(
        "workspaceId" text, "channelId" text, "messageTs" text)
      join messages m
        on m.workspace_id = r."workspaceId" and m.posted_channel_id = r."channelId" and m.ts = r."messageTs"
      join proposal_versions v on v.workspace_id = m.workspace_id and v.message_id = m.id
      join proposals p on p.workspace_id = v.workspace_id and p.id = v.proposal_id
      order by p.workspace_id, p.id
    )
    select "workspaceId", "channelId", "messageTs", case when state = 'open' then (
      select extract(epoch from run_at - clock_timestamp())::float8 * 1000
      from enqueue_job(
        ${taskOf(tasks.refresh, '')}::text || "workspaceId",
        json_build_object('workspaceId', "workspaceId", 'proposalId', id),
        greatest(clock_timestamp(), refreshed_at + interval '1 second'),
        ${`${tasks.refresh}:`}::text || "workspaceId" || ':' || id,
        'preserve_run_at') as run_at
    ) else ${closedWaitsMs}::float8 end as "waitsMs"
    from touched`.execute(db);
  return rows;
}

/** What was told or seen about the reactions to one message, in no particular order. */
export async function reactionsTo(
  db: Db,
  workspaceId: string,
  message: { channel: string; ts: string },
): Promise<ReactionEvent[]> {
  return db
    .selectFrom('reaction_events')
    .select(['user_id as userId', 'reaction', 'added', 'event_ts as eventTs', 'inferred'])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', message.channel)
    .where('message_ts', '=', message.ts)
    .execute();
}

/** Records what a reading-back showed and no event had told, under the time of the reading. */
export async function insertInferred(
  trx: Db,
  workspaceId: string,
  message: { channel: string; ts: string },
  at: string,
  seen: readonly { userId: string; reaction: string; added: boolean }[],
): Promise<void> {
  if (seen.length === 0) return;
  await trx
    .insertInto('reaction_events')
    .values(
      seen.map((s) => ({
        workspace_id: workspaceId,
        event_id: `seen:${message.channel}:${message.ts}:${at}:${s.userId}:${s.reaction}`,
        channel_id: message.channel,
        message_ts: message.ts,
        user_id: s.userId,
        reaction: s.reaction,
        added: s.added,
        event_ts: at,
        inferred: true,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

/** Who stood where, for good: when a version is replaced and when the proposal closes. */
export async function insertStances(
  trx: Db,
  scope: { workspaceId: string; proposalId: number; version: number },
  stances: Iterable<readonly [userId: string, { stance: Stance; eventTs: string | null }]>,
): Promise<void> {
  const rows = [...stances].map(([userId, { stance, eventTs }]) => ({
    workspace_id: scope.workspaceId,
    proposal_id: scope.proposalId,
    version: scope.version,
    user_id: userId,
    stance,
    event_ts: eventTs,
  }));
  if (rows.length === 0) return;
  await trx
    .insertInto('proposal_stances')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute();
}

/** @returns the people who were not asked before about this version */
export async function insertObjections(
  trx: Db,
  scope: { workspaceId: string; proposalId: number; version: number },
  userIds: readonly string[],
  askedAt: Date,
): Promise<string[]> {
  if (userIds.length === 0) return [];
  const rows = await trx
    .insertInto('objections')
    .values(
      userIds.map((userId) => ({
        workspace_id: scope.workspaceId,
        proposal_id: scope.proposalId,
        version: scope.version,
        user_id: userId,
        asked_at: askedAt,
      })),
    )
    .onConflict((c) => c.doNothing())
    .returning('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

/** @returns false if the person was never asked, that is, never objected to this version */
export async function setReason(
  trx: Db,
  scope: { workspaceId: string; proposalId: number; version: number; userId: string },
  reason: string,
  at: Date,
): Promise<boolean> {
  const row = await trx
    .updateTable('objections')
    .set({ reason, given_at: at })
    .where('workspace_id', '=', scope.workspaceId)
    .where('proposal_id', '=', scope.proposalId)
    .where('version', '=', scope.version)
    .where('user_id', '=', scope.userId)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function reasonsOf(
  db: Db,
  scope: { workspaceId: string; proposalId: number; version: number },
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('objections')
    .select(['user_id', 'reason'])
    .where('workspace_id', '=', scope.workspaceId)
    .where('proposal_id', '=', scope.proposalId)
    .where('version', '=', scope.version)
    .where('reason', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.user_id, row.reason ?? '']));
}
