import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';

/** Where public holidays are kept: a country, ISO 3166 alpha-2, and a region of it as date-holidays names it. */
export interface HolidayPlace {
  country: string;
  /** Null: only those of the whole country. */
  region: string | null;
}

type Library = typeof Holidays;
let library: Library | undefined;

/** Loaded when first needed: its tables of all countries take more memory than the rest of Concord. */
function load(): Library {
  library ??= createRequire(import.meta.url)('date-holidays') as Library;
  return library;
}

const calendars = new Map<string, Holidays>();
const years = new Map<string, ReadonlyMap<string, Record<'en' | 'de', string>>>();

function calendarOf({ country, region }: HolidayPlace): Holidays {
  const key = `${country}-${region}`;
  let calendar = calendars.get(key);
  if (!calendar) {
    const Calendar = load();
    calendar = region === null ? new Calendar(country) : new Calendar(country, region);
    calendars.set(key, calendar);
  }
  return calendar;
}

function yearOf(year: string, place: HolidayPlace): ReadonlyMap<string, Record<'en' | 'de', string>> {
  const key = `${place.country}-${place.region}-${year}`;
  let days = years.get(key);
  if (!days) {
    const calendar = calendarOf(place);
    const namesIn = (language: string) =>
      (calendar.getHolidays(Number(year), language) ?? [])
        .filter(({ type }) => type === 'public')
        .map(({ date, name }) => [date.slice(0, 10), name] as const);
    const german = new Map(namesIn('de'));
    days = new Map(namesIn('en').map(([day, name]) => [day, { en: name, de: german.get(day) ?? name }]));
    years.set(key, days);
  }
  return days;
}

/** The name of the public holiday on a day; null: it is none there. */
export function holidayOn(day: string, place: HolidayPlace, locale: 'en' | 'de'): string | null {
  return yearOf(day.slice(0, 4), place).get(day)?.[locale] ?? null;
}

/** Whether holidays are known there. */
export function isHolidayPlace(country: string, region: string | null): boolean {
  const known = new (load())();
  if (!Object.hasOwn(known.getCountries(), country)) return false;
  return region === null || Object.hasOwn(known.getStates(country) ?? {}, region);
}

/** The regions of a country that have holidays of their own, by name. */
export function regionsOf(country: string): { code: string; name: string }[] {
  const states: Record<string, string> = new (load())().getStates(country) ?? {};
  return Object.entries(states).map(([code, name]) => ({ code, name }));
}
