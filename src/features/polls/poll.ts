import type { Alignment } from './alignment.ts';

export const pollKinds = ['choice', 'pulse'] as const;
/** A pulse asks direction and extent of one initiative, on five steps each. */
export type PollKind = (typeof pollKinds)[number];

/** When results are seen: always, by whoever has voted, or by all once the poll is closed. */
export const visibilities = ['always', 'voted', 'closed'] as const;
export type Visibility = (typeof visibilities)[number];

/** What somebody wants to ask. */
export interface PollDraft {
  kind: PollKind;
  /** Of a pulse empty: its two questions follow from the initiative. */
  question: string;
  /** In their order; empty: yes and no, or the steps of a pulse. */
  options: string[];
  isSeveral: boolean;
  /** Whether the options are a scale, from one end to the other. */
  isOrdered: boolean;
  isAnonymous: boolean;
  visibility: Visibility;
  mayAddOptions: boolean;
  initiativeId: number | null;
  /** Null: those of the initiative, else all departments. */
  departmentIds: number[] | null;
  channelId: string;
  /** Null: the usual time. */
  deadline: Date | null;
  /** The message it was made from. */
  sourcePermalink: string | null;
}

export interface PollOption {
  /** 1, 2, … over all questions. */
  id: number;
  /** 0; of a pulse 0 is the direction and 1 the extent. */
  question: number;
  /** Empty for the steps of a pulse, which the catalogue names. */
  text: string;
}

export interface PollVoter {
  userId: string;
  departmentId: number;
  isLead: boolean;
}

/** A poll as the database has it. */
export interface Poll extends Omit<PollDraft, 'options' | 'departmentIds' | 'deadline'> {
  workspaceId: string;
  id: number;
  authorUserId: string;
  options: PollOption[];
  openedAt: Date;
  deadline: Date;
  /** Opened later than planned. */
  isLate: boolean;
  /** Of which saved poll it is a run; null: of none. */
  planId: number | null;
  state: 'open' | 'closed';
  closedAt: Date | null;
  /** Who closed it early; null: the deadline, or everybody had voted. */
  closedBy: string | null;
  outcome: PollOutcome | null;
  lastRemindedAt: Date | null;
  message: { id: string; channel: string | null; ts: string | null; permalink: string | null };
  /** In the order in which they were made, by their names at opening. */
  departments: { id: number; name: string }[];
  voters: PollVoter[];
}

/** How many of a department may answer, and how many have. */
export interface Turnout {
  departmentId: number;
  eligible: number;
  answered: number;
}

/**
 * One side's answers to one question. Of an anonymous poll a side can be several departments together, so that
 * none with fewer than three answers is seen alone.
 */
export interface Side {
  departmentIds: number[];
  /** How many chose each option, in the order of the question's options. */
  counts: number[];
  /** How many answered the question; with several choices fewer than the counts together. */
  answered: number;
}

export interface QuestionResult {
  /** In the order of the departments; without those of which nobody answered. */
  sides: Side[];
  /** Between sides of one department each; null unless there are two. */
  alignment: Alignment | null;
}

export interface Reason {
  /** Null: of a side that is not seen alone. */
  departmentId: number | null;
  /** Null: anonymous. */
  userId: string | null;
  text: string;
}

/** What came of it; of an anonymous poll all that is left. */
export interface PollOutcome {
  /** One for each question, in their order. */
  questions: QuestionResult[];
  turnout: Turnout[];
  /** In an anonymous poll in no order. */
  reasons: Reason[];
}

/** What one person has answered so far: ids of options. */
export interface Standing {
  chosen: number[];
  reason: string | null;
}

/** What a click does to a person's ballot. */
export type BallotAct =
  /** Instead of what was chosen for the question before. */
  | { kind: 'choose'; question: number; options: number[] }
  /** On and off, with several choices. */
  | { kind: 'toggle'; question: number; option: number }
  | { kind: 'withdraw' }
  | { kind: 'reason'; reason: string };

export const longestQuestion = 1000;
export const longestOption = 150;
export const fewestOptions = 2;
export const mostOptions = 20;
export const longestReason = 500;
/** A poll may stay open for at most this many days. */
export const longestDays = 366;
/** Where nothing is said: a poll is a quick question. */
export const usualDays = 2;
/** In an anonymous poll no department with fewer answers is seen alone. */
export const fewestAlone = 3;
/** Above so many options there is a menu instead of buttons. */
export const mostButtons = 5;
/** Of a pulse's scales. */
export const pulseSteps = 5;

/** Block ids of the form. */
export const fields = {
  question: 'question',
  options: 'options',
  settings: 'settings',
  visibility: 'visibility',
  initiative: 'initiative',
  departments: 'departments',
  channel: 'channel',
  deadline: 'deadline',
  repeat: 'repeat',
  option: 'option',
  reason: 'reason',
} as const;

/** The name by which people speak of it. */
export function pollName(id: number): string {
  return `PL-${id}`;
}

/** Whoever asked always may; a pulse has its steps. */
export function mayAdd(
  { kind, mayAddOptions, authorUserId }: Pick<Poll, 'kind' | 'mayAddOptions' | 'authorUserId'>,
  { userId }: { userId: string },
): boolean {
  return mayAddOptions || (kind === 'choice' && authorUserId === userId);
}

/** The options of one question, in their order. */
export function optionsOf({ options }: Pick<Poll, 'options'>, question: number): PollOption[] {
  return options.filter((option) => option.question === question);
}

/** How many questions a poll of this kind asks. */
export function questionCount(kind: PollKind): number {
  return kind === 'pulse' ? 2 : 1;
}
