import { UserError } from '../../errors.ts';
import { type ArgumentSpec, parseArguments } from '../../slack/arguments.ts';
import { type ReadingPlace, readDay } from '../../slack/dates.ts';
import { excerpt, nameList } from '../../slack/excerpt.ts';
import { parseMentions, plainFromCommand } from '../../slack/mentions.ts';
import { readRhythm } from '../../slack/recurrences.ts';
import type { Reader } from '../../slack/request.ts';
import { type Texts, texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import { readDepartmentNames } from '../departments/department-names.ts';
import {
  type Question,
  readStandupNumber,
  type StandupDraft,
  standupName,
  usual,
  type Visibility,
} from './standup.ts';

const verbs = {
  new: 'new',
  neu: 'new',
  add: 'new',
  create: 'new',
  list: 'list',
  liste: 'list',
  run: 'run',
  starten: 'run',
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
  stats: 'stats',
  beteiligung: 'stats',
  away: 'away',
  abwesend: 'away',
  back: 'back',
  zurück: 'back',
  zurueck: 'back',
} as const;

export type Verb = (typeof verbs)[keyof typeof verbs];

/** Nothing at all asks for the list. @throws UserError `unknown_verb` */
export function readVerb(text: string): { verb: Verb; rest: string } {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  if (first === '') return { verb: 'list', rest: '' };
  const known = first.normalize('NFC').toLowerCase();
  if (Object.hasOwn(verbs, known)) return { verb: verbs[known as keyof typeof verbs], rest: rest.trim() };
  throw new UserError('unknown_verb', 'standups.errors.unknownVerb', { part: excerpt(first) });
}

/** Without its name, the only one there is. @throws UserError `which_standup`, `no_standup` */
export function readStandup(rest: string, known: readonly { id: number }[], verb: string): number {
  const id = readStandupNumber(rest);
  if (id !== null) return id;
  const [only] = known;
  if (!only) throw new UserError('no_standup', 'standups.errors.noStandup');
  if (known.length === 1 && rest === '') return only.id;
  throw new UserError('which_standup', 'standups.errors.whichStandup', {
    known: nameList(known.map((standup) => standupName(standup.id))),
    first: standupName(only.id),
    verb,
  });
}

/** The last day of an absence. @throws UserError */
export function readUntil(rest: string, at: ReadingPlace): string {
  const text = plainFromCommand(rest)
    .replace(/^(?:until|till|through|bis(?:\s+einschließlich|\s+zum)?)\s+/i, '')
    .trim();
  if (text === '') throw new UserError('missing_until', 'standups.errors.missingUntil');
  return readDay(text, at);
}

const spec: ArgumentSpec = {
  flags: {
    departments: 'value',
    with: 'value',
    questions: 'value',
    days: 'value',
    at: 'value',
    window: 'value',
    remind: 'value',
    in: 'value',
    visibility: 'value',
  },
  aliases: {
    abteilungen: 'departments',
    mit: 'with',
    people: 'with',
    personen: 'with',
    fragen: 'questions',
    tage: 'days',
    um: 'at',
    time: 'at',
    fenster: 'window',
    erinnern: 'remind',
    erinnerung: 'remind',
    channel: 'in',
    sichtbarkeit: 'visibility',
  },
};

const germanFlags = [
  'abteilungen',
  'mit',
  'fragen',
  'tage',
  'um',
  'fenster',
  'erinnern',
  'in',
  'sichtbarkeit',
];

const noneWords = new Set(['none', 'no', 'nein', 'nie', 'keine']);
const visibilityWords: Readonly<Record<string, Visibility>> = {
  names: 'names',
  namen: 'names',
  departments: 'departments',
  abteilungen: 'departments',
};

/** What is asked where nobody says otherwise. */
export function usualQuestions(t: Texts): Question[] {
  return [
    { text: t.plain('standups.defaultQuestions.forward'), kind: 'text' },
    { text: t.plain('standups.defaultQuestions.need'), kind: 'need' },
    { text: t.plain('standups.defaultQuestions.decide'), kind: 'decide' },
  ];
}

/**
 * `new "Weekly" --days monday --at 9:30 --window 4 hours --in #marketing-it`
 * @returns isComplete: name, days and time are all there; otherwise a form asks for them
 * @throws UserError quoting what cannot be read
 */
export function readNewStandup(
  rest: string,
  place: { reader: Reader; channelTexts: Texts; channelId: string; departments: readonly Department[] },
): { draft: StandupDraft; isComplete: boolean } {
  const { reader, departments } = place;
  const example = texts(reader.locale).plain('standups.example');
  const { text, words, flags } = parseArguments(rest, {
    ...spec,
    ...(reader.locale === 'de' && { shown: germanFlags }),
    example,
  });
  const value = (flag: string) => {
    const given = flags.get(flag);
    return typeof given === 'string' ? plainFromCommand(given).trim() : null;
  };
  const [first, second] = words;
  if (second) {
    const values = { part: excerpt(second.value), example };
    throw new UserError('unreadable_rest', 'standups.errors.unreadableRest', values);
  }
  const chosen = value('departments');
  const days = value('days');
  const at = value('at');
  const into = flags.get('in');
  const given = flags.get('questions');
  const questions = typeof given === 'string' ? readQuestions(given) : usualQuestions(place.channelTexts);
  const people = readPeople(flags.get('with'));
  const windowMinutes = readSpan(value('window')) ?? usual.windowMinutes;
  return {
    draft: {
      name: plainFromCommand(first?.quoted ? first.value : text),
      departmentIds:
        chosen === null
          ? people.length > 0
            ? []
            : departments.map(({ id }) => id)
          : readDepartmentNames(chosen, departments),
      userIds: people,
      channelId: (typeof into === 'string' ? parseMentions(into).channelIds[0] : null) ?? place.channelId,
      questions,
      weekdays: days === null ? [...usual.weekdays] : readWeekdays(days),
      time: at === null ? usual.time : readTime(at, reader),
      windowMinutes,
      remindMinutes: readReminder(value('remind'), windowMinutes),
      visibility: readVisibility(value('visibility')),
    },
    isComplete: text !== '' && days !== null && at !== null,
  };
}

/** Several in quotes, or one without; the second of three is what is needed, as with the usual ones. */
function readQuestions(given: string): Question[] {
  const { words } = parseArguments(given, { flags: {} });
  const quoted = words.filter((word) => word.quoted).map((word) => plainFromCommand(word.value));
  const all = quoted.length > 0 ? quoted : [plainFromCommand(given)];
  return all.map((text) => {
    const [, mark, rest] = /^\s*(→|->|!)\s*(.+)$/.exec(text) ?? [];
    return mark ? { text: rest!, kind: 'need' as const } : { text, kind: 'text' as const };
  });
}

const weekdayNames: readonly RegExp[] = [
  /^mon?(?:day)?s?$|^montags?$/i,
  /^tue?s?(?:day)?s?$|^di(?:e(?:nstags?)?)?$/i,
  /^wed?(?:nesday)?s?$|^mi(?:ttwochs?)?$/i,
  /^thu?r?s?(?:day)?s?$|^do(?:nnerstags?)?$/i,
  /^fri?(?:day)?s?$|^freitags?$/i,
  /^sat?(?:urday)?s?$|^sa(?:mstags?)?$|^sonnabends?$/i,
  /^sun?(?:day)?s?$|^so(?:nntags?)?$/i,
];
const workingDays = /^(?:weekdays?|working days?|werktags?|arbeitstags?|mo-fr|mon-fri)$/i;

/** @throws UserError `unreadable_days` */
function readWeekdays(typed: string): number[] {
  if (workingDays.test(typed)) return [1, 2, 3, 4, 5];
  const names = typed.split(/[,;\s]+(?:(?:and|und)\s+)?|\s+(?:and|und|&)\s+/i).filter(Boolean);
  return names.map((name) => {
    const found = weekdayNames.findIndex((pattern) => pattern.test(name));
    if (found !== -1) return found + 1;
    throw new UserError('unreadable_days', 'standups.errors.unreadableDays', { part: excerpt(name) });
  });
}

/** @throws UserError `unreadable_time` */
function readTime(typed: string, reader: Reader): string {
  const rhythm = readRhythm(typed, { locale: reader.locale, today: '2027-01-01' });
  if (rhythm.time !== null && rhythm.rule === null && rhythm.rest === '') return rhythm.time;
  throw new UserError('unreadable_time', 'standups.errors.unreadableTime', { part: excerpt(typed) });
}

/** "4 hours", "90 Min.", "2 Stunden" in minutes; null: nothing was typed. @throws UserError `bad_window` */
function readSpan(typed: string | null): number | null {
  if (typed === null) return null;
  const [, amount = '', unit = ''] = /^(\d{1,4}(?:[.,]\d)?)\s*(\p{L}*)\.?$/iu.exec(typed) ?? [];
  const count = Number(amount.replace(',', '.'));
  const isHours = /^(?:h|hours?|std|stunden?)$/i.test(unit);
  const isMinutes = unit === '' || /^(?:m|min|minutes?|minuten?)$/i.test(unit);
  return amount !== '' && (isHours || isMinutes) ? Math.round(count * (isHours ? 60 : 1)) : Number.NaN;
}

function readReminder(typed: string | null, windowMinutes: number): number | null {
  if (typed === null) return usual.remindMinutes < windowMinutes ? usual.remindMinutes : null;
  return noneWords.has(typed.toLowerCase()) ? null : readSpan(typed);
}

/** @throws UserError `unknown_visibility` */
function readVisibility(typed: string | null): Visibility {
  if (typed === null) return usual.visibility;
  const known = typed.toLowerCase();
  if (Object.hasOwn(visibilityWords, known)) return visibilityWords[known]!;
  throw new UserError('unknown_visibility', 'standups.errors.unknownVisibility', { part: excerpt(typed) });
}

/** @throws UserError `unreadable_people` */
function readPeople(given: string | true | undefined): string[] {
  if (typeof given !== 'string') return [];
  const { userIds, rest } = parseMentions(given);
  if (userIds.length > 0 && rest === '') return userIds;
  const part = excerpt(rest || given);
  throw new UserError('unreadable_people', 'standups.errors.unreadablePeople', { part });
}
