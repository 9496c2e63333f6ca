import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import type { Reader } from '../../slack/request.ts';
import * as repository from './agenda.repository.ts';
import { type AgendaItem, type ArrangeChoice, longestItem, mostItems, neighbours } from './agenda.ts';
import type { MeetingService } from './meeting.service.ts';
import type { NextSync, OccurrenceService } from './occurrence.service.ts';
import type { SeriesService } from './series.service.ts';
import { type Series, seriesName } from './series.ts';
import * as syncRepository from './sync.repository.ts';

export const itemField = 'item';

export interface NewItem {
  text: string;
  link: string | null;
  /** To what it belongs. */
  initiativeId?: number | null;
}

/** An agenda as it would be posted now. */
export interface Agenda extends NextSync {
  items: AgendaItem[];
}

export type AgendaService = ReturnType<typeof createAgendaService>;

/** What people do to an agenda: look at it, put something on it, arrange it. */
export function createAgendaService(deps: {
  db: Db;
  series: SeriesService;
  occurrences: OccurrenceService;
  meetings: MeetingService;
}) {
  const { db, series: seriesService, occurrences, meetings } = deps;

  /** The next sync of a series. @throws UserError `no_sync` */
  async function nextOf(series: Series): Promise<NextSync> {
    const occurrence = await occurrences.nextOf(series);
    if (occurrence) return { series, occurrence };
    throw new UserError('no_sync', 'meetings.errors.noSync', { name: seriesName(series.id) });
  }

  /** Where an item goes: on the agenda that is posted already, else to those that wait. */
  async function postedOf(trx: Db, { series, occurrence }: NextSync) {
    if (occurrence.syncId === null) return null;
    const sync = await syncRepository.lockSync(trx, series.workspaceId, occurrence.syncId);
    return sync && sync.agendaDoneAt !== null && sync.state === 'planned' ? sync : null;
  }

  /** @throws UserError `empty_item`, `long_item`, `full_agenda`, `no_sync` */
  async function add(
    userId: string,
    requestKey: string,
    series: Series,
    { text, link, initiativeId = null }: NewItem,
  ): Promise<NextSync> {
    const tidy = text.trim();
    if (tidy === '') throw new UserError('empty_item', 'meetings.errors.emptyItem', {}, itemField);
    if (tidy.length > longestItem) {
      const values = { length: tidy.length, longest: longestItem };
      throw new UserError('long_item', 'meetings.errors.longItem', values, itemField);
    }
    const next = await nextOf(series);
    const { workspaceId, id: seriesId } = series;
    await db.transaction().execute(async (trx) => {
      const sync = await postedOf(trx, next);
      const there = await repository.itemsOf(trx, workspaceId, seriesId, sync?.id ?? null);
      if (there.length >= mostItems) {
        throw new UserError('full_agenda', 'meetings.errors.fullAgenda', { most: mostItems }, itemField);
      }
      const to = { workspaceId, seriesId, syncId: sync?.id ?? null, requestKey };
      const item = { ...to, text: tidy, link, initiativeId };
      const isNew = await repository.insertItem(trx, { ...item, addedBy: userId });
      if (isNew && sync) await meetings.refresh(trx, series, sync);
    });
    return next;
  }

  /** Where an item stands, for whoever may change it. @throws UserError `gone`, `not_yours` */
  async function changing(
    reader: Reader,
    seriesId: number,
    change: (trx: Db, items: readonly AgendaItem[]) => Promise<void>,
  ): Promise<AgendaItem[]> {
    const { workspaceId } = reader;
    const series = await seriesService.existing(workspaceId, seriesId);
    await seriesService.requireMayChange(reader, series);
    const next = await nextOf(series);
    return db.transaction().execute(async (trx) => {
      const sync = await postedOf(trx, next);
      const items = () => repository.itemsOf(trx, workspaceId, seriesId, sync?.id ?? null);
      await change(trx, await items());
      if (sync) await meetings.refresh(trx, series, sync);
      return items();
    });
  }

  return {
    /** @throws UserError `unknown_series` and those of adding */
    addTo: async (reader: Reader, requestKey: string, seriesId: number, item: NewItem): Promise<NextSync> =>
      add(reader.userId, requestKey, await seriesService.existing(reader.workspaceId, seriesId), item),

    /**
     * On the agenda of the sync between these departments that comes first.
     * @returns null: there is none
     */
    async addToNext(
      reader: Pick<Reader, 'workspaceId' | 'userId'>,
      requestKey: string,
      departmentIds: readonly number[],
      item: NewItem,
    ): Promise<{ series: string; at: Date } | null> {
      const soonest = await occurrences.nextTogether(reader.workspaceId, departmentIds);
      if (!soonest) return null;
      const { series, occurrence } = await add(reader.userId, requestKey, soonest.series, item);
      return { series: seriesName(series.id), at: occurrence.startsAt };
    },

    /** What is on the next agenda, or would be if it were posted now. @throws UserError `no_sync` */
    async show(workspaceId: string, seriesId: number): Promise<Agenda> {
      const series = await seriesService.existing(workspaceId, seriesId);
      const next = await nextOf(series);
      const { syncId } = next.occurrence;
      const sync = syncId === null ? null : await syncRepository.syncById(db, workspaceId, syncId);
      if (sync?.agendaDoneAt) {
        return { ...next, items: await repository.itemsOf(db, workspaceId, seriesId, sync.id) };
      }
      const found = await meetings.askSources(series, await databaseNow(db));
      const waiting = await repository.itemsOf(db, workspaceId, seriesId, null);
      const past = await repository.talkedAboutKeys(db, workspaceId, seriesId);
      const open = [...found].flatMap(([{ name }, items]) =>
        items
          .filter(({ key }) => !past.includes(key))
          .map(
            ({ text, link, initiative }): AgendaItem => ({
              id: 0,
              source: name,
              text,
              link,
              initiative: initiative?.name ?? null,
              addedBy: null,
              state: 'open',
              carried: 0,
            }),
          ),
      );
      return { ...next, items: [...waiting, ...open] };
    },

    /** The items as they can be arranged. @throws UserError */
    items: (reader: Reader, seriesId: number): Promise<AgendaItem[]> =>
      changing(reader, seriesId, async () => {}),

    /** @throws UserError */
    arrange: (reader: Reader, seriesId: number, itemId: number, what: ArrangeChoice): Promise<AgendaItem[]> =>
      changing(reader, seriesId, async (trx, items) => {
        if (!items.some(({ id }) => id === itemId)) return;
        if (what === 'drop') return repository.setState(trx, reader.workspaceId, [itemId], 'dropped');
        if (what === 'done') return repository.setState(trx, reader.workspaceId, [itemId], 'done');
        const pair = neighbours(
          items.map(({ id }) => id),
          itemId,
          what,
        );
        if (pair) await repository.swap(trx, reader.workspaceId, ...pair);
      }),
  };
}
