import { Temporal } from 'temporal-polyfill';

/** Working hours: Monday to Friday, from 9:00 to before 17:00, local time. */
const startOfWork = Temporal.PlainTime.from('09:00');
const endOfWork = Temporal.PlainTime.from('17:00');

/**
 * When to remind a person who has not voted: half-way between opening and deadline or, where that is outside
 * their working hours, at the start of the next ones. Null if that would not be before the deadline.
 * @param options.timeZone the person's IANA zone; throws RangeError for a name that is none
 */
export function reminderAt(options: { openedAt: Date; deadline: Date; timeZone: string }): Date | null {
  const { openedAt, deadline, timeZone } = options;
  const halfWay = Math.floor((openedAt.getTime() + deadline.getTime()) / 2);
  const moment = workingMomentFrom(zoned(halfWay, timeZone)).epochMilliseconds;
  return moment < deadline.getTime() ? new Date(moment) : null;
}

/**
 * The same local time a number of working days (Monday to Friday) later. A local time that the zone skips
 * moves forward by the gap; one that it has twice is the first.
 * @param options.timeZone the author's IANA zone; throws RangeError for a name that is none
 */
export function defaultDeadline(options: { now: Date; timeZone: string; workingDays?: number }): Date {
  const { now, timeZone, workingDays = 3 } = options;
  const local = zoned(now.getTime(), timeZone).toPlainDateTime();
  let date = local.toPlainDate();
  for (let left = workingDays; left > 0; ) {
    date = date.add({ days: 1 });
    if (isWorkingDay(date)) left -= 1;
  }
  const deadline = date.toZonedDateTime({ timeZone, plainTime: local.toPlainTime() });
  return new Date(deadline.epochMilliseconds);
}

/** `now` itself within the person's working hours, else the start of their next ones. */
export function nextWorkingMoment(now: Date, timeZone: string): Date {
  return new Date(workingMomentFrom(zoned(now.getTime(), timeZone)).epochMilliseconds);
}

function workingMomentFrom(from: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  let moment = from;
  let date = from.toPlainDate();
  while (!isWorking(moment)) {
    const start = date.toZonedDateTime({ timeZone: from.timeZoneId, plainTime: startOfWork });
    // The start of a day that the zone leaves out, as at the date line, is in another day, hence checked again.
    if (Temporal.ZonedDateTime.compare(start, from) >= 0) moment = start;
    date = date.add({ days: 1 });
  }
  return moment;
}

function isWorking(moment: Temporal.ZonedDateTime): boolean {
  const time = moment.toPlainTime();
  return (
    isWorkingDay(moment) &&
    Temporal.PlainTime.compare(time, startOfWork) >= 0 &&
    Temporal.PlainTime.compare(time, endOfWork) < 0
  );
}

function isWorkingDay({ dayOfWeek }: { dayOfWeek: number }): boolean {
  return dayOfWeek <= 5;
}

function zoned(epochMilliseconds: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(timeZone);
}
