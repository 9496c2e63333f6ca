import { Refusal } from '../refusal.ts';
import type { Slack } from '../slack.ts';
import type { Channel, StoredMessage } from '../state.ts';

/** What the bot cannot see does not exist for it: a private channel or direct message without it. */
export function visibleChannel(slack: Slack, id: string, refusal = 'channel_not_found'): Channel {
  const channel = slack.world.channels.get(id);
  if (!channel || (channel.kind !== 'public' && !channel.members.has(slack.world.bot.id))) {
    throw new Refusal(refusal);
  }
  return channel;
}

/** @throws Refusal `channel_not_found`, `not_in_channel` */
export function joinedChannel(slack: Slack, id: string): Channel {
  const channel = visibleChannel(slack, id);
  if (!channel.members.has(slack.world.bot.id)) throw new Refusal('not_in_channel');
  return channel;
}

/** Where nobody can write. @throws Refusal `messages_tab_disabled`, `is_archived` */
export function refuseClosed(slack: Slack, channel: Channel): void {
  if (channel.kind === 'im' && slack.manifest.messagesTab === 'disabled') {
    throw new Refusal('messages_tab_disabled');
  }
  if (channel.isArchived) throw new Refusal('is_archived');
}

/** @throws Refusal `message_not_found` */
export function messageIn(channel: Channel, ts: string): StoredMessage {
  const message = channel.byTs.get(ts);
  if (!message || message.subtype === 'tombstone') throw new Refusal('message_not_found');
  return message;
}
