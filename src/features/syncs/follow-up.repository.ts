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
}

const followUpFrom = (row: Row): FollowUp => ({
  id: row.id,
  seriesId: row.series_id,
  text: row.text,
  ownerUserId: row.owner_user_id,
  dueOn: row.due_on,
  remindedAt: row.reminded_at,
  doneAt: row.done_at,
});

const columns = sql`id, series_id, text, owner_user_id, due_on, reminded_at, done_at`;

/** @returns the id; null where this row of this form was saved before */
export async function insertFollowUp(
  trx: Db,
  f: NewFollowUp & { workspaceId: string; seriesId: number; syncId: number; creationKey: string },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into follow_ups (workspace_id, series_id, sync_id, creation_key, text, owner_user_id, due_on)
    values (${f.workspaceId}, ${f.seriesId}, ${f.syncId}, ${f.creationKey}, ${f.text}, ${f.ownerUserId},
      ${f.dueOn}::date)
    on conflict (workspace_id, creation_key) do nothing returning id`.execute(trx);
  return rows[0]?.id ?? null;
}

export async function lockFollowUp(trx: Db, workspaceId: string, id: number): Promise<FollowUp | null> {
  const { rows } = await sql<Row>`select ${columns} from follow_ups
    where workspace_id = ${workspaceId} and id = ${id} for update`.execute(trx);
  return rows[0] ? followUpFrom(rows[0]) : null;
}

/** Not done yet, what is due first first. @param of one series, one owner, or one sync whatever its state */
export async function followUpsOf(
  db: Db,
  workspaceId: string,
  of: { seriesId: number } | { ownerUserId: string } | { syncId: number },
): Promise<FollowUp[]> {
  const condition =
    'seriesId' in of
      ? sql`series_id = ${of.seriesId} and done_at is null`
      : 'syncId' in of
        ? sql`sync_id = ${of.syncId}`
        : sql`owner_user_id = ${of.ownerUserId} and done_at is null`;
  const { rows } = await sql<Row>`select ${columns} from follow_ups
    where workspace_id = ${workspaceId} and ${condition} order by due_on, id limit 100`.execute(db);
  return rows.map(followUpFrom);
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
