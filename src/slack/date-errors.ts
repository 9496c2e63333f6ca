import type { Temporal } from 'temporal-polyfill';
import { UserError } from '../errors.ts';
import type { Locale } from '../text/text.ts';
import { excerpt } from './excerpt.ts';

const languageTags: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de-DE' };

/** "Friday, 12 June 2026", "Freitag, 12. Juni 2026" */
export function dayInWords(date: Temporal.PlainDate, locale: Locale): string {
  return format(date.toZonedDateTime('UTC').epochMilliseconds, locale, {
    dateStyle: 'full',
    timeZone: 'UTC',
  });
}

/** "Friday 12 June 2026 at 17:00" in the zone of the moment. */
export function momentInWords(moment: Temporal.ZonedDateTime, locale: Locale): string {
  return format(moment.epochMilliseconds, locale, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: moment.timeZoneId,
  });
}

function format(instant: number, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(languageTags[locale], options).format(instant);
}

export function noSuchDay(part: string): UserError {
  return new UserError('no_such_day', 'input.noSuchDay', { part: excerpt(part) });
}

export function wrongWeekday(typed: string, date: Temporal.PlainDate, locale: Locale): UserError {
  return new UserError('wrong_weekday', 'input.wrongWeekday', {
    typed: excerpt(typed),
    date: dayInWords(date, locale),
  });
}

/** `3/4` may be 3 April or March 4th. */
export function ambiguousDay(part: string, a: number, b: number, locale: Locale): UserError {
  const [first, second] = [
    [a, b],
    [b, a],
  ].map(([day, month]) =>
    // Any leap year: only day and month are shown.
    format(Date.UTC(2028, month! - 1, day!), locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  );
  return new UserError('ambiguous_day', 'input.ambiguousDay', {
    part: excerpt(part),
    first: first!,
    second: second!,
    example: first!,
  });
}

export function ambiguousHour(part: string, hour: number): UserError {
  return new UserError('ambiguous_hour', 'input.ambiguousHour', {
    part: excerpt(part),
    hour,
    later: hour + 12,
  });
}
