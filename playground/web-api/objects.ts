import type { Person } from '../contract.ts';
import type { Channel, StoredMessage, UserGroup, World } from '../state.ts';
import { slackFile } from './file-object.ts';

/** From how many on Slack may leave people out of a reaction's list; `count` is always right. */
const listedReactors = 50;

/** A person as `users.info` and events show them. */
export function slackUser(world: World, person: Person, includeLocale: boolean): Record<string, unknown> {
  const [firstName = '', ...rest] = person.name.split(' ');
  const common = {
    id: person.id,
    team_id: world.team.id,
    name: person.handle,
    deleted: person.deactivated,
    profile: {
      title: person.title,
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.handle,
      display_name_normalized: person.handle,
      first_name: firstName,
      last_name: rest.join(' '),
      status_text: person.status.text,
      status_emoji: person.status.emoji,
      status_expiration: person.status.expiration,
      team: world.team.id,
      ...(person.isBot && { bot_id: world.botId, api_app_id: world.appId }),
    },
    is_bot: person.isBot,
    is_app_user: false,
    updated: 0,
  };
  if (person.deactivated) return common;
  return {
    ...common,
    real_name: person.name,
    tz: person.tz,
    tz_label: person.tz,
    tz_offset: offsetSeconds(person.tz, world.nowSeconds() * 1000),
    is_admin: person.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isGuest,
    is_ultra_restricted: false,
    ...(includeLocale && { locale: person.locale }),
  };
}

function offsetSeconds(zone: string, at: number): number {
  const shown = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(shown ?? '');
  if (!match) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60;
  return match[1] === '-' ? -seconds : seconds;
}

export function slackUserGroup(world: World, group: UserGroup, withUsers: boolean): Record<string, unknown> {
  return {
    id: group.id,
    team_id: world.team.id,
    is_usergroup: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    date_create: group.updated,
    date_update: group.updated,
    date_delete: 0,
    auto_type: null,
    ...(withUsers && { users: group.userIds }),
    user_count: group.userIds.length,
  };
}

export function slackChannel(world: World, channel: Channel): Record<string, unknown> {
  if (channel.kind === 'im') {
    return {
      id: channel.id,
      created: channel.created,
      is_im: true,
      is_archived: channel.isArchived,
      is_org_shared: false,
      context_team_id: world.team.id,
      user: [...channel.members].find((id) => id !== world.bot.id) ?? world.bot.id,
      is_open: true,
    };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.isArchived,
    is_general: channel.name === 'general',
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: channel.members.has(world.bot.id),
    created: channel.created,
    creator: [...channel.members][0] ?? world.bot.id,
    context_team_id: world.team.id,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.size,
  };
}

/** A message as histories, payloads and events show it. */
export function slackMessage(
  world: World,
  message: StoredMessage,
  options: { metadata?: boolean; allReactors?: boolean } = {},
): Record<string, unknown> {
  const replies = world.channel(message.channel).threads.get(message.ts) ?? [];
  const isParent = replies.length > 0;
  return {
    type: 'message',
    ...(message.subtype !== null && { subtype: message.subtype }),
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: world.team.id,
    ...(message.user === world.bot.id && {
      bot_id: world.botId,
      app_id: world.appId,
      bot_profile: {
        id: world.botId,
        app_id: world.appId,
        name: world.bot.name,
        deleted: false,
        team_id: world.team.id,
      },
    }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.files.length > 0 && {
      files: message.files.map((file) => slackFile(world, file)),
      upload: true,
      display_as_bot: false,
    }),
    ...(message.edited && { edited: message.edited }),
    ...(message.threadTs !== null && {
      thread_ts: message.threadTs,
      parent_user_id: world.channel(message.channel).byTs.get(message.threadTs)?.user,
    }),
    ...(message.isBroadcast && { subtype: 'thread_broadcast' }),
    ...(isParent && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users_count: new Set(replies.map((reply) => reply.user)).size,
      reply_users: [...new Set(replies.map((reply) => reply.user))],
      latest_reply: replies.at(-1)?.ts,
      is_locked: false,
      subscribed: false,
    }),
    ...(message.reactions.size > 0 && { reactions: slackReactions(message, options.allReactors ?? false) }),
    ...(options.metadata && message.metadata && { metadata: message.metadata }),
  };
}

export function slackReactions(message: StoredMessage, all: boolean): Record<string, unknown>[] {
  return [...message.reactions].map(([name, users]) => ({
    name,
    users: all ? [...users] : [...users].slice(0, listedReactors),
    count: users.size,
  }));
}
