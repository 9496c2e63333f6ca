import type { Button, KnownBlock, PlainTextOption } from '@slack/types';
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
  shortenMrkdwn,
} from '../../slack/blocks.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { alignmentText } from './alignment.views.ts';
import { ballotBlocks, blockId, longOptionBlocks } from './ballot.views.ts';
import {
  optionsOf,
  type Poll,
  type PollOption,
  type PollOutcome,
  pollName,
  questionCount,
  type Reason,
} from './poll.ts';
import { pollChart } from './poll-chart.views.ts';
import { barBlocks, countBlocks, wordBlocks } from './poll-count.views.ts';
import {
  departmentName,
  headBlocks,
  leading,
  optionText,
  questionText,
  settingsText,
  subtitle,
  totals,
  turnoutText,
} from './poll-words.views.ts';

export const actions = {
  create: 'poll_new',
  /** On the card of an initiative too. */
  pulse: 'poll_pulse',
  list: 'poll_list',
  show: 'poll_show',
  close: 'poll_close',
  more: 'poll_more',
  propose: 'poll_propose',
  agenda: 'poll_agenda',
  again: 'poll_again',
  answers: 'poll_answers',
};

/** In the menu of an open poll. */
export const moreVerbs = ['show', 'remind', 'silent', 'answers'] as const;

/** Of a message's room, in characters, for the options of all questions. */
const roomForCounts = 3500;
const roomForReason = 600;
/** Of the outcome in one line. */
const longestInWords = 200;
/** Slack refuses to update a message with a text of more than 4,000; each `&` of a name takes five. */
const longestOutcome = 3000;
/** Slack's own limit in one message. */
const mostCharts = 2;

/** @param result as the poll would close now; shown only where everybody may see it */
export function openMessage(
  t: Texts,
  poll: Poll,
  initiative: string | null,
  result: PollOutcome,
): MessageBody {
  const isSeen = poll.visibility === 'always' && !poll.isAnonymous;
  const counts = isSeen ? resultBlocks(t, poll, result) : longOptionBlocks(t, poll);
  const hint = isSeen ? [] : [t.t(`polls.seen.${poll.isAnonymous ? 'anonymous' : poll.visibility}`)];
  return {
    text: t.t('polls.openText', {
      name: pollName(poll.id),
      question: shorten(questionText(t, poll, initiative), longestQuote),
    }),
    blocks: [
      ...headBlocks(t, poll, initiative),
      context(...settingsText(t, poll)),
      ...counts,
      context(turnoutText(t, poll, result.turnout), ...hint),
      ...ballotBlocks(t, poll),
      organiserButtons(t, poll),
    ],
  };
}

/** What becomes of the message in which people answered. */
export function closedMessage(t: Texts, poll: Poll, initiative: string | null): MessageBody {
  const outcome = outcomeOf(poll);
  return {
    text: outcomeText(t, poll, initiative),
    blocks: [
      ...headBlocks(t, poll, initiative),
      context(...settingsText(t, poll)),
      ...resultBlocks(t, poll, outcome),
      context(turnoutText(t, poll, outcome.turnout)),
    ],
  };
}

/** A message of its own, once it is closed. */
export function outcomeMessage(t: Texts, poll: Poll, initiative: string | null): MessageBody {
  const blocks = outcomeBlocks(t, poll, initiative, { hasCharts: true, hasBars: false });
  return { text: outcomeText(t, poll, initiative), blocks };
}

/** @param hasBars for where charts may not be seen */
export function outcomeBlocks(
  t: Texts,
  poll: Poll,
  initiative: string | null,
  { hasCharts, hasBars }: { hasCharts: boolean; hasBars: boolean },
): KnownBlock[] {
  const outcome = outcomeOf(poll);
  const above = [
    ...headBlocks(t, poll, initiative),
    context(...settingsText(t, poll), turnoutText(t, poll, outcome.turnout)),
    ...questionsOf(poll).flatMap((question) => questionOutcome(t, poll, outcome, question, hasBars)),
  ];
  const charts = hasCharts ? questionsOf(poll).flatMap((question) => pollChart(t, poll, question) ?? []) : [];
  const below = [...charts.slice(0, mostCharts), outcomeButtons(t, poll)];
  const room = limits.message - 1000 - roomTaken([...above, ...below]);
  return [...above, ...reasonBlocks(t, poll, outcome.reasons, room), ...below];
}

/** Result and alignment in words: mrkdwn, on one line. */
export function outcomeText(t: Texts, poll: Poll, initiative: string | null): string {
  const outcome = outcomeOf(poll);
  const questions = questionsOf(poll).map((question) => {
    const title = subtitle(t, poll, question);
    const said = [resultSentence(t, poll, outcome, question), alignmentText(t, poll, question)];
    return [...(title === null ? [] : [title]), ...said].filter(Boolean).join(' ');
  });
  const name = t.t('polls.closedText', {
    name: pollName(poll.id),
    question: shorten(questionText(t, poll, initiative), longestQuote),
  });
  const whole = `${name} ${questions.join(' ')}`.replaceAll(/\s*\n\s*/g, ' ');
  return shortenMrkdwn(whole, longestOutcome);
}

/** Also of an open poll, for whoever may see how it stands. */
export function resultBlocks(t: Texts, poll: Poll, outcome: PollOutcome): KnownBlock[] {
  return questionsOf(poll).flatMap((question) => {
    const result = outcome.questions[question] ?? { sides: [], alignment: null };
    return countBlocks(t, poll, question, result, roomForCounts / questionCount(poll.kind));
  });
}

