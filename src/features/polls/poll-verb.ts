import { UserError } from '../../errors.ts';
import { excerpt } from '../../slack/excerpt.ts';
import { nearest } from '../../slack/nearest.ts';
import type { Reader } from '../../slack/request.ts';
import { tokenize } from '../../slack/tokens.ts';
import { texts } from '../../text/text.ts';
import { pollName } from './poll.ts';

const verbs = {
  list: 'list',
  liste: 'list',
  saved: 'saved',
  gespeichert: 'saved',
  gespeicherte: 'saved',
  pulse: 'pulse',
  puls: 'pulse',
  show: 'show',
  zeigen: 'show',
  zeige: 'show',
  close: 'close',
  schließen: 'close',
  schliessen: 'close',
  remind: 'remind',
  erinnern: 'remind',
  add: 'add',
  ergänzen: 'add',
  ergaenzen: 'add',
  reason: 'reason',
  grund: 'reason',
  option: 'add',
  answer: 'answer',
  antworten: 'answer',
  antworte: 'answer',
  withdraw: 'withdraw',
  zurückziehen: 'withdraw',
  zurueckziehen: 'withdraw',
  answers: 'answers',
  stimmen: 'answers',
  again: 'again',
  nochmal: 'again',
  propose: 'propose',
  vorschlagen: 'propose',
  agenda: 'agenda',
  silent: 'silent',
  missing: 'silent',
  fehlt: 'silent',
  start: 'start',
  starten: 'start',
  stop: 'stop',
  end: 'stop',
  beenden: 'stop',
} as const satisfies Record<string, string>;

type Verb = (typeof verbs)[keyof typeof verbs];
export type PollVerb = Exclude<Verb, 'list' | 'saved' | 'pulse' | 'start' | 'stop'>;

const germanWords: Record<PollVerb, string> = {
  show: 'zeigen',
  close: 'schließen',
  remind: 'erinnern',
  add: 'ergänzen',
  reason: 'grund',
  answer: 'antworten',
  withdraw: 'zurückziehen',
  answers: 'stimmen',
  again: 'nochmal',
  propose: 'vorschlagen',
  agenda: 'agenda',
  silent: 'fehlt',
};

const alone: readonly Verb[] = ['list', 'saved'];

/** What asks instead of doing something with a poll; the form is filled in with the rest. */
const asking = { new: 'new', neu: 'new' } as const;

/**
 * The verb, or `ask` with the whole text: a question may begin with any of the words ("Starten wir im Mai?"), so
 * that these are verbs only before what they are about. What is more likely a slip than a question is not asked,
 * since everybody would read it.
 * @throws UserError `unknown_verb`
 */
export function readVerb(text: string, reader: Reader): { verb: Verb | 'ask' | 'new'; rest: string } {
  const [, first = '', typed = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const rest = typed.trim();
  const asked = { verb: 'ask', rest: text.trim() } as const;
  const known = first.normalize('NFC').toLowerCase();
  if (Object.hasOwn(asking, known)) return { verb: 'new', rest };
  if (!Object.hasOwn(verbs, known)) {
    if (isSlip(asked.rest)) throw unknownVerb(first, known, reader);
    return asked;
  }
  const verb = verbs[known as keyof typeof verbs];
  if (rest === '') return { verb, rest };
  const sentence = rest.split(/\s[-—–]{1,2}\p{L}/u)[0] ?? '';
  const isQuestion = /\?(?:\s|$)/.test(sentence) && !/^["“”„«]/.test(rest);
  if (isQuestion && !isNumbered.test(rest)) return asked;
  if (alone.includes(verb)) throw unknownVerb(asked.rest, known, reader);
  return { verb, rest };
}

const isNumbered = /^(?:(?:PL|SP)\s*[-‐-―−]?\s*\d|\d+$)/i;

/** One word that asks nothing, alone, before the number of something or before one thing in quotes. */
function isSlip(text: string): boolean {
  const tokens = tokenize(text);
  const end = tokens.findIndex(({ kind }) => kind === 'flag');
  const [first, second, third] = end < 0 ? tokens : tokens.slice(0, end);
  if (first?.kind !== 'bare') return false;
  if (second && isNumbered.test(text.slice(second.start)) && !/^\d/.test(second.value)) return true;
  if (first.value.endsWith('?')) return false;
  return !second || (second.kind === 'quoted' && !third);
}

function unknownVerb(part: string, word: string, { locale }: Reader): UserError {
  const meant = nearest(word, Object.keys({ ...verbs, ...asking }));
  const values = { part: excerpt(part), example: texts(locale).plain('polls.example') };
  return meant === undefined
    ? new UserError('unknown_verb', 'polls.errors.unknownVerb', values)
    : new UserError('unknown_verb', 'polls.errors.unknownVerbNearest', { ...values, nearest: meant });
}

/** How the reader would type a verb about a poll. */
export function exampleOf(verb: PollVerb, { locale }: Reader): string {
  return `/concord-poll ${locale === 'de' ? germanWords[verb] : verb} ${pollName(3)}`;
}

/**
 * "PL-3 because it is cheaper" as the number and what follows.
 * @throws UserError `missing_poll`, `bad_poll`
 */
export function readPoll(rest: string, verb: PollVerb, reader: Reader): { id: number; rest: string } {
  const example = exampleOf(verb, reader);
  if (rest === '') throw new UserError('missing_poll', 'polls.errors.missingPoll', { example });
  const found = /^(?:PL\s*[-‐-―−]?\s*)?(\d{1,9})(?![\p{L}\p{N}])[\s,:]*([\s\S]*)$/iu.exec(rest);
  if (!found) {
    const [part = ''] = rest.split(/\s/, 1);
    throw new UserError('bad_poll', 'polls.errors.badPoll', { part: excerpt(part), example });
  }
  return { id: Number(found[1]), rest: (found[2] ?? '').trim() };
}
