import { canonicalEmoji } from '../emoji.ts';
import { addReactionTo, removeReactionFrom } from '../reactions.ts';
import { Refusal } from '../refusal.ts';
import type { Slack } from '../slack.ts';
import type { StoredMessage } from '../state.ts';
import type { Args } from './args.ts';
import { joinedChannel, messageIn, visibleChannel } from './channels.ts';
import type { Method } from './methods.ts';
import { slackMessage } from './objects.ts';
import { requireScope } from './scopes.ts';

function itemOf(slack: Slack, args: Args, find: typeof visibleChannel): StoredMessage {
  const channel = args.string('channel');
  const timestamp = args.string('timestamp');
  if (channel === undefined || timestamp === undefined) throw new Refusal('no_item_specified');
  if (!/^\d+\.\d{6}$/.test(timestamp)) throw new Refusal('bad_timestamp');
  return messageIn(find(slack, channel), timestamp);
}

function nameOf(args: Args): string {
  const name = canonicalEmoji(args.required('name'));
  if (name === null) throw new Refusal('invalid_name');
  return name;
}

export const addReaction: Method = (slack, args) => {
  requireScope(slack, 'reactions:write');
  const name = nameOf(args);
  const message = itemOf(slack, args, joinedChannel);
  if (slack.world.channel(message.channel).isArchived) throw new Refusal('is_archived');
  if (!addReactionTo(slack, message, slack.world.bot.id, name)) throw new Refusal('already_reacted');
  return {};
};

export const removeReaction: Method = (slack, args) => {
  requireScope(slack, 'reactions:write');
  const name = nameOf(args);
  const message = itemOf(slack, args, joinedChannel);
  if (!removeReactionFrom(slack, message, slack.world.bot.id, name)) throw new Refusal('no_reaction');
  return {};
};

export const getReactions: Method = (slack, args) => {
  requireScope(slack, 'reactions:read');
  const message = itemOf(slack, args, visibleChannel);
  return {
    type: 'message',
    channel: message.channel,
    message: {
      ...slackMessage(slack.world, message, { allReactors: args.boolean('full') }),
      permalink: slack.world.permalink(message),
    },
  };
};
