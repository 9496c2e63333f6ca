import { UserError } from '../../errors.ts';
import { parseArguments } from '../../slack/arguments.ts';
import { oneLine } from '../../slack/blocks.ts';
import { excerpt, nameList } from '../../slack/excerpt.ts';
import { plainFromCommand } from '../../slack/mentions.ts';
import type { Reader } from '../../slack/request.ts';
import { locales, type TextKey, type Texts, texts } from '../../text/text.ts';
import { type BallotAct, optionsOf, type Poll, type PollOption } from './poll.ts';
import { legible } from './poll-draft.ts';

const spec = {
  flags: { because: 'value', direction: 'value', extent: 'value' },
  aliases: { weil: 'because', richtung: 'direction', umfang: 'extent' },
} as const;
const shown = { en: Object.keys(spec.flags), de: Object.keys(spec.aliases) };
const ofPulse = ['direction', 'extent'] as const;

type Named<K> = K extends `polls.errors.${infer N}` ? N : never;

/**
 * What is typed behind the number: options by their words or numbers; of a pulse a step for each question.
 * @param stepLabel the words of a step, 1 to 5, of a pulse's question
 * @throws UserError `missing_answer`, `unknown_option`, `not_a_pulse`, `only_steps`, and those of arguments
 */
export function readAnswer(
  text: string,
  poll: Poll,
  { locale }: Reader,
  stepLabel: (t: Texts, question: 0 | 1, step: number) => string,
): BallotAct[] {
  const t = texts(locale);
  const isPulse = poll.kind === 'pulse';
  const example = t.plain(isPulse ? 'polls.pulseAnswerExample' : 'polls.answerExample');
  const error = (code: string, name: Named<TextKey>, values: Record<string, string> = {}) =>
    new UserError(code, `polls.errors.${name}`, { example, ...values });
  const { text: typed, words, flags } = parseArguments(text, { ...spec, shown: shown[locale], example });
  const steps = ofPulse.map((flag) => flags.get(flag));

  function find(question: number, given: string): PollOption | undefined {
    const options = optionsOf(poll, question);
    const meant = meaning(given);
    const named = options.find((option, i) =>
      isPulse
        ? locales.some((one) => meaning(stepLabel(texts(one), question === 0 ? 0 : 1, i + 1)) === meant)
        : meaning(option.text) === meant,
    );
    return named ?? (/^\d{1,2}$/.test(meant) ? options[Number(meant) - 1] : undefined);
  }

  function known(question: number, given: string): number {
    const found = find(question, given);
    if (found) return found.id;
    const names = optionsOf(poll, question).map((option, i) =>
      isPulse ? stepLabel(t, question === 0 ? 0 : 1, i + 1) : oneLine(option.text, 60),
    );
    throw error('unknown_option', 'unknownOption', { part: excerpt(given), known: nameList(names) });
  }

  const acts: BallotAct[] = [];
  if (isPulse) {
    if (typed !== '') throw error('only_steps', 'onlySteps', { part: excerpt(typed) });
    for (const [question, step] of steps.entries()) {
      if (typeof step !== 'string') continue;
      acts.push({ kind: 'choose', question, options: [known(question, step)] });
    }
  } else {
    if (steps.some(Boolean)) throw error('not_a_pulse', 'noSteps');
    const whole = typed === '' ? undefined : find(0, typed);
    const options = whole ? [whole.id] : words.map(({ value }) => known(0, value));
    if (options.length > 0) acts.push({ kind: 'choose', question: 0, options });
  }
  if (acts.length === 0) throw error('missing_answer', 'missingAnswer');
  const reason = flags.get('because');
  if (typeof reason === 'string') {
    acts.push({ kind: 'reason', reason: legible(plainFromCommand(reason)) });
  }
  return acts;
}

/** The same words to a reader. */
function meaning(typed: string): string {
  return oneLine(plainFromCommand(typed)).normalize('NFC').toLowerCase();
}
