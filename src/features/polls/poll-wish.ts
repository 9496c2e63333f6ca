import { UserError } from '../../errors.ts';
import { readMoment } from '../../slack/dates.ts';
import { excerpt } from '../../slack/excerpt.ts';
import { readRhythm } from '../../slack/recurrences.ts';
import type { Reader } from '../../slack/request.ts';
import type { TextKey, TextValues } from '../../text/text.ts';
import { localOf } from '../../time/local-time.ts';
import { longestDeadlineText, type PlanDraft, type Rhythm } from './plan.ts';
import { fields, longestQuestion, type Poll, type PollDraft, type PollKind } from './poll.ts';
import { legible } from './poll-draft.ts';

/** What somebody wants to ask, with the times as they were typed: what the form says, and what a command says. */
export interface PollWish extends Omit<PollDraft, 'deadline'> {
  /** Empty: the usual time. */
  deadlineText: string;
  /** Empty: once. */
  repeatText: string;
  /** Before every sync of the initiative's departments; only a pulse can be. */
  isBeforeSyncs: boolean;
  /** Only saved. */
  isDraft: boolean;
}

/** Slack's own limit of a multiline input. */
export const longestOptions = 3000;
export const longestRepeat = 300;
const usualTime = '09:00';
/** A deadline that names a day and no time ends with the working day. */
const endOfWorkingDay = { time: '17:00' };

type Named<K> = K extends `polls.errors.${infer N}` ? N : never;

function errorAt(code: string, name: Named<TextKey>, field: string, values: TextValues = {}): UserError {
  return new UserError(code, `polls.errors.${name}`, values, field);
}

export function emptyWish(kind: PollKind, channelId: string): PollWish {
  return {
    kind,
    channelId,
    question: '',
    options: [],
    isSeveral: false,
    isOrdered: false,
    isAnonymous: false,
    visibility: 'always',
    mayAddOptions: false,
    initiativeId: null,
    departmentIds: null,
    sourcePermalink: null,
    deadlineText: '',
    repeatText: '',
    isBeforeSyncs: false,
    isDraft: false,
  };
}

/** The same question again. */
export function wishAgain(poll: Poll): PollWish {
  const { kind, question, isSeveral, isOrdered, isAnonymous, visibility, mayAddOptions } = poll;
  return {
    ...emptyWish(kind, poll.channelId),
    ...{ kind, question, isSeveral, isOrdered, isAnonymous, visibility, mayAddOptions },
    options: kind === 'pulse' ? [] : poll.options.map(({ text }) => text),
    initiativeId: poll.initiativeId,
    departmentIds: poll.departments.map(({ id }) => id),
  };
}

/** Whether the form can hold what was typed; Slack refuses one with more in an input than its longest. */
export function fitsForm(wish: PollWish): boolean {
  const { question, options, deadlineText, repeatText } = wish;
  return (
    question.length <= longestQuestion &&
    options.join('\n').length <= longestOptions &&
    deadlineText.length <= longestDeadlineText &&
    repeatText.length <= longestRepeat
  );
}

/** How often it is opened, null: once; what is wrong with a rule, saving it says. @throws UserError at the field */
export function rhythmOf(wish: PollWish, reader: Reader, now: Date): Rhythm | null {
  const { repeatText, isBeforeSyncs, isDraft } = wish;
  const isRepeated = repeatText.trim() !== '';
  if ([isRepeated, isBeforeSyncs, isDraft].filter(Boolean).length > 1) {
    throw errorAt('two_times', 'twoTimes', fields.repeat);
  }
  if (isBeforeSyncs) return 'syncs';
  if (!isRepeated) return null;
  const today = localOf(now, reader.timezone).slice(0, 10);
  const read = at(fields.repeat, () => readRhythm(repeatText, { locale: reader.locale, today }));
  const unreadable = (part: string) =>
    new UserError(
      'unreadable_recurrence',
      'input.unreadableRecurrence',
      { part: excerpt(part) },
      fields.repeat,
    );
  if (read.rest !== '' || read.minutes !== null) throw unreadable(read.rest || repeatText);
  if (read.rule === null)
    throw new UserError('missing_recurrence', 'input.missingRecurrence', {}, fields.repeat);
  return { rule: read.rule, time: read.time ?? usualTime };
}

/** Null: the usual time. @throws UserError at the field */
export function deadlineOf({ deadlineText }: PollWish, reader: Reader, now: Date): Date | null {
  if (deadlineText.trim() === '') return null;
  const place = { now, timeZone: reader.timezone, locale: reader.locale };
  return at(fields.deadline, () => readMoment(deadlineText, place, endOfWorkingDay));
}

/**
 * What is opened at once; hidden as long as it is open, where it is anonymous.
 * @throws UserError at the field
 */
export function draftOf(wish: PollWish, deadline: Date | null): PollDraft {
  if (wish.isAnonymous && wish.visibility === 'voted') {
    throw errorAt('anonymous_after_voting', 'anonymousAfterVoting', fields.visibility);
  }
  const { deadlineText: _, repeatText: __, isBeforeSyncs: ___, isDraft: ____, ...poll } = wish;
  return {
    ...poll,
    question: legible(poll.question),
    options: poll.options.map(legible),
    visibility: poll.isAnonymous ? 'closed' : poll.visibility,
    deadline,
  };
}

/** What is kept for later. */
export function planOf(wish: PollWish, rhythm: Rhythm | null): PlanDraft {
  const { deadline: _, ...poll } = draftOf(wish, null);
  return { poll, deadlineText: wish.deadlineText.trim() || null, rhythm };
}

/** The error of reading a text belongs beside the field in which it stands. */
function at<R>(field: string, read: () => R): R {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.code, error.key, error.values, field);
  }
}
