import type { Slack } from './slack.ts';
import type { StoredMessage, World } from './state.ts';
import { slackMessage } from './web-api/objects.ts';

/** Posts and tells the app, as everything in this file. */
export function postTo(slack: Slack, message: Parameters<World['post']>[0]): StoredMessage {
  const stored = slack.world.post(message);
  slack.events.message(message.channel, stored);
  return stored;
}

export function editMessageOf(
  slack: Slack,
  message: StoredMessage,
  change: Partial<Pick<StoredMessage, 'text' | 'blocks' | 'metadata'>> & { showEdited: boolean },
): void {
  const { showEdited, ...fields } = change;
  const previous = slackMessage(slack.world, message);
  Object.assign(message, fields);
  if (showEdited) message.edited = { user: message.user, ts: slack.world.nextTs() };
  slack.world.changed();
  slack.events.messageChanged(slack.world.channel(message.channel), message, previous);
}

export function deleteMessageOf(slack: Slack, message: StoredMessage): void {
  const previous = slackMessage(slack.world, message);
  slack.world.remove(message);
  slack.events.messageDeleted(slack.world.channel(message.channel), message.ts, previous);
}
