import { UserError } from '../../errors.ts';
import { type ArgumentSpec, parseArguments, type Word } from '../../slack/arguments.ts';
import { oneLine } from '../../slack/blocks.ts';
import { excerpt } from '../../slack/excerpt.ts';
import { onlyChannel, plainFromCommand } from '../../slack/mentions.ts';
import type { Reader } from '../../slack/request.ts';
import { type Locale, texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import { readDepartmentNames } from '../departments/department-names.ts';
import type { PollKind, Visibility } from './poll.ts';
import { legible } from './poll-draft.ts';
import { emptyWish, type PollWish } from './poll-wish.ts';

/** Text behind a number, with or without quotes around all of it. */
export function readText(rest: string): string {
  return legible(plainFromCommand(rest.replace(/^["“”„«]([\s\S]*)["“”»]$/, '$1'))).trim();
}

const shared = {
  anonymous: 'boolean',
  hidden: 'boolean',
  'after-voting': 'boolean',
  by: 'value',
  departments: 'value',
  in: 'value',
  repeat: 'value',
  draft: 'boolean',
} as const;

const aliases = {
  anonym: 'anonymous',
  mehrere: 'several',
  multiple: 'several',
  skala: 'ordered',
  scale: 'ordered',
  verdeckt: 'hidden',
  'nach-stimme': 'after-voting',
  ergänzbar: 'open-options',
  ergaenzbar: 'open-options',
  bis: 'by',
  deadline: 'by',
  frist: 'by',
  abteilungen: 'departments',
  abteilung: 'departments',
  department: 'departments',
  channel: 'in',
  kanal: 'in',
  wiederholen: 'repeat',
  'vor-syncs': 'before-syncs',
  entwurf: 'draft',
};

const ownFlags = {
  several: 'boolean',
  ordered: 'boolean',
  'open-options': 'boolean',
  initiative: 'value',
} as const;

/** Of a question `before-syncs` is read too, for an error of its own. */
const specs: Record<PollKind, ArgumentSpec> = {
  choice: { flags: { ...ownFlags, ...shared, 'before-syncs': 'boolean' }, aliases },
  pulse: {
    flags: { 'before-syncs': 'boolean', ...shared },
    // Others would be proposed for themselves.
    aliases: Object.fromEntries(Object.entries(aliases).filter(([, flag]) => !Object.hasOwn(ownFlags, flag))),
  },
};

const germanShared = [
  'anonym',
  'verdeckt',
  'nach-stimme',
  'bis',
  'abteilungen',
  'in',
  'wiederholen',
  'entwurf',
];
/** As error texts list them. */
const shownFlags: Record<Locale, Record<PollKind, string[]>> = {
  en: {
    choice: Object.keys({ ...ownFlags, ...shared }),
    pulse: ['before-syncs', ...Object.keys(shared)],
  },
  de: {
    choice: ['mehrere', 'skala', 'ergänzbar', 'initiative', ...germanShared],
    pulse: ['vor-syncs', ...germanShared],
  },
};

/**
 * Reads what is to be asked. Question or initiative may be missing; then a form asks for them.
 * @param channelId where it goes unless something else is typed
 * @returns initiative: its name as typed; empty where none was
 * @throws UserError quoting what cannot be read
 */
export function readPollWish(
  kind: PollKind,
  text: string,
  reader: Reader,
  channelId: string,
  departments: readonly Department[],
): { wish: PollWish; initiative: string } {
  const t = texts(reader.locale);
  const example = t.plain(kind === 'pulse' ? 'polls.pulseExample' : 'polls.example');
  const parsed = parseArguments(text, {
    ...specs[kind],
    bareFlagsBehindQuotes: kind === 'choice',
    shown: shownFlags[reader.locale][kind],
    example,
  });
  const { flags } = parsed;
  if (kind === 'choice' && flags.has('before-syncs')) {
    throw new UserError('not_a_pulse', 'pollPlans.errors.notAPulse');
  }
  const raw = (flag: string) => {
    const given = flags.get(flag);
    return typeof given === 'string' ? given : '';
  };
  const value = (flag: string) => plainFromCommand(raw(flag)).trim();
  const { question, options } = asked(parsed.text, parsed.words, kind, example);
  const chosen = value('departments');
  const into = raw('in');
  const wish: PollWish = {
    ...emptyWish(kind, into === '' ? channelId : readChannel(into)),
    question: kind === 'pulse' ? '' : question,
    options,
    isSeveral: flags.has('several'),
    isOrdered: flags.has('ordered'),
    isAnonymous: flags.has('anonymous'),
    visibility: readVisibility(flags),
    mayAddOptions: flags.has('open-options'),
    departmentIds: chosen === '' ? null : readDepartmentNames(chosen, departments),
    deadlineText: value('by'),
    repeatText: value('repeat'),
    isBeforeSyncs: flags.has('before-syncs'),
    isDraft: flags.has('draft'),
  };
  return { wish, initiative: kind === 'pulse' ? oneLine(question) : value('initiative') };
}

/**
 * A quoted question with quoted options behind it; an unquoted one with at least two, or with any where it ends with
 * a question mark; or all of it the question, whatever is quoted in it.
 */
function asked(
  text: string,
  words: readonly Word[],
  kind: PollKind,
  example: string,
): { question: string; options: string[] } {
  const whole = { question: plainFromCommand(text).trim(), options: [] };
  const [first] = words;
  if (!first) return whole;
  const bare = words.findLastIndex(({ quoted }) => !quoted);
  const behind = words.slice(first.quoted ? 1 : bare + 1);
  if (first.quoted && bare > 0) {
    const part = excerpt(words[bare]?.value ?? '');
    throw new UserError('unreadable_rest', 'polls.errors.unreadableRest', { part, example });
  }
  if (first.quoted && kind === 'pulse' && behind.length > 0) {
    const part = excerpt(behind[0]?.value ?? '');
    throw new UserError('unreadable_rest', 'polls.errors.unreadableRest', { part, example });
  }
  // Two in quotes, or one behind a question that has ended; that one is too few to choose from.
  const fewest = words[bare]?.value.endsWith('?') ? 1 : 2;
  if (!first.quoted && (behind.length < fewest || words.slice(0, bare).some(({ quoted }) => quoted)))
    return whole;
  const options = behind.map((word) => oneLine(plainFromCommand(word.value)));
  const question = first.quoted
    ? first.value
    : words
        .slice(0, bare + 1)
        .map((word) => word.value)
        .join(' ');
  return { question: plainFromCommand(question).trim(), options };
}

/** @throws UserError `two_visibilities` */
function readVisibility(flags: ReadonlyMap<string, string | true>): Visibility {
  if (flags.has('hidden') && flags.has('after-voting')) {
    throw new UserError('two_visibilities', 'polls.errors.twoVisibilities');
  }
  if (flags.has('hidden')) return 'closed';
  return flags.has('after-voting') ? 'voted' : 'always';
}

/** @throws UserError `unreadable_channel` */
function readChannel(given: string): string {
  const channel = onlyChannel(given);
  if (channel !== null) return channel;
  throw new UserError('unreadable_channel', 'polls.errors.unreadableChannel', { part: excerpt(given) });
}
