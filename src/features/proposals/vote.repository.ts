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
 * Writes a batch in one statement and, with it, enqueues the refresh of the open proposals it touches: at
 * once, or a second after their last refresh. An event that is there already changes nothing. Both are
 * written in a fixed order, so that processes that write the same events never wait for each other in a ring.
 */
export async function insertReactions(db: Db, batch: readonly IncomingReaction[]): Promise<void> {
  await sql`
    with incoming as (
      select distinct on (r."workspaceId", r."eventId") r.*, v.proposal_id
      from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as r(
        "workspaceId" text, "eventId" text, "channelId" text, "messageTs" text, "userId" text,
        reaction text, added boolean, "eventTs" text, "onOwnMessage" boolean)
      left join messages m
        on m.workspace_id = r."workspaceId" and m.posted_channel_id = r."channelId" and m.ts = r."messageTs"
      left join proposal_versions v on v.workspace_id = m.workspace_id and v.message_id = m.id
      where r."onOwnMessage" or v.proposal_id is not null
      order by r."workspaceId", r."eventId"
    ), inserted as (
      insert into reaction_events
        (workspace_id, event_id, channel_id, message_ts, user_id, reaction, added, event_ts)
      select "workspaceId", "eventId", "channelId", "messageTs", "userId", reaction, added, "eventTs"
      from incoming
      on conflict do nothing
      returning workspace_id, event_id
    ), touched as (
      select distinct p.workspace_id, p.id, p.refreshed_at
      from inserted i
      join incoming r on r."workspaceId" = i.workspace_id and r."eventId" = i.event_id
      join proposals p on p.workspace_id = i.workspace_id and p.id = r.proposal_id
      where p.state = 'open'
      order by p.workspace_id, p.id
    )
    select graphile_worker.add_job(
      ${taskOf(tasks.refresh, '')}::text || workspace_id,
      json_build_object('workspaceId', workspace_id, 'proposalId', id),
      run_at := greatest(clock_timestamp(), refreshed_at + interval '1 second'),
      job_key := ${`${tasks.refresh}:`}::text || workspace_id || ':' || id,
      job_key_mode := 'preserve_run_at')
    from touched`.execute(db);
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
