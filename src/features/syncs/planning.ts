import { holidayOn } from '../../time/holidays.ts';
import { dayOf, instantOf, localOf } from '../../time/local-time.ts';
import { slots } from '../../time/recurrence.ts';
import { nextWorkingDay, previousWorkingDay } from '../../time/working-days.ts';
import type { Series, Timing } from './series.ts';
import type { Sync, SyncCause, SyncState } from './sync.ts';

/** A time of the rule as it is to be planned. */
export interface PlannedSync {
  slot: string;
  localStart: string;
  timezone: string;
  startsAt: Date;
  minutes: number;
  agendaAt: Date;
  /** Why it is not held; null: it is. */
  cause: 'holiday' | null;
}

/** One time at which a series is, or would have been, held: planned already or still to be. */
export interface Occurrence {
  slot: string;
  localStart: string;
  startsAt: Date;
  minutes: number;
  state: SyncState;
  cause: SyncCause | null;
  /** Null: not planned yet. */
  syncId: number | null;
}

/** Longer than any holiday moves an occurrence. */
const longestMoveMs = 14 * 86_400_000;
const morningMs = 2 * 3_600_000;

export function holidayPlace(timing: Pick<Timing, 'holidayCountry' | 'holidayRegion'>) {
  const { holidayCountry: country, holidayRegion: region } = timing;
  return country === null ? null : { country, region };
}

/**
 * The times of a rule with what public holidays make of them (design 3.4): left out, or moved to the same time
 * of the next working day; left out too where that would be the day of the next one or later.
 * @param options.from local time, inclusive, as is `until`
 */
export function plannedFor(
  timing: Timing,
  options: { from: string; until?: string; limit: number },
): PlannedSync[] {
  const { rule, firstSlot: start, timezone: timeZone } = timing;
  const { from, until, limit } = options;
  // One more, to see the day of the next one.
  const times = slots({ rule, start, timeZone, from, limit: limit + 1 });
  return times
    .slice(0, limit)
    .filter((slot) => until === undefined || slot <= until)
    .map((slot) => {
      const { localStart, cause } = held(timing, slot, times[times.indexOf(slot) + 1] ?? null);
      const startsAt = instantOf(localStart, timeZone);
      const agendaAt = agendaTime(timing, localStart, startsAt);
      return { slot, localStart, timezone: timeZone, startsAt, minutes: timing.minutes, agendaAt, cause };
    });
}

function held(
  timing: Timing,
  slot: string,
  next: string | null,
): { localStart: string; cause: 'holiday' | null } {
  const place = holidayPlace(timing);
  const [day = '', time = ''] = slot.split('T');
  if (place === null || holidayOn(day, place, 'en') === null) return { localStart: slot, cause: null };
  const moved = nextWorkingDay(day, place);
  const collides = next !== null && moved >= next.slice(0, 10);
  if (timing.onHoliday === 'skip' || collides) return { localStart: slot, cause: 'holiday' };
  return { localStart: `${moved}T${time}`, cause: null };
}

/** When the agenda of what begins then is posted: at the same local time some working days before. */
export function agendaTime(timing: Timing, localStart: string, startsAt: Date): Date {
  if (timing.agendaDays === 0) return new Date(startsAt.getTime() - morningMs);
  const [day = '', time = ''] = localStart.split('T');
  const earlier = previousWorkingDay(day, holidayPlace(timing), timing.agendaDays);
  return instantOf(`${earlier}T${time}`, timing.timezone);
}

/**
 * What a series holds and leaves out from an instant on, by start: its rows, and what its rule gives where
 * there is no row yet.
 * @param rows all that start at `from` or later, and those of the two weeks before
 */
export function upcoming(
  series: Series,
  rows: readonly Sync[],
  options: { from: Date; until?: Date; limit: number },
): Occurrence[] {
  const { from, until, limit } = options;
  const known = new Set(rows.map((row) => row.slot));
  const planned =
    series.state === 'active'
      ? plannedFor(series, {
          from: localOf(new Date(from.getTime() - longestMoveMs), series.timezone),
          ...(until && { until: localOf(until, series.timezone) }),
          limit: limit + rows.length + slotsBefore,
        })
      : [];
  const occurrences: Occurrence[] = [
    ...rows.map(({ slot, localStart, startsAt, minutes, state, cause, id }) => ({
      slot,
      localStart,
      startsAt,
      minutes,
      state,
      cause,
      syncId: id,
    })),
    ...planned
      .filter(({ slot }) => !known.has(slot))
      .map(({ slot, localStart, startsAt, minutes, cause }) => ({
        slot,
        localStart,
        startsAt,
        minutes,
        state: cause === null ? ('planned' as const) : ('skipped' as const),
        cause,
        syncId: null,
      })),
  ];
  return occurrences
    .filter(({ startsAt }) => startsAt >= from && (until === undefined || startsAt < until))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .slice(0, limit);
}

/** A rule has at most one time a day, so that these cover the two weeks before. */
const slotsBefore = 15;

/**
 * The first time of a rule on or after a day that is still to come. Counted without its interval, so that
 * "every three months on the first Tuesday" begins with the next first Tuesday.
 * @param options.day YYYY-MM-DD @param options.time HH:MM
 * @returns null where the rule gives none
 */
export function firstSlot(options: {
  rule: string;
  day: string;
  time: string;
  timezone: string;
  now: Date;
}): string | null {
  const { day, time, timezone, now } = options;
  const rule = options.rule
    .split(';')
    .filter((part) => !/^(?:INTERVAL|COUNT)=/i.test(part))
    .join(';');
  const today = dayOf(now, timezone);
  const start = `${day < today ? today : day}T${time}`;
  const [first, second] = slots({ rule, start, timeZone: timezone, limit: 2 });
  if (first === undefined) return null;
  return instantOf(first, timezone) > now ? first : (second ?? null);
}
