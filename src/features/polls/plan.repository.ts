import { type Selectable, sql } from 'kysely';
import type { PollPlans } from '../../database/generated.ts';
import { nextNumber } from '../../database/number.ts';
import type { Db } from '../../database/pool.ts';
import { type Plan, slotKey, storedPoll } from './plan.ts';

function planFrom(row: Selectable<PollPlans>): Plan {
  const { rule, first_slot: firstSlot, timezone } = row;
  const repetition = rule && firstSlot && timezone ? { rule, firstSlot, timezone } : null;
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    createdBy: row.created_by,
    poll: storedPoll.parse(row.poll),
    deadlineText: row.deadline_text,
    rhythm: row.before_syncs ? 'syncs' : repetition,
    state: row.state as Plan['state'],
    nextSlot: row.next_slot,
  };
}

/**
 * In a transaction, as its first lock: numbers have no gaps.
 * @returns its number; null where one was saved under this key before
 */
export async function insertPlan(
  trx: Db,
  creationKey: string,
  plan: Omit<Plan, 'id' | 'state'>,
): Promise<number | null> {
  const { rhythm } = plan;
  const id = await nextNumber(trx, 'poll_plans', plan.workspaceId);
  const row = await trx
    .insertInto('poll_plans')
    .values({
      workspace_id: plan.workspaceId,
      id,
      creation_key: creationKey,
      created_by: plan.createdBy,
      poll: JSON.stringify(plan.poll),
      deadline_text: plan.deadlineText,
      initiative_id: plan.poll.initiativeId,
      before_syncs: rhythm === 'syncs',
      next_slot: plan.nextSlot,
      ...(rhythm !== null &&
        rhythm !== 'syncs' && { rule: rhythm.rule, first_slot: rhythm.firstSlot, timezone: rhythm.timezone }),
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'creation_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function planByCreationKey(db: Db, workspaceId: string, key: string): Promise<Plan | null> {
  const row = await db
    .selectFrom('poll_plans')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('creation_key', '=', key)
    .executeTakeFirst();
  return row ? planFrom(row) : null;
}

export async function planById(db: Db, workspaceId: string, id: number): Promise<Plan | null> {
  const row = await db
    .selectFrom('poll_plans')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? planFrom(row) : null;
}

/** Whoever ends it or arms its next slot holds this lock. */
export async function lockPlan(trx: Db, workspaceId: string, id: number): Promise<Plan | null> {
  await sql`select from poll_plans where workspace_id = ${workspaceId} and id = ${id} for update`.execute(
    trx,
  );
  return planById(trx, workspaceId, id);
}

/** Those that have not ended, oldest first. */
export async function plansOf(db: Db, workspaceId: string): Promise<Plan[]> {
  const rows = await db
    .selectFrom('poll_plans')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'active')
    .orderBy('id')
    .execute();
  return rows.map(planFrom);
}

export async function updatePlan(
  trx: Db,
  workspaceId: string,
  id: number,
  change: { state?: Plan['state']; nextSlot: string | null },
): Promise<void> {
  await trx
    .updateTable('poll_plans')
    .set({ next_slot: change.nextSlot, ...(change.state && { state: change.state }) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Whether a poll was opened under this key. */
export async function isOpened(db: Db, workspaceId: string, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('polls')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('creation_key', '=', key)
    .executeTakeFirst();
  return row !== undefined;
}

/** Of the polls that are open before syncs: for which one. */
export async function openSlots(
  db: Db,
  workspaceId: string,
  planId: number,
): Promise<{ pollId: number; slot: string; openedAt: Date; deadline: Date }[]> {
  const prefix = slotKey(planId, '');
  const rows = await db
    .selectFrom('polls')
    .select(['id', 'creation_key', 'opened_at', 'deadline'])
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'open')
    .where('creation_key', 'like', `${prefix}sync:%`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    pollId: row.id,
    slot: row.creation_key.slice(prefix.length),
    openedAt: row.opened_at,
    deadline: row.deadline,
  }));
}

/** @returns false: it is closed, or it had this deadline already */
export async function moveDeadline(
  trx: Db,
  workspaceId: string,
  pollId: number,
  deadline: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('polls')
    .set({ deadline })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', pollId)
    .where('state', '=', 'open')
    .where('deadline', '<>', deadline)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** How what `armedAs` returns ends where the moment has not come yet. */
export const notFired = '|';

/** As what a moment is armed, to see whether it was armed anew; null: it is not there. */
export async function armedAs(db: Db, workspaceId: string, key: string): Promise<string | null> {
  const { rows } = await sql<{ armed: string }>`
    select due_at::text || '|' || coalesce(fired_at::text, '') as armed
    from schedule where workspace_id = ${workspaceId} and key = ${key}`.execute(db);
  return rows[0]?.armed ?? null;
}

/** The same; nobody arms it anew until the transaction ends. */
export async function lockArmed(trx: Db, workspaceId: string, key: string): Promise<string | null> {
  await sql`select from schedule where workspace_id = ${workspaceId} and key = ${key} for update`.execute(
    trx,
  );
  return armedAs(trx, workspaceId, key);
}
