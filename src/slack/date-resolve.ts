import { Temporal } from 'temporal-polyfill';
import type { Locale } from '../text/text.ts';
import { noSuchDay, wrongWeekday } from './date-errors.ts';
import type { DateParts } from './date-parts.ts';

export interface FoundDay {
  date: Temporal.PlainDate;
  /** Only a weekday (or "this week") was said, so that the same day a week later is as good. */
  isWeekday: boolean;
}

/**
 * The day that the parts name, seen from `today`; undefined where they contradict each other.
 *
 * @throws UserError `no_such_day`, `wrong_weekday`
 */
export function dayOf(
  parts: DateParts,
  today: Temporal.PlainDate,
  locale: Locale,
  typed: string,
): FoundDay | undefined {
  const named = [parts.date, parts.monthDay, parts.dayOfMonth].filter((part) => part !== undefined);
  if (parts.exact || named.length > 1 || (named.length > 0 && parts.week !== undefined)) return undefined;
  const date = parts.date ?? yearlessDay(parts, today, typed);
  if (date && parts.weekday !== undefined && date.dayOfWeek !== parts.weekday) {
    throw wrongWeekday(typed, date, locale);
  }
  const base = date ?? dayOfWeek(parts, today);
  const isShifted = parts.shift !== undefined || parts.workingDays !== undefined;
  if (parts.week !== undefined && parts.weekday === undefined && isShifted) return undefined;
  return {
    date: shifted(base ?? today, parts),
    isWeekday:
      !date && !isShifted && (parts.weekday === undefined ? parts.week === 0 : parts.week === undefined),
  };
}

/** The first such day from today on: "29.2." may be years away, "the 31st" the month after next. */
function yearlessDay(
  parts: DateParts,
  today: Temporal.PlainDate,
  typed: string,
): Temporal.PlainDate | undefined {
  const { monthDay, dayOfMonth } = parts;
  if (!monthDay && dayOfMonth === undefined) return undefined;
  const months = monthDay ? 12 : 1;
  const firsts = today.with({ day: 1, ...(monthDay ? { month: monthDay.month } : {}) });
  const day = monthDay?.day ?? dayOfMonth!;
  // Eight years are the longest time between two 29 Februaries.
  for (let i = 0; i <= 8; i++) {
    const month = firsts.add({ months: i * months });
    if (day > month.daysInMonth) continue;
    const candidate = month.with({ day });
    if (Temporal.PlainDate.compare(candidate, today) >= 0) return candidate;
  }
  throw noSuchDay(typed);
}

function dayOfWeek({ weekday, week }: DateParts, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  if (weekday === undefined) {
    if (week === undefined) return undefined;
    // "next week" alone is this day a week later, "this week" its last working day.
    return week === 1 ? today.add({ weeks: 1 }) : monday.add({ days: today.dayOfWeek > 5 ? 11 : 4 });
  }
  if (week !== undefined) return monday.add({ weeks: week, days: weekday - 1 });
  return today.add({ days: (weekday - today.dayOfWeek + 7) % 7 });
}

function shifted(base: Temporal.PlainDate, parts: DateParts): Temporal.PlainDate {
  if (parts.shift) return base.add(parts.shift);
  let date = base;
  for (let left = parts.workingDays ?? 0; left > 0; ) {
    date = date.add({ days: 1 });
    if (date.dayOfWeek <= 5) left--;
  }
  return date;
}

/** @throws UserError `no_such_day`, quoting `typed` */
export function calendarDay(typed: string, year: number, month: number, day: number): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    throw noSuchDay(typed);
  }
}
