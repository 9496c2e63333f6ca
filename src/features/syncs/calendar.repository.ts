import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';

/** Whose calendar it is: a person's, or that of one series. */
export type FeedOf = { userId: string } | { seriesId: number };

const condition = (of: FeedOf) =>
  'userId' in of ? sql`user_id = ${of.userId}` : sql`series_id = ${of.seriesId}`;

export async function tokenOf(db: Db, workspaceId: string, of: FeedOf): Promise<string | null> {
  const { rows } = await sql<{ token: string }>`select token from calendar_feeds
    where workspace_id = ${workspaceId} and ${condition(of)}`.execute(db);
  return rows[0]?.token ?? null;
}

/** The token that is there, also where somebody else was faster. */
export async function insertToken(db: Db, workspaceId: string, of: FeedOf, token: string): Promise<string> {
  await db
    .insertInto('calendar_feeds')
    .values({
      token,
      workspace_id: workspaceId,
      user_id: 'userId' in of ? of.userId : null,
      series_id: 'seriesId' in of ? of.seriesId : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await tokenOf(db, workspaceId, of)) ?? token;
}

/** From now on the address before is nobody's. */
export async function renewToken(db: Db, workspaceId: string, of: FeedOf, token: string): Promise<void> {
  await sql`update calendar_feeds set token = ${token}
    where workspace_id = ${workspaceId} and ${condition(of)}`.execute(db);
}

export async function feedByToken(
  db: Db,
  token: string,
): Promise<{ workspaceId: string; of: FeedOf } | null> {
  const row = await db.selectFrom('calendar_feeds').selectAll().where('token', '=', token).executeTakeFirst();
  if (!row) return null;
  const of = row.user_id !== null ? { userId: row.user_id } : { seriesId: row.series_id ?? 0 };
  return { workspaceId: row.workspace_id, of };
}
