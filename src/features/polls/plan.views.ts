import type { Button, KnownBlock } from '@slack/types';
import type { UserError } from '../../errors.ts';
import {
  context,
  header,
  limits,
  longestQuote,
  oneLine,
  plain,
  roomTaken,
  section,
  shorten,
} from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import type { Texts } from '../../text/text.ts';
import { recurrenceInWords } from '../syncs/recurrence.views.ts';
import { type Plan, type PlanLine, planName } from './plan.ts';

export const actions = {
  start: 'poll_plan_start',
  stop: 'poll_plan_stop',
  list: 'poll_plan_list',
};

/** A message holds 50 blocks; each saved poll takes two. */
const mostListed = 15;
const roomForList = limits.message - 1000;

/** Question, or the initiative of a pulse, in mrkdwn. */
export function titleText(t: Texts, { poll }: Pick<Plan, 'poll'>, initiativeName: string | null): string {
  return poll.kind === 'pulse'
    ? t.t('pollPlans.pulseOf', { initiative: initiativeName ?? '' })
    : t.t('pollPlans.question', { question: oneLine(poll.question, longestQuote) });
}

/** For the middle of a sentence, in mrkdwn. */
export function rhythmText(t: Texts, { rhythm }: Pick<Plan, 'rhythm'>): string {
  if (rhythm === null) return t.t('pollPlans.kept');
  if (rhythm === 'syncs') return t.t('pollPlans.beforeSyncs');
  return t.t('pollPlans.repeated', {
    rhythm: recurrenceInWords(t, rhythm.rule),
    time: rhythm.firstSlot.slice(11),
    zone: rhythm.timezone,
  });
}

/** Null: it is opened only when somebody starts it. */
function nextText(t: Texts, { plan, next }: PlanLine): string | null {
  if (plan.rhythm === null) return null;
  if (next) return t.t('pollPlans.nextIs', { when: slackDate(t, next) });
  return t.t(plan.rhythm === 'syncs' ? 'pollPlans.nextSync' : 'pollPlans.noneLeft');
}

/** What is said once it is saved. */
export function savedText(t: Texts, line: PlanLine): string {
  const { plan } = line;
  const saved = t.t('pollPlans.saved', {
    name: planName(plan.id),
    title: titleText(t, plan, line.initiativeName),
    rhythm: rhythmText(t, plan),
    channel: `<#${plan.poll.channelId}>`,
  });
  const next = nextText(t, line);
  return next === null ? `${saved}\n${startHint(t, plan)}` : `${saved}\n${next}`;
}

function startHint(t: Texts, { id }: Plan): string {
  return t.t('pollPlans.startHint', { name: planName(id) });
}

export function listBlocks(t: Texts, lines: readonly PlanLine[]): KnownBlock[] {
  if (lines.length === 0) return [section(t.t('pollPlans.none'))];
  const shown: KnownBlock[] = [];
  let left = lines.length;
  for (const line of lines.slice(0, mostListed)) {
    const blocks = planBlocks(t, line);
    if (roomTaken([...shown, ...blocks]) > roomForList) break;
    shown.push(...blocks);
    left -= 1;
  }
  return [
    header(t.plain('pollPlans.listTitle')),
    ...shown,
    ...(left > 0 ? [context(t.t('pollPlans.andMore', { count: left }))] : []),
  ];
}

function planBlocks(t: Texts, line: PlanLine): KnownBlock[] {
  const { plan, initiativeName, mayStop } = line;
  const value = String(plan.id);
  const texts = [
    t.t('pollPlans.line', { name: planName(plan.id), title: titleText(t, plan, initiativeName) }),
    t.t('pollPlans.when', { rhythm: rhythmText(t, plan), channel: `<#${plan.poll.channelId}>` }),
    ...[nextText(t, line)].filter((text) => text !== null),
  ];
  return [
    section(texts.join('\n')),
    {
      type: 'actions',
      block_id: `poll_plan:${value}`,
      elements: [confirmed(t, 'start', line), ...(mayStop ? [confirmed(t, 'stop', line)] : [])],
    },
  ];
}

/** Asked about first: a click too many would put the question to everybody twice, or end it for good. */
function confirmed(t: Texts, action: 'start' | 'stop', { plan, initiativeName }: PlanLine): Button {
  const title = plan.poll.kind === 'pulse' ? (initiativeName ?? '') : oneLine(plan.poll.question);
  const values = { name: planName(plan.id), title: shorten(title, 100) };
  return {
    ...button(t, action, String(plan.id)),
    ...(action === 'stop' && { style: 'danger' as const }),
    confirm: {
      title: plain(t.plain(`pollPlans.confirm.${action}Title`), 100),
      text: plain(t.plain(`pollPlans.confirm.${action}Question`, values), 300),
      confirm: plain(t.plain(`pollPlans.confirm.${action}`), 30),
      deny: plain(t.plain('common.cancel'), 30),
    },
  };
}

function button(t: Texts, action: 'start' | 'stop', value: string): Button {
  return {
    type: 'button',
    action_id: actions[action],
    text: plain(t.plain(`pollPlans.buttons.${action}`), limits.button),
    value,
  };
}

/** To whoever saved it: after a downtime, how many were not opened. */
export function missedMessage(
  t: Texts,
  plan: Plan,
  initiativeName: string | null,
  count: number,
): MessageBody {
  const values = { name: planName(plan.id), title: titleText(t, plan, initiativeName), count };
  return { text: t.t('pollPlans.missed', values) };
}

/** @param startsAt of the sync before which there was none */
export function missedSyncMessage(
  t: Texts,
  plan: Plan,
  initiativeName: string | null,
  startsAt: Date,
): MessageBody {
  const values = { name: planName(plan.id), title: titleText(t, plan, initiativeName) };
  return { text: t.t('pollPlans.missedSync', { ...values, at: slackDate(t, startsAt) }) };
}

/** Of an initiative that is done or dropped: nothing more is asked. */
export function overMessage(t: Texts, plan: Plan, initiativeName: string | null): MessageBody {
  const values = { name: planName(plan.id), title: titleText(t, plan, initiativeName) };
  return { text: t.t('pollPlans.over', { ...values, initiative: initiativeName ?? '' }) };
}

/** With the reason, as it would have been told to whoever opens it by hand. */
export function refusedMessage(
  t: Texts,
  plan: Plan,
  initiativeName: string | null,
  { key, values }: UserError,
): MessageBody {
  return {
    text: t.t('pollPlans.refused', {
      name: planName(plan.id),
      title: titleText(t, plan, initiativeName),
      reason: t.t(key, values),
    }),
  };
}
