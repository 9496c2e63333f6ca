import type { Temporal } from 'temporal-polyfill';
import type { Locale } from '../text/text.ts';

/** What the words say, before it is resolved in a zone. Every part is found at most once. */
export interface DateParts {
  /** A time with its own offset, or so many hours from now; nothing else may stand beside it. */
  exact?: Temporal.Instant;
  date?: Temporal.PlainDate;
  /** A date without a year: the next one. */
  monthDay?: { month: number; day: number };
  /** "the 15th": of this month or the next one that has it. */
  dayOfMonth?: number;
  /** ISO: 1 is Monday. */
  weekday?: number;
  /** 0 this calendar week, 1 the next; weeks begin on Monday. */
  week?: 0 | 1;
  /** From today, or from the day named. */
  shift?: Temporal.Duration;
  /** Mondays to Fridays from today, or from the day named. */
  workingDays?: number;
  time?: ClockTime;
  daypart?: Daypart;
}

/** Hour 24 is the midnight that ends the day. */
export interface ClockTime {
  hour: number;
  minute: number;
  /** An hour from 1 to 7 without anything that says which half of the day; as typed. */
  vague?: string;
}

export type Daypart = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night';

/** Whom the words are read for, and when. */
export interface Reader {
  /** In the person's zone. */
  now: Temporal.ZonedDateTime;
  /** In `de` a date with slashes has the day first; in `en` it may be either. */
  locale: Locale;
}

/** One way of saying something. `read` adds to the parts, or answers false where the words mean nothing. */
export interface Form {
  pattern: RegExp;
  read(match: RegExpExecArray, parts: DateParts, reader: Reader): boolean;
}

/** Whole words in any case, in a text with single spaces. */
export function phrase(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}.:/-])(?:${source})(?![\\p{L}\\p{N}]|[.:/-]\\p{N})`, 'iu');
}

export const weekdays: Readonly<Record<string, number>> = {
  ...numbered(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']),
  ...numbered(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
  ...numbered(['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag']),
  ...numbered(['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so']),
  tues: 2,
  thur: 4,
  thurs: 4,
  sonnabend: 6,
};

export const counts: Readonly<Record<string, number>> = {
  ...numbered('one two three four five six seven eight nine ten eleven twelve'.split(' ')),
  ...numbered('ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ')),
  ...Object.fromEntries(['a', 'an', 'eine', 'einem', 'einer', 'einen'].map((word) => [word, 1])),
};

function numbered(words: string[]): Record<string, number> {
  return Object.fromEntries(words.map((word, i) => [word, i + 1]));
}

/** The words of a dictionary as alternatives, the longer ones first. */
export function anyOf(dictionary: Readonly<Record<string, unknown>>): string {
  return Object.keys(dictionary)
    .sort((a, b) => b.length - a.length)
    .join('|');
}
