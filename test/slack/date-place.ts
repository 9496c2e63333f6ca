import { Temporal } from 'temporal-polyfill';
import { UserError } from '../../src/errors.ts';
import { type ReadingPlace, readMoment } from '../../src/slack/dates.ts';

export const berlin = 'Europe/Berlin';
/** Wednesday, 10 June 2026, 12:00 in Berlin */
export const wednesdayNoon = '2026-06-10T12:00';

export function place(
  local = wednesdayNoon,
  timeZone = berlin,
  locale: ReadingPlace['locale'] = 'en',
): ReadingPlace {
  const now = new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);
  return { now, timeZone, locale };
}

/** The local time of what was read, "2026-06-12 17:00". */
export function moment(text: string, at = place()): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(readMoment(text, at).getTime());
  return instant
    .toZonedDateTimeISO(at.timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');
}

export function failure(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('should have been refused');
}
