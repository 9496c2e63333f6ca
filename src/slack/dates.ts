import { UserError } from '../errors.ts';
import type { Locale } from '../text/text.ts';

/** Who reads the words, where and when. */
export interface ReadingPlace {
  now: Date;
  /** IANA zone in which days and times of day are meant. */
  timeZone: string;
  /** The language tried first. */
  locale: Locale;
}

/**
 * The instant that a person means by "friday 17:00", "in 3 Tagen" or an ISO 8601 time; always in the future.
 *
 * @param defaults.time local time (HH:MM) for a day without one
 * @throws UserError
 */
export function readMoment(text: string, at: ReadingPlace, defaults?: { time?: string }): Date {
  throw new UserError('unreadable_moment', 'input.unreadableMoment', {
    part: `${text}${at.locale}${defaults?.time}`,
  });
}

/**
 * The day (YYYY-MM-DD in the person's zone) meant by "in 6 months", "1.3.2027" or "nächsten Freitag".
 *
 * @throws UserError
 */
export function readDay(text: string, at: ReadingPlace): string {
  throw new UserError('unreadable_day', 'input.unreadableDay', { part: `${text}${at.locale}` });
}
