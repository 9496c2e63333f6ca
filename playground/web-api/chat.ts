import type { Block } from '../contract.ts';
import { deleteMessageOf, editMessageOf, postTo } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Slack } from '../slack.ts';
import type { Channel } from '../state.ts';
import type { Args } from './args.ts';
import { joinedChannel, messageIn, refuseClosed, visibleChannel } from './channels.ts';
import { longestUpdate, readMessageContent } from './message-content.ts';
import type { Method } from './methods.ts';
import { slackMessage } from './objects.ts';
import { requireScope } from './scopes.ts';

/** Also a person's id, which stands for the bot's direct message with them. */
function postableChannel(slack: Slack, id: string): Channel {
  const person = slack.world.people.get(id);
  const isReachable = person && !person.isBot && !person.deactivated;
  const channel = isReachable ? slack.world.directMessage(id, slack.world.bot.id) : visibleChannel(slack, id);
  refuseClosed(slack, channel);
  const isMember = channel.members.has(slack.world.bot.id);
  if (!isMember && !slack.manifest.botScopes.has('chat:write.public')) throw new Refusal('not_in_channel');
  return channel;
}

/** A reply to a reply goes to the thread of both. */
function threadOf(channel: Channel, args: Args): string | null {
  const threadTs = args.string('thread_ts');
  if (threadTs === undefined) return null;
  const parent = channel.byTs.get(threadTs);
  if (!parent) throw new Refusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

function refuseForeignNames(slack: Slack, args: Args): void {
  if (['username', 'icon_emoji', 'icon_url'].some((name) => args.string(name) !== undefined)) {
    requireScope(slack, 'chat:write.customize');
  }
}

export const postMessage: Method = (slack, args) => {
  requireScope(slack, 'chat:write');
  refuseForeignNames(slack, args);
  const channel = postableChannel(slack, args.required('channel'));
  const content = readMessageContent(args);
  const threadTs = threadOf(channel, args);
  const message = postTo(slack, {
    channel,
    user: slack.world.bot.id,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    metadata: content.metadata ?? null,
    threadTs,
    isBroadcast: threadTs !== null && args.boolean('reply_broadcast'),
  });
  return { channel: channel.id, ts: message.ts, message: slackMessage(slack.world, message) };
};

export const updateMessage: Method = (slack, args) => {
  requireScope(slack, 'chat:write');
  const channel = visibleChannel(slack, args.required('channel'));
  const message = messageIn(channel, args.required('ts'));
  if (message.user !== slack.world.bot.id) throw new Refusal('cant_update_message');
  if (channel.isArchived) throw new Refusal('is_archived');
  const content = readMessageContent(args, longestUpdate);
  // New text without blocks takes the old blocks away; new blocks show no "edited".
  const blocks: Block[] | undefined = content.blocks ?? (content.text === undefined ? undefined : []);
  editMessageOf(slack, message, {
    ...(content.text !== undefined && { text: content.text }),
    ...(blocks && { blocks }),
    ...(content.metadata && { metadata: content.metadata }),
    showEdited: content.blocks === undefined,
  });
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: slackMessage(slack.world, message),
  };
};

export const deleteMessage: Method = (slack, args) => {
  requireScope(slack, 'chat:write');
  const channel = visibleChannel(slack, args.required('channel'));
  const message = messageIn(channel, args.required('ts'));
  if (message.user !== slack.world.bot.id) throw new Refusal('cant_delete_message');
  deleteMessageOf(slack, message);
  return { channel: channel.id, ts: message.ts };
};

export const postEphemeral: Method = (slack, args) => {
  requireScope(slack, 'chat:write');
  refuseForeignNames(slack, args);
  const channel = joinedChannel(slack, args.required('channel'));
  if (channel.isArchived) throw new Refusal('is_archived');
  const user = args.required('user');
  if (!slack.world.people.has(user)) throw new Refusal('user_not_found');
  if (!channel.members.has(user)) throw new Refusal('user_not_in_channel');
  const content = readMessageContent(args);
  const message = slack.world.post({
    channel,
    user: slack.world.bot.id,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    threadTs: threadOf(channel, args),
    onlyFor: user,
  });
  return { message_ts: message.ts };
};

export const getPermalink: Method = (slack, args) => {
  const channel = visibleChannel(slack, args.required('channel'));
  const message = messageIn(channel, args.required('message_ts'));
  return { channel: channel.id, permalink: slack.world.permalink(message) };
};
