import type { KnownBlock } from '@slack/types';
import {
  context,
  fitting,
  limits,
  longestQuote,
  oneLine,
  packedSections,
  plain,
  roomTaken,
  section,
  shorten,
} from '../../slack/blocks.ts';
import { dayText, slackDate } from '../../slack/dates-in-text.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { Standing } from './outcome.ts';
import { type Proposal, proposalName } from './proposal.ts';
import { actions, around, outcomeText, replacesText } from './proposal.views.ts';
import { blockerBlocks, stanceSymbol } from './proposal-count.views.ts';
import { reasonBlocks } from './proposal-text.views.ts';

/** Names beside each stance, the most that fit for all departments; 0: numbers only. The rest is counted. */
const namesShown = [40, 10, 5, 3, 1, 0];
/** Of a message's room, in characters. */
const room = { departments: 5000, between: 1000 };

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
  const above = [
    section(`*${outcome}*`),
    ...(p.outcome === 'withdrawn' ? [] : blockerBlocks(t, p, p.tally?.blockers ?? [])),
    ...standingBlocks(t, p, standing),
  ];
  const objections = standing
    .flatMap((s) => s.object)
    .flatMap((userId) => {
      const reason = reasons.get(userId);
      const values = { person: `<@${userId}>`, reason: oneLine(reason ?? '', longestQuote) };
      return reason ? [t.t('proposals.reasonGiven', values)] : [];
    });
  const { shown, left } = fitting(objections, limits.message - 1000 - roomTaken(above));
  const rest = left > 0 ? [context(t.t('proposals.moreReasons', { count: left }))] : [];
  return { text: outcome, blocks: [...above, ...packedSections(shown, '\n\n'), ...rest] };
}

export function announcementMessage(t: Texts, p: Proposal, number: number): MessageBody {
  const review = p.reviewOn
    ? t.t('proposals.announcement.review', { day: dayText(t, p.reviewOn) })
    : t.t('proposals.announcement.noReview');
  const link = p.message.permalink;
  const above = [section(`*${t.t('proposals.announcement.title', { number })}*`)];
  const below = [
    context(
      t.t('proposals.announcement.between', {
        departments: listed(
          t,
          p.departments.map((department) => department.name),
        ),
      }),
      ...replacesText(t, p),
      review,
      ...(link ? [`<${link}|${t.t('proposals.toProposal')}>`] : []),
    ),
  ];
  return {
    text: t.t('proposals.announcement.text', { number, statement: oneLine(p.statement, longestQuote) }),
    blocks: around(t, above, p, below),
  };
}

/** Privately, to somebody who objects. */
export function objectionMessage(t: Texts, p: Proposal): MessageBody {
  const text = t.t('proposals.objection.ask', { name: proposalName(p.id) });
  return {
    text,
    blocks: [
      section(`${text}\n>${escapeMrkdwn(oneLine(p.statement, longestQuote))}`),
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
export function reasonMessage(
  t: Texts,
  given: { id: number; version: number; userId: string; reason: string },
): MessageBody {
  const person = `<@${given.userId}>`;
  const head = section(t.t('proposals.objection.objects', { person }));
  return {
    text: t.t('proposals.reasonGiven', { person, reason: oneLine(given.reason, longestQuote) }),
    blocks: [head, ...reasonBlocks(t, given, [head])],
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
  return { text, blocks: around(t, [section(text)], p, []) };
}

function notice(t: Texts, text: string, p: Proposal): MessageBody {
  const link = toProposal(t, p);
  return {
    text,
    blocks: [
      section(`${text}\n>${escapeMrkdwn(oneLine(p.statement, longestQuote))}`),
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

/** A paragraph for each department, with as many names as there is room for. */
function standingBlocks(t: Texts, p: Proposal, standing: readonly Standing[]): KnownBlock[] {
  const attempts = namesShown.map((names) =>
    fitting(
      standing.map((s) => standingText(t, p, s, names)),
      room.departments,
    ),
  );
  const { shown, left } = attempts.find((attempt) => attempt.left === 0) ?? attempts.at(-1)!;
  return [
    ...packedSections(shown, '\n\n'),
    ...(left > 0 ? [context(t.t('proposals.moreDepartments', { count: left }))] : []),
  ];
}

function standingText(t: Texts, p: Proposal, s: Standing, names: number): string {
  const lines = (['agree', 'object', 'abstain'] as const)
    .filter((stance) => s[stance].length > 0)
    .map((stance) => `${stanceSymbol(p, stance)} ${people(t, s[stance], names)}`);
  if (s.silent.length > 0) lines.push(t.t('proposals.silent', { people: people(t, s.silent, names) }));
  const name = `*${escapeMrkdwn(shorten(s.name, 100))}*`;
  return names === 0 ? `${name}  ${lines.join('  ·  ')}` : `${name}\n${lines.join('\n')}`;
}

function people(t: Texts, userIds: readonly string[], names: number): string {
  if (names === 0) return String(userIds.length);
  const shown = userIds.slice(0, names).map((userId) => `<@${userId}>`);
  const rest = userIds.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} ${t.t('proposals.andMore', { count: rest })}` : shown.join(', ');
}

/** Names with commas between, none of them cut; plain. */
function listed(t: Texts, names: readonly string[]): string {
  const { shown, left } = fitting(names, room.between);
  return left > 0 ? `${shown.join(', ')} ${t.plain('proposals.andMore', { count: left })}` : shown.join(', ');
}
