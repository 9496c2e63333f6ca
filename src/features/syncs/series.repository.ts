import { type Selectable, sql } from 'kysely';
import type { SyncSeries } from '../../database/generated.ts';
import { nextNumber } from '../../database/number.ts';
import type { Db } from '../../database/pool.ts';
import type { Series, SeriesDraft, SeriesState } from './series.ts';

type Row = Selectable<SyncSeries> & { department_ids: number[]; participant_ids: string[] };

function seriesFrom(row: Row): Series {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    createdBy: row.created_by,
    title: row.title,
    channelId: row.channel_id,
    rule: row.rule,
    firstSlot: row.first_slot,
    timezone: row.timezone,
    minutes: row.minutes,
    link: row.link,
    agendaDays: row.agenda_days,
    holidayCountry: row.holiday_country,
    holidayRegion: row.holiday_region,
    onHoliday: row.on_holiday as Series['onHoliday'],
    state: row.state as SeriesState,
    revision: row.revision,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    plannedUntil: row.planned_until,
    departmentIds: row.department_ids,
    participantIds: row.participant_ids,
  };
}

const columns = sql`s.*,
  coalesce((select array_agg(d.department_id order by d.department_id) from sync_series_departments d
    where d.workspace_id = s.workspace_id and d.series_id = s.id), '{}') as department_ids,
  coalesce((select array_agg(p.user_id order by p.user_id) from sync_participants p
    where p.workspace_id = s.workspace_id and p.series_id = s.id), '{}') as participant_ids`;

function columnsOf(draft: SeriesDraft) {
  return {
    title: draft.title,
    channel_id: draft.channelId,
    rule: draft.rule,
    first_slot: draft.firstSlot,
    timezone: draft.timezone,
    minutes: draft.minutes,
    link: draft.link,
    agenda_days: draft.agendaDays,
    holiday_country: draft.holidayCountry,
    holiday_region: draft.holidayRegion,
    on_holiday: draft.onHoliday,
  };
}

/**
 * In a transaction, as its first lock: numbers have no gaps.
 * @returns its number; null where a series was made under this key before
 */
export async function insertSeries(
  trx: Db,
  s: { workspaceId: string; creationKey: string; createdBy: string; draft: SeriesDraft },
): Promise<number | null> {
  const id = await nextNumber(trx, 'sync_series', s.workspaceId);
  const row = await trx
    .insertInto('sync_series')
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

export async function updateSeries(
  trx: Db,
  workspaceId: string,
  id: number,
  draft: SeriesDraft,
): Promise<void> {
  await trx
    .updateTable('sync_series')
    .set({ ...columnsOf(draft), revision: sql`revision + 1`, changed_at: sql`concord_now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
  for (const table of ['sync_series_departments', 'sync_participants'] as const) {
    await trx.deleteFrom(table).where('workspace_id', '=', workspaceId).where('series_id', '=', id).execute();
  }
  await insertPeople(trx, workspaceId, id, draft);
}

async function insertPeople(trx: Db, workspaceId: string, id: number, draft: SeriesDraft): Promise<void> {
  const of = { workspace_id: workspaceId, series_id: id };
  if (draft.departmentIds.length > 0) {
    await trx
      .insertInto('sync_series_departments')
      .values(draft.departmentIds.map((departmentId) => ({ ...of, department_id: departmentId })))
      .execute();
  }
  if (draft.participantIds.length > 0) {
    await trx
      .insertInto('sync_participants')
      .values(draft.participantIds.map((userId) => ({ ...of, user_id: userId })))
      .execute();
  }
}

/** Something about it changed that calendars show: one occurrence, its state, its people. */
export async function touchSeries(
  trx: Db,
  workspaceId: string,
  id: number,
  state?: SeriesState,
): Promise<void> {
  await trx
    .updateTable('sync_series')
    .set({ revision: sql`revision + 1`, changed_at: sql`concord_now()`, ...(state && { state }) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function idByCreationKey(trx: Db, workspaceId: string, key: string): Promise<number | null> {
  const row = await trx
    .selectFrom('sync_series')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('creation_key', '=', key)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function seriesById(db: Db, workspaceId: string, id: number): Promise<Series | null> {
  const { rows } = await sql<Row>`select ${columns} from sync_series s
    where s.workspace_id = ${workspaceId} and s.id = ${id}`.execute(db);
  return rows[0] ? seriesFrom(rows[0]) : null;
}

/** Whoever changes the series or plans it holds this lock, so that they do it one after the other. */
export async function lockSeries(trx: Db, workspaceId: string, id: number): Promise<Series | null> {
  await trx
    .selectFrom('sync_series')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return seriesById(trx, workspaceId, id);
}

/** Those that have not ended, oldest first. */
export async function seriesOf(db: Db, workspaceId: string): Promise<Series[]> {
  const { rows } = await sql<Row>`select ${columns} from sync_series s
    where s.workspace_id = ${workspaceId} and s.state <> 'ended' order by s.id`.execute(db);
  return rows.map(seriesFrom);
}

/** @param until every time of the rule before this instant has its row; null: it is planned anew */
export async function setPlannedUntil(
  trx: Db,
  workspaceId: string,
  id: number,
  until: Date | null,
): Promise<void> {
  await trx
    .updateTable('sync_series')
    .set({ planned_until: until })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
