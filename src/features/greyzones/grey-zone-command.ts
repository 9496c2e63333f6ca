import { UserError } from '../../errors.ts';
import { type ArgumentSpec, parseArguments } from '../../slack/arguments.ts';
import { excerpt, nameList } from '../../slack/excerpt.ts';
import { onlyChannel, plainFromCommand } from '../../slack/mentions.ts';
import type { Reader } from '../../slack/request.ts';
import { type Locale, texts } from '../../text/text.ts';
import type { Department } from '../departments/department.ts';
import { readDepartmentNames } from '../departments/department-names.ts';
import { type Claim, questions } from './finding.ts';
import { type GreyZone, type Own, stillThere } from './grey-zone.ts';
import { departmentNamed } from './proposal-command.ts';

const verbs = {
  new: 'new',
  neu: 'new',
  neue: 'new',
  add: 'new',
  create: 'new',
  list: 'list',
  liste: 'list',
  show: 'show',
  zeigen: 'show',
  zeige: 'show',
  answer: 'answer',
  antworten: 'answer',
  antwort: 'answer',
  antworte: 'answer',
  close: 'close',
  schließen: 'close',
  schliessen: 'close',
  beenden: 'close',
  cancel: 'close',
  abbrechen: 'close',
  again: 'again',
  erneut: 'again',
  nochmal: 'again',
  nochmals: 'again',
  drop: 'drop',
  fallenlassen: 'drop',
  verwerfen: 'drop',
  propose: 'propose',
  vorschlagen: 'propose',
} as const satisfies Record<string, string>;

export type Verb = (typeof verbs)[keyof typeof verbs];
type AboutOne = Exclude<Verb, 'new' | 'list'>;

const germanWords: Record<Exclude<Verb, 'new'>, string> = {
  list: 'liste',
  show: 'zeigen',
  answer: 'antworten',
  close: 'schließen',
  again: 'erneut',
  drop: 'fallenlassen',
  propose: 'vorschlagen',
};

const zoneNamed = /^[“"„«]?g-?\d{1,9}[”"“»]?$/i;
/** Behind a verb the number is enough. */
const zoneNumber = /^[“"„«]?(?:g-?)?(\d{1,9})[”"“»]?$/i;

/**
 * A question alone asks it. What looks like a mistyped verb is none: a single word, or one before the name of a grey
 * zone.
 * @throws UserError `unknown_verb`
 */
