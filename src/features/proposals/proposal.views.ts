import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { context, limits, plain, section, shorten, splitText } from '../../slack/blocks.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { Blocker } from './decision.ts';
import { type Proposal, proposalName } from './proposal.ts';
import { stanceBar } from './proposal-bar.ts';
import type { Stance } from './stance.ts';
import type { DepartmentTally, Tally } from './tally.ts';

export const actions = {
  discuss: 'proposal_discuss',
  edit: 'proposal_edit',
  withdraw: 'proposal_withdraw',
  remind: 'proposal_remind',
  giveReason: 'proposal_give_reason',
  /** A plain link; Slack tells us of the click all the same. */
  link: 'proposal_link',
};

/** Room for a sentence in notifications and lists. */
const shortStatement = 300;

export function shortened(statement: string, length = shortStatement): string {
  return shorten(statement.replaceAll(/\s+/g, ' '), length);
}

/** In the reader's own time and language, wherever Slack can; `fallback` elsewhere. */
export function slackDate(t: Texts, at: Date): string {
  const fallback = new Intl.DateTimeFormat(t.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(at);
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`;
}

/** A day without a time, such as a review date; `day` is YYYY-MM-DD. */
export function dayText(t: Texts, day: string): string {
  return new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

export function openMessage(t: Texts, p: Proposal, counted: Tally): MessageBody {
  const hint = t.t('proposals.howToVote', {
    agree: `:${p.stanceEmoji.agree[0] ?? ''}:`,
    object: `:${p.stanceEmoji.object[0] ?? ''}:`,
    abstain: `:${p.stanceEmoji.abstain[0] ?? ''}:`,
  });
  return {
    text: t.t('proposals.openText', { name: proposalName(p.id), statement: shortened(p.statement) }),
    blocks: [
      context(title(t, p)),
      ...statementBlocks(t, p),
      context(
        t.t('proposals.openUntil', { deadline: slackDate(t, p.deadline) }),
        t.t(`proposals.rules.${p.rule}`),
        ...details(t, p),
      ),
      ...departmentBlocks(t, p, counted),
      context([hint, observersText(t, counted)].filter(Boolean).join('  ·  ')),
      buttons(t, p),
    ],
  };
}

export function closedMessage(
  t: Texts,
  p: Proposal,
  agreementNumber: number | null,
  withdrawnBy: string | null,
): MessageBody {
  const outcome = outcomeText(t, p, agreementNumber, withdrawnBy);
  const counted = p.tally ?? { departments: [], observers: 0, blockers: [] };
  const reasons = p.outcome === 'withdrawn' ? [] : blockerTexts(t, p, counted.blockers);
  return {
    text: `${outcome} ${t.t('proposals.openText', { name: proposalName(p.id), statement: shortened(p.statement) })}`,
    blocks: [
      context(title(t, p)),
      section(`*${outcome}*`),
      ...statementBlocks(t, p),
      ...splitText(reasons.join('\n'), limits.section).map((part) => section(part)),
      ...departmentBlocks(t, p, counted),
      context(
        t.t('proposals.closedAt', { at: slackDate(t, p.closedAt ?? p.deadline) }),
        t.t(`proposals.rules.${p.rule}`),
        ...details(t, p),
        ...[observersText(t, counted)].filter(Boolean),
      ),
      ...linkButton(t, p),
    ],
  };
}

/** What is left of a version once a newer one has been posted. */
export function replacedMessage(
  t: Texts,
  p: Pick<Proposal, 'id'>,
  old: { statement: string; version: number },
  newLink: string | null,
): MessageBody {
  const text = t.t('proposals.replaced', { name: proposalName(p.id), version: old.version });
  return {
    text,
    blocks: [
      section(`*${text}*${newLink ? ` <${newLink}|${t.t('proposals.toNewVersion')}>` : ''}`),
      ...splitText(escapeMrkdwn(old.statement), limits.section).map((part) => section(part)),
    ],
  };
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

/** One sentence for each reason why it was not agreed. */
export function blockerTexts(
  t: Texts,
  p: Pick<Proposal, 'departments'>,
  blockers: readonly Blocker[],
): string[] {
  return blockers.map(({ departmentId, reason }) => {
    const name = p.departments.find((department) => department.id === departmentId)?.name;
    return t.t(`proposals.blockers.${reason}`, { who: name ?? t.plain('proposals.allTogether') });
  });
}

export function stanceSymbol(p: Pick<Proposal, 'stanceEmoji'>, stance: Stance | null): string {
  return stance === null ? '…' : `:${p.stanceEmoji[stance][0] ?? stance}:`;
}

function title(t: Texts, p: Proposal): string {
  const values = { name: proposalName(p.id), author: `<@${p.authorUserId}>`, version: p.version };
  return p.version === 1 ? t.t('proposals.title', values) : t.t('proposals.titleVersion', values);
}

function statementBlocks(t: Texts, p: Proposal): KnownBlock[] {
  const statement = splitText(escapeMrkdwn(p.statement), limits.section).map((part) => section(part));
  if (!p.rationale) return statement;
  const rationale = splitText(escapeMrkdwn(p.rationale), limits.section - 200);
  return [
    ...statement,
    ...rationale.map((part, i) => context(i === 0 ? `*${t.t('proposals.rationale')}* ${part}` : part)),
  ];
}

function details(t: Texts, p: Proposal): string[] {
  return [
    p.initiativeName && t.t('proposals.initiative', { name: p.initiativeName }),
    p.reviewOn && t.t('proposals.reviewOn', { day: dayText(t, p.reviewOn) }),
    p.sourcePermalink && `<${p.sourcePermalink}|${t.t('proposals.source')}>`,
  ].filter((text): text is string => Boolean(text));
}

/** One line a department, together in as few sections as hold them: 40 departments would be 40 blocks. */
function departmentBlocks(t: Texts, p: Proposal, counted: Tally): KnownBlock[] {
  const lines = counted.departments.map((department) => departmentLine(t, p, department));
  const blocks: KnownBlock[] = [];
  let text = '';
  for (const line of lines) {
    if (text && text.length + line.length + 1 > limits.section) {
      blocks.push(section(text));
      text = '';
    }
    text = text ? `${text}\n${line}` : line;
  }
  return text ? [...blocks, section(text)] : blocks;
}

function departmentLine(t: Texts, p: Proposal, d: DepartmentTally): string {
  const name = p.departments.find((department) => department.id === d.departmentId)?.name ?? '';
  const stances = (['agree', 'object', 'abstain'] as const)
    .map((stance) => `${stanceSymbol(p, stance)} ${d[stance]}`)
    .join('  ');
  const leads = d.leads.map(({ userId, stance }) => `<@${userId}> ${stanceSymbol(p, stance)}`);
  const lead = leads.length > 0 ? `  ·  ${t.t('proposals.lead', { leads: leads.join(', ') })}` : '';
  const turnout = t.t('proposals.turnout', { turnout: d.turnout, eligible: d.eligible });
  return `*${escapeMrkdwn(shorten(name, 100))}*  ${stanceBar(d)}  ${turnout}\n${stances}${lead}`;
}

function observersText(t: Texts, { observers }: Tally): string {
  return observers > 0 ? t.t('proposals.observers', { count: observers }) : '';
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
