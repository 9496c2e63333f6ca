import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { context, limits, longestQuote, oneLine, plain, section } from '../../slack/blocks.ts';
import { dayText, slackDate } from '../../slack/dates-in-text.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import type { Texts } from '../../text/text.ts';
import { agreementName } from '../agreements/agreement.ts';
import { endsOf } from '../agreements/ending.ts';
import { type Proposal, proposalName } from './proposal.ts';
import { blockerBlocks, departmentBlocks, observersText } from './proposal-count.views.ts';
import { type ProposalText, textBlocks } from './proposal-text.views.ts';
import type { Tally } from './tally.ts';

export const actions = {
  discuss: 'proposal_discuss',
  edit: 'proposal_edit',
  withdraw: 'proposal_withdraw',
  remind: 'proposal_remind',
  giveReason: 'proposal_give_reason',
  /** A plain link; Slack tells us of the click all the same. */
  link: 'proposal_link',
};

export function openMessage(t: Texts, p: Proposal, counted: Tally): MessageBody {
  const hint = t.t('proposals.howToVote', {
    agree: `:${p.stanceEmoji.agree[0] ?? ''}:`,
    object: `:${p.stanceEmoji.object[0] ?? ''}:`,
    abstain: `:${p.stanceEmoji.abstain[0] ?? ''}:`,
  });
  const below = [
    context(
      t.t('proposals.openUntil', { deadline: slackDate(t, p.deadline) }),
      t.t(`proposals.rules.${p.rule}`),
      ...details(t, p),
    ),
    ...departmentBlocks(t, p, counted),
    context([hint, observersText(t, counted)].filter(Boolean).join('  ·  ')),
    buttons(t, p),
  ];
  return { text: inWords(t, p), blocks: around(t, [context(title(t, p))], p, below) };
}

export function closedMessage(
  t: Texts,
  p: Proposal,
  agreementNumber: number | null,
  withdrawnBy: string | null,
): MessageBody {
  const outcome = outcomeText(t, p, agreementNumber, withdrawnBy);
  const counted = p.tally ?? { departments: [], observers: 0, blockers: [] };
  const above = [context(title(t, p)), section(`*${outcome}*`)];
  const below = [
    ...(p.outcome === 'withdrawn' ? [] : blockerBlocks(t, p, counted.blockers)),
    ...departmentBlocks(t, p, counted),
    context(
      t.t('proposals.closedAt', { at: slackDate(t, p.closedAt ?? p.deadline) }),
      t.t(`proposals.rules.${p.rule}`),
      ...details(t, p),
      ...[observersText(t, counted)].filter(Boolean),
    ),
    ...linkButton(t, p),
  ];
  return { text: `${outcome} ${inWords(t, p)}`, blocks: around(t, above, p, below) };
}

/** What is left of a version once a newer one has been posted. */
export function replacedMessage(t: Texts, old: ProposalText, newLink: string | null): MessageBody {
  const text = t.t('proposals.replaced', { name: proposalName(old.id), version: old.version });
  const link = newLink ? ` <${newLink}|${t.t('proposals.toNewVersion')}>` : '';
  return { text, blocks: around(t, [section(`*${text}*${link}`)], old, []) };
}

export function outcomeText(
  t: Texts,
  p: Pick<Proposal, 'outcome'>,
  agreementNumber: number | null,
  withdrawnBy: string | null,
): string {
  switch (p.outcome) {
    case 'agreed':
      return t.t('proposals.outcomes.agreed', { number: agreementNumber ?? 0 });
    case 'withdrawn':
      return withdrawnBy
        ? t.t('proposals.outcomes.withdrawn', { person: `<@${withdrawnBy}>` })
        : t.t('proposals.outcomes.withdrawnBySystem');
    case 'rejected':
      return t.t('proposals.outcomes.rejected');
    default:
      return t.t('proposals.outcomes.no_quorum');
  }
}

/** The text of a proposal with the blocks above and below it. */
export function around(
  t: Texts,
  above: readonly KnownBlock[],
  text: ProposalText,
  below: readonly KnownBlock[],
): KnownBlock[] {
  return [...above, ...textBlocks(t, text, [...above, ...below]), ...below];
}

function inWords(t: Texts, p: Proposal): string {
  const statement = oneLine(p.statement, longestQuote);
  return t.t('proposals.openText', { name: proposalName(p.id), statement });
}

function title(t: Texts, p: Proposal): string {
  const values = { name: proposalName(p.id), author: `<@${p.authorUserId}>`, version: p.version };
  return p.version === 1 ? t.t('proposals.title', values) : t.t('proposals.titleVersion', values);
}

/** What is agreed by it ends besides. */
export function replacesText(t: Texts, p: Proposal): string[] {
  const ends = endsOf(p.onClosed);
  return ends?.kind === 'superseded' ? [t.t('proposals.replaces', { name: agreementName(ends.number) })] : [];
}

function details(t: Texts, p: Proposal): string[] {
  return [
    ...replacesText(t, p),
    p.initiativeName && t.t('proposals.initiative', { name: p.initiativeName }),
    p.reviewOn && t.t('proposals.reviewOn', { day: dayText(t, p.reviewOn) }),
    p.sourcePermalink && `<${p.sourcePermalink}|${t.t('proposals.source')}>`,
  ].filter((text): text is string => Boolean(text));
}

function buttons(t: Texts, p: Proposal): ActionsBlock {
  const link = p.message.permalink;
  const button = (key: keyof typeof actions, extra: Partial<Button> = {}): Button => ({
    type: 'button',
    action_id: actions[key],
    text: plain(t.plain(`proposals.buttons.${key}` as 'proposals.buttons.edit'), limits.button),
    value: String(p.id),
    ...extra,
  });
  return {
    type: 'actions',
    block_id: `proposal:${p.id}`,
    elements: [
      button('discuss', link ? { url: threadLink(link, p.message) } : {}),
      button('edit'),
      button('withdraw', {
        style: 'danger',
        confirm: {
          title: plain(t.plain('proposals.withdrawTitle'), 100),
          text: plain(t.plain('proposals.withdrawQuestion', { name: proposalName(p.id) }), 300),
          confirm: plain(t.plain('proposals.buttons.withdraw'), 30),
          deny: plain(t.plain('common.cancel'), 30),
        },
      }),
      button('remind'),
    ],
  };
}

/** Opens the message's thread rather than the message (the form in which Slack's clients link to threads). */
function threadLink(permalink: string, { channel, ts }: Proposal['message']): string {
  const url = new URL(permalink);
  if (ts) url.searchParams.set('thread_ts', ts);
  if (channel) url.searchParams.set('cid', channel);
  return url.toString();
}

function linkButton(t: Texts, p: Proposal): KnownBlock[] {
  const link = p.message.permalink;
  if (!link) return [];
  return [
    {
      type: 'actions',
      block_id: `proposal:${p.id}`,
      elements: [
        {
          type: 'button',
          action_id: actions.discuss,
          text: plain(t.plain('proposals.buttons.discuss'), limits.button),
          value: String(p.id),
          url: threadLink(link, p.message),
        },
      ],
    },
  ];
}