export function readVerb(text: string): { verb: Verb; rest: string } {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const known = first.normalize('NFC').toLowerCase();
  if (Object.hasOwn(verbs, known)) return { verb: verbs[known as keyof typeof verbs], rest: rest.trim() };
  if (zoneNamed.test(text.trim())) return { verb: 'show', rest: text.trim() };
  const isQuoted = /^["“”„«]/.test(first);
  const [second = ''] = rest.split(/\s/, 1);
  const isMistyped = first !== '' && !first.startsWith('--') && (rest === '' || zoneNamed.test(second));
  if (isMistyped && !isQuoted) {
    throw new UserError('unknown_verb', 'greyzones.errors.unknownVerb', { part: excerpt(first) });
  }
  return { verb: 'new', rest: text.trim() };
}

/** @throws UserError `which_zone` */
export function readZoneId(
  rest: string,
  verb: AboutOne,
  { locale }: Pick<Reader, 'locale'>,
): { id: number; rest: string } {
  const [, first = '', more = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
  const [, id] = zoneNumber.exec(first) ?? [];
  if (id !== undefined) return { id: Number(id), rest: more.trim() };
  // More than what could be a name may be a question that begins with this word.
  const isQuestion = /\s/.test(rest) && !rest.startsWith('--');
  const values = { verb: locale === 'de' ? germanWords[verb] : verb };
  throw new UserError(
    'which_zone',
    `greyzones.errors.${isQuestion ? 'whichZoneOrQuestion' : 'whichZone'}`,
    values,
  );
}

const spec: ArgumentSpec = {
  flags: { initiative: 'value', departments: 'value', by: 'value', in: 'value' },
  aliases: {
    abteilungen: 'departments',
    abteilung: 'departments',
    department: 'departments',
    bis: 'by',
    frist: 'by',
    deadline: 'by',
    channel: 'in',
    kanal: 'in',
  },
};
const germanFlags = ['initiative', 'abteilungen', 'bis', 'in'];

/** What was typed; what was not is as usual. The deadline is still in words. */
export interface TypedZone {
  area: string;
  initiative: string | null;
  departmentIds: number[] | null;
  channelId: string | null;
  deadline: string | null;
}

/** `"Who owns the consent banner?" --by friday`. @throws UserError quoting what cannot be read */
export function readGreyZone(rest: string, reader: Reader, departments: readonly Department[]): TypedZone {
  const example = texts(reader.locale).plain('greyzones.example');
  const { text, words, flags } = parseArguments(rest, {
    ...spec,
    ...shownIn(reader.locale, germanFlags),
    example,
  });
  const [first, second] = words;
  if (first?.quoted && second) {
    const values = { part: excerpt(second.value), example };
    throw new UserError('unreadable_rest', 'greyzones.errors.unreadableRest', values);
  }
  const value = (flag: string) => {
    const given = flags.get(flag);
    return typeof given === 'string' ? given : null;
  };
  const plainValue = (flag: string) => {
    const given = value(flag);
    return given === null ? null : plainFromCommand(given).trim();
  };
  const chosen = plainValue('departments');
  const into = value('in');
  return {
    area: plainFromCommand(first?.quoted ? first.value : text).trim(),
    initiative: plainValue('initiative'),
    departmentIds: chosen === null ? null : readDepartmentNames(chosen, departments),
    channelId: into === null ? null : readChannel(into),
    deadline: plainValue('by'),
  };
}

/** `--today IT --should Marketing`; one of them is enough. @throws UserError `no_answer`, `unknown_claim` */
export function readAnswer(rest: string, reader: Reader, zone: GreyZone, departmentId: number): Own {
  const example = texts(reader.locale).plain('greyzones.answerExample');
  const { text, flags } = parseArguments(rest, {
    flags: { today: 'value', should: 'value' },
    aliases: { heute: 'today', now: 'today', soll: 'should', sollte: 'should' },
    ...shownIn(reader.locale, ['heute', 'soll']),
    example,
  });
  if (text !== '' || flags.size === 0) {
    throw new UserError('no_answer', 'greyzones.errors.noAnswer', { example });
  }
  const own: Own = {};
  for (const question of questions) {
    const typed = flags.get(question);
    if (typeof typed === 'string') own[question] = readClaim(plainFromCommand(typed), zone, departmentId);
  }
  return own;
}

const claimWords: Readonly<Record<string, 'shared' | 'nobody' | 'own'>> = {
  shared: 'shared',
  both: 'shared',
  gemeinsam: 'shared',
  beide: 'shared',
  nobody: 'nobody',
  'no one': 'nobody',
  none: 'nobody',
  niemand: 'nobody',
  keiner: 'nobody',
  'our side': 'own',
  us: 'own',
  'unsere seite': 'own',
  wir: 'own',
};

/** A department's own name goes before any other meaning of the word. */
function readClaim(typed: string, zone: GreyZone, departmentId: number): Claim {
  const name = typed.replaceAll(/["“”„«»]/g, '').trim();
  const found = departmentNamed(zone, name);
  if (found) return found.id;
  const word = name.normalize('NFC').toLowerCase();
  const claim = Object.hasOwn(claimWords, word) ? claimWords[word] : undefined;
  if (claim !== undefined) return claim === 'own' ? departmentId : claim;
  throw new UserError('unknown_claim', 'greyzones.errors.unknownClaim', {
    part: excerpt(name),
    departments: nameList(stillThere(zone).map((department) => department.name)),
  });
}

/** `--by friday`, or nothing. @throws UserError `unreadable_rest` */
export function readAgain(rest: string, reader: Reader): string | null {
  const example = texts(reader.locale).plain('greyzones.againExample');
  const { text, flags } = parseArguments(rest, {
    flags: { by: 'value' },
    aliases: { bis: 'by', frist: 'by', deadline: 'by' },
    ...shownIn(reader.locale, ['bis']),
    example,
  });
  if (text !== '') {
    const values = { part: excerpt(text), example };
    throw new UserError('unreadable_rest', 'greyzones.errors.unreadableRest', values);
  }
  const given = flags.get('by');
  return typeof given === 'string' ? plainFromCommand(given).trim() : null;
}

/** Nothing stands behind these but the name of a grey zone. @throws UserError `unreadable_rest` */
export function requireNothingBehind(
  verb: Exclude<Verb, 'new'>,
  rest: string,
  { locale }: Pick<Reader, 'locale'>,
): void {
  if (rest === '') return;
  const values = { part: excerpt(rest), verb: locale === 'de' ? germanWords[verb] : verb };
  const key = verb === 'list' ? ('restOfList' as const) : ('restOfVerb' as const);
  throw new UserError('unreadable_rest', `greyzones.errors.${key}`, values);
}

/** @throws UserError `unreadable_channel` */
function readChannel(given: string): string {
  const channel = onlyChannel(given);
  if (channel !== null) return channel;
  throw new UserError('unreadable_channel', 'greyzones.errors.unreadableChannel', { part: excerpt(given) });
}

function shownIn(locale: Locale, german: readonly string[]): { shown?: readonly string[] } {
  return locale === 'de' ? { shown: german } : {};
}
