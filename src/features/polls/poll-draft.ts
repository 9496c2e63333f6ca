import { UserError } from '../../errors.ts';
import { oneLine } from '../../slack/blocks.ts';
import type { TextKey } from '../../text/text.ts';
import {
  fewestOptions,
  fields,
  longestDays,
  longestOption,
  longestQuestion,
  mostOptions,
  type PollDraft,
  type PollOption,
  pulseSteps,
  questionCount,
} from './poll.ts';

/** As it will be opened: what follows from the kind and from anonymity is set, and what surrounds the words is gone. */
export function tidy(draft: PollDraft): PollDraft {
  const isPulse = draft.kind === 'pulse';
  return {
    ...draft,
    question: isPulse ? '' : draft.question.trim(),
    options: isPulse ? [] : draft.options.map((option) => option.trim()),
    isSeveral: draft.isSeveral && !isPulse,
    isOrdered: draft.isOrdered || isPulse,
    mayAddOptions: draft.mayAddOptions && !isPulse,
    // Results on the way would show who has just answered.
    visibility: draft.isAnonymous ? 'closed' : draft.visibility,
  };
}

/** @throws UserError at the field: what is wrong whoever asks, whenever */
export function checkWords({ kind, question, options, initiativeId }: PollDraft): void {
  if (kind === 'pulse') {
    if (initiativeId === null) throw at(fields.initiative, 'no_initiative', 'pollErrors.noInitiative');
    return;
  }
  if (question === '') throw at(fields.question, 'empty_question', 'pollErrors.emptyQuestion');
  if (question.length > longestQuestion) {
    const values = { length: question.length, longest: longestQuestion };
    throw at(fields.question, 'long_question', 'pollErrors.longQuestion', values);
  }
  if (options.length > 0 && options.length < fewestOptions) {
    const values = { option: quoted(options.join('')), fewest: fewestOptions };
    throw at(fields.options, 'few_options', 'pollErrors.fewOptions', values);
  }
  if (options.length > mostOptions) throw manyOptions(fields.options, options.length);
  for (const [i, option] of options.entries()) checkOption(option, options.slice(0, i), fields.options);
}

/** @throws UserError at the field */
export function checkOption(option: string, others: readonly string[], field: string): void {
  if (option === '') throw at(field, 'empty_option', 'pollErrors.emptyOption');
  if (option.length > longestOption) {
    const values = { option: quoted(option), length: option.length, longest: longestOption };
    throw at(field, 'long_option', 'pollErrors.longOption', values);
  }
  if (others.some((other) => meaning(other) === meaning(option))) {
    throw at(field, 'same_option', 'pollErrors.sameOption', { option });
  }
}

export function manyOptions(field: string, count: number): UserError {
  return at(field, 'many_options', 'pollErrors.manyOptions', { count, most: mostOptions });
}

/** @throws UserError at the field */
export function checkDeadline(deadline: Date, now: Date): void {
  if (deadline <= now) throw at(fields.deadline, 'past_deadline', 'pollErrors.pastDeadline');
  if (deadline.getTime() - now.getTime() > longestDays * 86_400_000) {
    throw at(fields.deadline, 'far_deadline', 'pollErrors.farDeadline');
  }
}

/** The options with their numbers; those of a pulse have no words of their own. */
export function numbered({ kind, options }: Pick<PollDraft, 'kind' | 'options'>): PollOption[] {
  const texts = kind === 'pulse' ? Array.from({ length: pulseSteps }, () => '') : options;
  return Array.from({ length: questionCount(kind) }, (_, question) => question).flatMap((question) =>
    texts.map((text, i) => ({ id: question * texts.length + i + 1, question, text })),
  );
}

export function at(
  field: string,
  code: string,
  key: TextKey,
  values: Record<string, string | number> = {},
): UserError {
  return new UserError(code, key, values, field);
}

/** Of an option in an error text. */
const longestQuoted = 60;

function quoted(option: string): string {
  return oneLine(option, longestQuoted);
}

/**
 * Without what can be typed by no keyboard and read by nobody: control characters and halves of characters, which
 * the database refuses.
 */
export function legible(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]|\p{Cs}/gu, '');
}

/** The same words to a reader. */
function meaning(option: string): string {
  return option.normalize('NFC').toLowerCase();
}
