import type { KnownBlock } from '@slack/types';
import { context, limits, plain, section, splitText } from '../../slack/blocks.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { Standing } from './outcome.ts';
import { type Proposal, proposalName } from './proposal.ts';
import {
  actions,
  blockerTexts,
  dayText,
  outcomeText,
  shortened,
  slackDate,
  stanceSymbol,
} from './proposal.views.ts';

/** More names than this would not be read; the rest is counted. */
const namesShown = 40;
/** A message holds 50 blocks; some are needed for the head. */
const summaryBlocks = 40;

/** In the thread of a closed proposal: who stood where, and why people objected. */
export function summaryMessage(
  t: Texts,
  p: Proposal,
  standing: readonly Standing[],
  reasons: ReadonlyMap<string, string>,
  agreementNumber: number | null,
  withdrawnBy: string | null,
): MessageBody {
  const outcome = outcomeText(t, p, agreementNumber, withdrawnBy);
  const why = p.outcome === 'withdrawn' ? [] : blockerTexts(t, p, p.tally?.blockers ?? []);
  const departments = standing.map((s) => standingText(t, p, s));
  const objections = standing
    .flatMap((s) => s.object)
    .flatMap((userId) => {
      const reason = reasons.get(userId);
      return reason
        ? [t.t('proposals.reasonGiven', { person: `<@${userId}>`, reason: shortened(reason) })]
        : [];
    });
  const parts = [...why, ...departments, ...objections];
  return {
    text: outcome,
    blocks: [section(`*${outcome}*`), ...packed(t, parts)],
  };
}

export function announcementMessage(t: Texts, p: Proposal, number: number): MessageBody {
  const review = p.reviewOn
    ? t.t('proposals.announcement.review', { day: dayText(t, p.reviewOn) })
    : t.t('proposals.announcement.noReview');
  const link = p.message.permalink;
  return {
    text: t.t('proposals.announcement.text', { number, statement: shortened(p.statement) }),
    blocks: [
      section(`*${t.t('proposals.announcement.title', { number })}*`),
      ...splitText(escapeMrkdwn(p.statement), limits.section).map((part) => section(part)),
      context(
        t.t('proposals.announcement.between', {
          departments: shortened(p.departments.map((department) => department.name).join(', ')),
        }),
        review,
        ...(link ? [`<${link}|${t.t('proposals.toProposal')}>`] : []),
      ),
    ],
  };
}

/** Privately, to somebody who objects. */
export function objectionMessage(t: Texts, p: Proposal): MessageBody {
  const text = t.t('proposals.objection.ask', { name: proposalName(p.id) });
  return {
    text,
    blocks: [
      section(`${text}\n>${escapeMrkdwn(shortened(p.statement))}`),
      context(t.t('proposals.objection.whereShown')),
      {
        type: 'actions',
        block_id: `reason:${p.id}:${p.version}`,
        elements: [
          {
            type: 'button',
            action_id: actions.giveReason,
            style: 'primary',
            text: plain(t.plain('proposals.objection.button'), limits.button),
            value: `${p.id}:${p.version}`,
          },
          ...toProposal(t, p),
        ],
      },
    ],
  };
}

/** In the thread, once a reason was given. */
export function reasonMessage(t: Texts, userId: string, reason: string): MessageBody {
  const parts = splitText(escapeMrkdwn(reason), limits.section - 20);
  return {
    text: t.t('proposals.reasonGiven', { person: `<@${userId}>`, reason: shortened(reason) }),
    blocks: [section(t.t('proposals.objection.objects', { person: `<@${userId}>` })), ...parts.map(section)],
  };
}

/** Privately, to somebody who has not voted. */
export function reminderMessage(t: Texts, p: Proposal): MessageBody {
  const text = t.t('proposals.reminder', { name: proposalName(p.id), deadline: slackDate(t, p.deadline) });
  return notice(t, text, p);
}

/** Privately, to somebody who had voted on a version that was replaced. */
export function versionReplacedMessage(t: Texts, p: Proposal): MessageBody {
  return notice(t, t.t('proposals.versionReplaced', { name: proposalName(p.id) }), p);
}

/** Privately, to the author: the message could not be posted. Nothing that was written is lost. */
export function notPostedMessage(t: Texts, p: Proposal): MessageBody {
  const text = t.t('proposals.notPosted', { channel: `<#${p.channelId}>` });
  return {
    text,
    blocks: [
      section(text),
      ...splitText(escapeMrkdwn(p.statement), limits.section).map((part) => section(part)),
    ],
  };
}

function notice(t: Texts, text: string, p: Proposal): MessageBody {
  const link = toProposal(t, p);
  return {
    text,
    blocks: [
      section(`${text}\n>${escapeMrkdwn(shortened(p.statement))}`),
      ...(link.length > 0
        ? [{ type: 'actions' as const, block_id: `proposal:${p.id}`, elements: link }]
        : []),
    ],
  };
}

function toProposal(t: Texts, p: Proposal) {
  const url = p.message.permalink;
  if (!url) return [];
  return [
    {
      type: 'button' as const,
      action_id: actions.link,
      text: plain(t.plain('proposals.toProposal'), limits.button),
      url,
    },
  ];
}

function standingText(t: Texts, p: Proposal, s: Standing): string {
  const lines = (['agree', 'object', 'abstain'] as const)
    .filter((stance) => s[stance].length > 0)
    .map((stance) => `${stanceSymbol(p, stance)} ${people(t, s[stance])}`);
  if (s.silent.length > 0) lines.push(t.t('proposals.silent', { people: people(t, s.silent) }));
  return `*${escapeMrkdwn(shortened(s.name, 100))}*\n${lines.join('\n')}`;
}

function people(t: Texts, userIds: readonly string[]): string {
  const shown = userIds.slice(0, namesShown).map((userId) => `<@${userId}>`);
  const rest = userIds.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} ${t.t('proposals.andMore', { count: rest })}` : shown.join(', ');
}

/** Paragraphs in as few sections as hold them; what would be too much for one message is counted. */
function packed(t: Texts, paragraphs: readonly string[]): KnownBlock[] {
  const blocks: string[] = [];
  let left = paragraphs.length;
  for (const paragraph of paragraphs) {
    const last = blocks.at(-1);
    if (last !== undefined && last.length + paragraph.length + 2 <= limits.section) {
      blocks[blocks.length - 1] = `${last}\n\n${paragraph}`;
    } else if (blocks.length < summaryBlocks) blocks.push(paragraph);
    else break;
    left -= 1;
  }
  const sections: KnownBlock[] = blocks.map((text) => section(text));
  return left > 0 ? [...sections, context(t.t('proposals.andMore', { count: left }))] : sections;
}
