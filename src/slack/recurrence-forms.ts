import {
  adverbs,
  and,
  article,
  before,
  countOf,
  dayOfTwo,
  dayWords,
  every,
  keyOf,
  monthOf,
  monthWords,
  ofMonth,
  ordinalOf,
  other,
  type Span,
  to,
  units,
  weekdayOf,
  working,
  workingDay,
} from './recurrence-words.ts';

/** Reads words from a place on. Each reader answers what it read and where it stopped, or null. */
type Found<T> = { value: T; next: number } | null;
type Words = readonly string[];

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const workingDays = 'MO,TU,WE,TH,FR';

/** Which days of its period a rule is on, as the parts of an RRULE. */
type Days = string;

/** The first recurrence in a text, and the words that are none of it. */
export function findRecurrence(words: Words): { rule: string; rest: string[] } | null {
  for (let at = 0; at < words.length; at++) {
    const candidates = [everyDays, nthOfMonth, periodic].map((read) => read(words, at));
    const best = candidates.filter((found) => found !== null).sort((a, b) => b.next - a.next)[0];
    if (best) return { rule: best.value, rest: [...words.slice(0, at), ...words.slice(best.next)] };
  }
  return null;
}

/** "every tuesday", "every second tuesday" (every two weeks), "every first monday", "dienstags" */
function everyDays(words: Words, start: number): Found<string> {
  const isEvery = has(every, words[start]);
  let at = isEvery ? start + 1 : start;
  let interval = 1;
  if (isEvery) {
    const nth = has(other, words[at]) ? 2 : ordinalOf(words[at] ?? '');
    if (nth !== undefined) {
      at++;
      // "every second tuesday" counts weeks; there is no last one of weeks, and every first is of the month.
      if (nth < 2 || nth > 4) return monthly(nthDays(words, at - 1));
      interval = nth;
    }
  }
  const days = weekdayList(words, at) ?? everyWorkingDay(words, at, isEvery);
  if (!days || (!isEvery && !days.value.isEvery)) return null;
  return { value: weekly(interval, days.value.list), next: days.next };
}

function weekly(interval: number, days: string): string {
  return `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${days}`;
}

function monthly(days: Found<Days>): Found<string> {
  return days && { value: `FREQ=MONTHLY;${days.value}`, next: days.next };
}

/** "on the last friday of the month", "am 15. jedes Monats", "every second tuesday of the month" */
function nthOfMonth(words: Words, start: number): Found<string> {
  const days = nthDays(words, skip(words, start, before)) ?? monthDays(words, skip(words, start, before));
  const end = days && theMonth(words, days.next);
  return end === null ? null : monthly(days && { ...days, next: end });
}

/** "every two weeks on tuesday", "monthly on the last friday", "jährlich am 1. März" */
function periodic(words: Words, start: number): Found<string> {
  const found = period(words, start);
  if (!found) return null;
  const span = inWeeks(found.value);
  const days = daysWithin(words, found.next, span);
  const parts = days === null ? '' : `;${days.value}`;
  const freq = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' }[span.unit];
  return { value: `FREQ=${freq};INTERVAL=${span.count}${parts}`, next: days?.next ?? found.next };
}

/** Fourteen days are two weeks. */
function inWeeks({ unit, count }: Span): Span {
  return unit === 'day' && count % 7 === 0 ? { unit: 'week', count: count / 7 } : { unit, count };
}

function period(words: Words, start: number): Found<Span> {
  const adverb = adverbs.get(keyOf(words[start] ?? ''));
  if (adverb) return { value: adverb, next: start + 1 };
  if (!has(every, words[start])) return null;
  const typed = words[start + 1] ?? '';
  const count = has(other, typed) ? 2 : (ordinalOf(typed) ?? countOf(typed));
  const at = count === undefined ? start + 1 : start + 2;
  const unit = units.get(keyOf(words[at] ?? ''));
  if (!unit || (count !== undefined && count < 1)) return null;
  return { value: { unit: unit.unit, count: unit.count * (count ?? 1) }, next: at + 1 };
}

function daysWithin(words: Words, start: number, span: Span): Found<Days> {
  const at = skip(words, start, before);
  if (span.unit === 'week') {
    const days = weekdayList(words, at);
    return days && { value: `BYDAY=${days.value.list}`, next: days.next };
  }
  if (span.unit === 'month') {
    const days = nthDays(words, at) ?? monthDays(words, at);
    return days && { ...days, next: theMonth(words, days.next) ?? days.next };
  }
  return span.unit === 'year' ? dayOfYear(words, at) : null;
}

