import { type Selectable, sql } from 'kysely';
import type { Standups } from '../../database/generated.ts';
import { nextNumber } from '../../database/number.ts';
import type { Db } from '../../database/pool.ts';
import type { Question, Standup, StandupDraft, Visibility } from './standup.ts';

type Row = Selectable<Standups> & { department_ids: number[]; user_ids: string[] };

function standupFrom(row: Row): Standup {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    createdBy: row.created_by,
    name: row.name,
    channelId: row.channel_id,
    questions: row.questions as unknown as Question[],
    weekdays: row.weekdays,
    time: row.time,
    windowMinutes: row.window_minutes,
    remindMinutes: row.remind_minutes,
    visibility: row.visibility as Visibility,
    state: row.state as Standup['state'],
    plannedUntil: row.planned_until,
    departmentIds: row.department_ids,
    userIds: row.user_ids,
  };
}

const columns = sql`s.*,
  coalesce((select array_agg(d.department_id order by d.department_id) from standup_departments d
    where d.workspace_id = s.workspace_id and d.standup_id = s.id), '{}') as department_ids,
  coalesce((select array_agg(p.user_id order by p.user_id) from standup_people p
    where p.workspace_id = s.workspace_id and p.standup_id = s.id), '{}') as user_ids`;

function columnsOf(draft: StandupDraft) {
  return {
    name: draft.name,
    channel_id: draft.channelId,
    questions: JSON.stringify(draft.questions),
    weekdays: draft.weekdays,
    time: draft.time,
    window_minutes: draft.windowMinutes,
    remind_minutes: draft.remindMinutes,
    visibility: draft.visibility,
  };
}

/**
 * In a transaction, as its first lock: numbers have no gaps.
 * @returns its number; null where a standup was made under this key before
 */
export async function insertStandup(
  trx: Db,
  s: { workspaceId: string; creationKey: string; createdBy: string; draft: StandupDraft },
): Promise<number | null> {
  const id = await nextNumber(trx, 'standups', s.workspaceId);
  const row = await trx
    .insertInto('standups')
    .values({
      workspace_id: s.workspaceId,
      id,
      creation_key: s.creationKey,
      created_by: s.createdBy,
      ...columnsOf(s.draft),
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'creation_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return null;
  await insertPeople(trx, s.workspaceId, row.id, s.draft);
  return row.id;
}

export async function updateStandup(
  trx: Db,
  workspaceId: string,
  id: number,
  draft: StandupDraft,
): Promise<void> {
  await trx
    .updateTable('standups')
    .set(columnsOf(draft))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
  for (const table of ['standup_departments', 'standup_people'] as const) {
    await trx
      .deleteFrom(table)
      .where('workspace_id', '=', workspaceId)
      .where('standup_id', '=', id)
      .execute();
  }
  await insertPeople(trx, workspaceId, id, draft);
}

async function insertPeople(trx: Db, workspaceId: string, id: number, draft: StandupDraft): Promise<void> {
  const of = { workspace_id: workspaceId, standup_id: id };
  if (draft.departmentIds.length > 0) {
    const values = draft.departmentIds.map((departmentId) => ({ ...of, department_id: departmentId }));
    await trx.insertInto('standup_departments').values(values).execute();
  }
  if (draft.userIds.length > 0) {
    const values = draft.userIds.map((userId) => ({ ...of, user_id: userId }));
    await trx.insertInto('standup_people').values(values).execute();
  }
}

export async function idByCreationKey(trx: Db, workspaceId: string, key: string): Promise<number | null> {
  const row = await trx
    .selectFrom('standups')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('creation_key', '=', key)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function setState(
  trx: Db,
  workspaceId: string,
  id: number,
  change: { state?: Standup['state']; plannedUntil?: string | null },
): Promise<void> {
  await trx
    .updateTable('standups')
    .set({
      ...(change.state && { state: change.state }),
      ...(change.plannedUntil !== undefined && { planned_until: change.plannedUntil }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function standupById(db: Db, workspaceId: string, id: number): Promise<Standup | null> {
  const { rows } = await sql<Row>`select ${columns} from standups s
    where s.workspace_id = ${workspaceId} and s.id = ${id}`.execute(db);
  return rows[0] ? standupFrom(rows[0]) : null;
}

/** Whoever changes the standup or plans it holds this lock. */
export async function lockStandup(trx: Db, workspaceId: string, id: number): Promise<Standup | null> {
  await sql`select from standups where workspace_id = ${workspaceId} and id = ${id} for update`.execute(trx);
  return standupById(trx, workspaceId, id);
}

/** Those that have not ended, oldest first. */
export async function standupsOf(db: Db, workspaceId: string): Promise<Standup[]> {
  const { rows } = await sql<Row>`select ${columns} from standups s
    where s.workspace_id = ${workspaceId} and s.state <> 'ended' order by s.id`.execute(db);
  return rows.map(standupFrom);
}
