import type { KnownBlock } from '@slack/types';
import {
  context,
  fitting,
  longestQuote,
  oneLine,
  section,
  shorten,
  shortenMrkdwn,
} from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { stepLabel } from './alignment.views.ts';
import { planName } from './plan.ts';
import { optionsOf, type Poll, type PollOption, type PollOutcome, pollName, type Turnout } from './poll.ts';

/** What a poll is called and how it is set, in words. */

/** Of a message's room, in characters after escaping. */
const room = { question: 1500, turnout: 800, option: 250 };
/** Where each of twenty needs its line. */
export const shortName = 150;
const longestDepartment = 100;

/** In one line, plain. */
export function questionText(t: Texts, poll: Poll, initiative: string | null): string {
  if (poll.kind === 'choice') return oneLine(poll.question);
  return t.plain('polls.pulseOf', { initiative: initiative ?? '' });
}

/** Plain. */
export function optionText(t: Texts, poll: Poll, option: PollOption): string {
  if (option.text !== '' || poll.kind === 'choice') return option.text;
  const step = optionsOf(poll, option.question).findIndex(({ id }) => id === option.id) + 1;
  return stepLabel(t, option.question === 0 ? 0 : 1, step);
}

/** Bold, and short enough for a line also where each character is written as an entity. */
export function optionName(t: Texts, poll: Poll, option: PollOption, longest = room.option): string {
  return `*${shortenMrkdwn(escapeMrkdwn(oneLine(optionText(t, poll, option))), longest)}*`;
}

/** What a pulse asks; of other polls nothing. */
export function subtitle(t: Texts, poll: Poll, question: number): string | null {
  if (poll.kind === 'choice') return null;
  return t.t(`polls.questions.${question === 0 ? 'direction' : 'extent'}`);
}

export function departmentName({ departments }: Poll, id: number): string {
  const name = departments.find((department) => department.id === id)?.name ?? '';
  return escapeMrkdwn(shorten(name, longestDepartment));
}

/** Of several departments that are only seen together: all of their names. */
export function sideName(t: Texts, poll: Poll, departmentIds: readonly number[]): string {
  const names = departmentIds.map((id) => departmentName(poll, id));
  if (names.length <= 1) return names.join('');
  const { shown, left } = fitting(names, longestQuote);
  const all = left > 0 ? [...shown, t.t('polls.andMore', { count: left })] : shown;
  return t.t('polls.together', { departments: all.join(' + ') });
}

/** "Marketing 2 of 6 · IT 1 of 3". */
export function turnoutText(t: Texts, poll: Poll, turnout: readonly Turnout[]): string {
  const parts = turnout.map(({ departmentId, answered, eligible }) =>
    t.t('polls.turnout', { department: departmentName(poll, departmentId), answered, eligible }),
  );
  const { shown, left } = fitting(parts, room.turnout);
  const rest = left > 0 ? [t.t('polls.moreDepartments', { count: left })] : [];
  return t.t('polls.answered', { turnout: [...shown, ...rest].join('  ·  ') });
}

/** Author, question, and what it is about. */
export function headBlocks(t: Texts, poll: Poll, initiative: string | null): KnownBlock[] {
  const values = { name: pollName(poll.id), author: `<@${poll.authorUserId}>` };
  const about = [
    t.t(poll.kind === 'pulse' ? 'polls.pulseTitle' : 'polls.title', values),
    initiative && poll.kind === 'choice' && t.t('polls.initiative', { name: initiative }),
    poll.planId !== null && t.t('polls.ofPlan', { plan: planName(poll.planId) }),
    poll.isLate && t.t('polls.late'),
    poll.sourcePermalink && `<${poll.sourcePermalink}|${t.t('polls.source')}>`,
  ].filter((text): text is string => Boolean(text));
  const question =
    poll.kind === 'pulse' ? questionText(t, poll, initiative) : poll.question.replaceAll(/\s*\n\s*/g, '\n');
  return [
    context(...about),
    section(`*${shortenMrkdwn(escapeMrkdwn(question).replaceAll('\n', '*\n*'), room.question)}*`),
  ];
}

/** Until when, and how it is set. */
export function settingsText(t: Texts, poll: Poll): string[] {
  const set = [
    poll.kind === 'choice' && t.t(`polls.settings.${poll.isSeveral ? 'several' : 'single'}`),
    poll.kind === 'choice' && poll.isOrdered && t.t('polls.settings.ordered'),
    poll.isAnonymous && t.t('polls.settings.anonymous'),
    poll.mayAddOptions && t.t('polls.settings.addOptions'),
  ].filter((text): text is string => Boolean(text));
  return [
    poll.state === 'open'
      ? t.t('polls.openUntil', { deadline: slackDate(t, poll.deadline) })
      : t.t('polls.closedAt', { at: slackDate(t, poll.closedAt ?? poll.deadline) }),
    ...(set.length > 0 ? [set.join('  ·  ')] : []),
  ];
}

/** How often each option of a question was chosen, all departments together. */
export function totals(
  poll: Poll,
  outcome: PollOutcome,
  question: number,
): { option: PollOption; count: number }[] {
  const sides = outcome.questions[question]?.sides ?? [];
  return optionsOf(poll, question).map((option, i) => ({
    option,
    count: sides.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0),
  }));
}

/** The options chosen most often; none where nobody answered. */
export function leading(poll: Poll, outcome: PollOutcome, question: number): PollOption[] {
  const all = totals(poll, outcome, question);
  const most = Math.max(0, ...all.map(({ count }) => count));
  return most === 0 ? [] : all.filter(({ count }) => count === most).map(({ option }) => option);
}
