import { Refusal } from './refusal.ts';
import type { Slack } from './slack.ts';
import type { Channel, StoredMessage } from './state.ts';
import type { StoredView } from './views.ts';

/** What a person's client shows them, and so lets them act on. */

/** Also one that only this person sees. */
export function anyMessage(slack: Slack, user: string, channelId: string, ts: string): StoredMessage {
  const { ephemerals } = seenChannel(slack, user, channelId);
  return (
    ephemerals.find((message) => message.ts === ts && message.onlyFor === user) ??
    seenMessage(slack, user, channelId, ts)
  );
}

export function ownView(slack: Slack, user: string, viewId: string): StoredView {
  const stored = slack.views.byId(viewId);
  if (stored.user !== user) throw new Refusal('not_found');
  return stored;
}

/** Only the topmost modal can be reached. */
export function topView(slack: Slack, user: string, viewId: string): StoredView {
  const top = slack.views.stack(user).at(-1);
  if (top?.id !== viewId) throw new Refusal('not_found');
  return top;
}

/** @throws Refusal `channel_not_found` */
export function seenChannel(slack: Slack, user: string, id: string): Channel {
  const channel = slack.world.channels.get(id);
  const mayLook =
    channel &&
    (channel.members.has(user) || (channel.kind === 'public' && !slack.world.person(user).isGuest));
  if (!mayLook) throw new Refusal('channel_not_found');
  return channel;
}

/** @throws Refusal `channel_not_found`, `not_in_channel`, `is_archived` */
export function joinedAndOpen(slack: Slack, user: string, id: string): Channel {
  const channel = seenChannel(slack, user, id);
  if (!channel.members.has(user)) throw new Refusal('not_in_channel');
  if (channel.isArchived) throw new Refusal('is_archived');
  return channel;
}

/** As `joinedAndOpen`. @throws Refusal `messages_tab_read_only` where the app takes no messages */
export function openToWrite(slack: Slack, user: string, id: string): Channel {
  const channel = joinedAndOpen(slack, user, id);
  if (isReadOnly(slack, channel)) throw new Refusal('messages_tab_read_only');
  return channel;
}

/** A direct message with an app that turned messages off has no composer, and so takes no commands either. */
export function isReadOnly({ manifest, world }: Slack, channel: Channel): boolean {
  return channel.kind === 'im' && channel.members.has(world.bot.id) && manifest.messagesTab !== 'open';
}

export function seenMessage(slack: Slack, user: string, channelId: string, ts: string): StoredMessage {
  const message = seenChannel(slack, user, channelId).byTs.get(ts);
  if (!message || message.subtype === 'tombstone') throw new Refusal('message_not_found');
  return message;
}

export function ownMessage(
  slack: Slack,
  user: string,
  channelId: string,
  ts: string,
  refusal: string,
): StoredMessage {
  const message = seenMessage(slack, user, channelId, ts);
  if (message.user !== user) throw new Refusal(refusal);
  return message;
}

/** Workspace admins may delete others' messages, as in Slack. */
export function deletableMessage(slack: Slack, user: string, channelId: string, ts: string): StoredMessage {
  return slack.world.person(user).isAdmin
    ? seenMessage(slack, user, channelId, ts)
    : ownMessage(slack, user, channelId, ts, 'cant_delete_message');
}
