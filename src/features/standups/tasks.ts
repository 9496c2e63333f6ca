/** The names of this feature's jobs in the queue; `standup.jobs.ts` says what each does. */
export const tasks = {
  /** Plans the rounds of the next days. */
  plan: 'standup_plan',
  prompt: 'standup_prompt',
  remind: 'standup_remind',
  report: 'standup_report',
};

export function planKey(standupId: number): string {
  return `standup:${standupId}:plan`;
}

export function promptKey(roundId: number, userId: string, step: 'prompt' | 'remind'): string {
  return `round:${roundId}:${userId}:${step}`;
}

export function reportKey(roundId: number): string {
  return `round:${roundId}:report`;
}
