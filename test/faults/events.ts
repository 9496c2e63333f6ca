import type { Playground } from '../../playground/playground.ts';
import { channel } from '../helpers/concord.ts';
import type { Act } from './reaction-history.ts';

/** What Slack sends for a reaction put on or taken off a message of the bot. */
export function reactionEvent(
  { teamId, appId, botUserId }: Pick<Playground, 'teamId' | 'appId' | 'botUserId'>,
  messageTs: string,
  eventId: string,
  act: Act,
): string {
  return JSON.stringify({
    token: 'verification-token-is-deprecated',
    team_id: teamId,
    api_app_id: appId,
    event: {
      type: act.added ? 'reaction_added' : 'reaction_removed',
      user: act.userId,
      reaction: act.reaction,
      item: { type: 'message', channel, ts: messageTs },
      item_user: botUserId,
      event_ts: act.at,
    },
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(Number(act.at)),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  });
}
