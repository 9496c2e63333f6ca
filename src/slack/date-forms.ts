import { Temporal } from 'temporal-polyfill';
import { readWithChrono } from './chrono-form.ts';
import { ambiguousDay, noSuchDay } from './date-errors.ts';
import { anyOf, counts, type DateParts, type Form, phrase, type Reader, weekdays } from './date-parts.ts';
import { calendarDay } from './date-resolve.ts';

const next = '(?:next|coming|n(?:ä|ae)chste[rnms]?|kommende[rnms]?)';
const thisOne = '(?:the|this|diese[rnms]?|de[rs])';
const weekday = `(?<weekday>${anyOf(weekdays)})\\.?`;
const year = '(?<year>\\d{4})';
const edge = '(?<edge>end|ende|mid|middle|mitte|start|beginning|anfang)(?: of| von| vom)?';
const period = '(?<unit>week|woche|month|monats?|quarter|quartals?|year|jahr(?:es)?)';
const count = `(?<count>\\d{1,4}|${anyOf(counts)})`;
const days = 'days?|tage?n?|weeks?|wochen?|months?|monate?n?|quarters?|quartale?n?|years?|jahre?n?';
const workingDays = '(?:working |business |week)days?|werktage?n?|arbeitstage?n?';
const hours = 'minutes?|mins?|minuten?|min\\.?|hours?|hrs?|h|stunden?|std\\.?';

/** A span of time, which has to be read before "5h" in it is taken for a time of day. */
export const spanForms: readonly Form[] = [
  {
    pattern: phrase('(?:in|within|binnen) (?:half an hour|einer halben stunde)'),
    read: (_, parts, reader) => setFromNow(parts, reader, { minutes: 30 }),
  },
  {
    pattern: phrase(
      `(?:in|within|binnen) ${count} ?(?:hours?|h|stunden?)(?:,? (?:and |und )?(?<more>\\d{1,4}) ?(?:minutes?|mins?|min\\.?|minuten?|m))`,
    ),
    read: (match, parts, reader) =>
      setFromNow(parts, reader, { hours: countOf(match), minutes: Number(match.groups?.more) }),
  },
  ...[`(?:in|within|binnen|innerhalb von) ${count} ?`, `${count} ?`].flatMap((lead, i) => {
    // "3 weeks from now" needs its last words, because "3 weeks" alone may be anything.
    const trail = i === 0 ? '' : ' (?:from now|from today|from|hence|later|ab heute|ab jetzt|nach)';
    return [
      { pattern: phrase(`${lead}(?:${workingDays})${trail}`), read: readWorkingDays },
      { pattern: phrase(`${lead}(?<unit>${days})${trail}`), read: readShift },
      { pattern: phrase(`${lead}(?<unit>${hours})${trail}`), read: readHours },
    ];
  }),
];

