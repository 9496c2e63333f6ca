import { UserError } from '../errors.ts';
import { anyOf, counts } from './date-parts.ts';
import { excerpt } from './excerpt.ts';

/** Twelve hours. */
const mostMinutes = 720;

const words: Readonly<Record<string, number>> = {
  ...counts,
  half: 0.5,
  'half an': 0.5,
  halbe: 0.5,
  'eine halbe': 0.5,
  'einer halben': 0.5,
  anderthalb: 1.5,
  eineinhalb: 1.5,
};

/** Said in one word or in one way only; in minutes. */
const fixed: Readonly<Record<string, number>> = {
  'an hour and a half': 90,
  'one and a half hours': 90,
  'a quarter of an hour': 15,
  'eine viertelstunde': 15,
  viertelstunde: 15,
  'eine dreiviertelstunde': 45,
  dreiviertelstunde: 45,
};

/** "45 min", "45min", "45-minute" or "two hours", but not the "am" that is no "a m". */
const number = (name: string) =>
  `(?<${name}>\\d{1,6}(?:[.,]\\d{1,2})?(?= ?-?\\p{L})|(?:${anyOf(words)})(?= ))`;
const hours = '(?:hours?|hrs?|h|stunden?|std\\.?)';
const minutes = '(?:minutes?|mins?|min\\.?|minuten?|m)';
/** "every 2 hours" is no length. */
const lead = '(?<![\\p{L}\\p{N}.,:-])(?<!(?:every|each|alle|jede[nrs]?) )(?:(?:for|für|fuer|lasting|à) )?';
const end = '(?![\\p{L}\\p{N}])';

const patterns = [
  `${lead}(?<fixed>${anyOf(fixed)})${end}`,
  `${lead}${number('h')} ?${hours},? ?(?:and |und )?(?<m>\\d{1,6}) ?(?:${minutes})?${end}`,
  `${lead}${number('h')} ?-?${hours}${end}`,
  `${lead}${number('m')} ?-?${minutes}${end}`,
].map((source) => new RegExp(source, 'iu'));

/**
 * A length of time in a text, such as "for 45 minutes", "90 Min." or "1,5 Stunden", and the text without it.
 * @throws UserError `bad_length`: none, more than twelve hours, or a part of a minute
 */
export function takeLength(text: string): { minutes: number | null; rest: string } {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const { fixed: said = '', h = '0', m = '0' } = match.groups ?? {};
    const total = fixed[said.toLowerCase()] ?? numberOf(h) * 60 + numberOf(m);
    if (!Number.isInteger(total) || total < 1 || total > mostMinutes) {
      const values = { part: excerpt(match[0]), hours: mostMinutes / 60 };
      throw new UserError('bad_length', 'input.badLength', values);
    }
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    return { minutes: total, rest: rest.replace(/\s+/g, ' ').trim() };
  }
  return { minutes: null, rest: text };
}

function numberOf(typed: string): number {
  const word = typed.toLowerCase();
  return Object.hasOwn(words, word) ? words[word]! : Number(word.replace(',', '.'));
}
