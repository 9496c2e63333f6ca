import { Temporal } from 'temporal-polyfill';

/*
 * Local times are strings 'YYYY-MM-DDTHH:MM', days 'YYYY-MM-DD' and times of day 'HH:MM'; each kind sorts as
 * text. What is malformed is a mistake of the caller and throws a RangeError.
 */

/**
 * When a local time is, by design 3.4: one that a clock change skips is moved forward by the gap, one that
 * exists twice is the first. (RFC 5545 section 3.3.5 reads both alike.)
 */
export function instantOf(local: string, timeZone: string): Date {
  const moment = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, {
    disambiguation: 'compatible',
  });
  return new Date(moment.epochMilliseconds);
}

/** Whether a clock change leaves this local time out, or has it twice. */
export function isSkippedOrDoubled(local: string, timeZone: string): boolean {
  const time = Temporal.PlainDateTime.from(local);
  const [earlier, later] = (['earlier', 'later'] as const).map(
    (disambiguation) => time.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds,
  );
  return earlier !== later;
}

/** Seconds are cut off. */
export function localOf(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute', roundingMode: 'trunc' });
}

export function dayOf(at: Date, timeZone: string): string {
  return localOf(at, timeZone).slice(0, 10);
}

const dayMs = 86_400_000;

function utcMidnight(day: string): Date {
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime())) throw new RangeError(`not a day: ${day}`);
  return midnight;
}

export function addDays(day: string, days: number): string {
  return new Date(utcMidnight(day).getTime() + days * dayMs).toISOString().slice(0, 10);
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return utcMidnight(day).getUTCDay() || 7;
}
