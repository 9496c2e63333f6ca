import { UserError } from '../../errors.ts';
import { type ArgumentSpec, parseArguments } from '../../slack/arguments.ts';
import { type ReadingPlace, readDay, readMoment } from '../../slack/dates.ts';
import { excerpt, nameList } from '../../slack/excerpt.ts';
import { parseMentions, plainFromCommand } from '../../slack/mentions.ts';
import { readRhythm } from '../../slack/recurrences.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import { dayOf } from '../../time/local-time.ts';
import type { Department } from '../departments/department.service.ts';
import { readDepartmentNames } from '../departments/department-names.ts';
import { type OnHoliday, readSeriesNumber, seriesName, usual } from './series.ts';
import { requireTimeZone, type SeriesRequest } from './series-draft.ts';

const verbs = {
  new: 'new',
  neu: 'new',
  add: 'new',
  create: 'new',
  list: 'list',
  liste: 'list',
  next: 'next',
  nächster: 'next',
  nächste: 'next',
  naechster: 'next',
  agenda: 'agenda',
  tagesordnung: 'agenda',
  skip: 'skip',
  auslassen: 'skip',
  move: 'move',
  verschieben: 'move',
  change: 'change',
  edit: 'change',
  ändern: 'change',
  aendern: 'change',
  pause: 'pause',
  pausieren: 'pause',
  anhalten: 'pause',
  resume: 'resume',
  fortsetzen: 'resume',
  end: 'end',
  beenden: 'end',
  calendar: 'calendar',
  kalender: 'calendar',
  'follow-ups': 'followUps',
  followups: 'followUps',
  aufgaben: 'followUps',
} as const satisfies Record<string, string>;

export type Verb = (typeof verbs)[keyof typeof verbs];

/** The verb and what stands behind it; nothing at all asks for the list. @throws UserError `unknown_verb` */
export function readVerb(text: string): { verb: Verb; rest: string } {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  if (first === '') return { verb: 'list', rest: '' };
  const known = first.normalize('NFC').toLowerCase();
  if (Object.hasOwn(verbs, known)) return { verb: verbs[known as keyof typeof verbs], rest: rest.trim() };
  throw new UserError('unknown_verb', 'syncs.errors.unknownVerb', { part: excerpt(first) });
}

/**
 * The series that is meant; without its name, the only one there is.
 * @throws UserError `which_series`, `no_series`
 */
export function readSeries(
  rest: string,
  known: readonly { id: number }[],
  verb: string,
): { id: number; rest: string } {
  const [, first = '', after = ''] =
    /^(s\s*[-‐-―−]?\s*\d+|\d+(?=\s|$))\s*([\s\S]*)$/i.exec(rest.trim()) ?? [];
  const id = readSeriesNumber(first);
  if (id !== null) return { id, rest: after.trim() };
  const [only] = known;
  if (!only) throw new UserError('no_series', 'syncs.errors.noSeries');
  if (known.length === 1) return { id: only.id, rest: rest.trim() };
  throw new UserError('which_series', 'syncs.errors.whichSeries', {
    known: nameList(known.map((series) => seriesName(series.id))),
    first: seriesName(only.id),
    verb,
  });
}

/** The day behind `skip S-2`; null: the next one. @throws UserError */
export function readSkip(rest: string, at: ReadingPlace): string | null {
  return rest === '' ? null : readDay(plainFromCommand(rest), at);
}

/**
 * `thursday 10:00`, or `22 june to 23 june 9:00` for one that is not the next.
 * @returns at: null where no time was typed
 * @throws UserError
 */
export function readMove(rest: string, at: ReadingPlace): { day: string | null; at: Date | null } {
  const text = plainFromCommand(rest).trim();
  if (text === '') return { day: null, at: null };
  const [, from, to] = /^(.+?)\s+(?:to|auf|nach|→|->)\s+(.+)$/is.exec(text) ?? [];
  if (from !== undefined && to !== undefined) {
    return { day: readDay(from, at), at: readMoment(to, at, { time: usual.time }) };
  }
  const moment = text.replace(/^(?:to|auf|nach)\s+/i, '');
  return { day: null, at: readMoment(moment, at, { time: usual.time }) };
}

const spec: ArgumentSpec = {
  flags: {
    departments: 'value',
    with: 'value',
    in: 'value',
    link: 'value',
    from: 'value',
    zone: 'value',
    holidays: 'value',
    'on-holiday': 'value',
    agenda: 'value',
  },
  aliases: {
    abteilungen: 'departments',
    mit: 'with',
    participants: 'with',
    teilnehmer: 'with',
    channel: 'in',
    kanal: 'in',
    ab: 'from',
    start: 'from',
    timezone: 'zone',
    zeitzone: 'zone',
    feiertage: 'holidays',
    'am-feiertag': 'on-holiday',
  },
};

const germanFlags = ['abteilungen', 'mit', 'in', 'link', 'ab', 'zone', 'feiertage', 'am-feiertag', 'agenda'];

