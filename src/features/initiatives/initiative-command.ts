import { UserError } from '../../errors.ts';
import { type ArgumentSpec, parseArguments } from '../../slack/arguments.ts';
import { excerpt, nameList } from '../../slack/excerpt.ts';
import { onlyChannel, parseMentions, plainFromCommand } from '../../slack/mentions.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import { readDepartmentNames } from '../departments/department-names.ts';
import { type InitiativeDraft, nameKey, type Status, settableStatuses, statuses } from './initiative.ts';

const verbs = {
  new: 'new',
  neu: 'new',
  add: 'new',
  create: 'new',
  list: 'list',
  liste: 'list',
  show: 'show',
  zeigen: 'show',
  zeige: 'show',
  change: 'change',
  edit: 'change',
  ändern: 'change',
  aendern: 'change',
  agree: 'agree',
  beschließen: 'agree',
  beschliessen: 'agree',
} as const satisfies Record<string, string>;

export type Verb = (typeof verbs)[keyof typeof verbs];

const germanWords = { show: 'zeigen', change: 'ändern', agree: 'beschließen' } as const;

/** How the reader would type it. */
export function wordOf(verb: keyof typeof germanWords, { locale }: Reader): string {
  return locale === 'de' ? germanWords[verb] : verb;
}

/** Nothing at all asks for the list. @throws UserError `unknown_verb` */
export function readVerb(text: string): { verb: Verb; rest: string } {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  if (first === '') return { verb: 'list', rest: '' };
  const known = first.normalize('NFC').toLowerCase();
  if (Object.hasOwn(verbs, known)) return { verb: verbs[known as keyof typeof verbs], rest: rest.trim() };
  // A quoted name alone asks for its card.
  if (/^["“”„«]/.test(first)) return { verb: 'show', rest: text.trim() };
  throw new UserError('unknown_verb', 'initiatives.errors.unknownVerb', { part: excerpt(first) });
}

const spec: ArgumentSpec = {
  flags: {
    name: 'value',
    direction: 'value',
    extent: 'value',
    departments: 'value',
    sponsors: 'value',
    status: 'value',
    in: 'value',
    link: 'value',
  },
  aliases: {
    richtung: 'direction',
    wohin: 'direction',
    umfang: 'extent',
    abteilungen: 'departments',
    paten: 'sponsors',
    pate: 'sponsors',
    sponsor: 'sponsors',
    stand: 'status',
    channel: 'in',
    kanal: 'in',
    links: 'link',
  },
  emptiable: ['direction', 'extent', 'sponsors', 'in', 'link'],
};

/** What takes away what there is, besides quotes with nothing between them. */
const nothing = /^(?:none|kein(?:e[rn]?|s)?)?$/i;

const germanFlags = ['name', 'richtung', 'umfang', 'abteilungen', 'paten', 'status', 'in', 'link'];

/** Other words for a status, besides what the form calls it. */
const statusWords: Readonly<Record<string, Status>> = {
  idea: 'idea',
  idee: 'idea',
  started: 'under_way',
  under_way: 'under_way',
  gestartet: 'under_way',
};

/** What was typed; what was not stays as it is, or as usual. */
export type Typed = Partial<InitiativeDraft>;

/**
 * A name, and what is to be said of it: `"Customer data" --status paused`.
 * @returns name: as typed; empty where none was
 * @throws UserError quoting what cannot be read
 */
export function readInitiative(
  rest: string,
  reader: Reader,
  departments: readonly Department[],
): { name: string; typed: Typed } {
  const t = texts(reader.locale);
  const example = t.plain('initiatives.example');
  const { text, words, flags } = parseArguments(rest, {
    ...spec,
    ...(reader.locale === 'de' && { shown: germanFlags }),
    example,
  });
  const [first, second] = words;
  if (first?.quoted && second) {
    const values = { part: excerpt(second.value), example };
    throw new UserError('unreadable_rest', 'initiatives.errors.unreadableRest', values);
  }
  const raw = (flag: string) => {
    const given = flags.get(flag);
    return typeof given === 'string' ? given : undefined;
  };
  const plainText = (flag: string) => {
    const given = raw(flag);
    return given === undefined ? undefined : plainFromCommand(given).trim();
  };
  const given: { [key in keyof Typed]?: Typed[key] | undefined } = {
    name: plainText('name'),
    direction: map(plainText('direction'), (text) => (nothing.test(text) ? '' : text)),
    extent: map(plainText('extent'), (text) => (nothing.test(text) ? '' : text)),
    departmentIds: map(plainText('departments'), (text) => readDepartmentNames(text, departments)),
    sponsorIds: map(raw('sponsors'), (text) => (nothing.test(text.trim()) ? [] : readPeople(text))),
    status: map(plainText('status'), (text) => readStatus(text, reader)),
    channelId: map(raw('in'), (text) => (nothing.test(text.trim()) ? null : readChannel(text))),
    links: map(plainText('link'), (text) => (nothing.test(text) ? [] : text.split(/[\s,]+/).filter(Boolean))),
  };
  return {
    name: plainFromCommand(first?.quoted ? first.value : text).trim(),
    typed: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Typed,
  };
}

/**
 * What follows `list`: a status, as a flag or alone.
 * @returns null: all
 * @throws UserError `unreadable_list`, `unknown_status`, and those of the grammar
 */
export function readList(rest: string, reader: Reader): Status | null {
  const isGerman = reader.locale === 'de';
  const { text, flags } = parseArguments(rest, {
    flags: { status: 'value' },
    aliases: { stand: 'status' },
    example: `/concord-initiative ${isGerman ? 'liste --status pausiert' : 'list --status paused'}`,
  });
  const given = flags.get('status');
  const typed = plainFromCommand(typeof given === 'string' ? given : text).trim();
  const isBoth = given !== undefined && text !== '';
  const status = typed === '' ? null : statusCalled(typed, reader);
  if (isBoth || (given === undefined && status === undefined)) {
    throw new UserError('unreadable_list', 'initiatives.errors.unreadableList', { part: excerpt(text) });
  }
  return status === undefined ? readStatus(typed, reader) : status;
}

function map<V, R>(value: V | undefined, change: (value: V) => R): R | undefined {
  return value === undefined ? undefined : change(value);
}

/** As the form calls it in either language. */
function statusCalled(text: string, reader: Reader): Status | undefined {
  const key = nameKey(text);
  const called = (locale: 'en' | 'de') =>
    statuses.find((status) => nameKey(texts(locale).plain(`initiatives.statuses.${status}`)) === key);
  const found = called(reader.locale) ?? called('en') ?? called('de');
  return found ?? (Object.hasOwn(statusWords, key) ? statusWords[key] : undefined);
}

/** @throws UserError `unknown_status` */
function readStatus(text: string, reader: Reader): Status {
  const found = statusCalled(text, reader);
  if (found) return found;
  const t = texts(reader.locale);
  const known = nameList(settableStatuses.map((status) => t.plain(`initiatives.statuses.${status}`)));
  throw new UserError('unknown_status', 'initiatives.errors.unknownStatus', { part: excerpt(text), known });
}

/** @throws UserError `unreadable_sponsors` */
function readPeople(given: string): string[] {
  const { userIds, rest } = parseMentions(given);
  if (userIds.length > 0 && rest === '') return userIds;
  throw new UserError('unreadable_sponsors', 'initiatives.errors.unreadableSponsors', {
    part: excerpt(rest || given),
  });
}

/** @throws UserError `unreadable_channel` */
function readChannel(given: string): string {
  const channel = onlyChannel(given);
  if (channel !== null) return channel;
  throw new UserError('unreadable_channel', 'initiatives.errors.unreadableChannel', { part: excerpt(given) });
}
