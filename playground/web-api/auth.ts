import type { Method } from './methods.ts';
import { requireScope } from './scopes.ts';

export const apiTest: Method = (_slack, args) => {
  const error = args.string('error');
  return error ? { ok: false, error, args: args.values } : { args: args.values };
};

export const authTest: Method = ({ world }) => ({
  url: `https://${world.team.domain}.slack.com/`,
  team: world.team.name,
  user: world.bot.handle,
  team_id: world.team.id,
  user_id: world.bot.id,
  bot_id: world.botId,
  is_enterprise_install: false,
});

export const teamInfo: Method = (slack) => {
  requireScope(slack, 'team:read');
  const { id, name, domain } = slack.world.team;
  return { team: { id, name, domain, url: `https://${domain}.slack.com/`, email_domain: '', icon: {} } };
};
