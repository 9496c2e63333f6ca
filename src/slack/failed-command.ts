import type { KnownBlock } from '@slack/types';
import { escapeMrkdwn } from '../text/escape.ts';
import type { Texts } from '../text/text.ts';
import {
  context,
  limits,
  roomPerBlock,
  roomTaken,
  section,
  sections,
  shortenMrkdwn,
  splitText,
} from './blocks.ts';
import { plainFromCommand } from './mentions.ts';
import type { Answer } from './request.ts';

const fence = '```';
/** In characters; the line typed has the rest of the message. */
const longestReason = 5000;

/**
 * What a command that failed is answered with: why, and below it the line as it was typed, to be copied and
 * mended, because Slack's composer is empty by then.
 * @param why mrkdwn
 * @param typed the command's text as Slack sent it
 */
export function failedCommand(t: Texts, why: string, command: string, typed: string): Answer {
  if (typed.trim() === '') return { kind: 'ephemeral', text: why };
  const above: KnownBlock[] = [...sections(shortenMrkdwn(why, longestReason)), context(t.t('common.typed'))];
  return { kind: 'ephemeral', text: why, blocks: [...above, ...typedBlocks(`${command} ${typed}`, above)] };
}

function typedBlocks(line: string, above: readonly KnownBlock[]): KnownBlock[] {
  // A fence within the line would end the code block.
  const escaped = escapeMrkdwn(plainFromCommand(line)).replaceAll(fence, "'''");
  const inBlock = limits.section - 2 * fence.length;
  const left = limits.message - roomTaken(above);
  const room = left - Math.ceil(left / (inBlock / 2)) * (roomPerBlock + 2 * fence.length);
  return splitText(shortenMrkdwn(escaped, room), inBlock).map((part) => section(fence + part + fence));
}
