import type { View } from '@slack/types';
import type { ChannelSummary, ClockState, Message, OpenView, Snapshot } from './contract.ts';
import { emojiCharacter, pickerEmoji } from './emoji.ts';
import { Refusal } from './refusal.ts';
import { isReadOnly } from './sight.ts';
import type { Slack } from './slack.ts';
import type { Channel, StoredMessage } from './state.ts';
import { type StoredView, slackView } from './views.ts';

/**
 * Everything the page shows to one person.
 * @throws Refusal `user_not_found`
 */
export async function snapshotFor(slack: Slack, userId: string, connected: boolean): Promise<Snapshot> {
  const { world, manifest } = slack;
  const me = world.people.get(userId);
  if (!me || me.isBot) throw new Refusal('user_not_found');
  const channels = [...world.channels.values()].filter(
    (channel) => channel.members.has(userId) || (channel.kind === 'public' && !me.isGuest),
  );
  const messages = Object.fromEntries(channels.map((channel) => [channel.id, messagesFor(channel, userId)]));
  const home = slack.views.home(userId);
  return {
    team: { id: world.team.id, name: world.team.name, domain: world.team.domain },
    app: { name: manifest.name, botUserId: world.bot.id, connected },
    me,
    people: [...world.people.values()],
    userGroups: [...world.userGroups.values()].map(({ id, handle, name }) => ({ id, handle, name })),
    channels: channels.map((channel) => summary(slack, channel, userId)),
    messages,
    views: slack.views.stack(userId).map((stored) => openView(slack, stored)),
    home: home && (slackView(world, home) as unknown as View),
    commands: [...manifest.commands.values()].map(({ command, description, usageHint }) => ({
      command,
      description,
      usageHint,
    })),
    shortcuts: { global: shortcuts(slack, 'global'), message: shortcuts(slack, 'message') },
    clock: await clockState(slack),
    emoji: { ...pickerEmoji, ...emojiInUse(Object.values(messages).flat()) },
  };
}

function messagesFor(channel: Channel, userId: string): Message[] {
  const ephemerals = channel.ephemerals.filter((message) => message.onlyFor === userId);
  return [...channel.messages, ...ephemerals]
    .sort((a, b) => (a.ts < b.ts ? -1 : 1))
    .map((message) => shown(channel, message));
}

function shown(channel: Channel, message: StoredMessage): Message {
  return {
    ts: message.ts,
    channel: channel.id,
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    files: message.files.map(({ id, name, title, size }) => ({ id, name, title, size })),
    threadTs: message.threadTs,
    isBroadcast: message.isBroadcast,
    reactions: [...message.reactions].map(([name, users]) => ({ name, users: [...users] })),
    edited: message.edited !== null,
    replyCount: channel.threads.get(message.ts)?.length ?? 0,
    ephemeral: message.onlyFor !== null,
  };
}

function summary(slack: Slack, channel: Channel, userId: string): ChannelSummary {
  const other = [...channel.members].find((id) => id !== userId) ?? userId;
  const lastRead = channel.lastRead.get(userId) ?? '';
  const unread = channel.messages.filter(
    (message) =>
      message.ts > lastRead && message.user !== userId && (message.threadTs === null || message.isBroadcast),
  );
  return {
    id: channel.id,
    name: channel.kind === 'im' ? slack.world.person(other).name : channel.name,
    kind: channel.kind,
    isMember: channel.members.has(userId),
    botIsMember: channel.members.has(slack.world.bot.id),
    isReadOnly: isReadOnly(slack, channel),
    memberIds: [...channel.members],
    unread: channel.members.has(userId) ? unread.length : 0,
  };
}

function openView(slack: Slack, stored: StoredView): OpenView {
  return { id: stored.id, view: slackView(slack.world, stored) as unknown as View, errors: stored.errors };
}

function shortcuts(slack: Slack, type: 'global' | 'message') {
  return slack.manifest.shortcuts
    .filter((shortcut) => shortcut.type === type)
    .map(({ name, description, callbackId }) => ({ name, description, callbackId }));
}

async function clockState({ clock }: Slack): Promise<ClockState> {
  const next = await clock.next?.();
  return { now: new Date(clock.now()).toISOString(), next: next ?? null };
}

/** Reactions that the picker does not offer are drawn all the same. */
function emojiInUse(messages: Message[]): Record<string, string> {
  const names = new Set(messages.flatMap((message) => message.reactions.map(({ name }) => name)));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const character = emojiCharacter(name);
      return character === null ? [] : [[name, character]];
    }),
  );
}
