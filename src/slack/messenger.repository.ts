import { sql } from 'kysely';
import type { Db } from '../database/pool.ts';
import { enqueue } from '../jobs/jobs.ts';
import type { MessageBody } from './messenger.ts';

export const deliverTask = 'deliver_messages';

export interface Lane {
  workspaceId: string;
  channelId: string;
}

export interface OutgoingMessage {
  id: string;
  key: string;
  body: MessageBody;
  revision: number;
  sent_revision: number;
  reactions: string[];
  reactions_sent: boolean;
  attempted_at: Date | null;
  posted_channel_id: string | null;
  ts: string | null;
  thread_ts: string | null;
  /** The message this one answers in a thread, if that is one of ours. */
  parent_state: string | null;
  parent_ts: string | null;
}

/**
 * Enqueues the delivery of a channel's messages; there is one waiting job per channel.
 * @param when at once; not before the channel may be used again (`freeAt`); or when somebody else's hold ends
 * at the latest (`heldUntil`, or `heldMs` from now). The others bring a waiting job forward: the holder is mostly
 * done much earlier.
 */
export async function enqueueDelivery(
  db: Db,
  lane: Lane,
  when: { freeAt?: Date; heldUntil?: Date; heldMs?: number } = {},
): Promise<void> {
  const { heldUntil, heldMs: delayMs } = when;
  const runAt = when.freeAt ?? heldUntil;
  const key = `deliver:${lane.workspaceId}:${lane.channelId}`;
  const whenWaiting = heldUntil || delayMs ? 'preserve' : 'replace';
  const options = { key, whenWaiting, ...(runAt && { runAt }), ...(delayMs && { delayMs }) } as const;
  await enqueue(db, deliverTask, { ...lane }, options);
}

export async function insertMessage(
  db: Db,
  m: {
    workspaceId: string;
    key: string;
    channelId: string;
    body: MessageBody;
    threadOf: string | null;
    threadTs: string | null;
    reactions: string[];
    owner: { task: string; payload: object } | null;
  },
): Promise<{ id: string; isNew: boolean }> {
  const inserted = await db
    .insertInto('messages')
    .values({
      workspace_id: m.workspaceId,
      key: m.key,
      channel_id: m.channelId,
      body: JSON.stringify(m.body),
      thread_of: m.threadOf,
      thread_ts: m.threadTs,
      reactions: m.reactions,
      reactions_sent: m.reactions.length === 0,
      owner_task: m.owner?.task ?? null,
      owner_payload: m.owner && JSON.stringify(m.owner.payload),
    })
    .onConflict((c) => c.columns(['workspace_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) {
    // Looked for first: `on conflict` alone would wait for whoever is just giving the channel back, and they for us.
    await sql`insert into lanes (workspace_id, channel_id) select ${m.workspaceId}, ${m.channelId}
      where not exists (
        select from lanes where workspace_id = ${m.workspaceId} and channel_id = ${m.channelId})
      on conflict do nothing`.execute(db);
    return { id: inserted.id, isNew: true };
  }
  const existing = await db
    .selectFrom('messages')
    .select('id')
    .where('workspace_id', '=', m.workspaceId)
    .where('key', '=', m.key)
    .executeTakeFirstOrThrow();
  return { id: existing.id, isNew: false };
}

/** Returns the channel if the body differs from the newest one, so that there is something to send. */
export async function reviseMessage(
  db: Db,
  workspaceId: string,
  id: string,
  body: MessageBody,
): Promise<{ channelId: string } | null> {
  const row = await db
    .updateTable('messages')
    .set((eb) => ({
      body: JSON.stringify(body),
      revision: eb('revision', '+', 1),
      queued_at: sql<Date>`case when sent_revision = revision then clock_timestamp() else queued_at end`,
    }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', 'in', ['pending', 'posted'])
    .where('body', '<>', JSON.stringify(body))
    .returning('channel_id')
    .executeTakeFirst();
  return row ? { channelId: row.channel_id } : null;
}

export async function oldestWaiting(db: Db, lane: Lane): Promise<OutgoingMessage | undefined> {
  const row = await db
    .selectFrom('messages as m')
    .leftJoin('messages as parent', (join) =>
      join.onRef('parent.workspace_id', '=', 'm.workspace_id').onRef('parent.id', '=', 'm.thread_of'),
    )
    .select([
      'm.id',
      'm.key',
      'm.body',
      'm.revision',
      'm.sent_revision',
      'm.reactions',
      'm.reactions_sent',
      'm.attempted_at',
      'm.posted_channel_id',
      'm.ts',
      'm.thread_ts',
      'parent.state as parent_state',
      'parent.ts as parent_ts',
    ])
    .where('m.workspace_id', '=', lane.workspaceId)
    .where('m.channel_id', '=', lane.channelId)
    .where('m.state', 'in', ['pending', 'posted'])
    .where((eb) =>
      eb.or([eb('m.sent_revision', '<', eb.ref('m.revision')), eb('m.reactions_sent', '=', false)]),
    )
    .orderBy('m.queued_at')
    .orderBy('m.id')
    .limit(1)
    .executeTakeFirst();
  return row && { ...row, body: row.body as unknown as MessageBody };
}

/** Says that a post is on its way; `null` says that it certainly did not arrive. */
export async function markAttempt(
  db: Db,
  workspaceId: string,
  id: string,
  attempted: boolean,
): Promise<void> {
  await db
    .updateTable('messages')
    .set({ attempted_at: attempted ? sql<Date>`now()` : null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export type DeliveryResult = 'posted' | 'missing' | 'failed';

/** Records what became of a message, and enqueues the job of its owner in the same transaction. */
export async function recordResult(
  db: Db,
  workspaceId: string,
  id: string,
  result: DeliveryResult,
  set: { channel?: string; ts?: string; permalink?: string | null; revision?: number; error?: string },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('messages')
      .set({
        state: result,
        ...(set.channel !== undefined && { posted_channel_id: set.channel }),
        ...(set.ts !== undefined && { ts: set.ts, attempted_at: null }),
        ...(set.permalink !== undefined && { permalink: set.permalink }),
        ...(set.revision !== undefined && { sent_revision: set.revision }),
        ...(set.error !== undefined && { error: set.error }),
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .returning(['owner_task', 'owner_payload'])
      .executeTakeFirst();
    if (!row?.owner_task) return;
    await enqueue(
      trx,
      row.owner_task,
      { ...(row.owner_payload as object), workspaceId, result },
      { key: `${row.owner_task}:${workspaceId}:${id}:${result}` },
    );
  });
}

export async function recordSent(
  db: Db,
  workspaceId: string,
  id: string,
  set: { revision?: number; reactionsSent?: boolean },
): Promise<void> {
  await db
    .updateTable('messages')
    .set({
      ...(set.revision !== undefined && { sent_revision: set.revision }),
      ...(set.reactionsSent && { reactions_sent: true }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
