import type { KnownBlock } from '@slack/types';
import { context, fitting, packedSections } from '../../slack/blocks.ts';
import type { Texts } from '../../text/text.ts';
import { optionsOf, type Poll, type PollOption, type QuestionResult, type Side } from './poll.ts';
import { shareBar } from './poll-bar.ts';
import { optionName, shortName, sideName, subtitle } from './poll-words.views.ts';

/**
 * One question's options, each with a bar for every department; where that is too long, with a short line of
 * numbers, and where that is too long as well, with the sum.
 * @param room in characters
 */
export function countBlocks(
  t: Texts,
  poll: Poll,
  question: number,
  result: QuestionResult,
  room: number,
): KnownBlock[] {
  const title = subtitle(t, poll, question);
  const options = optionsOf(poll, question);
  const attempts = [barLines, numberLine, sumLine].map((line) =>
    fitting(
      options.map((option, i) => line(t, poll, option, i, result.sides)),
      room,
    ),
  );
  const { shown, left } = attempts.find((attempt) => attempt.left === 0) ?? attempts.at(-1)!;
  return [
    ...packedSections(title === null ? shown : [`*${title}*`, ...shown], '\n'),
    ...(left > 0 ? [context(t.t('polls.moreOptions', { count: left }))] : []),
  ];
}

function barLines(t: Texts, poll: Poll, option: PollOption, i: number, sides: readonly Side[]): string {
  const lines = sides.map(({ departmentIds, counts, answered }) => {
    const count = counts[i] ?? 0;
    const values = { count, percent: percent(count, answered), department: sideName(t, poll, departmentIds) };
    return `\`${shareBar(count, answered)}\`  ${t.t('polls.share', values)}`;
  });
  return [`${optionName(t, poll, option)}  ${sum(i, sides)}`, ...lines].join('\n');
}

function numberLine(t: Texts, poll: Poll, option: PollOption, i: number, sides: readonly Side[]): string {
  const parts = sides.map(
    ({ departmentIds, counts }) => `${sideName(t, poll, departmentIds)} ${counts[i] ?? 0}`,
  );
  return `${optionName(t, poll, option)}  ${parts.join('  ·  ')}`;
}

function sumLine(t: Texts, poll: Poll, option: PollOption, i: number, sides: readonly Side[]): string {
  return `${optionName(t, poll, option, shortName)}  ${sum(i, sides)}`;
}

function sum(i: number, sides: readonly Side[]): number {
  return sides.reduce((all, { counts }) => all + (counts[i] ?? 0), 0);
}

/** Rounded, a half upwards. */
function percent(count: number, of: number): number {
  return of === 0 ? 0 : Math.round((count / of) * 100);
}
