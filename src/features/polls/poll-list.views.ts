import type { KnownBlock, ModalView } from '@slack/types';
import {
  context,
  fitting,
  header,
  limits,
  longestQuote,
  oneLine,
  packedSections,
  plain,
  roomTaken,
  section,
  sections,
} from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import type { Texts } from '../../text/text.ts';
import { standingText } from './ballot.views.ts';
import { actions as planActions } from './plan.views.ts';
import { type Poll, type PollOutcome, pollName, type Standing } from './poll.ts';
import { actions, button, resultBlocks } from './poll.views.ts';
import { toPoll } from './poll-notices.views.ts';
import {
  departmentName,
  headBlocks,
  optionName,
  questionText,
  settingsText,
  turnoutText,
} from './poll-words.views.ts';

/** What a person looks up; only they see it. */

const mostListed = 20;
const roomForList = limits.message - 2000;
/** In a modal, of characters: each section holds 3,000, and it has 100 blocks. */
const roomForAnswers = 60_000;
const roomForSilent = 2800;

interface Listed {
  poll: Poll;
  initiative: string | null;
}

/** @param closed those that closed lately */
export function listBlocks(t: Texts, open: readonly Listed[], closed: readonly Listed[] = []): KnownBlock[] {
  const blocks = lineBlocks(t, open.slice(0, mostListed), roomForList);
  const left = open.length - blocks.length;
  const ended = lineBlocks(t, closed, roomForList - roomTaken(blocks));
  return [
    ...(open.length > 0 ? [header(t.plain('polls.listTitle'))] : [section(t.t('polls.none'))]),
    ...blocks,
    ...(left > 0 ? [context(t.t('polls.moreListed', { count: left }))] : []),
    ...(ended.length > 0 ? [header(t.plain('polls.closedTitle')), ...ended] : []),
    {
      type: 'actions',
      block_id: 'poll_list',
      elements: [
        {
          type: 'button',
          action_id: actions.create,
          text: plain(t.plain('polls.buttons.create'), limits.button),
        },
        {
          type: 'button',
          action_id: planActions.list,
          text: plain(t.plain('polls.buttons.saved'), limits.button),
        },
      ],
    },
  ];
}

/** As many as have room. */
function lineBlocks(t: Texts, listed: readonly Listed[], room: number): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  for (const { poll, initiative } of listed) {
    const values = {
      name: pollName(poll.id),
      question: oneLine(questionText(t, poll, initiative), longestQuote),
      deadline: slackDate(t, poll.deadline),
      at: slackDate(t, poll.closedAt ?? poll.deadline),
      channel: `<#${poll.channelId}>`,
    };
    const line = t.t(poll.state === 'open' ? 'polls.line' : 'polls.closedLine', values);
    const block: KnownBlock = { ...section(line), accessory: button(t, poll, 'show') };
    if (roomTaken([...blocks, block]) > room) break;
    blocks.push(block);
  }
  return blocks;
}

/** Whether somebody with this standing sees how the poll stands. */
export function isResultSeen(poll: Poll, standing: Standing | null): boolean {
  if (poll.state === 'closed') return true;
  if (poll.isAnonymous || poll.visibility === 'closed') return false;
  return poll.visibility === 'always' || (standing?.chosen.length ?? 0) > 0;
}

/**
 * @param standing null: the person is not asked, or no more
 * @param result null: the person may not see it yet; the turnout is for everybody
 */
export function showBlocks(
  t: Texts,
  poll: Poll,
  initiative: string | null,
  shown: { standing: Standing | null; result: PollOutcome | null; turnout: PollOutcome['turnout'] },
): KnownBlock[] {
  const { standing, result, turnout } = shown;
  const hidden = t.t(`polls.seen.${poll.isAnonymous ? 'anonymous' : poll.visibility}`);
  return [
    ...headBlocks(t, poll, initiative),
    context(...settingsText(t, poll)),
    ...(standing ? sections(standingText(t, poll, standing)) : []),
    ...(result ? resultBlocks(t, poll, result) : []),
    context(turnoutText(t, poll, turnout), ...(result ? [] : [hidden])),
    ...toPoll(t, poll),
  ];
}

/** Of a named poll: the people under each option, by department. */
export function answersModal(
  t: Texts,
  poll: Poll,
  chosen: readonly { userId: string; options: number[] }[],
): ModalView {
  const departmentOf = new Map(poll.voters.map(({ userId, departmentId }) => [userId, departmentId]));
  const lines = poll.options.flatMap((option) => {
    const people = chosen.filter(({ options }) => options.includes(option.id));
    if (people.length === 0) return [];
    const groups = poll.departments.flatMap(({ id }) => {
      const own = people.filter(({ userId }) => departmentOf.get(userId) === id);
      if (own.length === 0) return [];
      const names = own.map(({ userId }) => `<@${userId}>`);
      return chunks(names, 100).map((part) => `${departmentName(poll, id)}: ${part.join(', ')}`);
    });
    const question = poll.kind === 'pulse' ? `${questionTitle(t, option.question)}  ` : '';
    return [`${question}${optionName(t, poll, option)}`, ...groups];
  });
  const { shown, left } = fitting(lines, roomForAnswers);
  return {
    type: 'modal',
    title: plain(t.plain('polls.answersTitle', { name: pollName(poll.id) }), limits.modalTitle),
    close: plain(t.plain('common.close'), limits.modalTitle),
    blocks: [
      ...(shown.length > 0 ? packedSections(shown, '\n') : [section(t.t('polls.nobodyAnswered'))]),
      ...(left > 0 ? [context(t.t('polls.andMore', { count: left }))] : []),
    ],
  };
}

function questionTitle(t: Texts, question: number): string {
  return t.t(`polls.questions.${question === 0 ? 'direction' : 'extent'}`);
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

/** Who has not answered. */
export function silentText(t: Texts, poll: Poll, userIds: readonly string[]): string {
  const { shown, left } = fitting(
    userIds.map((userId) => `<@${userId}>`),
    roomForSilent,
  );
  const more = left > 0 ? [t.t('polls.andMore', { count: left })] : [];
  const people = [...shown, ...more].join(', ');
  return t.t('polls.silent', { name: pollName(poll.id), count: userIds.length, people });
}
