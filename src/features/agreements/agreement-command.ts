import { UserError } from '../../errors.ts';
import { parseArguments } from '../../slack/arguments.ts';
import { excerpt } from '../../slack/excerpt.ts';
import { plainFromCommand } from '../../slack/mentions.ts';
import { longestInitiative } from '../proposals/proposal.ts';
import type { Filter } from './agreement.service.ts';
import { readAgreementNumber } from './agreement.ts';

export type AgreementCommand =
  | { kind: 'find'; filter: Filter }
  | { kind: 'show'; number: number }
  | { kind: 'revoke'; number: number; because: string | null }
  | { kind: 'verify' };

/** In characters. Buttons carry the search along, and hold 2,000. */
export const longestSearch = 200;

const findSpec = {
  flags: { initiative: 'value' },
  example: '/concord-agreements list --initiative "Customer data"',
} as const;
const noFlags = { flags: {} } as const;
const revokeSpec = {
  flags: { because: 'value' },
  aliases: { weil: 'because', warum: 'because', why: 'because' },
  example: '/concord-agreements revoke A-12 --because …',
} as const;

const verbs: Readonly<Record<string, 'list' | 'search' | 'show' | 'revoke' | 'verify'>> = {
  list: 'list',
  liste: 'list',
  search: 'search',
  find: 'search',
  suche: 'search',
  such: 'search',
  finde: 'search',
  show: 'show',
  zeige: 'show',
  zeig: 'show',
  revoke: 'revoke',
  widerrufe: 'revoke',
  widerrufen: 'revoke',
  aufheben: 'revoke',
  verify: 'verify',
  check: 'verify',
  prüfe: 'verify',
  prüfen: 'verify',
  pruefe: 'verify',
  pruefen: 'verify',
};

/**
 * Reads the text of `/concord-agreements`. What begins with no verb is searched for, except a number of an
 * agreement ("A-12"), which is shown; a verb in quotes is a word like any other.
 * "because" and what follows it may stand without dashes behind the number of what is to be revoked.
 * @throws UserError `missing_number`, `unreadable_number`, `missing_words`, `long_words`, or about flags
 */
export function readAgreementCommand(input: string): AgreementCommand {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(input) ?? [];
  const typed = first.normalize('NFC').toLowerCase();
  const verb = Object.hasOwn(verbs, typed) ? verbs[typed] : undefined;
  if (verb === 'show') return { kind: 'show', number: readNumber(rest, first) };
  if (verb === 'revoke') return readRevocation(rest, first);
  if (verb === 'verify' && isAlone(rest)) {
    parseArguments(rest, noFlags);
    return { kind: 'verify' };
  }
  if (verb === 'list') return { kind: 'find', filter: readFilter(rest) };
  if (verb === 'search') {
    const filter = readFilter(rest);
    if (filter.words === null) throw new UserError('missing_words', 'agreements.errors.missingWords');
    return { kind: 'find', filter };
  }
  const number = /^a/i.test(typed) ? readAgreementNumber(plainFromCommand(input)) : null;
  return number === null ? { kind: 'find', filter: readFilter(input) } : { kind: 'show', number };
}

/** "prüfe Verträge" looks for words; "verify", also with an agreement or with dashes after it, is the verb. */
function isAlone(rest: string): boolean {
  return rest === '' || /^[-—–]/.test(rest) || readAgreementNumber(rest) !== null;
}

function readRevocation(rest: string, verb: string): AgreementCommand {
  const dashed = rest.replace(/^(\s*(?:a\s*[-‐-―−]?\s*)?\d+[\s,]+)(because|weil|warum|why)(?=\s)/i, '$1--$2');
  const { text, flags } = parseArguments(dashed, revokeSpec);
  const because = flags.get('because');
  return {
    kind: 'revoke',
    number: numberIn(text.replace(/,\s*$/, ''), verb),
    because: typeof because === 'string' ? plainFromCommand(because) : null,
  };
}

function readNumber(rest: string, verb: string): number {
  return numberIn(parseArguments(rest, noFlags).text, verb);
}

function numberIn(text: string, verb: string): number {
  const typed = plainFromCommand(text).trim();
  if (typed === '') throw new UserError('missing_number', 'agreements.errors.missingNumber');
  const number = readAgreementNumber(typed);
  if (number !== null) return number;
  throw new UserError('unreadable_number', 'agreements.errors.unreadableNumber', {
    part: excerpt(text),
    verb: excerpt(verb),
  });
}

function readFilter(input: string): Filter {
  const { text, flags } = parseArguments(input, findSpec);
  const words = oneLine(text);
  if (words.length > longestSearch) {
    const values = { length: words.length, longest: longestSearch };
    throw new UserError('long_words', 'agreements.errors.longWords', values);
  }
  const initiative = flags.get('initiative');
  return {
    words: words || null,
    // No initiative has a longer name, so nothing is found by one; the button need not carry more.
    initiative: typeof initiative === 'string' ? oneLine(initiative).slice(0, longestInitiative + 1) : null,
  };
}

function oneLine(typed: string): string {
  return plainFromCommand(typed)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
