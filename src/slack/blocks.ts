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
export const limits = { section: 3000, header: 150, button: 75, optionText: 75, modalTitle: 24, label: 2000 };

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

/** Cuts by code points, so that no emoji is cut in half, and says so with an ellipsis. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = limit - 1;
  const code = text.charCodeAt(end - 1);
  if (code >= 0xd800 && code <= 0xdbff) end -= 1;
  return `${text.slice(0, end)}…`;
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

/** A modal that only says something. */
export function messageModal(text: string, t: Texts): ModalView {
  return {
    type: 'modal',
    title: plain('Concord', limits.modalTitle),
    close: plain(t.plain('common.close'), limits.modalTitle),
    blocks: splitText(text, limits.section).map(section) as KnownBlock[],
  };
}