const onHolidayWords: Readonly<Record<string, OnHoliday>> = {
  skip: 'skip',
  auslassen: 'skip',
  ausfallen: 'skip',
  move: 'move',
  verschieben: 'move',
};

const noneWords = new Set(['none', 'no', 'keine', 'nein']);

/** As much as was typed; a form asks for the rest. */
export interface TypedSeries {
  request: SeriesRequest;
  /** Whether title, recurrence and time are all there. */
  isComplete: boolean;
}

/**
 * `new "CMO/CIO sync" every second tuesday 10:00 for 45 minutes in #marketing-it --link https://…`
 * @throws UserError quoting what cannot be read
 */
export function readNewSeries(
  rest: string,
  place: {
    reader: Reader;
    channelId: string;
    departments: readonly Department[];
    now: Date;
    country: string | null;
  },
): TypedSeries {
  const { reader, departments, now, country } = place;
  const example = texts(reader.locale).plain('syncs.example');
  const { text, words, flags } = parseArguments(rest, {
    ...spec,
    ...(reader.locale === 'de' && { shown: germanFlags }),
    example,
  });
  const value = (flag: string) => {
    const given = flags.get(flag);
    return typeof given === 'string' ? plainFromCommand(given).trim() : null;
  };
  const [first] = words;
  const title = first?.quoted ? plainFromCommand(first.value) : '';
  const phrase = first?.quoted ? afterQuote(text, first.value) : text;
  const timezone = value('zone') ?? reader.timezone;
  requireTimeZone(timezone);
  const at = { now, timeZone: timezone, locale: reader.locale };
  const { channelIds, rest: rhythmText } = channelIn(phrase);
  const rhythm = readRhythm(rhythmText, { locale: reader.locale, today: dayOf(now, timezone) });
  if (rhythm.rest !== '') {
    const values = { part: excerpt(rhythm.rest), example };
    throw new UserError('unreadable_rest', 'syncs.errors.unreadableRest', values);
  }
  const into = flags.get('in');
  const from = value('from');
  const holidays = value('holidays');
  const chosen = value('departments');
  const request: SeriesRequest = {
    title,
    departmentIds:
      chosen === null ? departments.map(({ id }) => id) : readDepartmentNames(chosen, departments),
    participantIds: readPeople(flags.get('with')),
    channelId:
      (typeof into === 'string' ? parseMentions(into).channelIds[0] : channelIds[0]) ?? place.channelId,
    rule: rhythm.rule ?? '',
    day: from === null ? null : readDay(from, at),
    time: rhythm.time ?? usual.time,
    timezone,
    minutes: rhythm.minutes ?? usual.minutes,
    link: addressOf(flags.get('link')),
    agendaDays: value('agenda') === null ? usual.agendaDays : Number.parseInt(value('agenda')!, 10),
    ...readHolidays(holidays, country),
    onHoliday: readOnHoliday(value('on-holiday')),
  };
  return { request, isComplete: title !== '' && rhythm.rule !== null && rhythm.time !== null };
}

/** What stands behind the first quoted argument. */
function afterQuote(text: string, quoted: string): string {
  const start = text.indexOf(quoted);
  return start === -1 ? '' : text.slice(start + quoted.length + 1).trim();
}

/** `in #channel` anywhere in the words. */
function channelIn(phrase: string): { channelIds: string[]; rest: string } {
  const mention = /(?:^|\s)(?:in\s+)?(<#[^>]*>)/i.exec(phrase);
  if (!mention) return { channelIds: [], rest: plainFromCommand(phrase) };
  const rest = `${phrase.slice(0, mention.index)} ${phrase.slice(mention.index + mention[0].length)}`;
  return { channelIds: parseMentions(mention[1]!).channelIds, rest: plainFromCommand(rest).trim() };
}

/** Slack turns an address into `<https://…>` or `<https://…|label>`. */
function addressOf(given: string | true | undefined): string | null {
  return typeof given === 'string' ? plainFromCommand(given).trim() : null;
}

/** @throws UserError `unreadable_people` */
function readPeople(given: string | true | undefined): string[] {
  if (typeof given !== 'string') return [];
  const { userIds, rest } = parseMentions(given);
  if (userIds.length > 0 && rest === '') return userIds;
  const part = excerpt(rest || given);
  throw new UserError('unreadable_people', 'syncs.errors.unreadablePeople', { part });
}

function readHolidays(typed: string | null, country: string | null) {
  if (typed === null) return { holidayCountry: country, holidayRegion: null };
  if (noneWords.has(typed.toLowerCase())) return { holidayCountry: null, holidayRegion: null };
  const [place = '', ...region] = typed.toUpperCase().split(/[-\s]+/);
  return { holidayCountry: place, holidayRegion: region.join('-') || null };
}

/** @throws UserError `unknown_on_holiday` */
function readOnHoliday(typed: string | null): OnHoliday {
  if (typed === null) return usual.onHoliday;
  const known = typed.toLowerCase();
  if (Object.hasOwn(onHolidayWords, known)) return onHolidayWords[known]!;
  throw new UserError('unknown_on_holiday', 'syncs.errors.unknownOnHoliday', { part: excerpt(typed) });
}
