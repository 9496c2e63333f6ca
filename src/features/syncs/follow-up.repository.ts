import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { FollowUp, NewFollowUp } from './follow-up.ts';

interface Row {
  id: number;
  series_id: number;
  text: string;
  owner_user_id: string;
  due_on: string;
  reminded_at: Date | null;
  done_at: Date | null;
  initiative_id: number | null;
  initiative: string | null;
}

const followUpFrom = (row: Row): FollowUp => ({
  id: row.id,
  seriesId: row.series_id,
  text: row.text,
  ownerUserId: row.owner_user_id,
  dueOn: row.due_on,
  remindedAt: row.reminded_at,
  doneAt: row.done_at,
  initiative:
    row.initiative_id === null || row.initiative === null
      ? null
      : { id: row.initiative_id, name: row.initiative },
});

const selected = sql`select f.id, f.series_id, f.text, f.owner_user_id, f.due_on, f.reminded_at, f.done_at,
    f.initiative_id, i.name as initiative
  from follow_ups f
  left join initiatives i on i.workspace_id = f.workspace_id and i.id = f.initiative_id`;

/** @returns the id; null where this row of this form was saved before */
export async function insertFollowUp(
  trx: Db,
  f: NewFollowUp & { workspaceId: string; seriesId: number; syncId: number; creationKey: string },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into follow_ups (workspace_id, series_id, sync_id, creation_key, text, owner_user_id, due_on,
      initiative_id)
    values (${f.workspaceId}, ${f.seriesId}, ${f.syncId}, ${f.creationKey}, ${f.text}, ${f.ownerUserId},
      ${f.dueOn}::date, ${f.initiativeId ?? null})
    on conflict (workspace_id, creation_key) do nothing returning id`.execute(trx);
  return rows[0]?.id ?? null;
}

export async function lockFollowUp(trx: Db, workspaceId: string, id: number): Promise<FollowUp | null> {
  const { rows } = await sql<Row>`${selected}
    where f.workspace_id = ${workspaceId} and f.id = ${id} for update of f`.execute(trx);
  return rows[0] ? followUpFrom(rows[0]) : null;
}

/**
 * Not done yet, what is due first first.
 * @param of one series, one owner, one initiative, or one sync whatever its state
 */
export async function followUpsOf(
  db: Db,
  workspaceId: string,
  of: { seriesId: number } | { ownerUserId: string } | { initiativeId: number } | { syncId: number },
): Promise<FollowUp[]> {
  const { rows } = await sql<Row>`${selected}
    where f.workspace_id = ${workspaceId} and ${condition(of)} order by f.due_on, f.id limit 100`.execute(db);
  return rows.map(followUpFrom);
}

function condition(of: Parameters<typeof followUpsOf>[2]) {
  if ('syncId' in of) return sql`f.sync_id = ${of.syncId}`;
  if ('seriesId' in of) return sql`f.series_id = ${of.seriesId} and f.done_at is null`;
  if ('initiativeId' in of) return sql`f.initiative_id = ${of.initiativeId} and f.done_at is null`;
  return sql`f.owner_user_id = ${of.ownerUserId} and f.done_at is null`;
}

export async function updateFollowUp(
  trx: Db,
  workspaceId: string,
  id: number,
  change: { dueOn?: string; remindedAt?: Date | null; doneAt?: Date; doneBy?: string },
): Promise<void> {
  await trx
    .updateTable('follow_ups')
    .set({
      ...(change.dueOn && { due_on: change.dueOn }),
      ...(change.remindedAt !== undefined && { reminded_at: change.remindedAt }),
      ...(change.doneAt && { done_at: change.doneAt, done_by: change.doneBy ?? null }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
