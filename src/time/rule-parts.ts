export type RuleProblem =
  | 'unreadable'
  /** Hourly or faster. */
  | 'too_frequent'
  /** BYHOUR, BYMINUTE and BYSECOND belong to the start time. */
  | 'times_of_day'
  /** No date ever. */
  | 'never'
  | 'end_before_start'
  | 'too_long';

/** The parts of a rule, in the order in which they are written. */
const names = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYMONTH',
  'BYWEEKNO',
  'BYYEARDAY',
  'BYMONTHDAY',
  'BYDAY',
  'BYHOUR',
  'BYMINUTE',
  'BYSECOND',
  'BYSETPOS',
  'WKST',
] as const;
type PartName = (typeof names)[number];
export type RuleParts = { [name in PartName]?: string };

/** Longer than any rule that means something: all days of the year are 1,400 characters, and "daily" in short. */
const longest = 500;

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const tooFrequent = ['HOURLY', 'MINUTELY', 'SECONDLY'];
const timesOfDay = ['BYHOUR', 'BYMINUTE', 'BYSECOND'];
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** More dates in one period than there can be, so that no position beyond is ever reached. */
const mostInPeriod: Readonly<Record<string, number>> = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 };

type Read = { ok: true; parts: RuleParts } | { ok: false; problem: RuleProblem };

/** The grammar and the forbidden combinations of RFC 5545 section 3.3.10. */
export function readParts(text: string): Read {
  if (text.length > longest) return { ok: false, problem: 'too_long' };
  const value = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '');
  const given: RuleParts = {};
  for (const part of value.split(';')) {
    const [name = '', written = '', ...more] = part.split('=').map((side) => side.trim());
    if (!isName(name) || written === '' || more.length > 0 || given[name] !== undefined) return unreadable;
    given[name] = written;
  }
  if (tooFrequent.includes(given.FREQ ?? '')) return { ok: false, problem: 'too_frequent' };
  if (timesOfDay.some((name) => Object.hasOwn(given, name))) return { ok: false, problem: 'times_of_day' };
  const parts: RuleParts = {};
  for (const name of names) {
    const written = given[name];
    if (written === undefined) continue;
    const read = readers[name]?.(written) ?? null;
    if (read === null) return unreadable;
    parts[name] = read;
  }
  if (!isAllowed(parts) || isMisread(parts)) return unreadable;
  return positionsWithin(parts) ?? { ok: false, problem: 'never' };
}

const unreadable: Read = { ok: false, problem: 'unreadable' };

function isName(name: string): name is PartName {
  return (names as readonly string[]).includes(name);
}

export function joinParts(parts: RuleParts): string {
  return names
    .filter((name) => parts[name] !== undefined && !isDefault(name, parts[name]))
    .map((name) => `${name}=${parts[name]}`)
    .join(';');
}

function isDefault(name: PartName, value: string | undefined): boolean {
  return (name === 'INTERVAL' && value === '1') || (name === 'WKST' && value === 'MO');
}

/** The parts of a rule that is known to be readable. */
export function splitRule(rule: string): RuleParts {
  return Object.fromEntries(rule.split(';').map((part) => part.split('='))) as RuleParts;
}

/** What is written of each part, in one spelling, or null where it is nothing. */
const readers: Readonly<Partial<Record<PartName, (written: string) => string | null>>> = {
  FREQ: (written) => (frequencies.includes(written) ? written : null),
  INTERVAL: amount,
  COUNT: amount,
  UNTIL: readUntil,
  BYMONTH: (written) => list(written, (month) => number(month, 12, false)),
  BYWEEKNO: (written) => list(written, (week) => number(week, 53)),
  BYYEARDAY: (written) => list(written, (day) => number(day, 366)),
  BYMONTHDAY: (written) => list(written, (day) => number(day, 31)),
  BYDAY: (written) => list(written, readDay),
  BYSETPOS: (written) => list(written, (position) => number(position, 366)),
  WKST: (written) => (days.includes(written) ? written : null),
};

/** Six digits are 2,700 years of days. */
function amount(written: string): string | null {
  return /^\d{1,6}$/.test(written) && Number(written) > 0 ? String(Number(written)) : null;
}

