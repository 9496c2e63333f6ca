import { type HolidayPlace, holidayOn } from './holidays.ts';
import { addDays, weekdayOf } from './local-time.ts';

const friday = 5;

/** Monday to Friday, and no public holiday there. @param place null: no holidays are observed */
export function isWorkingDay(day: string, place: HolidayPlace | null): boolean {
  return weekdayOf(day) <= friday && (place === null || holidayOn(day, place, 'en') === null);
}

/** The first working day after a day. */
export function nextWorkingDay(day: string, place: HolidayPlace | null): string {
  let next = addDays(day, 1);
  while (!isWorkingDay(next, place)) next = addDays(next, 1);
  return next;
}

/** The working day that is so many of them before a day. @param count 0: the day itself */
export function previousWorkingDay(day: string, place: HolidayPlace | null, count = 1): string {
  let previous = day;
  for (let left = count; left > 0; ) {
    previous = addDays(previous, -1);
    if (isWorkingDay(previous, place)) left -= 1;
  }
  return previous;
}
