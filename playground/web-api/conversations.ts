import { Refusal } from '../refusal.ts';
import type { Channel } from '../state.ts';
import { visibleChannel } from './channels.ts';
import type { Method } from './methods.ts';
import { slackChannel } from './objects.ts';
import { pageOf } from './pages.ts';
import { requireConversationScope, requireScope } from './scopes.ts';

export const conversationInfo: Method = (slack, args) => {
  const channel = visibleChannel(slack, args.required('channel'));
  requireConversationScope(slack, channel, 'read');
  const { num_members, ...shown } = slackChannel(slack.world, channel);
  return { channel: { ...shown, ...(args.boolean('include_num_members') && { num_members }) } };
};

export const conversationMembers: Method = (slack, args) => {
  const channel = visibleChannel(slack, args.required('channel'));
  requireConversationScope(slack, channel, 'read');
  const { page, nextCursor } = pageOf([...channel.members], args, { default: 100, max: 1000 });
  return { members: page, response_metadata: { next_cursor: nextCursor } };
};

const kinds: Readonly<Record<string, Channel['kind'] | null>> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: null,
};

export const listConversations: Method = (slack, args) => {
  const wanted = new Set<Channel['kind']>();
  for (const type of (args.string('types') ?? 'public_channel').split(',').map((part) => part.trim())) {
    const kind = kinds[type];
    if (kind === undefined) throw new Refusal('invalid_types');
    requireScope(slack, `${{ public_channel: 'channels', private_channel: 'groups' }[type] ?? type}:read`);
    if (kind) wanted.add(kind);
  }
  const withoutArchived = args.boolean('exclude_archived');
  const visible = [...slack.world.channels.values()].filter(
    (channel) =>
      wanted.has(channel.kind) &&
      !(withoutArchived && channel.isArchived) &&
      (channel.kind === 'public' || channel.members.has(slack.world.bot.id)),
  );
  const { page, nextCursor } = pageOf(visible, args, { default: 100, max: 1000 });
  return {
    channels: page.map((channel) => slackChannel(slack.world, channel)),
    response_metadata: { next_cursor: nextCursor },
  };
};

/** Direct messages with one person; with several it would be a group message, which the playground lacks. */
export const openConversation: Method = (slack, args) => {
  requireScope(slack, 'im:write', 'channels:manage', 'groups:write', 'mpim:write');
  const channelId = args.string('channel');
  if (channelId !== undefined) {
    const channel = visibleChannel(slack, channelId);
    return { channel: args.boolean('return_im') ? slackChannel(slack.world, channel) : { id: channel.id } };
  }
  const users = (args.string('users') ?? '').split(',').filter((id) => id !== '');
  const [user] = users;
  if (user === undefined) throw new Refusal('users_list_not_supplied');
  if (users.length > 1) throw new Refusal('method_not_supported_for_channel_type');
  const person = slack.world.people.get(user);
  if (!person) throw new Refusal('user_not_found');
  if (person.deactivated) throw new Refusal('user_disabled');
  if (person.isBot) throw new Refusal('cannot_dm_bot');
  const channel = slack.world.directMessage(user, slack.world.bot.id);
  return { channel: args.boolean('return_im') ? slackChannel(slack.world, channel) : { id: channel.id } };
};

export const joinConversation: Method = (slack, args) => {
  requireScope(slack, 'channels:join');
  const channel = visibleChannel(slack, args.required('channel'));
  if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
  if (channel.isArchived) throw new Refusal('is_archived');
  channel.members.add(slack.world.bot.id);
  return { channel: slackChannel(slack.world, channel) };
};
