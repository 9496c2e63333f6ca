import { sql } from 'kysely';
import type { Db } from '../database/pool.ts';
import { enqueueDelivery, type Lane, oldestWaiting } from './messenger.repository.ts';

/**
 * Takes the channel for this holder, or says when to try again: another process holds it, it was used less
 * than a second ago, or Slack asked the workspace to wait. Null: there is no such channel yet.
 */
export async function takeLane(
  db: Db,
  lane: Lane,
  holder: string,
  holdMs: number,
): Promise<{ taken: true } | { taken: false; retryAt: Date; isHeld: boolean } | null> {
  const { rows } = await sql<{ id: string }>`
    update lanes set held_by = ${holder}, held_until = now() + ${`${holdMs} milliseconds`}::interval
    from workspaces w
    where w.id = lanes.workspace_id
      and lanes.workspace_id = ${lane.workspaceId} and lanes.channel_id = ${lane.channelId}
      and next_at <= now() and coalesce(held_until <= now() or held_by = ${holder}, true)
      and coalesce(w.slack_paused_until <= now(), true)
    returning w.id`.execute(db);
  if (rows.length > 0) return { taken: true };
  const { rows: waits } = await sql<{ retry_at: Date; is_held: boolean }>`
    select greatest(l.next_at, l.held_until, w.slack_paused_until) as retry_at,
      coalesce(l.held_until > now() and l.held_by <> ${holder}, false) as is_held
    from lanes l join workspaces w on w.id = l.workspace_id
    where l.workspace_id = ${lane.workspaceId} and l.channel_id = ${lane.channelId}`.execute(db);
  return waits[0] ? { taken: false, retryAt: waits[0].retry_at, isHeld: waits[0].is_held } : null;
}

/** Holds the channel anew for one more call. @returns false if somebody else has taken it since */
export async function keepLane(db: Db, lane: Lane, holder: string, holdMs: number): Promise<boolean> {
  const { rows } = await sql`
    update lanes set held_until = now() + ${`${holdMs} milliseconds`}::interval
    where workspace_id = ${lane.workspaceId} and channel_id = ${lane.channelId} and held_by = ${holder}
    returning channel_id`.execute(db);
  return rows.length > 0;
}

/** Of a direct message: the conversation that Slack opened for it before. Null: none yet. */
export async function knownConversation(db: Db, lane: Lane): Promise<string | null> {
  const row = await laneRow(db, lane).select('conversation_id').executeTakeFirst();
  return row?.conversation_id ?? null;
}

/** @param conversationId null: forget it */
export async function keepConversation(db: Db, lane: Lane, conversationId: string | null): Promise<void> {
  await db
    .updateTable('lanes')
    .set({ conversation_id: conversationId })
    .where('workspace_id', '=', lane.workspaceId)
    .where('channel_id', '=', lane.channelId)
    .execute();
}

/**
 * Gives the channel back and, if more waits, enqueues its delivery. The row lock is taken before looking, so
 * a message committed meanwhile is seen either here or by the job that came with it.
 */
export async function releaseLane(
  db: Db,
  lane: Lane,
  holder: string,
  after: { pauseMs: number; failed: boolean },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const released = await trx
      .updateTable('lanes')
      .set((eb) => ({
        next_at: sql<Date>`clock_timestamp() + ${`${after.pauseMs} milliseconds`}::interval`,
        failures: after.failed ? eb('failures', '+', 1) : 0,
        held_by: null,
        held_until: null,
      }))
      .where('workspace_id', '=', lane.workspaceId)
      .where('channel_id', '=', lane.channelId)
      .where('held_by', '=', holder)
      .returning('next_at')
      .executeTakeFirst();
    if (released && (await oldestWaiting(trx, lane)))
      await enqueueDelivery(trx, lane, { freeAt: released.next_at });
  });
}

export async function laneFailures(db: Db, lane: Lane): Promise<number> {
  const row = await laneRow(db, lane).select('failures').executeTakeFirst();
  return row?.failures ?? 0;
}

function laneRow(db: Db, lane: Lane) {
  return db
    .selectFrom('lanes')
    .where('workspace_id', '=', lane.workspaceId)
    .where('channel_id', '=', lane.channelId);
}

/** Every channel of the workspace waits; others do not. A shorter pause never replaces a longer one. */
export async function pauseWorkspace(db: Db, workspaceId: string, ms: number): Promise<void> {
  await sql`update workspaces
    set slack_paused_until = greatest(slack_paused_until, now() + ${`${ms} milliseconds`}::interval)
    where id = ${workspaceId}`.execute(db);
}
