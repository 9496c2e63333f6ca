import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types';
import {
  context,
  limits,
  plain,
  roomPerBlock,
  roomTaken,
  section,
  sections,
  shortenMrkdwn,
  splitText,
} from '../../slack/blocks.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { proposalName } from './proposal.ts';

/** What people wrote, in full where a message has room for it, and behind a button where it has not. */

export const readActions = { text: 'proposal_read_text', reason: 'proposal_read_reason' };

/** One version's text. */
export interface ProposalText {
  id: number;
  version: number;
  statement: string;
  rationale: string | null;
}

/** @param others the rest of the message, which has its room first */
export function textBlocks(t: Texts, text: ProposalText, others: readonly KnownBlock[]): KnownBlock[] {
  const room = roomBeside(others);
  const statement = escapeMrkdwn(text.statement);
  const rationale = rationaleText(t, text);
  const isWhole = statement.length + rationale.length <= room;
  const shownStatement = shortenMrkdwn(
    statement,
    isWhole ? room : Math.max(room - rationale.length, Math.floor((room * 2) / 3)),
  );
  const shownRationale = shortenMrkdwn(rationale, room - shownStatement.length);
  return [
    ...sections(shownStatement),
    ...splitText(shownRationale, limits.section).map((part) => context(part)),
    ...(isWhole ? [] : [readButton(t, readActions.text, `${text.id}:${text.version}`)]),
  ];
}

export function textModal(t: Texts, text: ProposalText): ModalView {
  return modal(t, proposalName(text.id), [
    ...sections(escapeMrkdwn(text.statement)),
    ...splitText(rationaleText(t, text), limits.section).map((part) => context(part)),
  ]);
}

/** @param others as for `textBlocks` */
export function reasonBlocks(
  t: Texts,
  given: { id: number; version: number; userId: string; reason: string },
  others: readonly KnownBlock[],
): KnownBlock[] {
  const room = roomBeside(others);
  const reason = escapeMrkdwn(given.reason);
  const { id, version, userId } = given;
  return [
    ...sections(shortenMrkdwn(reason, room)),
    ...(reason.length <= room ? [] : [readButton(t, readActions.reason, `${id}:${version}:${userId}`)]),
  ];
}

export function reasonReadModal(
  t: Texts,
  { id, userId, reason }: { id: number; userId: string; reason: string },
): ModalView {
  return modal(t, proposalName(id), [
    section(t.t('proposals.objection.objects', { person: `<@${userId}>` })),
    ...sections(escapeMrkdwn(reason)),
  ]);
}

/** In characters, without what the blocks of the text itself and the button below it take. */
function roomBeside(others: readonly KnownBlock[]): number {
  const left = limits.message - roomTaken(others);
  // A text is cut into blocks between words, so they may be half empty.
  const mostBlocks = Math.ceil(left / (limits.section / 2)) + 2;
  return left - mostBlocks * roomPerBlock;
}

function rationaleText(t: Texts, { rationale }: Pick<ProposalText, 'rationale'>): string {
  return rationale ? `*${t.t('proposals.rationale')}* ${escapeMrkdwn(rationale)}` : '';
}

function modal(t: Texts, title: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    title: plain(title, limits.modalTitle),
    close: plain(t.plain('common.close'), limits.modalTitle),
    blocks,
  };
}

function readButton(t: Texts, actionId: string, value: string): ActionsBlock {
  return {
    type: 'actions',
    block_id: `read:${value}`,
    elements: [
      {
        type: 'button',
        action_id: actionId,
        text: plain(t.plain('proposals.buttons.readAll'), limits.button),
        value,
      },
    ],
  };
}
