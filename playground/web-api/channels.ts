import { Refusal } from '../refusal.ts';
import type { Slack } from '../slack.ts';
import type { Channel, StoredMessage } from '../state.ts';

/** What the bot cannot see does not exist for it: a private channel or direct message without it. */
export function visibleChannel(slack: Slack, id: string): Channel {
  const channel = slack.world.channels.get(id);
  if (!channel || (channel.kind !== 'public' && !channel.members.has(slack.world.bot.id))) {
    throw new Refusal('channel_not_found');
  }
  return channel;
}

/** @throws Refusal `channel_not_found`, `not_in_channel` */
export function joinedChannel(slack: Slack, id: string): Channel {
  const channel = visibleChannel(slack, id);
  if (!channel.members.has(slack.world.bot.id)) throw new Refusal('not_in_channel');
  return channel;
}

/** @throws Refusal `message_not_found` */
export function messageIn(channel: Channel, ts: string): StoredMessage {
  const message = channel.byTs.get(ts);
  if (!message || message.subtype === 'tombstone') throw new Refusal('message_not_found');
  return message;
}
