/** The names of this feature's jobs in the queue; `poll.jobs.ts` and `plan.jobs.ts` say what each does. */
export const tasks = {
  refresh: 'poll_refresh',
  /** At the deadline, and once everybody has voted. */
  close: 'poll_close',
  /** What became of a poll's message. */
  message: 'poll_message',
  /** Whether a poll's message is still there. */
  look: 'poll_look',
  /** What became of the outcome's message. */
  outcome: 'poll_outcome',
  /** A saved poll's time has come. */
  run: 'poll_plan_run',
  /** Looks for syncs before which a pulse is due. */
  plan: 'poll_plan',
};

/** Of the one refresh of a poll that waits in the queue. */
export const refreshKey = (workspaceId: string, pollId: number): string =>
  `${tasks.refresh}:${workspaceId}:${pollId}`;

/** Keys in the schedule. */
export const closeKey = (pollId: number): string => `poll:${pollId}:close`;
export const lookKey = (pollId: number): string => `poll:${pollId}:look`;
export const runKey = (planId: number): string => `poll_plan:${planId}:run`;
export const planKey = (planId: number): string => `poll_plan:${planId}:plan`;
