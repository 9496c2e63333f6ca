import { oneLine } from '../../slack/blocks.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { TextKey, Texts, TextValues } from '../../text/text.ts';
import { medianSteps, mostChosen, mostDiffering } from './leaning.ts';
import { optionsOf, type Poll, type Side } from './poll.ts';

/** Of a department's or an option's name in a sentence that holds several of them. */
const longestNameHere = 60;
/** Who is split between more options than this leans to none. */
const mostLeanings = 3;

/** Keys of the catalogue, from one end of a scale to the other. */
const steps = ['first', 'second', 'third', 'fourth', 'fifth'] as const;
const questions = ['direction', 'extent'] as const;

/**
 * A step of a pulse's scale in words.
 * @param question 0: the direction, 1: the extent
 * @param step 1 to 5
 */
export function stepLabel(t: Texts, question: 0 | 1, step: number): string {
  return t.plain(`alignment.steps.${questions[question]}.${steps[step - 1] ?? 'third'}`);
}

/** The words of an option, which of a pulse are those of its step. */
export function optionTexts(t: Texts, poll: Poll, question: number): string[] {
  return optionsOf(poll, question).map(({ text }, i) =>
    poll.kind === 'pulse' ? stepLabel(t, question === 0 ? 0 : 1, i + 1) : text,
  );
}

/** Some departments by their names, as "Sales, Legal". */
export function sideName(poll: Pick<Poll, 'departments'>, { departmentIds }: Side): string {
  const names = poll.departments.filter(({ id }) => departmentIds.includes(id)).map(({ name }) => name);
  return names.join(', ');
}

/** Mrkdwn: the alignment, who is furthest apart, and what those lean to. */
export function alignmentText(t: Texts, poll: Poll, question: number): string {
  const found = poll.outcome?.questions[question]?.alignment;
  if (!found) return t.t(poll.isAnonymous ? 'alignment.needsThree' : 'alignment.needsTwo');
  const [one, other] = found.furthest.map((id) => nameOf(poll, id, escapeMrkdwn)) as [string, string];
  const text =
    found.value === 100
      ? t.t('alignment.alike', { value: found.value })
      : t.t('alignment.apart', { value: found.value, one, other });
  return [text, ...leaning(t, poll, question, 'mrkdwn')].join(' ');
}

/**
 * Plain text, one sentence on one question: what the two that are furthest apart lean to. Where there is no
 * alignment, what it needs.
 */
export function differenceSentence(t: Texts, poll: Poll, question: number): string {
  const [sentence] = leaning(t, poll, question, 'plain');
  return sentence ?? t.plain(poll.isAnonymous ? 'alignment.needsThree' : 'alignment.needsTwo');
}

type Escape = (text: string) => string;

function nameOf({ departments }: Poll, departmentId: number, safe: Escape): string {
  const name = departments.find(({ id }) => id === departmentId)?.name ?? '…';
  return safe(oneLine(name, longestNameHere));
}

/** One sentence on the pair that is furthest apart; none where there is none. */
function leaning(t: Texts, poll: Poll, question: number, as: 'mrkdwn' | 'plain'): string[] {
  const result = poll.outcome?.questions[question];
  if (!result?.alignment) return [];
  const safe: Escape = as === 'plain' ? (text) => text : escapeMrkdwn;
  const say = (key: TextKey, values: TextValues) =>
    as === 'plain' ? t.plain(key, values) : t.t(key, values);
  const pair = result.alignment.furthest.map((departmentId) => ({
    name: nameOf(poll, departmentId, safe),
    side: sideOf(result.sides, departmentId),
    leaning: leaningOf(t, poll, question, sideOf(result.sides, departmentId).counts, safe),
  }));
  const [one, other] = pair;
  if (!one || !other) return [];
  const kind = kindOf(poll, question);
  const isSame = one.leaning === other.leaning;
  const values = { one: one.name, other: other.name };
  const both = { ...values, oneLeaning: one.leaning, otherLeaning: other.leaning };
  if (!isSame) return [say(`alignment.${kind}`, both)];
  const differing = result.alignment.value < 100 ? mostDiffering(one.side, other.side) : null;
  if (!differing) return [say(`alignment.${kind}Both`, both)];
  const { option, shares } = differing;
  const [more, less] = shares[0] > shares[1] ? [one, other] : [other, one];
  const [share, rest] = percents(t, shares);
  return [
    say(`alignment.${kind}Share`, {
      ...{ share, more: more.name, less: less.name },
      step: wordsOf(t, poll, question, safe)[option] ?? '…',
      rest: Math.min(...shares) === 0 ? t.plain('alignment.nobody') : rest,
    }),
  ];
}

/** The larger and the smaller of two shares, so that they can be told from each other. */
function percents(t: Texts, shares: readonly number[]): [string, string] {
  const sorted = [Math.max(...shares), Math.min(...shares)] as const;
  const isClose = Math.round(sorted[0] * 100) === Math.round(sorted[1] * 100);
  const format = new Intl.NumberFormat(t.locale, {
    ...{ style: 'percent', maximumFractionDigits: isClose ? 1 : 0 },
  });
  return [format.format(sorted[0]), format.format(sorted[1])];
}

function kindOf(poll: Poll, question: number): 'direction' | 'extent' | 'stand' | 'lean' {
  if (poll.kind === 'pulse') return questions[question] ?? 'direction';
  return poll.isOrdered ? 'stand' : 'lean';
}

function sideOf(sides: readonly Side[], departmentId: number): Pick<Side, 'counts' | 'answered'> {
  const alone = ({ departmentIds }: Side) => departmentIds.length === 1 && departmentIds[0] === departmentId;
  return sides.find(alone) ?? { counts: [], answered: 0 };
}

function leaningOf(t: Texts, poll: Poll, question: number, counts: readonly number[], safe: Escape): string {
  const said = wordsOf(t, poll, question, safe);
  if (!poll.isOrdered && poll.kind !== 'pulse') {
    const most = mostChosen(counts);
    if (most.length > mostLeanings) return t.plain('alignment.none');
    return new Intl.ListFormat(t.locale, { type: 'disjunction' }).format(most.map((i) => said[i] ?? '…'));
  }
  const [lower = '…', upper = '…'] = (medianSteps(counts) ?? []).map((i) => said[i] ?? '…');
  if (lower !== upper) return t.plain('alignment.between', { lower, upper });
  return poll.kind === 'pulse' ? lower : t.plain('alignment.at', { step: lower });
}

/** The options as they stand in a sentence, escaped. */
function wordsOf(t: Texts, poll: Poll, question: number, safe: Escape): string[] {
  return optionsOf(poll, question).map(({ text }, i) => {
    if (poll.kind === 'choice') {
      return t.plain('alignment.option', { option: safe(oneLine(text, longestNameHere)) });
    }
    return t.plain(`alignment.found.${questions[question] ?? 'direction'}.${steps[i] ?? 'third'}`);
  });
}
