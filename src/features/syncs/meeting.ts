import type { AgendaItem } from './agenda.ts';
import type { Series } from './series.ts';
import type { Sync } from './sync.ts';

export type AttendanceAnswer = 'here' | 'absent' | 'sending';

export interface Attendance {
  userId: string;
  answer: AttendanceAnswer;
  /** Who comes instead, with `sending`. */
  delegateUserId: string | null;
}

/** What the messages about one sync show. */
export interface Meeting {
  series: Series;
  sync: Sync;
  items: readonly AgendaItem[];
  participantIds: readonly string[];
  attendance: readonly Attendance[];
}

/** So much later than planned, a message says that it is late: less is only a busy minute. */
export const lateAfterMs = 10 * 60_000;

export function isLate(planned: Date, now: Date): boolean {
  return now.getTime() - planned.getTime() > lateAfterMs;
}
