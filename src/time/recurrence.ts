import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** Why a text is no rule by which something can recur. */
export type RuleProblem = 'unreadable' | 'too_long' | 'too_frequent' | 'times_of_day' | 'never';

const longest = 500;
/** Periods looked through for the next time before a rule counts as having none: 2,000 months, or days. */
const patience = 3000;

const numbers = (digits: number, signed: boolean) =>
  new RegExp(`^${signed ? '[+-]?' : ''}\\d{1,${digits}}(?:,${signed ? '[+-]?' : ''}\\d{1,${digits}})*$`);
/** The parts of RFC 5545, section 3.3.10, that a rule of whole days has. */
const parts: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,3}$/,
  COUNT: /^[1-9]\d{0,3}$/,
  UNTIL: /^\d{8}(?:T\d{6}Z?)?$/,
  BYDAY: /^(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU))*$/,
  BYMONTH: numbers(2, false),
  BYMONTHDAY: numbers(2, true),
  BYYEARDAY: numbers(3, true),
  BYWEEKNO: numbers(2, true),
  BYSETPOS: numbers(3, true),
  WKST: /^(?:MO|TU|WE|TH|FR|SA|SU)$/,
};
const timesOfDay = new Set(['BYHOUR', 'BYMINUTE', 'BYSECOND']);

/**
 * A rule as people write it: an RRULE of RFC 5545, daily or slower, without times of day.
 * @returns the rule in its usual form, without `RRULE:` and DTSTART
 */
export function parseRule(text: string): { ok: true; rule: string } | { ok: false; problem: RuleProblem } {
  if (text.length > longest) return { ok: false, problem: 'too_long' };
  const typed = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replaceAll(/\s+/g, '');
  const given = new Map<string, string>();
  for (const part of typed.split(';').filter(Boolean)) {
    const [name = '', value = ''] = part.split('=', 2);
    if (timesOfDay.has(name)) return { ok: false, problem: 'times_of_day' };
    if (name === 'FREQ' && /^(?:HOURLY|MINUTELY|SECONDLY)$/.test(value)) {
      return { ok: false, problem: 'too_frequent' };
    }
    if (!parts[name]?.test(value) || given.has(name)) return { ok: false, problem: 'unreadable' };
    given.set(name, value);
  }
  if (!given.has('FREQ') || (given.has('COUNT') && given.has('UNTIL'))) {
    return { ok: false, problem: 'unreadable' };
  }
  if (given.get('INTERVAL') === '1') given.delete('INTERVAL');
  const rule = Object.keys(parts)
    .filter((name) => given.has(name))
    .map((name) => `${name}=${given.get(name)}`)
    .join(';');
  try {
    // A leap year, in which every day of every month exists; an end is of no account here.
    const [first] = slots({
      rule: rule.replace(/;(?:UNTIL|COUNT)=[^;]+/, ''),
      start: '2024-01-01T00:00',
      timeZone: 'UTC',
      limit: 1,
      isStrict: true,
    });
    return first === undefined ? { ok: false, problem: 'never' } : { ok: true, rule };
  } catch {
    return { ok: false, problem: 'unreadable' };
  }
}

/**
 * The local times that a rule gives, in order (RFC 5545, section 3.8.5.3), counted from `start`. They are expanded
 * as clocks on the wall show them: what becomes of one that the zone skips or has twice is `instantOf`'s matter.
 * @param options.timeZone in which an UNTIL in UTC is read
 * @param options.from inclusive, as is `until`
 */
export function slots(options: {
  rule: string;
  start: string;
  timeZone: string;
  from?: string;
  until?: string;
  limit: number;
  isStrict?: boolean;
}): string[] {
  const { start, timeZone, from, until, limit, isStrict = false } = options;
  // On the wall there are no clock changes, as in UTC.
  const dtstart = onTheWall(start);
  const rule = new RRuleTemporal({
    rruleString: withLocalUntil(options.rule, timeZone),
    dtstart,
    temporal: Temporal,
    maxIterations: patience,
    strict: isStrict,
    cache: false,
  });
  const found: string[] = [];
  let next = nextOf(rule, from === undefined || from <= start ? dtstart : onTheWall(from), true);
  while (next !== null && found.length < limit) {
    const slot = next.toPlainDateTime().toString({ smallestUnit: 'minute' });
    if (until !== undefined && slot > until) break;
    found.push(slot);
    next = nextOf(rule, next, false);
  }
  return found;
}

/** Null where the rule has ended, or gives nothing for so long that it never will. */
function nextOf(
  rule: RRuleTemporal<Temporal.ZonedDateTime>,
  after: Temporal.ZonedDateTime,
  isInclusive: boolean,
): Temporal.ZonedDateTime | null {
  try {
    return rule.next(after, isInclusive);
  } catch (error) {
    if (error instanceof Error && /^Maximum /.test(error.message)) return null;
    throw error;
  }
}

function onTheWall(local: string): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(local).toZonedDateTime('UTC');
}

/** The end as clocks show it; one without a time is the end of its day. */
function withLocalUntil(rule: string, timeZone: string): string {
  return rule.replace(/UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?/, (_, ...found: string[]) => {
    const [year, month, day, hour = '23', minute = '59', second = '59', utc] = found;
    const written = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
    const local =
      utc === 'Z' ? written.toZonedDateTime('UTC').withTimeZone(timeZone).toPlainDateTime() : written;
    return `UNTIL=${local.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}Z`;
  });
}
