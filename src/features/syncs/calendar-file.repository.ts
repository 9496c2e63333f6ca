import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';

/** A calendar that a person asked to be sent. */
export interface CalendarFile {
  userId: string;
  /** Null: all series of the person. */
  seriesId: number | null;
  /** Of the file whose bytes Slack has; null: it has none yet. */
  slackFileId: string | null;
}

/** @returns its id; null where this request asked before */
export async function insertFile(
  trx: Db,
  f: { workspaceId: string; creationKey: string; userId: string; seriesId: number | null },
): Promise<number | null> {
  const row = await trx
    .insertInto('calendar_files')
    .values({
      workspace_id: f.workspaceId,
      creation_key: f.creationKey,
      user_id: f.userId,
      series_id: f.seriesId,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'creation_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** @returns null: it is settled */
export async function unsettledFile(db: Db, workspaceId: string, id: number): Promise<CalendarFile | null> {
  const row = await db
    .selectFrom('calendar_files')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return row ? { userId: row.user_id, seriesId: row.series_id, slackFileId: row.slack_file_id } : null;
}

/** @returns the file that is shared: the first that was uploaded, also where somebody else was faster */
export async function keepUploaded(
  db: Db,
  workspaceId: string,
  id: number,
  slackFileId: string,
): Promise<string> {
  const { rows } = await sql<{ slack_file_id: string }>`update calendar_files
    set slack_file_id = coalesce(slack_file_id, ${slackFileId})
    where workspace_id = ${workspaceId} and id = ${id} returning slack_file_id`.execute(db);
  return rows[0]?.slack_file_id ?? slackFileId;
}

/** @returns false where it was settled before */
export async function settle(trx: Db, workspaceId: string, id: number): Promise<boolean> {
  const { rows } = await sql`update calendar_files set settled_at = concord_now()
    where workspace_id = ${workspaceId} and id = ${id} and settled_at is null returning id`.execute(trx);
  return rows.length > 0;
}

/** Sent so long ago that nobody asks for it by the same request again. */
export async function forgetOld(trx: Db, workspaceId: string): Promise<void> {
  await sql`delete from calendar_files
    where workspace_id = ${workspaceId} and settled_at < concord_now() - interval '30 days'`.execute(trx);
}
