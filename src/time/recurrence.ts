import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { instantOf } from './local-time.ts';
import { joinParts, type RuleParts, type RuleProblem, readParts, splitRule } from './rule-parts.ts';

/** Every pattern of weekdays on days of the year is in the 27 years from here, 10,000 days. */
const anyStart = '2000-01-01T00:00';

/** The calendar is the same again after 400 years; for days and weeks the patterns of 27 years are enough. */
const periodsToSearch: Readonly<Record<string, number>> = {
  DAILY: 10_000,
  WEEKLY: 2_000,
  MONTHLY: 4_800,
  YEARLY: 400,
};

/**
 * Reads the value of an RRULE (RFC 5545 section 3.3.10), with or without "RRULE:". The work is bounded, whatever
 * the text. A rule is refused too where the RFC forbids a combination of its parts.
 *
 * @param first local time and zone of the beginning, where it is known: only then is `end_before_start` found
 * @returns the rule in one spelling: upper case, parts in a fixed order, without what is the default
 */
export function parseRule(
  text: string,
  first?: { start: string; timeZone: string },
): { ok: true; rule: string } | { ok: false; problem: RuleProblem } {
  const read = readParts(text);
  if (!read.ok) return read;
  const { parts } = read;
  if (!everMatches(parts)) return { ok: false, problem: 'never' };
  if (first && parts.UNTIL && !beforeEnd(parts.UNTIL, first.timeZone)(first.start)) {
    return { ok: false, problem: 'end_before_start' };
  }
  return { ok: true, rule: joinParts(parts) };
}

/** Whether there is a date at all, wherever the rule begins. */
function everMatches({ INTERVAL: _, COUNT: __, UNTIL: ___, ...pattern }: RuleParts): boolean {
  const rule = expansion(pattern, anyStart, periodsToSearch[pattern.FREQ ?? '']);
  return within(() => rule.next(momentOf(anyStart), true)) !== null;
}

/**
 * The local times of a rule in order, by RFC 5545, expanded in local time: those that clock changes skip or
 * double are among them, once, and `instantOf` says when they are. A start that is not of the rule is none of
 * its times and is not counted.
 *
 * @param options.rule a value that `parseRule` gave; BYHOUR and its like are expanded too
 * @param options.start local time from which intervals and COUNT count
 * @param options.timeZone for an UNTIL in UTC
 * @param options.from local time, inclusive, as is `until`
 * @param options.limit at most so many
 */
export function slots(options: {
  rule: string;
  start: string;
  timeZone: string;
  from?: string;
  until?: string;
  limit: number;
}): string[] {
  const { start, timeZone, limit, until = latest } = options;
  const { UNTIL, ...parts } = splitRule(options.rule);
  const isBeforeEnd = UNTIL === undefined ? () => true : beforeEnd(UNTIL, timeZone);
  const from = options.from !== undefined && options.from > start ? options.from : start;
  const rule = expansion(parts, start);
  const found: string[] = [];

  /** False: enough. */
  const take = (moment: Temporal.ZonedDateTime): boolean => {
    const local = moment.toPlainDateTime().toString({ smallestUnit: 'minute' });
    // Years of more than four digits begin with a sign.
    if (!/^\d/.test(local) || local > until || !isBeforeEnd(local)) return false;
    if (local >= from) found.push(local);
    return found.length < limit;
  };
  if (limit <= 0 || from > until) return [];
  // What is counted has to be gone through from its start; what is not can begin anywhere.
  if (parts.COUNT !== undefined) within(() => rule.all(take));
  else {
    let moment = within(() => rule.next(momentOf(from), true));
    while (moment && take(moment)) {
      const last = moment;
      moment = within(() => rule.next(last, false));
    }
  }
  return found;
}

const latest = '9999-12-31T23:59';

/** Local time is expanded as if it were UTC, where no time is skipped or doubled. */
function momentOf(local: string): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(local).toZonedDateTime('UTC');
}

function expansion(parts: RuleParts, start: string, maxIterations = 10_000) {
  const rruleString = `RRULE:${joinParts(parts)}`;
  return new RRuleTemporal({ rruleString, dtstart: momentOf(start), maxIterations, cache: false });
}

/** Null where the search is given up: so far away, or after so many periods, there is nothing to plan. */
function within<T>(search: () => T): T | null {
  try {
    return search();
  } catch (error) {
    if (error instanceof Error && /exceeded|out-of-bounds/i.test(error.message)) return null;
    throw error;
  }
}

/** @param until of a rule: a day, which is in it with all its times, a local time, or one in UTC */
function beforeEnd(until: string, timeZone: string): (local: string) => boolean {
  const [, year, month, day, hour, minute, second, zone] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(until) ?? [];
  const last = `${year}-${month}-${day}T${hour ?? '23'}:${minute ?? '59'}`;
  if (zone === undefined) return (local) => local <= last;
  const end = new Date(`${last}:${second}Z`);
  return (local) => instantOf(local, timeZone) <= end;
}
