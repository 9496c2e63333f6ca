import { Refusal } from '../refusal.ts';
import type { Slack } from '../slack.ts';
import type { Channel, StoredMessage } from '../state.ts';
import type { Args } from './args.ts';
import { visibleChannel } from './channels.ts';
import type { Method } from './methods.ts';
import { slackMessage } from './objects.ts';
import { pageOf } from './pages.ts';
import { requireConversationScope } from './scopes.ts';

/** The scope is asked for before membership, as it is the app's matter and not the channel's. */
function readableChannel(slack: Slack, args: Args): Channel {
  const channel = visibleChannel(slack, args.required('channel'));
  requireConversationScope(slack, channel, 'history');
  if (!channel.members.has(slack.world.bot.id)) throw new Refusal('not_in_channel');
  return channel;
}

/** Timestamps are equally long, so they compare as text. */
function within(args: Args): (message: StoredMessage) => boolean {
  const inclusive = args.boolean('inclusive');
  const oldest = timestamp(args, 'oldest', 'invalid_ts_oldest');
  const latest = timestamp(args, 'latest', 'invalid_ts_latest');
  return ({ ts }) =>
    (oldest === undefined || ts > oldest || (inclusive && ts === oldest)) &&
    (latest === undefined || ts < latest || (inclusive && ts === latest));
}

/** Slack takes any number of seconds. */
function timestamp(args: Args, name: string, refusal: string): string | undefined {
  const given = args.string(name);
  if (given === undefined) return undefined;
  const match = /^(\d+)(?:\.(\d{1,6}))?$/.exec(given);
  if (!match?.[1]) throw new Refusal(refusal);
  return `${match[1].padStart(10, '0')}.${(match[2] ?? '').padEnd(6, '0')}`;
}

export const conversationHistory: Method = (slack, args) => {
  const channel = readableChannel(slack, args);
  const inRange = within(args);
  const messages = channel.messages
    .filter((m) => (m.threadTs === null || m.isBroadcast) && inRange(m))
    .reverse();
  const { page, nextCursor } = pageOf(messages, args, { default: 100, max: 999 });
  return {
    messages: page.map((m) =>
      slackMessage(slack.world, m, { metadata: args.boolean('include_all_metadata') }),
    ),
    has_more: nextCursor !== '',
    pin_count: 0,
    ...(nextCursor !== '' && { response_metadata: { next_cursor: nextCursor } }),
  };
};

/** The parent always comes first, whatever the range; replies follow, oldest first. */
export const conversationReplies: Method = (slack, args) => {
  const channel = readableChannel(slack, args);
  const asked = channel.byTs.get(args.required('ts'));
  if (!asked) throw new Refusal('thread_not_found');
  const parent = asked.threadTs === null ? asked : channel.byTs.get(asked.threadTs);
  if (!parent) throw new Refusal('thread_not_found');
  const replies = (channel.threads.get(parent.ts) ?? []).filter(within(args));
  const { page, nextCursor } = pageOf(replies, args, { default: 1000, max: 1000 });
  return {
    messages: [parent, ...page].map((m) =>
      slackMessage(slack.world, m, { metadata: args.boolean('include_all_metadata') }),
    ),
    has_more: nextCursor !== '',
    ...(nextCursor !== '' && { response_metadata: { next_cursor: nextCursor } }),
  };
};
