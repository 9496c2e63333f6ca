import { Refusal } from '../refusal.ts';
import type { Method } from './methods.ts';

/** Slack answers a second later than the link expires; here the ticket lives 30 s. */
export const openConnection: Method = (slack) => {
  if (!slack.socketMode) throw new Refusal('socket_mode_not_enabled');
  return { url: slack.baseUrl().replace('http:', 'ws:') + slack.socketMode.issueTicket() };
};
