import { Refusal } from '../refusal.ts';
import type { Method } from './methods.ts';
import { slackUser, slackUserGroup } from './objects.ts';
import { pageOf } from './pages.ts';
import { requireScope } from './scopes.ts';

export const userInfo: Method = (slack, args) => {
  requireScope(slack, 'users:read');
  const person = slack.world.people.get(args.required('user'));
  if (!person) throw new Refusal('user_not_found');
  return { user: slackUser(slack.world, person, args.boolean('include_locale')) };
};

export const listUsers: Method = (slack, args) => {
  requireScope(slack, 'users:read');
  const { page, nextCursor } = pageOf([...slack.world.people.values()], args, { default: 1000, max: 1000 });
  return {
    members: page.map((person) => slackUser(slack.world, person, args.boolean('include_locale'))),
    cache_ts: slack.world.nowSeconds(),
    response_metadata: { next_cursor: nextCursor },
  };
};

export const botInfo: Method = (slack, args) => {
  requireScope(slack, 'users:read');
  const { world } = slack;
  if (args.string('bot') !== undefined && args.string('bot') !== world.botId)
    throw new Refusal('bot_not_found');
  return {
    bot: {
      id: world.botId,
      deleted: false,
      name: world.bot.name,
      updated: 0,
      app_id: world.appId,
      user_id: world.bot.id,
      icons: {},
    },
  };
};

export const listUserGroups: Method = (slack, args) => {
  requireScope(slack, 'usergroups:read');
  return {
    usergroups: [...slack.world.userGroups.values()].map((group) =>
      slackUserGroup(slack.world, group, args.boolean('include_users')),
    ),
  };
};

export const listUserGroupMembers: Method = (slack, args) => {
  requireScope(slack, 'usergroups:read');
  const group = slack.world.userGroups.get(args.required('usergroup'));
  if (!group) throw new Refusal('no_such_subteam');
  const people = group.userIds.filter((id) => !slack.world.people.get(id)?.deactivated);
  return { users: people };
};
