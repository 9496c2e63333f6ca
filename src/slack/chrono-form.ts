import { createRequire } from 'node:module';
import type { Chrono, ParsedResult } from 'chrono-node';
import type { DateParts, Reader } from './date-parts.ts';
import { calendarDay } from './date-resolve.ts';

type Result = ParsedResult;

let loaded: { german: Chrono; english: Chrono } | undefined;

/** Loaded when somebody first types a date that needs it: it takes a tenth of the process's memory. */
function languagesOfChrono(): { german: Chrono; english: Chrono } {
  const load = createRequire(import.meta.url);
  loaded ??= {
    german: (load('chrono-node/de') as { casual: Chrono }).casual,
    english: (load('chrono-node/en') as { casual: Chrono }).casual,
  };
  return loaded;
}

/**
 * Lets chrono read what is left, above all dates with the month as a word, in the reader's language first.
 * Answers what chrono did not use.
 *
 * chrono calculates in the machine's zone. It is given noon of the person's day there, an hour that no zone
 * skips, and only the components that it reads are taken; nothing depends on the machine.
 */
export function readWithChrono(
  text: string,
  parts: DateParts,
  reader: Reader,
  what: 'moment' | 'day',
): string {
  const today = reader.now;
  const noon = new Date(today.year, today.month - 1, today.day, 12);
  const { german, english } = languagesOfChrono();
  const languages = reader.locale === 'de' ? [german, english] : [english, german];
  // A month without a day ("June 2027", "im März") is read as its first day.
  const wholeMonth = /^(?:in |im )?(\p{L}{3,}\.?(?: \d{4})?)$/u.exec(text)?.[1];
  const attempts = languages.flatMap((language) =>
    [text, ...(wholeMonth ? [`1 ${wholeMonth}`, `1. ${wholeMonth}`] : [])].map((attempt) => {
      const result = language.parse(attempt, noon)[0];
      return { result, rest: result ? without(attempt, result) : attempt };
    }),
  );
  const best = attempts
    .filter(({ result }) => result && canUse(result, parts, what))
    .sort((a, b) => a.rest.length - b.rest.length)[0];
  if (!best?.result) return text;
  take(best.result, text, parts);
  return best.rest;
}

function without(text: string, result: Result): string {
  return `${text.slice(0, result.index)} ${text.slice(result.index + result.text.length)}`
    .replace(/\s+/g, ' ')
    .trim();
}

/** No spans ("10 to 12"), no other zones, nothing guessed, nothing that was said already. */
function canUse({ start, end }: Result, parts: DateParts, what: 'moment' | 'day'): boolean {
  if (end || start.isCertain('timezoneOffset')) return false;
  const saysDate = start.isCertain('month');
  const saysTime = start.isCertain('hour');
  if (saysDate && (parts.date || parts.monthDay)) return false;
  if (saysTime && (parts.time || what === 'day')) return false;
  return saysDate || saysTime;
}

function take({ start }: Result, typed: string, parts: DateParts): void {
  if (start.isCertain('hour')) {
    parts.time = { hour: start.get('hour')!, minute: start.get('minute') ?? 0 };
  }
  if (!start.isCertain('month')) return;
  const month = start.get('month')!;
  const isRelative = start.tags().has('result/relativeDate');
  const day = start.isCertain('day') || isRelative ? start.get('day')! : 1;
  if (start.isCertain('year')) parts.date = calendarDay(typed, start.get('year')!, month, day);
  else parts.monthDay = { month, day };
}
