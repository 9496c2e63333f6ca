import { Refusal } from '../refusal.ts';
import type { Slack } from '../slack.ts';
import type { Channel } from '../state.ts';

/** @throws Refusal `missing_scope`, with what is needed and what the manifest has, unless one is declared */
export function requireScope(slack: Slack, ...anyOf: string[]): void {
  if (anyOf.some((scope) => slack.manifest.botScopes.has(scope))) return;
  throw new Refusal('missing_scope', {
    needed: anyOf.join(','),
    provided: [...slack.manifest.botScopes].join(','),
  });
}

const scopePrefix = { public: 'channels', private: 'groups', im: 'im' } as const;

/** The scopes of the conversations API depend on the conversation's kind. */
export function requireConversationScope(slack: Slack, channel: Channel, right: 'read' | 'history'): void {
  requireScope(slack, `${scopePrefix[channel.kind]}:${right}`);
}
