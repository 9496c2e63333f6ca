import { Temporal } from 'temporal-polyfill';
import { UserError } from '../errors.ts';
import type { Locale, TextKey } from '../text/text.ts';
import { ambiguousHour, dayInWords, momentInWords } from './date-errors.ts';
import type { DateParts, Reader } from './date-parts.ts';
import { dayOf } from './date-resolve.ts';
import { type Reading, readWords } from './date-words.ts';
import { excerpt } from './excerpt.ts';
import { clockTime } from './time-forms.ts';

/** Who reads the words, where and when. */
export interface ReadingPlace {
  now: Date;
  /** IANA zone in which days and times of day are meant. */
  timeZone: string;
  /** The language tried first, and that of the examples in errors. */
  locale: Locale;
}

/** Farther away is more likely a slip of the keyboard than a plan. */
const maximumYears = 5;

/**
 * The instant that a person means by "friday 17:00", "in 3 Tagen", "in 2 hours" or an ISO 8601 time; always in
 * the future. "Friday" is the next Friday whose time is still to come, "next Friday" the one of the next
 * calendar week (weeks begin on Monday). A local time that a clock change skips moves forward by the gap, one
 * that exists twice is the first.
 *
 * @param defaults.time local time (HH:MM) of a day said without one; 17:00 where absent
 * @throws UserError `missing_moment`, `unreadable_moment`, `no_such_day`, `wrong_weekday`, `ambiguous_day`,
 *   `ambiguous_hour`, `past_moment`, `too_far` (more than 5 years)
 */
export function readMoment(text: string, at: ReadingPlace, defaults: { time?: string } = {}): Date {
  const reader = readerOf(at);
  const typed = excerpt(text);
  const reading = readWords(text, reader, 'moment');
  if (reading.kind === 'empty') throw new UserError('missing_moment', 'input.missingMoment');
  if (reading.kind === 'leftover') throw unreadable('moment', typed, reading);

  const moment = momentOf(reading.parts, reader, typed, defaults.time ?? '17:00');
  if (!moment) throw unreadable('moment', typed, { kind: 'leftover', part: typed });
  const read = momentInWords(moment, at.locale);
  if (Temporal.ZonedDateTime.compare(moment, reader.now) <= 0) {
    throw new UserError('past_moment', 'input.pastMoment', { typed, read });
  }
  if (Temporal.ZonedDateTime.compare(moment, reader.now.add({ years: maximumYears })) > 0) {
    throw tooFar(typed, read);
  }
  return new Date(moment.epochMilliseconds);
}

/**
 * The day (YYYY-MM-DD in the person's zone) meant by "in 6 months", "1.3.2027" or "nächsten Freitag"; today or
 * later. A weekday is never today. A time of day does not belong here and is an error.
 *
 * @throws UserError `missing_day`, `unreadable_day`, `no_such_day`, `wrong_weekday`, `ambiguous_day`, `past_day`,
 *   `too_far` (more than 5 years)
 */
export function readDay(text: string, at: ReadingPlace): string {
  const reader = readerOf(at);
  const typed = excerpt(text);
  const reading = readWords(text, reader, 'day');
  if (reading.kind === 'empty') throw new UserError('missing_day', 'input.missingDay');
  if (reading.kind === 'leftover') throw unreadable('day', typed, reading);

  const today = reader.now.toPlainDate();
  const found = dayOf(reading.parts, today, reader.locale, typed);
  if (!found) throw unreadable('day', typed, { kind: 'leftover', part: typed });
  const isToday = found.date.equals(today);
  const day = found.isWeekday && isToday ? found.date.add({ weeks: 1 }) : found.date;
  const read = dayInWords(day, at.locale);
  if (Temporal.PlainDate.compare(day, today) < 0)
    throw new UserError('past_day', 'input.pastDay', { typed, read });
  if (Temporal.PlainDate.compare(day, today.add({ years: maximumYears })) > 0) throw tooFar(typed, read);
  return day.toString();
}

function readerOf(at: ReadingPlace): Reader {
  const now = Temporal.Instant.fromEpochMilliseconds(at.now.getTime()).toZonedDateTimeISO(at.timeZone);
  return { now, locale: at.locale };
}

function unreadable(
  what: 'moment' | 'day',
  typed: string,
  { part }: Extract<Reading, { kind: 'leftover' }>,
): UserError {
  const [whole, piece]: [TextKey, TextKey] =
    what === 'moment'
      ? ['input.unreadableMoment', 'input.unreadableMomentPart']
      : ['input.unreadableDay', 'input.unreadableDayPart'];
  const quoted = excerpt(part);
  return quoted === typed
    ? new UserError(`unreadable_${what}`, whole, { part: quoted })
    : new UserError(`unreadable_${what}`, piece, { part: quoted, typed });
}

function tooFar(typed: string, read: string): UserError {
  return new UserError('too_far', 'input.tooFar', { typed, read, years: maximumYears });
}

/** Undefined where the parts contradict each other. */
function momentOf(
  parts: DateParts,
  reader: Reader,
  typed: string,
  defaultTime: string,
): Temporal.ZonedDateTime | undefined {
  const { now } = reader;
  if (parts.exact) {
    return Object.keys(parts).length === 1 ? parts.exact.toZonedDateTimeISO(now.timeZoneId) : undefined;
  }
  if (parts.time?.vague && !parts.daypart) throw ambiguousHour(parts.time.vague, parts.time.hour);
  const clock = clockTime(parts);
  const on = (date: Temporal.PlainDate) => {
    const time = clock
      ? Temporal.PlainTime.from({ ...clock, hour: clock.hour % 24 })
      : Temporal.PlainTime.from(defaultTime);
    const day = clock?.hour === 24 ? date.add({ days: 1 }) : date;
    return day.toPlainDateTime(time).toZonedDateTime(now.timeZoneId, { disambiguation: 'compatible' });
  };
  const hasDay = Object.keys(parts).some((part) => part !== 'time' && part !== 'daypart');
  const found = hasDay
    ? dayOf(parts, now.toPlainDate(), reader.locale, typed)
    : { date: now.toPlainDate(), isWeekday: false };
  if (!found) return undefined;
  const first = on(found.date);
  const isOver = Temporal.ZonedDateTime.compare(first, now) <= 0;
  if (isOver && !hasDay) return on(found.date.add({ days: 1 }));
  return isOver && found.isWeekday ? on(found.date.add({ weeks: 1 })) : first;
}
