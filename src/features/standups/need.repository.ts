import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { Need, NeedState } from './need.ts';

const columns = sql`n.id, n.round_id as "roundId", n.user_id as "userId",
  n.from_department_id as "fromDepartmentId", n.to_department_id as "toDepartmentId", n.text, n.state,
  n.handled_by as "handledBy", n.created_at as "createdAt"`;

/** A person's need in a round; said anew it has the new words and keeps what was done about it. */
export async function putNeed(
  trx: Db,
  n: {
    workspaceId: string;
    roundId: number;
    userId: string;
    fromDepartmentId: number;
    toDepartmentId: number | null;
    text: string;
  },
): Promise<void> {
  await sql`insert into standup_needs
      (workspace_id, round_id, user_id, from_department_id, to_department_id, text)
    values (${n.workspaceId}, ${n.roundId}, ${n.userId}, ${n.fromDepartmentId}, ${n.toDepartmentId}, ${n.text})
    on conflict (workspace_id, round_id, user_id) do update
      set text = excluded.text, to_department_id = excluded.to_department_id`.execute(trx);
}

/** Taken back before anybody did something about it. */
export async function removeNeed(
  trx: Db,
  workspaceId: string,
  roundId: number,
  userId: string,
): Promise<void> {
  await trx
    .deleteFrom('standup_needs')
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', roundId)
    .where('user_id', '=', userId)
    .where('state', '=', 'open')
    .execute();
}

export async function needsOf(db: Db, workspaceId: string, roundId: number): Promise<Need[]> {
  const { rows } = await sql<Need>`select ${columns} from standup_needs n
    where n.workspace_id = ${workspaceId} and n.round_id = ${roundId} order by n.id`.execute(db);
  return rows;
}

export async function needById(db: Db, workspaceId: string, id: number): Promise<Need | null> {
  const { rows } = await sql<Need>`select ${columns} from standup_needs n
    where n.workspace_id = ${workspaceId} and n.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** @returns false where somebody was faster */
export async function handleNeed(
  trx: Db,
  workspaceId: string,
  id: number,
  from: readonly NeedState[],
  to: NeedState,
  userId: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('standup_needs')
    .set({ state: to, handled_by: userId, handled_at: sql<Date>`concord_now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface OpenNeed {
  id: number;
  text: string;
  from: string;
  link: string | null;
}

/** Reported, and nobody has settled it; from one of these departments to another of them; oldest first. */
export async function openNeeds(
  db: Db,
  workspaceId: string,
  departmentIds: readonly number[],
): Promise<OpenNeed[]> {
  const ids = [...departmentIds];
  const { rows } = await sql<OpenNeed>`
    select n.id, n.text, d.name as "from", m.permalink as link
    from standup_needs n
    join standup_rounds r on r.workspace_id = n.workspace_id and r.id = n.round_id
    join departments d on d.workspace_id = n.workspace_id and d.id = n.from_department_id
    left join messages m on m.workspace_id = r.workspace_id and m.id = r.report_message_id
    where n.workspace_id = ${workspaceId} and n.state in ('open', 'accepted') and n.text <> ''
      and r.reported_at is not null and n.from_department_id = any(${ids}::int[])
      and (n.to_department_id is null or n.to_department_id = any(${ids}::int[]))
    order by n.id limit 50`.execute(db);
  return rows;
}

export async function absenceOf(db: Db, workspaceId: string, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('absences')
    .select('until')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.until ?? null;
}

/** @param until the last day away; null: back */
export async function setAbsence(
  db: Db,
  workspaceId: string,
  userId: string,
  until: string | null,
): Promise<void> {
  if (until === null) {
    await db
      .deleteFrom('absences')
      .where('workspace_id', '=', workspaceId)
      .where('user_id', '=', userId)
      .execute();
    return;
  }
  await db
    .insertInto('absences')
    .values({ workspace_id: workspaceId, user_id: userId, until })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doUpdateSet({ until }))
    .execute();
}