/** Ways to say a day that chrono does not know, or reads differently from what people mean. */
export const dayForms: readonly Form[] = [
  { pattern: phrase(`${year}[-/](?<month>\\d{1,2})[-/](?<day>\\d{1,2})`), read: readNumbers },
  { pattern: phrase(`(?<day>\\d{1,2})\\. ?(?<month>\\d{1,2})\\. ?${year}`), read: readNumbers },
  { pattern: phrase('(?<day>\\d{1,2})\\. ?(?<month>\\d{1,2})\\.(?<year>\\d{2})'), read: readNumbers },
  { pattern: phrase('(?<day>\\d{1,2})\\. ?(?<month>\\d{1,2})\\.?'), read: readNumbers },
  {
    pattern: phrase('(?<first>\\d{1,2})/(?<second>\\d{1,2})(?:/(?<year>\\d{4}|\\d{2}))?'),
    read: readSlashes,
  },
  { pattern: phrase('(?:the )?day after tomorrow|übermorgen|uebermorgen'), read: readDayFromToday(2) },
  { pattern: phrase('tomorrow|tmrw|morgen'), read: readDayFromToday(1) },
  { pattern: phrase('today|heute'), read: readDayFromToday(0) },
  { pattern: phrase(`${edge} ${thisOne}? ?(?<next>${next} )?${period}`), read: readEdgeOfPeriod },
  { pattern: phrase(`(?<unit>month|monats|quartals|jahres)-?(?<edge>end|ende)`), read: readEdgeOfPeriod },
  { pattern: phrase(`${edge} (?<name>\\p{L}{3,}\\.?)(?: ${year})?`), read: readEdgeOfMonth },
  {
    pattern: phrase(`(?<next>next |n(?:ä|ae)chste[rnms]? )?(?:${thisOne} |${next} )?${weekday}`),
    read: readWeekday,
  },
  { pattern: phrase(`(?:(?<next>${next})|this|diese[r]?) (?:week|woche)`), read: readWeek },
  { pattern: phrase(`${next} ${period}`), read: readNextPeriod },
  {
    pattern: phrase(
      '(?:on the|the|am|zum|den) (?<day>\\d{1,2})(?:\\.|st|nd|rd|th)(?!\\.? ?(?:of )?[\\p{L}\\d])',
    ),
    read: readDayOfMonth,
  },
];

function countOf(match: RegExpExecArray): number {
  const typed = match.groups?.count?.toLowerCase() ?? '';
  return counts[typed] ?? Number(typed);
}

function setFromNow(parts: DateParts, reader: Reader, duration: Temporal.DurationLike): boolean {
  if (parts.exact) return false;
  parts.exact = reader.now.add(duration).toInstant();
  return true;
}

function readHours(match: RegExpExecArray, parts: DateParts, reader: Reader): boolean {
  const isMinutes = match.groups?.unit?.toLowerCase().startsWith('m') ?? false;
  return setFromNow(parts, reader, isMinutes ? { minutes: countOf(match) } : { hours: countOf(match) });
}

function readWorkingDays(match: RegExpExecArray, parts: DateParts): boolean {
  if (parts.workingDays !== undefined || parts.shift) return false;
  parts.workingDays = countOf(match);
  return true;
}

function readShift(match: RegExpExecArray, parts: DateParts): boolean {
  if (parts.workingDays !== undefined || parts.shift) return false;
  parts.shift = durationOf(match.groups?.unit ?? '', countOf(match));
  return true;
}

function durationOf(unit: string, amount: number): Temporal.Duration {
  const lower = unit.toLowerCase();
  if (/^[dt]/.test(lower)) return Temporal.Duration.from({ days: amount });
  if (lower.startsWith('w')) return Temporal.Duration.from({ weeks: amount });
  if (lower.startsWith('m')) return Temporal.Duration.from({ months: amount });
  if (lower.startsWith('q')) return Temporal.Duration.from({ months: 3 * amount });
  return Temporal.Duration.from({ years: amount });
}

function readNumbers(match: RegExpExecArray, parts: DateParts): boolean {
  const { day, month, year: typedYear } = match.groups ?? {};
  return setDay(match[0], parts, Number(day), Number(month), typedYear);
}

/** In German the day comes first. In English either may: only what can mean one day is read. */
function readSlashes(match: RegExpExecArray, parts: DateParts, reader: Reader): boolean {
  const first = Number(match.groups?.first);
  const second = Number(match.groups?.second);
  const isEitherWay = first <= 12 && second <= 12 && first !== second;
  if (reader.locale === 'en' && isEitherWay) throw ambiguousDay(match[0], first, second, reader.locale);
  const isMonthFirst = second > 12;
  const [day, month] = isMonthFirst ? [second, first] : [first, second];
  return setDay(match[0], parts, day, month, match.groups?.year);
}

