import type { Texts } from '../../text/text.ts';
import { holidayOn } from '../../time/holidays.ts';
import { holidayPlace, type Occurrence } from './planning.ts';
import type { Timing } from './series.ts';

/** A local time as people write it, with its weekday; `local` is YYYY-MM-DDTHH:MM. Plain text. */
export function localText(t: Texts, local: string): string {
  return new Intl.DateTimeFormat(t.locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }).format(new Date(`${local}:00Z`));
}

/** What becomes of one occurrence, with the holiday that is the reason. Plain text. */
export function occurrenceText(
  t: Texts,
  timing: Timing,
  o: Pick<Occurrence, 'slot' | 'localStart' | 'cause'>,
) {
  const place = holidayPlace(timing);
  const holiday = (place && holidayOn(o.slot.slice(0, 10), place, t.locale)) ?? '';
  if (o.cause === 'holiday') {
    return t.plain('syncs.skippedHoliday', { when: localText(t, o.slot), holiday });
  }
  if (o.localStart !== o.slot && holiday !== '') {
    return t.plain('syncs.movedHoliday', { when: localText(t, o.localStart), holiday });
  }
  return localText(t, o.localStart);
}
