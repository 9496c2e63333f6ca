/** What a question is for: `need` goes to the other side's door, `decide` to what both should decide. */
export const questionKinds = ['text', 'need', 'decide'] as const;
export type QuestionKind = (typeof questionKinds)[number];

export interface Question {
  text: string;
  kind: QuestionKind;
}

/** `names`: who said what; `departments`: what a department said, without names. */
export const visibilities = ['names', 'departments'] as const;
export type Visibility = (typeof visibilities)[number];

/** What somebody wants a standup to be. */
export interface StandupDraft {
  name: string;
  channelId: string;
  departmentIds: number[];
  /** People asked besides those of the departments. */
  userIds: string[];
  questions: Question[];
  /** 1 Monday to 7 Sunday */
  weekdays: number[];
  /** HH:MM, each person's own. */
  time: string;
  windowMinutes: number;
  /** Before the end of the window; null: nobody is reminded. */
  remindMinutes: number | null;
  visibility: Visibility;
}

export interface Standup extends StandupDraft {
  workspaceId: string;
  id: number;
  createdBy: string;
  state: 'active' | 'paused' | 'ended';
  /** YYYY-MM-DD: every day up to this one has its round; null: none has. */
  plannedUntil: string | null;
}

export const longestName = 100;
export const longestQuestion = 200;
export const mostQuestions = 5;
export const longestAnswer = 3000;
export const mostPeople = 1000;
export const shortestWindow = 15;
export const longestWindow = 1380;
export const usual = {
  weekdays: [1],
  time: '09:30',
  windowMinutes: 240,
  remindMinutes: 60,
  visibility: 'names',
} as const;

/** The name by which people speak of it. */
export function standupName(id: number): string {
  return `ST-${id}`;
}

/** The n of what a person writes as "ST-1", "st1" or "1"; null: not a number of a standup. */
export function readStandupNumber(typed: string): number | null {
  const [, digits] = /^(?:st\s*[-‐-―−]?\s*)?(\d{1,9})$/i.exec(typed.trim()) ?? [];
  return digits === undefined ? null : Number(digits);
}
