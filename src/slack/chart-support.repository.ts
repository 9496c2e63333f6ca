import { sql } from 'kysely';
import type { Db } from '../database/pool.ts';

/** Whether charts were refused so lately that it is of no use to try again: Slack brings them to one workspace after another. */
export async function chartsRefusedLately(db: Db, workspaceId: string): Promise<boolean> {
  const row = await db
    .selectFrom('workspaces')
    .select('id')
    .where('id', '=', workspaceId)
    .where(sql<boolean>`charts_refused_at > concord_now() - interval '30 days'`)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Whether charts are known to be shown: where nobody sees a refusal, as of an answer that only one person sees,
 * none is risked.
 */
export async function chartsShown(db: Db, workspaceId: string): Promise<boolean> {
  const row = await db
    .selectFrom('workspaces')
    .select('id')
    .where('id', '=', workspaceId)
    .where(sql<boolean>`charts_shown_at > coalesce(charts_refused_at, '-infinity')`)
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns when they had been refused before; null: never */
export async function recordChartsRefused(db: Db, workspaceId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('workspaces')
    .select('charts_refused_at')
    .where('id', '=', workspaceId)
    .executeTakeFirst();
  await db
    .updateTable('workspaces')
    .set({ charts_refused_at: sql<Date>`concord_now()` })
    .where('id', '=', workspaceId)
    .execute();
  return row?.charts_refused_at ?? null;
}

/** The refusal had nothing to do with charts. */
export async function restoreChartsRefused(db: Db, workspaceId: string, at: Date | null): Promise<void> {
  await db.updateTable('workspaces').set({ charts_refused_at: at }).where('id', '=', workspaceId).execute();
}

/** Written once, and once more after a refusal, not with every chart. */
export async function recordChartsShown(db: Db, workspaceId: string): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({ charts_shown_at: sql<Date>`concord_now()` })
    .where('id', '=', workspaceId)
    .where(sql<boolean>`coalesce(charts_shown_at <= coalesce(charts_refused_at, '-infinity'), true)`)
    .execute();
}