function questionsOf({ kind }: Poll): number[] {
  return Array.from({ length: questionCount(kind) }, (_, question) => question);
}

function outcomeOf({ outcome, kind }: Poll): PollOutcome {
  const none = { sides: [], alignment: null };
  return outcome ?? { questions: kind === 'pulse' ? [none, none] : [none], turnout: [], reasons: [] };
}

function questionOutcome(
  t: Texts,
  poll: Poll,
  outcome: PollOutcome,
  question: number,
  hasBars: boolean,
): KnownBlock[] {
  const result = outcome.questions[question] ?? { sides: [], alignment: null };
  const title = subtitle(t, poll, question);
  const sentence = `*${resultSentence(t, poll, outcome, question)}*`;
  const isEmpty = poll.kind === 'pulse' && poll.isAnonymous && result.sides.length === 0;
  const counts = hasBars ? barBlocks : wordBlocks;
  return [
    section([...(title === null ? [] : [title]), sentence].join('\n')),
    ...(isEmpty ? [] : counts(t, poll, question, result, roomForCounts / questionCount(poll.kind))),
    section(alignmentText(t, poll, question)),
  ];
}

/** "Most chose Cloud: 5 of 8." */
function resultSentence(t: Texts, poll: Poll, outcome: PollOutcome, question: number): string {
  const first = leading(poll, outcome, question);
  if (first.length === 0) {
    const isHidden = outcome.turnout.some(({ answered }) => answered > 0);
    return t.t(isHidden ? 'polls.tooFew' : 'polls.nobodyAnswered');
  }
  const sides = outcome.questions[question]?.sides ?? [];
  const answered = sides.reduce((sum, side) => sum + side.answered, 0);
  const count = totals(poll, outcome, question).find(({ option }) => option === first[0])?.count ?? 0;
  const values = { options: optionList(t, poll, first), chosen: count, answered };
  return t.t(first.length === 1 ? 'polls.mostChose' : 'polls.tied', values);
}

function optionList(t: Texts, poll: Poll, options: readonly PollOption[]): string {
  const names = options.map((option) => oneLine(optionText(t, poll, option)));
  return shorten(names.join(' / '), longestInWords);
}

/** By department, those without one last; long ones are cut, and what has no room is counted. */
function reasonBlocks(t: Texts, poll: Poll, reasons: readonly Reason[], room: number): KnownBlock[] {
  if (reasons.length === 0) return [];
  const order = [...poll.departments.map(({ id }) => id), null];
  const lines = order.flatMap((departmentId) => {
    const own = reasons.filter((reason) => reason.departmentId === departmentId);
    const title =
      departmentId === null ? t.t('polls.reasonsWithoutDepartment') : departmentName(poll, departmentId);
    return own.map((reason, i) => `${i === 0 ? `*${title}*\n` : ''}${reasonLine(reason)}`);
  });
  const { shown, left } = fitting(lines, room);
  return [
    ...packedSections([`*${t.t('polls.reasonsTitle')}*`, ...shown], '\n'),
    ...(left > 0 ? [context(t.t('polls.moreReasons', { count: left }))] : []),
  ];
}

function reasonLine({ userId, text }: Reason): string {
  const shown = shortenMrkdwn(escapeMrkdwn(oneLine(text, longestQuote)), roomForReason);
  return userId === null ? `>${shown}` : `><@${userId}>: ${shown}`;
}

/** For whoever looks after it; who that is, a click tells. */
function organiserButtons(t: Texts, poll: Poll): KnownBlock {
  const verbs = moreVerbs.filter((verb) => !poll.isAnonymous || verb === 'show' || verb === 'remind');
  return {
    type: 'actions',
    block_id: blockId(poll, 'organise'),
    elements: [
      {
        ...button(t, poll, 'close'),
        confirm: {
          title: plain(t.plain('polls.closeTitle'), 100),
          text: plain(t.plain('polls.closeQuestion', { name: pollName(poll.id) }), 300),
          confirm: plain(t.plain('polls.buttons.close'), 30),
          deny: plain(t.plain('common.cancel'), 30),
        },
      },
      {
        type: 'overflow',
        action_id: actions.more,
        options: verbs.map(
          (verb): PlainTextOption => ({
            text: plain(t.plain(`polls.more.${verb}`), limits.optionText),
            value: `${verb}:${poll.id}`,
          }),
        ),
      },
    ],
  };
}

function outcomeButtons(t: Texts, poll: Poll): KnownBlock {
  const shown = ['propose', 'agenda', 'again', ...(poll.isAnonymous ? [] : (['answers'] as const))] as const;
  return {
    type: 'actions',
    block_id: `poll:${poll.id}:outcome`,
    elements: shown.map((key) => button(t, poll, key)),
  };
}

export function button(
  t: Texts,
  { id }: Pick<Poll, 'id'>,
  key: 'show' | 'close' | 'propose' | 'agenda' | 'again' | 'answers',
): Button {
  return {
    type: 'button',
    action_id: actions[key],
    text: plain(t.plain(`polls.buttons.${key}`), limits.button),
    value: String(id),
  };
}

/** What the departments could agree to, after what most chose. */
export function proposalStatement(t: Texts, poll: Poll, initiative: string | null): string {
  if (poll.kind === 'pulse') return t.plain('polls.proposal.pulse', { initiative: initiative ?? '' });
  const options = leading(poll, outcomeOf(poll), 0);
  const question = oneLine(poll.question);
  if (options.length === 0 || optionsOf(poll, 0).length === 0) return question;
  return t.plain('polls.proposal.choice', { question, option: optionList(t, poll, options) });
}
