import { dayOf } from '../../time/local-time.ts';
import type { Sync } from './sync.ts';

/** How the syncs of one quarter went. */
export interface QuarterCount {
  /** All whose time has come. */
  planned: number;
  held: number;
  skipped: number;
  missed: number;
}

/** How regularly the departments talk. */
export interface Cadence {
  /** 2027-Q2, in the zone of the series. */
  quarter: string;
  current: QuarterCount;
  previous: QuarterCount;
  /** Average between syncs that were held within the last year; null: fewer than two were. */
  daysBetween: number | null;
  /** Since the last that was held; null: none was. */
  daysSince: number | null;
}

const dayMs = 86_400_000;
const yearMs = 365 * dayMs;

/** @param syncs of one series, in any order */
export function cadence(
  syncs: readonly Pick<Sync, 'startsAt' | 'state'>[],
  now: Date,
  timeZone: string,
): Cadence {
  const past = syncs.filter(({ startsAt }) => startsAt <= now);
  const quarter = quarterOf(dayOf(now, timeZone));
  const of = (name: string) => past.filter(({ startsAt }) => quarterOf(dayOf(startsAt, timeZone)) === name);
  const held = past
    .filter(({ state, startsAt }) => state === 'held' && now.getTime() - startsAt.getTime() <= yearMs)
    .map(({ startsAt }) => startsAt.getTime())
    .sort((a, b) => a - b);
  const [first, last] = [held[0], held.at(-1)];
  return {
    quarter,
    current: count(of(quarter)),
    previous: count(of(before(quarter))),
    daysBetween:
      held.length < 2 || first === undefined || last === undefined
        ? null
        : (last - first) / dayMs / (held.length - 1),
    daysSince: last === undefined ? null : Math.floor((now.getTime() - last) / dayMs),
  };
}

/** The share that was held of what was not left out, in percent; null: nothing was to be held. */
export function heldShare({ planned, held, skipped }: QuarterCount): number | null {
  return planned === skipped ? null : Math.round((100 * held) / (planned - skipped));
}

function count(syncs: readonly Pick<Sync, 'state'>[]): QuarterCount {
  const of = (state: Sync['state']) => syncs.filter((sync) => sync.state === state).length;
  return { planned: syncs.length, held: of('held'), skipped: of('skipped'), missed: of('missed') };
}

function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

function before(quarter: string): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
  return number === 1 ? `${year - 1}-Q4` : `${year}-Q${number - 1}`;
}
