import type {
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  ModalView,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import type { Texts } from '../text/text.ts';

/** Slack's limits (docs.slack.dev/reference/block-kit): characters, after escaping. */
export const limits = {
  section: 3000,
  header: 150,
  button: 75,
  optionText: 75,
  modalTitle: 24,
  label: 2000,
  /**
   * Of all blocks of a message together, as `roomTaken` counts. Slack refuses more than about 13,200
   * (slackapi/bolt-js#2509); what is left free is for emoji, which Slack keeps by their longer names.
   */
  message: 11_000,
};

/** What Slack adds to the texts for every block of a message. */
export const roomPerBlock = 125;

export function plain(text: string, limit = limits.section): PlainTextElement {
  return { type: 'plain_text', text: shorten(text, limit), emoji: true };
}

export function section(mrkdwn: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: shortenMrkdwn(mrkdwn, limits.section) } };
}

export function context(...mrkdwn: string[]): ContextBlock {
  return {
    type: 'context',
    elements: mrkdwn.map((text) => ({ type: 'mrkdwn', text: shortenMrkdwn(text, limits.section) })),
  };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, limits.header) };
}

/** Of a sentence that is only quoted, in a list or a notification. */
export const longestQuote = 300;

const characters = new Intl.Segmenter();

/** Cuts between characters as people see them, so that no emoji is cut in half, and says so with an ellipsis. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = characters.segment(text).containing(limit - 1)?.index ?? 0;
  return `${text.slice(0, end)}…`;
}

/** For quoting where there is one line only. */
export function oneLine(text: string, limit: number = Number.POSITIVE_INFINITY): string {
  return shorten(text.replaceAll(/\s+/g, ' ').trim(), limit);
}

/** As `shorten`, without cutting through an entity (`&amp;`) or an angle-bracketed mention. */
export function shortenMrkdwn(text: string, limit: number): string {
  const cut = shorten(text, limit);
  if (cut === text) return text;
  return `${cut.slice(0, -1).replace(/(&[a-z]{0,4}|<[^>]*)$/, '')}…`;
}

/** Parts of at most `limit` characters, cut between lines or words where there are any. */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const window = rest.slice(0, limit);
    const at = Math.max(window.lastIndexOf('\n'), window.lastIndexOf(' '));
    const end = at > limit / 2 ? at : shortenMrkdwn(rest, limit).length - 1;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  if (rest) parts.push(rest);
  return parts;
}

/** A text of any length, already mrkdwn, as sections one after the other. */
export function sections(mrkdwn: string): SectionBlock[] {
  return splitText(mrkdwn, limits.section).map((part) => section(part));
}

/** Paragraphs, each shorter than a section, in as few sections as hold them: one for each would be too many. */
export function packedSections(paragraphs: readonly string[], separator: '\n' | '\n\n'): SectionBlock[] {
  const texts: string[] = [];
  for (const paragraph of paragraphs) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + separator.length + paragraph.length <= limits.section) {
      texts[texts.length - 1] = `${last}${separator}${paragraph}`;
    } else texts.push(paragraph);
  }
  return texts.map((text) => section(text));
}

/** The first parts that together take at most `room` characters, and the number of those left over. */
export function fitting(parts: readonly string[], room: number): { shown: string[]; left: number } {
  let taken = 0;
  const end = parts.findIndex((part) => {
    taken += part.length + 2;
    return taken > room;
  });
  const shown = end === -1 ? parts : parts.slice(0, end);
  return { shown: [...shown], left: parts.length - shown.length };
}

/** What blocks take of `limits.message`. */
export function roomTaken(blocks: readonly KnownBlock[]): number {
  return blocks.length * roomPerBlock + charactersIn(blocks);
}

function charactersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, part]) =>
      sum + (key === 'text' && typeof part === 'string' ? part.length : charactersIn(part)),
    0,
  );
}

/** A modal that only says something. */
export function messageModal(text: string, t: Texts): ModalView {
  return {
    type: 'modal',
    title: plain('Concord', limits.modalTitle),
    close: plain(t.plain('common.close'), limits.modalTitle),
    blocks: sections(text),
  };
}
