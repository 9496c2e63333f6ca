import { UserError } from '../../errors.ts';
import { excerpt } from '../../slack/excerpt.ts';
import {
  longestName,
  longestQuestion,
  longestWindow,
  mostQuestions,
  type StandupDraft,
  shortestWindow,
} from './standup.ts';

/** Block ids of the form; an error about a field is shown beside it. */
export const fields = {
  name: 'name',
  departments: 'departments',
  people: 'people',
  days: 'days',
  time: 'time',
  window: 'window',
  remind: 'remind',
  channel: 'channel',
  visibility: 'visibility',
} as const;

/** In place of an empty choice, which Slack's select offers nobody. */
export const none = 'none';

export const questionField = (n: number): string => `question:${n}`;
export const kindField = (n: number): string => `kind:${n}`;

/** What can be seen from the draft alone. @throws UserError at the field */
export function checkDraft(draft: StandupDraft): StandupDraft {
  const name = draft.name.replaceAll(/\s+/g, ' ').trim();
  if (name === '') throw new UserError('empty_name', 'standups.errors.emptyName', {}, fields.name);
  if (name.length > longestName) {
    const values = { length: name.length, longest: longestName };
    throw new UserError('long_name', 'standups.errors.longName', values, fields.name);
  }
  const questions = draft.questions
    .map(({ text, kind }) => ({ text: text.replaceAll(/\s+/g, ' ').trim(), kind }))
    .filter(({ text }) => text !== '');
  if (questions.length === 0) {
    throw new UserError('no_questions', 'standups.errors.noQuestions', {}, questionField(1));
  }
  if (questions.length > mostQuestions) {
    const values = { count: questions.length, most: mostQuestions };
    throw new UserError('too_many_questions', 'standups.errors.tooManyQuestions', values, questionField(1));
  }
  for (const [i, { text }] of questions.entries()) {
    if (text.length <= longestQuestion) continue;
    const values = { length: text.length, longest: longestQuestion };
    throw new UserError('long_question', 'standups.errors.longQuestion', values, questionField(i + 1));
  }
  if (draft.weekdays.length === 0) throw new UserError('no_days', 'standups.errors.noDays', {}, fields.days);
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(draft.time)) {
    const values = { part: excerpt(draft.time) };
    throw new UserError('unreadable_time', 'standups.errors.unreadableTime', values, fields.time);
  }
  const { windowMinutes, remindMinutes } = draft;
  if (!Number.isInteger(windowMinutes) || windowMinutes < shortestWindow || windowMinutes > longestWindow) {
    const values = { shortest: shortestWindow, longest: longestWindow / 60 };
    throw new UserError('bad_window', 'standups.errors.badWindow', values, fields.window);
  }
  if (remindMinutes !== null && (!(remindMinutes > 0) || remindMinutes >= windowMinutes)) {
    throw new UserError('bad_reminder', 'standups.errors.badReminder', {}, fields.remind);
  }
  return {
    ...draft,
    name,
    questions,
    weekdays: [...new Set(draft.weekdays)].sort((a, b) => a - b),
    departmentIds: [...new Set(draft.departmentIds)],
    userIds: [...new Set(draft.userIds)],
  };
}
