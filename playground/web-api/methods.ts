import type { Slack } from '../slack.ts';
import { openConnection } from './apps.ts';
import type { Args } from './args.ts';
import { apiTest, authTest, teamInfo } from './auth.ts';
import { deleteMessage, getPermalink, postEphemeral, postMessage, updateMessage } from './chat.ts';
import { addReaction, getReactions, removeReaction } from './reactions.ts';

/**
 * @returns the answer without `ok: true`
 * @throws Refusal
 */
export type Method = (slack: Slack, args: Args) => Record<string, unknown>;

export const methods: ReadonlyMap<string, Method> = new Map([
  ['api.test', apiTest],
  ['apps.connections.open', openConnection],
  ['auth.test', authTest],
  ['chat.delete', deleteMessage],
  ['chat.getPermalink', getPermalink],
  ['chat.postEphemeral', postEphemeral],
  ['chat.postMessage', postMessage],
  ['chat.update', updateMessage],
  ['reactions.add', addReaction],
  ['reactions.get', getReactions],
  ['reactions.remove', removeReaction],
  ['team.info', teamInfo],
]);

/** Methods for the app-level token; all others want the bot's. */
export const appTokenMethods: ReadonlySet<string> = new Set(['apps.connections.open']);
/** The one method that wants no token at all. */
export const openMethods: ReadonlySet<string> = new Set(['api.test']);
