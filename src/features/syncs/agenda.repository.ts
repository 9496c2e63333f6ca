import { type Selectable, sql } from 'kysely';
import type { AgendaItems } from '../../database/generated.ts';
import type { Db } from '../../database/pool.ts';
import { type AgendaItem, type SourceItem, type SourceName, talkedAboutOnce } from './agenda.ts';

function itemFrom(row: Selectable<AgendaItems> & { initiative: string | null }): AgendaItem {
  return {
    id: row.id,
    source: row.source as AgendaItem['source'],
    text: row.text,
    link: row.link,
    initiative: row.initiative,
    addedBy: row.added_by,
    state: row.state as AgendaItem['state'],
    carried: row.carried,
  };
}

/** Behind all that are there. */
const last = (workspaceId: string, seriesId: number) =>
  sql<number>`(select coalesce(max(position), 0) + 1 from agenda_items
    where workspace_id = ${workspaceId} and series_id = ${seriesId})`;

/** @returns false where this request added it before */
export async function insertItem(
  trx: Db,
  i: {
    workspaceId: string;
    seriesId: number;
    syncId: number | null;
    requestKey: string;
    text: string;
    link: string | null;
    addedBy: string;
    initiativeId?: number | null;
  },
): Promise<boolean> {
  const row = await trx
    .insertInto('agenda_items')
    .values({
      workspace_id: i.workspaceId,
      series_id: i.seriesId,
      sync_id: i.syncId,
      source: 'person',
      source_key: i.requestKey,
      text: i.text,
      link: i.link,
      added_by: i.addedBy,
      initiative_id: i.initiativeId ?? null,
      position: last(i.workspaceId, i.seriesId),
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'series_id', 'source_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** On the agenda of a sync, or (null) waiting for the next; in their order. */
export async function itemsOf(
  db: Db,
  workspaceId: string,
  seriesId: number,
  syncId: number | null,
): Promise<AgendaItem[]> {
  const rows = await db
    .selectFrom('agenda_items as a')
    .leftJoin('initiatives as i', (join) =>
      join.onRef('i.workspace_id', '=', 'a.workspace_id').onRef('i.id', '=', 'a.initiative_id'),
    )
    .selectAll('a')
    .select('i.name as initiative')
    .where('a.workspace_id', '=', workspaceId)
    .where('a.series_id', '=', seriesId)
    .where('a.sync_id', syncId === null ? 'is' : '=', syncId)
    .where('a.state', '<>', 'dropped')
    .orderBy('a.position')
    .orderBy('a.id')
    .execute();
  return rows.map(itemFrom);
}

/** What waits for the next sync stands on this one's agenda from now on. */
export async function takeWaiting(
  trx: Db,
  workspaceId: string,
  seriesId: number,
  syncId: number,
): Promise<void> {
  await trx
    .updateTable('agenda_items')
    .set({ sync_id: syncId })
    .where('workspace_id', '=', workspaceId)
    .where('series_id', '=', seriesId)
    .where('sync_id', 'is', null)
    .where('state', '=', 'open')
    .execute();
}

/**
 * What a source says now. New things are added; those it no longer names are settled. What was discussed or
 * dropped on this agenda stays so; on that of another sync it comes again if it is still open, unless nobody could
 * settle it: then having talked about it is all.
 */
export async function putSourceItems(
  trx: Db,
  of: { workspaceId: string; seriesId: number; syncId: number; source: SourceName },
  items: readonly SourceItem[],
): Promise<void> {
  for (const item of items) {
    await trx
      .insertInto('agenda_items')
      .values({
        workspace_id: of.workspaceId,
        series_id: of.seriesId,
        sync_id: of.syncId,
        source: of.source,
        source_key: item.key,
        text: item.text,
        link: item.link,
        initiative_id: item.initiative?.id ?? null,
        position: last(of.workspaceId, of.seriesId),
      })
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'series_id', 'source_key']).doUpdateSet({
          text: item.text,
          link: item.link,
          initiative_id: item.initiative?.id ?? null,
          state: sql`case when agenda_items.sync_id = excluded.sync_id then agenda_items.state
            when agenda_items.source = any(${[...talkedAboutOnce]}) then agenda_items.state else 'open' end`,
          carried: sql`agenda_items.carried
            + case when agenda_items.sync_id = excluded.sync_id then 0 else 1 end`,
          sync_id: sql`case when agenda_items.source = any(${[...talkedAboutOnce]})
            and agenda_items.state <> 'open' then agenda_items.sync_id else excluded.sync_id end`,
        }),
      )
      .execute();
  }
  await trx
    .updateTable('agenda_items')
    .set({ state: 'done' })
    .where('workspace_id', '=', of.workspaceId)
    .where('sync_id', '=', of.syncId)
    .where('source', '=', of.source)
    .where('state', '=', 'open')
    .where('source_key', 'not in', ['', ...items.map(({ key }) => key)])
    .execute();
}

/** What comes onto no further agenda of a series, as its sources name it. */
export async function talkedAboutKeys(db: Db, workspaceId: string, seriesId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('agenda_items')
    .select('source_key')
    .where('workspace_id', '=', workspaceId)
    .where('series_id', '=', seriesId)
    .where('source', 'in', talkedAboutOnce)
    .where('state', '<>', 'open')
    .execute();
  return rows.map(({ source_key }) => source_key);
}

/** The open thing for which an item stands, as its source names it; null: no such item. */
export async function sourceKeyOf(db: Db, workspaceId: string, id: number): Promise<string | null> {
  const row = await db
    .selectFrom('agenda_items')
    .select('source_key')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('source', '<>', 'person')
    .executeTakeFirst();
  return row?.source_key ?? null;
}

export async function setState(
  trx: Db,
  workspaceId: string,
  ids: readonly number[],
  state: AgendaItem['state'],
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('agenda_items')
    .set({ state })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute();
}

/** Two items change places. */
export async function swap(trx: Db, workspaceId: string, a: number, b: number): Promise<void> {
  await sql`update agenda_items i set position = other.position
    from agenda_items other
    where i.workspace_id = ${workspaceId} and other.workspace_id = ${workspaceId}
      and i.id in (${a}, ${b}) and other.id in (${a}, ${b}) and i.id <> other.id`.execute(trx);
}

/** What people added and nobody has talked about waits for the next sync. */
export async function carryOver(trx: Db, workspaceId: string, syncId: number): Promise<number> {
  const result = await trx
    .updateTable('agenda_items')
    .set({ sync_id: null, carried: sql`carried + 1` })
    .where('workspace_id', '=', workspaceId)
    .where('sync_id', '=', syncId)
    .where('source', '=', 'person')
    .where('state', '=', 'open')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
