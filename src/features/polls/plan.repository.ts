import { type Selectable, sql } from 'kysely';
import type { PollPlans } from '../../database/generated.ts';
import { nextNumber } from '../../database/number.ts';
import type { Db } from '../../database/pool.ts';
import { type Plan, storedPoll } from './plan.ts';

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
