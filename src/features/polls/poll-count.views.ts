import type { KnownBlock } from '@slack/types';
import { context, fitting, packedSections } from '../../slack/blocks.ts';
import type { Texts } from '../../text/text.ts';
import { optionsOf, type Poll, type PollOption, type QuestionResult, type Side } from './poll.ts';
import { shareBar } from './poll-bar.ts';
import { optionName, shortName, sideName, subtitle } from './poll-words.views.ts';

type Line = (t: Texts, poll: Poll, option: PollOption, i: number, sides: readonly Side[]) => string;

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
  const above = title === null ? [] : [`*${title}*`];
  return linesOf(t, poll, question, result, room, [barLines, numberLine, sumLine], above);
}

/** The same without the question's title. */
export function barBlocks(
  t: Texts,
  poll: Poll,
  question: number,
  result: QuestionResult,
  room: number,
): KnownBlock[] {
  return linesOf(t, poll, question, result, room, [barLines, numberLine, sumLine], []);
}

/** The same in words, a line for each option. */
export function wordBlocks(
  t: Texts,
  poll: Poll,
  question: number,
  result: QuestionResult,
  room: number,
): KnownBlock[] {
  return linesOf(t, poll, question, result, room, [wordLine, numberLine, sumLine], []);
}

function linesOf(
  t: Texts,
  poll: Poll,
  question: number,
  { sides }: QuestionResult,
  room: number,
  lines: readonly Line[],
  above: readonly string[],
): KnownBlock[] {
  const options = optionsOf(poll, question);
  const attempts = lines.map((line) =>
    fitting(
      options.map((option, i) => line(t, poll, option, i, sides)),
      room,
    ),
  );
  const { shown, left } = attempts.find((attempt) => attempt.left === 0) ?? attempts.at(-1)!;
  return [
    ...packedSections([...above, ...shown], '\n'),
    ...(left > 0 ? [context(t.t('polls.moreOptions', { count: left }))] : []),
  ];
}

function barLines(t: Texts, poll: Poll, option: PollOption, i: number, sides: readonly Side[]): string {
  const lines = sides.map(
    (side) => `\`${shareBar(side.counts[i] ?? 0, side.answered)}\`  ${shareText(t, poll, i, side)}`,
  );
  return [`${optionName(t, poll, option)}  ${sum(i, sides)}`, ...lines].join('\n');
}

function wordLine(t: Texts, poll: Poll, option: PollOption, i: number, sides: readonly Side[]): string {
  const parts = sides.map((side) => shareText(t, poll, i, side));
  return `${optionName(t, poll, option)}  ${parts.join('  ·  ')}`;
}

/** "Marketing: 3 (75%)". */
function shareText(t: Texts, poll: Poll, i: number, { departmentIds, counts, answered }: Side): string {
  const count = counts[i] ?? 0;
  const department = sideName(t, poll, departmentIds);
  return t.t('polls.share', { count, percent: percent(count, answered), department });
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