/** "1 march", "march 1st", "1. März", "the first monday of march" */
function dayOfYear(words: Words, at: number): Found<Days> {
  const nth = nthDays(words, at);
  if (nth) {
    const after = skip(words, skip(words, nth.next, ofMonth), article);
    const month = monthOf(words[after] ?? '');
    return month === undefined ? null : inYear(`BYMONTH=${month};${nth.value}`, after + 1);
  }
  const monthFirst = monthOf(words[at] ?? '');
  const dayAt = monthFirst === undefined ? at : at + 1;
  const day = dayNumber(words[dayAt] ?? '');
  if (day === undefined) return null;
  const monthAt = monthFirst === undefined ? skip(words, dayAt + 1, ofMonth) : at;
  const month = monthOf(words[monthAt] ?? '');
  return month === undefined
    ? null
    : inYear(`BYMONTH=${month};BYMONTHDAY=${day}`, Math.max(monthAt, dayAt) + 1);
}

function inYear(parts: string, next: number): Found<Days> {
  return { value: parts, next };
}

function dayNumber(word: string): number | undefined {
  return ordinalOf(word) ?? (/^\d{1,2}$/.test(word) ? Number(word) : undefined);
}

/** "first and third monday", "last working day" */
function nthDays(words: Words, start: number): Found<Days> {
  const nths = listOf(words, start, ordinalOf);
  if (!nths) return null;
  const days = weekdayList(words, nths.next);
  if (days) {
    const each = nths.value.flatMap((nth) => days.value.list.split(',').map((code) => `${nth}${code}`));
    return { value: `BYDAY=${each.join(',')}`, next: days.next };
  }
  const working = everyWorkingDay(words, nths.next, true);
  const parts = `BYDAY=${workingDays};BYSETPOS=${nths.value.join(',')}`;
  return working && { value: parts, next: working.next };
}

/** "15th", "1st and 15th", "last day" */
function monthDays(words: Words, start: number): Found<Days> {
  const days = listOf(words, start, ordinalOf);
  if (!days) return null;
  const next = has(dayWords, words[days.next]) ? days.next + 1 : days.next;
  // "the last of the month" may be anything.
  if (next === days.next && days.value.some((day) => day < 0)) return null;
  return { value: `BYMONTHDAY=${days.value.join(',')}`, next };
}

function theMonth(words: Words, start: number): number | null {
  if (!has(ofMonth, words[start])) return null;
  const at = skip(words, start + 1, article);
  return has(monthWords, words[at]) ? at + 1 : null;
}

function everyWorkingDay(
  words: Words,
  start: number,
  afterEvery: boolean,
): Found<{ list: string; isEvery: boolean }> {
  const isOne = has(workingDay, words[start]);
  const isTwo = has(working, words[start]) && has(dayOfTwo, words[start + 1]);
  if (!isOne && !isTwo) return null;
  const isEvery = afterEvery || /s$/i.test(words[isTwo ? start + 1 : start] ?? '');
  return { value: { list: workingDays, isEvery }, next: start + (isTwo ? 2 : 1) };
}

/** "tue and thu", "monday to friday" */
function weekdayList(words: Words, start: number): Found<{ list: string; isEvery: boolean }> {
  const first = weekdayOf(words[start] ?? '');
  const last = has(to, words[start + 1]) ? weekdayOf(words[start + 2] ?? '') : undefined;
  if (first && last) {
    const length = ((last.day - first.day + 7) % 7) + 1;
    const list = Array.from({ length }, (_, i) => codes[(first.day - 1 + i) % 7]).join(',');
    return { value: { list, isEvery: first.isEvery }, next: start + 3 };
  }
  const found = listOf(words, start, weekdayOf);
  if (!found) return null;
  const list = found.value.map(({ day }) => codes[day - 1]).join(',');
  return { value: { list, isEvery: found.value[0]!.isEvery }, next: found.next };
}

/** One or more, with commas or "and" between them. */
function listOf<T>(words: Words, start: number, read: (word: string) => T | undefined): Found<T[]> {
  const first = read(words[start] ?? '');
  if (first === undefined) return null;
  const value = [first];
  let next = start + 1;
  for (;;) {
    const at = skip(words, next, and);
    const item = at === next ? undefined : read(words[at] ?? '');
    if (item === undefined) return { value, next };
    value.push(item);
    next = at + 1;
  }
}

function has(set: ReadonlySet<string>, word: string | undefined): boolean {
  return word !== undefined && set.has(keyOf(word));
}

function skip(words: Words, start: number, set: ReadonlySet<string>): number {
  let at = start;
  while (has(set, words[at])) at++;
  return at;
}
