import { Temporal } from 'temporal-polyfill';
import { readWithChrono } from './chrono-form.ts';
import { dayForms, spanForms } from './date-forms.ts';
import type { DateParts, Form, Reader } from './date-parts.ts';
import { timeForms } from './time-forms.ts';

export type Reading =
  | { kind: 'read'; parts: DateParts }
  /** What means nothing here, as typed. */
  | { kind: 'leftover'; part: string }
  | { kind: 'empty' };

/** No date needs more; longer text is not searched. */
const longest = 120;

const compoundDay =
  /((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)(früh|morgen|(?:vor|nach)?mittag|abend|nacht)(?!\p{L})/giu;

/** Words that may stand around the others without changing what they mean. */
const filler =
  /^(?:by|until|till|on|at|of|the|for|in|from|bis|am|an|zum|zur|um|im|de[nmrs]|die|das|ab|spätestens|uhr|[,;!.])$/i;

/**
 * Reads the words of a moment or a day into parts; nothing typed is ignored but filler words.
 * For a day, times of day mean nothing.
 */
export function readWords(text: string, reader: Reader, what: 'moment' | 'day'): Reading {
  const typed = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (typed === '') return { kind: 'empty' };
  if (typed.length > longest) return { kind: 'leftover', part: typed };
  const parts: DateParts = what === 'moment' ? isoParts(typed) : {};
  if (Object.keys(parts).length > 0) return { kind: 'read', parts };

  const spans = takeForms(wordsApart(typed), spanForms, parts, reader);
  const times = takeForms(spans.rest, timeForms, parts, reader);
  if (what === 'day' && times.taken.length > 0) return { kind: 'leftover', part: times.taken[0]! };
  let rest = withoutFillers(takeForms(times.rest, dayForms, parts, reader).rest);
  if (rest !== '') rest = withoutFillers(readWithChrono(rest, parts, reader, what));
  if (rest !== '') return { kind: 'leftover', part: rest };
  return Object.keys(parts).length > 0 ? { kind: 'read', parts } : { kind: 'leftover', part: typed };
}

/** "Freitagabend" is two words here. */
function wordsApart(text: string): string {
  return text.replace(compoundDay, '$1 $2');
}

/** Takes out what the forms read, each at most once. */
export function takeForms(
  text: string,
  forms: readonly Form[],
  parts: DateParts,
  reader: Reader,
): { rest: string; taken: string[] } {
  let rest = text;
  const taken: string[] = [];
  for (const form of forms) {
    const match = form.pattern.exec(rest);
    if (!match || !form.read(match, parts, reader)) continue;
    taken.push(match[0]);
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`
      .replace(/\s+/g, ' ')
      .trim();
  }
  return { rest, taken };
}

/** Takes filler words off both ends. */
function withoutFillers(text: string): string {
  const words = text
    .split(/(?<=[,;])| /)
    .map((word) => word.trim())
    .filter(Boolean);
  while (words.length > 0 && filler.test(words[0]!)) words.shift();
  while (words.length > 0 && filler.test(words.at(-1)!)) words.pop();
  return words.join(' ');
}

/** ISO 8601 with a time; with an offset or Z it is an instant. */
function isoParts(text: string): DateParts {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/i.test(text)) return {};
  try {
    if (/(?:z|[+-]\d{2}(?::?\d{2})?)$/i.test(text)) return { exact: Temporal.Instant.from(text) };
    const local = Temporal.PlainDateTime.from(text);
    return { date: local.toPlainDate(), time: { hour: local.hour, minute: local.minute } };
  } catch {
    return {};
  }
}
