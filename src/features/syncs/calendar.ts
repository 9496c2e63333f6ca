import { ICalCalendar, ICalCalendarMethod, type ICalEvent } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { addDays, dayOf, instantOf, isSkippedOrDoubled, localOf } from '../../time/local-time.ts';
import { plannedFor } from './planning.ts';
import { type Series, seriesName } from './series.ts';
import type { Sync } from './sync.ts';

/** A series with all its rows, as a calendar needs them. */
export interface CalendarSeries {
  series: Series;
  rows: readonly Sync[];
}

/**
 * Exceptions are written out so far ahead: a rule goes on for ever, holidays and what people moved do not. A
 * calendar asks again long before.
 */
const exceptionsDays = 731;
/** More times than a daily rule has until then. */
const mostTimes = 1000;
/** Of what was held under an earlier rule, so much is kept in the calendar. */
const pastDays = 180;
const refreshSeconds = 3600;

/**
 * An iCalendar (RFC 5545): each series as one event with its rule, what is left out as EXDATE, what was moved as
 * an event of its own in its place. A start in an hour that a clock change skips or doubles is left out of the rule and
 * stands on its own in UTC, since calendars do not agree on such times.
 */
export function calendarText(name: string, entries: readonly CalendarSeries[], now: Date): string {
  const calendar = new ICalCalendar({
    name,
    prodId: { company: 'Concord', product: 'Concord', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
    timezone: { name: null, generator: (zone) => zoneBlock(zone) },
  });
  for (const entry of entries) addSeries(calendar, entry, now);
  return calendar.toString();
}

function zoneBlock(zone: string): string | null {
  const [block] = [tzlib_get_ical_block(zone)].flat();
  return block?.startsWith('BEGIN:VTIMEZONE') ? block : null;
}

interface Exception {
  slot: string;
  /** Null: it is left out. */
  localStart: string | null;
  minutes: number;
  /** No calendar may be asked to understand this local time. */
  isUnclear: boolean;
}

function addSeries(calendar: ICalCalendar, { series, rows }: CalendarSeries, now: Date): void {
  const since = addDays(dayOf(now, series.timezone), -pastDays);
  for (const row of rows) {
    if (row.slot >= series.firstSlot || row.state === 'skipped' || row.slot.slice(0, 10) < since) continue;
    event(calendar, series, `${series.id}-${row.slot}`, row.localStart, row.minutes, row.timezone);
  }
  const end = series.state === 'active' ? null : series.changedAt;
  if (end !== null && instantOf(series.firstSlot, series.timezone) > end) return;
  const exceptions = exceptionsOf(series, rows, now);
  const main = event(calendar, series, String(series.id), series.firstSlot, series.minutes, series.timezone);
  const excluded = exceptions
    .filter(({ localStart, isUnclear }) => localStart === null || isUnclear)
    .map(({ slot }) => compact(slot));
  main.repeating(
    [
      `RRULE:${withUtcEnd(series, end)}`,
      ...(excluded.length > 0 ? [`EXDATE;TZID=${series.timezone}:${excluded.join(',')}`] : []),
    ].join('\r\n'),
  );
  for (const { slot, localStart, minutes, isUnclear } of exceptions) {
    if (localStart === null || (end !== null && instantOf(slot, series.timezone) > end)) continue;
    if (isUnclear) {
      const inUtc = localOf(instantOf(localStart, series.timezone), 'UTC');
      event(calendar, series, `${series.id}-${slot}`, inUtc, minutes, 'UTC');
      continue;
    }
    const moved = event(calendar, series, String(series.id), localStart, minutes, series.timezone);
    moved.recurrenceId(Temporal.PlainDateTime.from(slot));
  }
}

/** What differs from the rule: by the rows where there are any, else by holidays and clock changes. */
function exceptionsOf(series: Series, rows: readonly Sync[], now: Date): Exception[] {
  const { timezone, firstSlot } = series;
  const known = new Map(rows.map((row) => [row.slot, row]));
  const until = `${addDays(dayOf(now, timezone), exceptionsDays)}T23:59`;
  const times = plannedFor(series, { from: firstSlot, until, limit: mostTimes });
  return times.flatMap((planned): Exception[] => {
    const row = known.get(planned.slot);
    const isOut = row ? row.state === 'skipped' : planned.cause !== null;
    const { slot } = planned;
    const isUnclear = isSkippedOrDoubled(slot, timezone);
    if (isOut) return [{ slot, localStart: null, minutes: planned.minutes, isUnclear }];
    const localStart = row?.localStart ?? planned.localStart;
    const minutes = row?.minutes ?? planned.minutes;
    const unclear = isUnclear || isSkippedOrDoubled(localStart, timezone);
    const isUsual = localStart === slot && minutes === series.minutes && !unclear;
    return isUsual ? [] : [{ slot, localStart, minutes, isUnclear: unclear }];
  });
}

function event(
  calendar: ICalCalendar,
  series: Series,
  id: string,
  localStart: string,
  minutes: number,
  timezone: string,
): ICalEvent {
  const start = Temporal.PlainDateTime.from(localStart);
  return calendar.createEvent({
    id: `${id}@${series.workspaceId.toLowerCase()}.concord`,
    sequence: series.revision,
    stamp: series.changedAt,
    lastModified: series.changedAt,
    start,
    end: Temporal.PlainDateTime.from(
      localOf(new Date(instantOf(localStart, timezone).getTime() + minutes * 60_000), timezone),
    ),
    timezone,
    summary: series.title,
    description: [seriesName(series.id), ...(series.link ? [series.link] : [])].join('\n'),
    ...(series.link && { location: series.link, url: series.link }),
  });
}

/** An end in UTC, as RFC 5545 wants it beside a start with a zone. */
function withUtcEnd({ rule, timezone }: Series, end: Date | null): string {
  const parts = rule.split(';');
  if (end !== null) {
    const open = parts.filter((part) => !/^(?:COUNT|UNTIL)=/.test(part));
    return [...open, `UNTIL=${utc(end)}`].join(';');
  }
  return parts
    .map((part) => {
      const [, year, month, day, time] = /^UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d{4})\d\d)?$/.exec(part) ?? [];
      if (year === undefined) return part;
      const clock = time === undefined ? '23:59' : `${time.slice(0, 2)}:${time.slice(2)}`;
      return `UNTIL=${utc(instantOf(`${year}-${month}-${day}T${clock}`, timezone))}`;
    })
    .join(';');
}

const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
const compact = (local: string): string => `${local.replaceAll(/[-:]/g, '')}00`;
