import { checkMessageBlocks } from '../blocks/validate.ts';
import type { Block } from '../contract.ts';
import { snippetTypes } from '../file-types.ts';
import { postTo } from '../messages.ts';
import { Refusal, refusalWith } from '../refusal.ts';
import type { Slack } from '../slack.ts';
import type { Channel } from '../state.ts';
import type { Args } from './args.ts';
import { refuseClosed, visibleChannel } from './channels.ts';
import { unprocessedFile } from './file-object.ts';
import type { Method } from './methods.ts';
import { requireScope } from './scopes.ts';

const longestAltText = 1000;
const largestFile = 1024 ** 3;
const largestSnippet = 1024 ** 2;
const mostChannels = 100;
const longestComment = 40_000;

export const getUploadUrl: Method = (slack, args) => {
  requireScope(slack, 'files:write');
  const name = args.required('filename');
  const length = lengthOf(args);
  const altText = args.string('alt_txt') ?? null;
  if (altText !== null && altText.length > longestAltText) throw new Refusal('alt_txt_too_large');
  const snippetType = args.string('snippet_type') ?? null;
  if (snippetType !== null && !snippetTypes.has(snippetType)) throw new Refusal('unknown_snippet_type');
  if (snippetType !== null && length > largestSnippet) throw new Refusal('snippet_too_large');
  if (length > largestFile) throw new Refusal('file_upload_size_restricted');
  const { id, path } = slack.files.announce({ name, length, altText, snippetType });
  return { upload_url: slack.baseUrl() + path, file_id: id };
};

/** Slack calls a length of nothing a missing argument. */
function lengthOf(args: Args): number {
  const text = args.required('length');
  if (!/^-?\d+$/.test(text)) throw wrongArgument('must be an integer', 'length');
  const length = Number(text);
  if (length === 0) throw new Refusal('missing_argument');
  if (length < 0) throw wrongArgument('must be greater than 0', 'length');
  return length;
}

/** Shares nothing unless everything is right, so that it can be called again. The message's `ts` is not told. */
export const completeUpload: Method = (slack, args) => {
  requireScope(slack, 'files:write');
  const given = givenFiles(args);
  const channelIds = givenChannels(args);
  const message = givenMessage(args);
  for (const { id } of given) slack.files.requireUploaded(id);
  const channels = channelIds.map(({ id, refusal }) => sharableChannel(slack, id, refusal));
  const threadTs = threadIn(channels, args);
  const { bot } = slack.world;
  const created = slack.world.nowSeconds();
  const files = given.map(({ id, title }) => slack.files.complete(id, { title, user: bot.id, created }));
  // As Slack, which goes through the bytes and shares only after it has answered.
  const answer = { files: files.map((file) => unprocessedFile(slack.world, file)) };
  for (const channel of channels) {
    postTo(slack, { ...message, channel, threadTs, files, user: bot.id, subtype: 'file_share' });
  }
  return answer;
};

function givenFiles(args: Args): { id: string; title: string | null }[] {
  const given = args.json('files', 'invalid_arguments');
  if (given === undefined) throw refusalWith('invalid_arguments', ['[ERROR] missing required field: files']);
  if (!Array.isArray(given)) throw wrongArgument('must be an array', 'files');
  if (given.length === 0) throw wrongArgument('no fewer than 1 items', 'files');
  const files = given.map((entry: unknown, i) => {
    if (typeof entry !== 'object' || entry === null) throw wrongArgument('must be an object', `files/${i}`);
    const { id, title } = entry as Record<string, unknown>;
    if (typeof id !== 'string' || id === '') throw wrongArgument('missing required field: id', `files/${i}`);
    if (title !== undefined && title !== null && typeof title !== 'string') {
      throw wrongArgument('must be a string', `files/${i}/title`);
    }
    return { id, title: title || null };
  });
  if (new Set(files.map(({ id }) => id)).size < files.length)
    throw wrongArgument('names a file twice', 'files');
  return files;
}

/** None: the file stays private. A person's id is none of a channel, other than with `chat.postMessage`. */
function givenChannels(args: Args): { id: string; refusal: string }[] {
  const one = args.string('channel_id');
  // Slack also wants nine characters, which a made-up workspace's ids need not have.
  if (one !== undefined && !/^[CGDZ][A-Z0-9]+$/.test(one)) {
    throw wrongArgument('input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$', 'channel_id');
  }
  const several = (args.string('channels') ?? '').split(',').filter((id) => id !== '');
  const ids = new Set([...(one === undefined ? [] : [one]), ...several]);
  if (ids.size > mostChannels) throw new Refusal('channels_limit_exceeded');
  return [...ids].map((id) => ({ id, refusal: id === one ? 'channel_not_found' : 'invalid_channel' }));
}

/** Beside a comment, blocks are ignored. */
function givenMessage(args: Args): { text: string; blocks: Block[] } {
  const text = args.string('initial_comment');
  if (text !== undefined && text.length > longestComment) throw new Refusal('msg_too_long');
  const blocks = text === undefined ? args.json('blocks', 'invalid_blocks') : undefined;
  return { text: text ?? '', blocks: blocks === undefined ? [] : checkMessageBlocks(blocks) };
}

/** `chat:write.public` does not help here: the bot must be a member. */
function sharableChannel(slack: Slack, id: string, refusal: string): Channel {
  const channel = visibleChannel(slack, id, refusal);
  if (!channel.members.has(slack.world.bot.id)) throw new Refusal('not_in_channel');
  refuseClosed(slack, channel);
  return channel;
}

/** Slack's page: "Never use a reply's `ts`", and one channel only. */
function threadIn(channels: Channel[], args: Args): string | null {
  const threadTs = args.string('thread_ts');
  if (threadTs === undefined) return null;
  const [channel] = channels;
  if (!channel || channels.length > 1) throw wrongArgument('needs exactly one channel', 'thread_ts');
  const parent = channel.byTs.get(threadTs);
  if (!parent) throw new Refusal('thread_not_found');
  if (parent.threadTs !== null) throw wrongArgument('must not be the ts of a reply', 'thread_ts');
  return threadTs;
}

function wrongArgument(what: string, where: string): Refusal {
  return refusalWith('invalid_arguments', [`[ERROR] ${what} [json-pointer:/${where}]`]);
}