function setDay(typed: string, parts: DateParts, day: number, month: number, typedYear?: string): boolean {
  if (parts.date || parts.monthDay) return false;
  if (typedYear === undefined) {
    // 2028 has a 29 February.
    calendarDay(typed, 2028, month, day);
    parts.monthDay = { month, day };
  } else {
    parts.date = calendarDay(
      typed,
      Number(typedYear.length === 2 ? `20${typedYear}` : typedYear),
      month,
      day,
    );
  }
  return true;
}

function readDayFromToday(count: number): Form['read'] {
  return (_, parts, reader) => {
    if (parts.date) return false;
    parts.date = reader.now.toPlainDate().add({ days: count });
    return true;
  };
}

/** The working week ends on Friday. */
function readEdgeOfPeriod(match: RegExpExecArray, parts: DateParts, reader: Reader): boolean {
  const { unit = '', edge: typedEdge = '', next: isNext } = match.groups ?? {};
  const today = reader.now.toPlainDate();
  const from = isNext ? startOf(unit, today).add(durationOf(unit, 1)) : startOf(unit, today);
  const isWeek = /^w/i.test(unit);
  if (parts.date || /^mi/i.test(typedEdge)) return false;
  if (/^[sba]/i.test(typedEdge)) parts.date = from;
  else if (isWeek) parts.date = from.add({ days: today.dayOfWeek > 5 && !isNext ? 11 : 4 });
  else parts.date = from.add(durationOf(unit, 1)).subtract({ days: 1 });
  return true;
}

function startOf(unit: string, date: Temporal.PlainDate): Temporal.PlainDate {
  if (/^w/i.test(unit)) return date.subtract({ days: date.dayOfWeek - 1 });
  if (/^m/i.test(unit)) return date.with({ day: 1 });
  if (/^q/i.test(unit)) return date.with({ day: 1, month: date.month - ((date.month - 1) % 3) });
  return date.with({ day: 1, month: 1 });
}

/** "Ende Juni" is its last day, "Mitte Juni" the 15th, "Anfang Juni" the 1st. */
function readEdgeOfMonth(match: RegExpExecArray, parts: DateParts, reader: Reader): boolean {
  const { name = '', edge: typedEdge = '', year: typedYear } = match.groups ?? {};
  const found: DateParts = {};
  if (parts.date || parts.monthDay || readWithChrono(name, found, reader, 'day') !== '' || !found.monthDay)
    return false;
  const today = reader.now.toPlainDate();
  const inYear = (y: number) => {
    const first = Temporal.PlainDate.from({ year: y, month: found.monthDay!.month, day: 1 });
    if (/^mi/i.test(typedEdge)) return first.with({ day: 15 });
    return /^e/i.test(typedEdge) ? first.with({ day: first.daysInMonth }) : first;
  };
  const thisYears = inYear(typedYear ? Number(typedYear) : today.year);
  const isOver = Temporal.PlainDate.compare(thisYears, today) < 0;
  parts.date = isOver && !typedYear ? inYear(today.year + 1) : thisYears;
  return true;
}

function readWeekday(match: RegExpExecArray, parts: DateParts): boolean {
  if (parts.weekday !== undefined) return false;
  parts.weekday = weekdays[match.groups!.weekday!.toLowerCase()]!;
  if (match.groups?.next) parts.week = 1;
  return true;
}

function readWeek(match: RegExpExecArray, parts: DateParts): boolean {
  if (parts.week !== undefined) return false;
  parts.week = match.groups?.next ? 1 : 0;
  return true;
}

function readNextPeriod(match: RegExpExecArray, parts: DateParts): boolean {
  if (parts.shift || parts.date) return false;
  parts.shift = durationOf(match.groups?.unit ?? '', 1);
  return true;
}

function readDayOfMonth(match: RegExpExecArray, parts: DateParts): boolean {
  const day = Number(match.groups?.day);
  if (parts.date || parts.monthDay || parts.dayOfMonth !== undefined) return false;
  if (day < 1 || day > 31) throw noSuchDay(match[0]);
  parts.dayOfMonth = day;
  return true;
}