interface Item {
  written: string;
  order: number;
}

function number(written: string, most: number, isSigned = true): Item | null {
  if (!/^[+-]?\d{1,3}$/.test(written) || (!isSigned && /^[+-]/.test(written))) return null;
  const value = Number(written);
  return value !== 0 && Math.abs(value) <= most
    ? { written: String(value), order: value > 0 ? value : 1000 + value }
    : null;
}

function readDay(written: string): Item | null {
  const [, nth, day = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(written) ?? [];
  if (!days.includes(day)) return null;
  if (nth === undefined) return { written: day, order: days.indexOf(day) };
  const position = number(nth, 53);
  return position && { written: `${position.written}${day}`, order: position.order * 7 + days.indexOf(day) };
}

/** In order, those counted from the end last, each once. */
function list(written: string, read: (item: string) => Item | null): string | null {
  const items = written.split(',').map((item) => read(item.trim()));
  if (items.some((item) => item === null)) return null;
  const sorted = items.filter((item) => item !== null).sort((a, b) => a.order - b.order);
  return [...new Set(sorted.map((item) => item.written))].join(',');
}

/** A day that exists, and a time of day that does. */
function readUntil(written: string): string | null {
  const [, day = '', time = '000000'] = /^(\d{8})(?:T(\d{6})Z?)?$/.exec(written) ?? [];
  const iso = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const clock = `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`;
  const at = new Date(`${iso}T${clock}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${iso}T${clock}`) ? written : null;
}

/** A table of RFC 5545: which parts go with which frequency. */
function isAllowed(parts: RuleParts): boolean {
  const { FREQ, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYYEARDAY, BYWEEKNO, BYSETPOS, BYMONTH } = parts;
  if (FREQ === undefined || (COUNT !== undefined && UNTIL !== undefined)) return false;
  if (BYYEARDAY !== undefined && FREQ !== 'YEARLY') return false;
  if (BYWEEKNO !== undefined && FREQ !== 'YEARLY') return false;
  if (BYMONTHDAY !== undefined && FREQ === 'WEEKLY') return false;
  const others = [BYDAY, BYMONTHDAY, BYYEARDAY, BYWEEKNO, BYMONTH];
  if (BYSETPOS !== undefined && others.every((part) => part === undefined)) return false;
  const hasNth = /\d/.test(BYDAY ?? '');
  if (hasNth && (BYWEEKNO !== undefined || !['MONTHLY', 'YEARLY'].includes(FREQ))) return false;
  return true;
}

/**
 * Combinations within a year that the RFC allows, that hardly anybody means, and that rrule-temporal 2.2.8 expands
 * to wrong dates: a 53rd weekday goes on into January, days of the year and weeks are limited by nothing else, and
 * days of months only within named months. Better no date than a wrong one.
 */
function isMisread(parts: RuleParts): boolean {
  const { FREQ, BYDAY = '', BYMONTH, BYMONTHDAY, BYYEARDAY, BYWEEKNO } = parts;
  if (FREQ !== 'YEARLY') return false;
  if (/53/.test(BYDAY)) return true;
  const ofMonth = BYMONTH !== undefined || BYMONTHDAY !== undefined;
  if (BYYEARDAY !== undefined) return ofMonth || BYDAY !== '' || BYWEEKNO !== undefined;
  if (BYWEEKNO !== undefined) return ofMonth;
  return BYMONTHDAY !== undefined && BYDAY !== '' && (BYMONTH === undefined || /\d/.test(BYDAY));
}

/** Without the positions that no period has; null where none is left. */
function positionsWithin(parts: RuleParts): { ok: true; parts: RuleParts } | null {
  if (parts.BYSETPOS === undefined) return { ok: true, parts };
  const most = mostInPeriod[parts.FREQ ?? ''] ?? 0;
  const reached = parts.BYSETPOS.split(',').filter((position) => Math.abs(Number(position)) <= most);
  return reached.length > 0 ? { ok: true, parts: { ...parts, BYSETPOS: reached.join(',') } } : null;
}
