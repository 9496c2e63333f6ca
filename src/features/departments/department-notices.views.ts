import { limits, shortenMrkdwn } from '../../slack/blocks.ts';
import type { Texts } from '../../text/text.ts';

const mostNamed = 20;

export function leadLostText(t: Texts, name: string, person: string): string {
  return t.t('departments.notices.leadLost', { name, person });
}

export function elsewhereText(
  t: Texts,
  { name, userGroupId, userIds }: { name: string; userGroupId: string; userIds: readonly string[] },
): string {
  const people = mentions(t, userIds, mostNamed);
  const values = { name, group: `<!subteam^${userGroupId}>`, people, count: userIds.length };
  return shortenMrkdwn(t.t('departments.notices.elsewhere', values), limits.section);
}

export function groupGoneText(t: Texts, name: string): string {
  return t.t('departments.notices.groupGone', { name });
}

/** The first of them by name, the others by number. */
export function mentions(t: Texts, userIds: readonly string[], most: number): string {
  const named = userIds.slice(0, most).map((userId) => `<@${userId}>`);
  const rest = userIds.length - named.length;
  return [...named, ...(rest > 0 ? [t.t('departments.andMore', { count: rest })] : [])].join(', ');
}
