import type { Texts } from '../text/text.ts';

/** In the reader's own time and language, wherever Slack can; elsewhere in UTC. */
export function slackDate(t: Texts, at: Date): string {
  const fallback = new Intl.DateTimeFormat(t.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(at);
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`;
}

/** A day without a time, such as a review date; `day` is YYYY-MM-DD. */
export function dayText(t: Texts, day: string): string {
  return new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
