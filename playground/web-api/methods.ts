import type { Slack } from '../slack.ts';
import { openConnection } from './apps.ts';
import type { Args } from './args.ts';
import { apiTest, authTest, teamInfo } from './auth.ts';
import { deleteMessage, getPermalink, postEphemeral, postMessage, updateMessage } from './chat.ts';
import {
  conversationInfo,
  conversationMembers,
  joinConversation,
  listConversations,
  openConversation,
} from './conversations.ts';
import { completeUpload, getUploadUrl } from './files.ts';
import { conversationHistory, conversationReplies } from './history.ts';
import { addReaction, getReactions, removeReaction } from './reactions.ts';
import { botInfo, listUserGroupMembers, listUserGroups, listUsers, userInfo } from './users.ts';
import { openView, publishView, pushView, updateView } from './views.ts';

/**
 * @returns the answer without `ok: true`
 * @throws Refusal
 */
export type Method = (slack: Slack, args: Args) => Record<string, unknown>;

export const methods: ReadonlyMap<string, Method> = new Map([
  ['api.test', apiTest],
  ['apps.connections.open', openConnection],
  ['auth.test', authTest],
  ['bots.info', botInfo],
  ['chat.delete', deleteMessage],
  ['chat.getPermalink', getPermalink],
  ['chat.postEphemeral', postEphemeral],
  ['chat.postMessage', postMessage],
  ['chat.update', updateMessage],
  ['conversations.history', conversationHistory],
  ['conversations.info', conversationInfo],
  ['conversations.join', joinConversation],
  ['conversations.list', listConversations],
  ['conversations.members', conversationMembers],
  ['conversations.open', openConversation],
  ['conversations.replies', conversationReplies],
  ['files.completeUploadExternal', completeUpload],
  ['files.getUploadURLExternal', getUploadUrl],
  ['reactions.add', addReaction],
  ['reactions.get', getReactions],
  ['reactions.remove', removeReaction],
  ['team.info', teamInfo],
  ['usergroups.list', listUserGroups],
  ['usergroups.users.list', listUserGroupMembers],
  ['users.info', userInfo],
  ['users.list', listUsers],
  ['views.open', openView],
  ['views.publish', publishView],
  ['views.push', pushView],
  ['views.update', updateView],
]);

/** Methods for the app-level token; all others want the bot's. */
export const appTokenMethods: ReadonlySet<string> = new Set(['apps.connections.open']);
/** The one method that wants no token at all. */
export const openMethods: ReadonlySet<string> = new Set(['api.test']);
