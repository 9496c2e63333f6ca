import { Temporal } from 'temporal-polyfill';
import { UserError } from '../errors.ts';
import type { Locale } from '../text/text.ts';
import { parseRule } from '../time/recurrence.ts';
import { ambiguousHour } from './date-errors.ts';
import type { DateParts } from './date-parts.ts';
import { takeForms } from './date-words.ts';
import { excerpt } from './excerpt.ts';
import { takeLength } from './length-form.ts';
import { findRecurrence } from './recurrence-forms.ts';
import { weekdayOf } from './recurrence-words.ts';
import { clockTime, timeForms } from './time-forms.ts';

/** For whom the words are read. `today` is YYYY-MM-DD there. */
export interface RhythmReader {
  locale: Locale;
  today: string;
}

/** What is said of when, how often and how long; null: not said. */
export interface Rhythm {
  /** As `parseRule` writes it; a rule that somebody wrote and that cannot be read, as it was typed. */
  rule: string | null;
  /** HH:MM */
  time: string | null;
  minutes: number | null;
  /** What is none of it, as typed. */
  rest: string;
}

/** No recurrence needs more; longer text is not searched. */
const longest = 300;

/**
 * What is meant by "every second tuesday", "monthly on the last friday" or "alle zwei Wochen am Dienstag", as an
 * RRULE. "Every second tuesday" is every two weeks, "every second tuesday of the month" is what it says. A rule
 * that is written as one is handed on, for `parseRule` to say what is wrong with it.
 *
 * @throws UserError `missing_recurrence`, `unreadable_recurrence`
 */
export function readRecurrence(text: string): { rule: string } {
  const typed = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (typed === '') throw new UserError('missing_recurrence', 'input.missingRecurrence');
  const { rule, rest } = takeRule(typed);
  if (rule === null || rest !== '') throw unreadable(rest, typed);
  return { rule };
}

/**
 * The same with a time of day and a length: "every second tuesday 10:00 for 45 minutes".
 *
 * @throws UserError `unreadable_recurrence`, `no_such_time`, `ambiguous_hour`, `repeated_time`, `bad_length`
 */
export function readRhythm(text: string, at: RhythmReader): Rhythm {
  const typed = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (typed.length > longest) throw unreadable(typed, typed);
  // What is written as a rule holds no time and no length.
  const written = takeWritten(typed);
  const length = takeLength(written.rest);
  const time = takeTime(length.rest, at);
  const said = written.rule === null ? takeRule(time.rest) : { rule: written.rule, rest: tidy(time.rest) };
  if (said.rule === null && said.rest !== '') throw unreadable(said.rest, typed);
  return { rule: said.rule, time: time.time, minutes: length.minutes, rest: said.rest };
}

function unreadable(part: string, typed: string): UserError {
  const quoted = excerpt(part || typed);
  return quoted === excerpt(typed)
    ? new UserError('unreadable_recurrence', 'input.unreadableRecurrence', { part: quoted })
    : new UserError('unreadable_recurrence', 'input.unreadableRecurrencePart', {
        part: quoted,
        typed: excerpt(typed),
      });
}

function takeRule(text: string): { rule: string | null; rest: string } {
  if (text.length > longest) return { rule: null, rest: text };
  const written = takeWritten(text);
  if (written.rule !== null) return { rule: written.rule, rest: tidy(written.rest) };
  const found = findRecurrence(wordsOf(text));
  const parsed = found && parseRule(found.rule);
  if (!found || !parsed?.ok) return { rule: null, rest: tidy(text) };
  return { rule: parsed.rule, rest: tidy(found.rest.join(' ')) };
}

function takeWritten(text: string): { rule: string | null; rest: string } {
  const match = /(?<!\S)(?:rrule:)?freq=\S*/i.exec(text);
  if (!match) return { rule: null, rest: text };
  const parsed = parseRule(match[0]);
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
  return { rule: parsed.ok ? parsed.rule : match[0], rest };
}

/** Commas and the dash of "mo-fr" are words of their own. */
function wordsOf(text: string): string[] {
  return text
    .replace(/(\p{L}+\.?)([-–])(\p{L}+\.?)/gu, (whole, first: string, dash: string, last: string) =>
      weekdayOf(first) && weekdayOf(last) ? `${first} ${dash} ${last}` : whole,
    )
    .replace(/,/g, ' , ')
    .split(/\s+/)
    .filter(Boolean);
}

/** Without fillers and punctuation at its ends. */
function tidy(text: string): string {
  const words = text.split(/\s+/).filter(Boolean);
  const isFiller = (word: string | undefined) =>
    word !== undefined && /^(?:[,;.–-]|at|um|on|am|immer|jeweils)$/i.test(word);
  while (isFiller(words[0])) words.shift();
  while (isFiller(words.at(-1))) words.pop();
  return words.join(' ').replace(/ ,/g, ',');
}

/** @throws UserError `no_such_time`, `ambiguous_hour`, `repeated_time` */
function takeTime(text: string, at: RhythmReader): { time: string | null; rest: string } {
  const now = Temporal.PlainDate.from(at.today).toZonedDateTime('UTC');
  const parts: DateParts = {};
  const { rest, taken } = takeForms(text, timeForms, parts, { now, locale: at.locale });
  const part = taken.join(' ');
  // "tonight" is one day's.
  if (parts.date) throw unreadable(part, text);
  if (parts.time?.vague && !parts.daypart) throw ambiguousHour(parts.time.vague, parts.time.hour);
  const clock = clockTime(parts);
  const second = /(?<![\p{L}\p{N}])(?:\d{1,2}[:.]\d{2}|\d{1,3} ?uhr)(?![\p{L}\p{N}])/iu.exec(rest)?.[0];
  if (clock && second) throw new UserError('repeated_time', 'input.repeatedTime', { part: excerpt(second) });
  const noTime = clock?.hour === 24 ? part : second;
  if (noTime) throw new UserError('no_such_time', 'input.noSuchTime', { part: excerpt(noTime) });
  return { time: clock ? `${two(clock.hour)}:${two(clock.minute)}` : null, rest };
}

const two = (n: number) => String(n).padStart(2, '0');
