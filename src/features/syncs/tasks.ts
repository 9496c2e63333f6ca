/** The names of this feature's jobs in the queue; the `.jobs.ts` files say what each does. */
export const tasks = {
  /** Plans the occurrences that have come near. */
  plan: 'sync_plan',
  agenda: 'sync_agenda',
  start: 'sync_start',
  after: 'sync_after',
  /** Nobody has said whether it was held. */
  close: 'sync_close',
  followUp: 'sync_follow_up',
  calendarFile: 'sync_calendar_file',
  /** What became of a message. */
  message: 'sync_message',
};

/** The keys under which the moments of one sync stand in the schedule. */
export function momentKey(
  syncId: number,
  step: keyof Pick<typeof tasks, 'agenda' | 'start' | 'after' | 'close'>,
) {
  return `sync:${syncId}:${step}`;
}

export function planKey(seriesId: number): string {
  return `series:${seriesId}:plan`;
}
