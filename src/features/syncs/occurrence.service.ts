import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import type { Reader } from '../../slack/request.ts';
import { localOf } from '../../time/local-time.ts';
import type { PlanningService } from './planning.service.ts';
import { agendaTime, type Occurrence, plannedFor, upcoming } from './planning.ts';
import * as seriesRepository from './series.repository.ts';
import type { MeetingNotices, OnPlanned, SeriesService } from './series.service.ts';
import { fewestMinutes, mostMinutes, type Series, seriesName, together } from './series.ts';
import * as repository from './sync.repository.ts';
import { moveFields, type Sync } from './sync.ts';

/** So many left out in a row are looked past in search of one that is held. */
const mostSkipped = 50;
const skippedAmong = 5;

/** Rows of this time before now count too: they may have been moved to after it. */
const lookBackMs = 14 * 86_400_000;

export interface NextSync {
  series: Series;
  occurrence: Occurrence;
}

export type OccurrenceService = ReturnType<typeof createOccurrenceService>;

/** Single occurrences: which come next, and leaving one out or moving it. The past never changes. */
export function createOccurrenceService(deps: {
  db: Db;
  planning: PlanningService;
  series: SeriesService;
  notices: MeetingNotices;
  onPlanned?: readonly OnPlanned[];
}) {
  const { db, planning, series: seriesService, notices, onPlanned = [] } = deps;

  /** What starts from now on, also what is left out. */
  async function upcomingOf(trx: Db, series: Series, limit: number, from?: Date): Promise<Occurrence[]> {
    const begin = from ?? (await databaseNow(trx));
    const rows = await repository.syncsBetween(trx, series.workspaceId, series.id, {
      from: new Date(begin.getTime() - lookBackMs),
    });
    return upcoming(series, rows, { from: begin, limit });
  }

  async function nextOf(trx: Db, series: Series): Promise<Occurrence | null> {
    const found = await upcomingOf(trx, series, mostSkipped);
    return found.find(({ state }) => state === 'planned') ?? null;
  }

  /** @throws UserError `nothing_planned` */
  async function occurrenceAt(trx: Db, series: Series, slot: string | null): Promise<Occurrence> {
    const found = await upcomingOf(trx, series, mostSkipped);
    const wanted =
      slot === null
        ? found.find(({ state }) => state === 'planned')
        : found.find((o) => o.slot === slot || o.localStart.slice(0, 10) === slot);
    if (wanted) return wanted;
    const name = seriesName(series.id);
    if (slot === null) throw new UserError('nothing_planned', 'syncs.errors.nothingPlanned', { name });
    const next = found.find(({ state }) => state === 'planned');
    const values = { name, day: slot.slice(0, 10), next: next?.localStart.replace('T', ' ') ?? '–' };
    throw new UserError('no_such_occurrence', 'syncs.errors.noSuchOccurrence', values);
  }

  /** Its row, under lock; made now where its time has not come near yet. */
  async function rowOf(trx: Db, series: Series, { slot, syncId }: Occurrence): Promise<Sync> {
    const { workspaceId, id } = series;
    if (syncId === null) {
      const planned = plannedFor(series, { from: slot, until: slot, limit: 1 });
      for (const row of await repository.insertSyncs(trx, workspaceId, id, planned)) {
        if (row.state === 'planned') await planning.arm(trx, row);
        return row;
      }
    }
    const rows = await repository.syncsBetween(trx, workspaceId, id);
    const known = rows.find((row) => row.slot === slot);
    const locked = known && (await repository.lockSync(trx, workspaceId, known.id));
    if (!locked) throw new Error('an occurrence has no row');
    return locked;
  }

  async function changing<T>(
    reader: Reader,
    seriesId: number,
    slot: string | null,
    change: (trx: Db, series: Series, row: Sync, now: Date) => Promise<T>,
    skipKey: string | null = null,
  ): Promise<T> {
    return db.transaction().execute(async (trx) => {
      const series = await seriesService.lockForChange(trx, reader, seriesId);
      const { workspaceId } = series;
      const again = skipKey && (await repository.slotSkippedBy(trx, workspaceId, seriesId, skipKey));
      const occurrence = await occurrenceAt(trx, series, again || slot);
      const row = await rowOf(trx, series, occurrence);
      const result = await change(trx, series, row, await databaseNow(trx));
      await seriesRepository.touchSeries(trx, workspaceId, seriesId);
      for (const follow of onPlanned) await follow(trx, workspaceId);
      return result;
    });
  }

  return {
    nextOf: (series: Series): Promise<Occurrence | null> => nextOf(db, series),
    upcomingOf: (series: Series, limit: number, from?: Date): Promise<Occurrence[]> =>
      upcomingOf(db, series, limit, from),

    /** What is held next, over all series, soonest first. @param userId only those in which this person takes part */
    async nextDates(workspaceId: string, limit: number, userId?: string): Promise<NextSync[]> {
      const all = await seriesService.list(workspaceId);
      const own = userId === undefined ? all : await seriesService.withParticipant(workspaceId, all, userId);
      const dates = await Promise.all(
        own.map(async (series) =>
          (await upcomingOf(db, series, limit + skippedAmong))
            .filter(({ state }) => state === 'planned')
            .map((occurrence) => ({ series, occurrence })),
        ),
      );
      return dates
        .flat()
        .sort((a, b) => a.occurrence.startsAt.getTime() - b.occurrence.startsAt.getTime())
        .slice(0, limit);
    },

    /** What is held next of the series in which all these departments sit together. @returns null: nothing, or nobody is named */
    async nextTogether(workspaceId: string, departmentIds: readonly number[]): Promise<NextSync | null> {
      const all = await seriesService.list(workspaceId);
      const dates = await Promise.all(
        together(all, departmentIds).map(async (series) => ({
          series,
          occurrence: await nextOf(db, series),
        })),
      );
      const held = dates.filter((date): date is NextSync => date.occurrence !== null);
      return held.sort((a, b) => +a.occurrence.startsAt - +b.occurrence.startsAt)[0] ?? null;
    },

    /** The one that a person means, to show it in a form. @throws UserError */
    async forMoving(reader: Reader, seriesId: number, slot: string | null): Promise<NextSync> {
      const series = await seriesService.existing(reader.workspaceId, seriesId);
      await seriesService.requireMayChange(reader, series);
      return { series, occurrence: await occurrenceAt(db, series, slot) };
    },

    /**
     * @param requestKey repeated, it skips no further one
     * @param slot the occurrence's slot or its day; null: the next one
     * @throws UserError
     */
    skip: (reader: Reader, requestKey: string, seriesId: number, slot: string | null): Promise<Sync> =>
      changing(
        reader,
        seriesId,
        slot,
        async (trx, series, row) => {
          if (row.state !== 'planned') return row;
          const { userId: changedBy } = reader;
          const skipped = { state: 'skipped', cause: 'person', changedBy } as const;
          await repository.updateSync(trx, series.workspaceId, row.id, { ...skipped, skipKey: requestKey });
          await planning.disarm(trx, series.workspaceId, row.id);
          await notices.calledOff(trx, series, { ...row, ...skipped });
          return { ...row, ...skipped };
        },
        slot === null ? requestKey : null,
      ),

    /** One that was left out is held after all. @throws UserError */
    restore: (reader: Reader, seriesId: number, slot: string): Promise<Sync> =>
      changing(reader, seriesId, slot, async (trx, series, row) => {
        if (row.state !== 'skipped') return row;
        const back = { state: 'planned', cause: null, changedBy: reader.userId } as const;
        await repository.updateSync(trx, series.workspaceId, row.id, back);
        await planning.arm(trx, { ...row, ...back });
        await notices.timeChanged(trx, series, { ...row, ...back });
        return { ...row, ...back };
      }),

    /**
     * Moves one occurrence; it stays between those before and after it.
     * @param minutes null: as long as before
     * @throws UserError
     */
    move: (
      reader: Reader,
      seriesId: number,
      slot: string | null,
      startsAt: Date,
      minutes: number | null,
    ): Promise<Sync> =>
      changing(reader, seriesId, slot, async (trx, series, row, now) => {
        const length = minutes ?? row.minutes;
        if (!Number.isInteger(length) || length < fewestMinutes || length > mostMinutes) {
          const values = { fewest: fewestMinutes, most: mostMinutes };
          throw new UserError('bad_length', 'syncs.errors.badLength', values, moveFields.minutes);
        }
        const isThere = row.state === 'planned' && row.minutes === length && +row.startsAt === +startsAt;
        // Said twice, it is told once.
        if (isThere) return row;
        if (startsAt <= now) throw new UserError('past_start', 'syncs.errors.pastStart', {}, moveFields.at);
        const others = (await upcomingOf(trx, series, mostSkipped)).filter(
          (o) => o.state === 'planned' && o.slot !== row.slot,
        );
        const clash = others.find((o) =>
          o.slot < row.slot ? startsAt <= o.startsAt : startsAt >= o.startsAt,
        );
        if (clash) {
          const values = { other: clash.localStart.replace('T', ' ') };
          throw new UserError('passes_another', 'syncs.errors.passesAnother', values, moveFields.at);
        }
        const localStart = localOf(startsAt, series.timezone);
        const usual = agendaTime(series, localStart, startsAt);
        const moved = {
          localStart,
          startsAt,
          minutes: length,
          agendaAt: usual < now ? now : usual,
          state: 'planned',
          cause: null,
          changedBy: reader.userId,
        } as const;
        await repository.updateSync(trx, series.workspaceId, row.id, moved);
        await planning.arm(trx, { ...row, ...moved });
        await notices.timeChanged(trx, series, { ...row, ...moved });
        return { ...row, ...moved };
      }),
  };
}
