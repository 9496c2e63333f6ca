import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { addDays } from './local-time.ts';

/** Where public holidays are kept. */
export interface HolidayPlace {
  /** ISO 3166 alpha-2. */
  country: string;
  /** A state, such as BY of Germany, or a part of one, such as BY-A; null: what the whole country keeps. */
  region: string | null;
}

/** The languages that holidays are named in; where a name is missing, it is the country's own. */
type Language = 'en' | 'de';

type Library = typeof Holidays;
let library: Library | undefined;

/** Loaded at the first question: its data take 20 MB, which a process without holidays does not pay. */
function load(): Library {
  library ??= createRequire(import.meta.url)('date-holidays') as Library;
  return library;
}

function partsOf(region: string | null): { state: string; part: string } {
  const [state = '', ...rest] = (region ?? '').split('-');
  return { state, part: rest.join('-') };
}

/** Whether holidays are known there, and the region is one of the country's. */
export function isHolidayPlace(country: string, region: string | null): boolean {
  const known = new (load())();
  if (!Object.hasOwn(known.getCountries(), country)) return false;
  if (region === null) return true;
  const { state, part } = partsOf(region);
  if (!Object.hasOwn(known.getStates(country) ?? {}, state)) return false;
  return !region.includes('-') || Object.hasOwn(known.getRegions(country, state) ?? {}, part);
}

/** The states of a country with their names there, by name; empty where holidays are the same in all of it. */
export function regionsOf(country: string): { code: string; name: string }[] {
  const known = new (load())();
  if (!Object.hasOwn(known.getCountries(), country)) return [];
  const states: Record<string, string> = known.getStates(country) ?? {};
  return Object.entries(states)
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** Names by day, of a place, language and year; the latest used are last. */
const years = new Map<string, ReadonlyMap<string, string>>();
const mostYears = 500;

/**
 * The name of the public holiday on a day; null: none, or none known there. Half days and single hours are
 * working days.
 * @param day YYYY-MM-DD
 */
export function holidayOn(day: string, place: HolidayPlace, locale: Language): string | null {
  const year = day.slice(0, 4);
  const key = [place.country, place.region ?? '', locale, year].join(' ');
  const names = years.get(key) ?? namesByDay(Number(year), place, locale);
  years.delete(key);
  years.set(key, names);
  if (years.size > mostYears) years.delete(years.keys().next().value!);
  return names.get(day) ?? null;
}

const dayMs = 86_400_000;
/** A day on which clocks change may be shorter by these. */
const hours = 2 / 24;

function namesByDay(year: number, place: HolidayPlace, locale: Language): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  if (!isHolidayPlace(place.country, place.region)) return names;
  const { state, part } = partsOf(place.region);
  const calendar = new (load())(place.country, state, part);
  // A holiday of several days may have begun in the year before.
  const all = [year - 1, year].flatMap((each) => calendar.getHolidays(each, locale) ?? []);
  for (const { date, start, end, name, type } of all) {
    if (type !== 'public') continue;
    const days = Math.floor((end.getTime() - start.getTime()) / dayMs + hours);
    for (let i = 0; i < days; i++) {
      // `date` is the first day also of those that begin at the sunset before, which is their `start`.
      const day = addDays(date.slice(0, 10), i);
      if (!names.has(day)) names.set(day, name);
    }
  }
  return names;
}
