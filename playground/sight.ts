import type { Person } from './contract.ts';
import type { StoredFile } from './files.ts';
import { Refusal } from './refusal.ts';
import type { Slack } from './slack.ts';
import type { Channel, StoredMessage } from './state.ts';
import type { StoredView } from './views.ts';

/** What a person's client shows them, and so lets them act on. */

/** @throws Refusal `user_not_found`, `account_inactive` */
export function activePerson(slack: Slack, user: string): Person {
  const person = slack.world.people.get(user);
  if (!person || person.isBot) throw new Refusal('user_not_found');
  if (person.deactivated) throw new Refusal('account_inactive');
  return person;
}

/** In a message they see; what is shared nowhere is for nobody but the app. @throws Refusal `file_not_found` */
export function seenFile(slack: Slack, user: string, id: string): { file: StoredFile; bytes: Buffer } {
  const found = slack.files.find(id);
  const isSeen = found?.file.shares.some(({ channel, ts }) => {
    const message = slack.world.channel(channel).byTs.get(ts);
    return message?.files.includes(found.file) && maySee(slack, user, channel);
  });
  if (!found || !isSeen) throw new Refusal('file_not_found');
  return found;
}

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
  if (!channel || !maySee(slack, user, id)) throw new Refusal('channel_not_found');
  return channel;
}

function maySee({ world }: Slack, user: string, id: string): boolean {
  const { members, kind } = world.channel(id);
  return members.has(user) || (kind === 'public' && !world.person(user).isGuest);
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
