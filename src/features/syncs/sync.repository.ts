import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Syncs } from '../../database/generated.ts';
import type { Db } from '../../database/pool.ts';
import type { PlannedSync } from './planning.ts';
import type { Sync, SyncCause, SyncState } from './sync.ts';

function syncFrom(row: Selectable<Syncs>): Sync {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    seriesId: row.series_id,
    slot: row.slot,
    localStart: row.local_start,
    timezone: row.timezone,
    startsAt: row.starts_at,
    minutes: row.minutes,
    agendaAt: row.agenda_at,
    state: row.state as SyncState,
    cause: row.cause as SyncCause | null,
    agendaDoneAt: row.agenda_done_at,
    startDoneAt: row.start_done_at,
    afterDoneAt: row.after_done_at,
    closedAt: row.closed_at,
    agendaMessageId: row.agenda_message_id,
    startMessageId: row.start_message_id,
    afterMessageId: row.after_message_id,
    notes: row.notes,
    changedBy: row.changed_by,
    carriedOver: row.carried_over,
  };
}

/** Times that have a row already keep it as it is. @returns the new rows */
export async function insertSyncs(
  trx: Db,
  workspaceId: string,
  seriesId: number,
  planned: readonly PlannedSync[],
): Promise<Sync[]> {
  if (planned.length === 0) return [];
  const rows = await trx
    .insertInto('syncs')
    .values(
      planned.map(
        (p): Insertable<Syncs> => ({
          workspace_id: workspaceId,
          series_id: seriesId,
          slot: p.slot,
          local_start: p.localStart,
          timezone: p.timezone,
          starts_at: p.startsAt,
          minutes: p.minutes,
          agenda_at: p.agendaAt,
          state: p.cause === null ? 'planned' : 'skipped',
          cause: p.cause,
        }),
      ),
    )
    .onConflict((conflict) => conflict.columns(['workspace_id', 'series_id', 'slot']).doNothing())
    .returningAll()
    .execute();
  return rows.map(syncFrom);
}

export async function syncById(db: Db, workspaceId: string, id: number): Promise<Sync | null> {
  const row = await db
    .selectFrom('syncs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? syncFrom(row) : null;
}

/** Every step of a sync holds this lock, so that they come one after the other and each once. */
export async function lockSync(trx: Db, workspaceId: string, id: number): Promise<Sync | null> {
  const row = await trx
    .selectFrom('syncs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? syncFrom(row) : null;
}

/** The slot that this request skipped. */
export async function slotSkippedBy(
  trx: Db,
  workspaceId: string,
  seriesId: number,
  skipKey: string,
): Promise<string | null> {
  const row = await trx
    .selectFrom('syncs')
    .select('slot')
    .where('workspace_id', '=', workspaceId)
    .where('series_id', '=', seriesId)
    .where('skip_key', '=', skipKey)
    .executeTakeFirst();
  return row?.slot ?? null;
}

/** By start. @param from inclusive, @param until exclusive */
export async function syncsBetween(
  db: Db,
  workspaceId: string,
  seriesId: number,
  { from, until }: { from?: Date; until?: Date } = {},
): Promise<Sync[]> {
  let query = db
    .selectFrom('syncs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('series_id', '=', seriesId);
  if (from) query = query.where('starts_at', '>=', from);
  if (until) query = query.where('starts_at', '<', until);
  return (await query.orderBy('starts_at').orderBy('id').execute()).map(syncFrom);
}

export interface SyncChange {
  localStart?: string;
  startsAt?: Date;
  agendaAt?: Date;
  minutes?: number;
  state?: SyncState;
  cause?: SyncCause | null;
  changedBy?: string | null;
  skipKey?: string;
  carriedOver?: number;
  agendaDoneAt?: Date | null;
  startDoneAt?: Date | null;
  afterDoneAt?: Date | null;
  closedAt?: Date | null;
  agendaMessageId?: string | null;
  startMessageId?: string | null;
  afterMessageId?: string | null;
  notes?: string | null;
  toldBy?: string | null;
  slot?: string;
  timezone?: string;
}

const columnOf = {
  slot: 'slot',
  timezone: 'timezone',
  localStart: 'local_start',
  startsAt: 'starts_at',
  agendaAt: 'agenda_at',
  minutes: 'minutes',
  state: 'state',
  cause: 'cause',
  changedBy: 'changed_by',
  skipKey: 'skip_key',
  carriedOver: 'carried_over',
  agendaDoneAt: 'agenda_done_at',
  startDoneAt: 'start_done_at',
  afterDoneAt: 'after_done_at',
  closedAt: 'closed_at',
  agendaMessageId: 'agenda_message_id',
  startMessageId: 'start_message_id',
  afterMessageId: 'after_message_id',
  notes: 'notes',
  toldBy: 'told_by',
} as const satisfies Record<keyof SyncChange, string>;

export async function updateSync(
  trx: Db,
  workspaceId: string,
  id: number,
  change: SyncChange,
): Promise<void> {
  const set = Object.fromEntries(
    Object.entries(change).map(([name, value]) => [columnOf[name as keyof SyncChange], value]),
  );
  await trx
    .updateTable('syncs')
    .set(set)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Only one that nobody has seen. */
export async function deleteSync(trx: Db, workspaceId: string, id: number): Promise<void> {
  await trx.deleteFrom('syncs').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

/** What is planned and nothing of which has been seen by anybody. @returns the ids */
export async function deleteUntouched(
  trx: Db,
  workspaceId: string,
  seriesId: number,
  after: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    delete from syncs s
    where s.workspace_id = ${workspaceId} and s.series_id = ${seriesId} and s.starts_at > ${after}
      and s.agenda_done_at is null and s.state in ('planned', 'skipped')
      and not exists (select from agenda_items i where i.workspace_id = s.workspace_id and i.sync_id = s.id)
    returning s.id`.execute(trx);
  return rows.map((row) => row.id);
}
