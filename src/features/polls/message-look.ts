/** Slack tells of no message that somebody deletes unless the app reads the channel. */
const everyMs = 15 * 60_000;

/** When a poll's message is looked for next: every 15 minutes from its opening, whenever it is asked. */
export function nextLook(openedAt: Date, now: Date): Date {
  const looks = Math.floor(Math.max(0, now.getTime() - openedAt.getTime()) / everyMs) + 1;
  return new Date(openedAt.getTime() + looks * everyMs);
}
