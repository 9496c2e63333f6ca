import { holidayOn } from '../../time/holidays.ts';
import { addDays, instantOf, weekdayOf } from '../../time/local-time.ts';
import { countryOfZone } from '../../time/zones.ts';
import type { Period } from '../workspaces/workspace.ts';
import type { Standup } from './standup.ts';

export type PromptState =
  | 'planned'
  | 'prompted'
  | 'answered'
  | 'nothing'
  | 'away'
  | 'holiday'
  | 'missed'
  | 'left';

/** One run of a standup. */
export interface Round {
  workspaceId: string;
  id: number;
  standupId: number;
  /** YYYY-MM-DD, the same day for everybody, wherever it begins first. */
  day: string;
  /** The end of the last window. */
  reportAt: Date;
  reportedAt: Date | null;
  amendedAt: Date | null;
  reportMessageId: string | null;
}

/** One person in a round. */
export interface Prompt {
  roundId: number;
  userId: string;
  departmentId: number;
  promptAt: Date;
  closesAt: Date;
  state: PromptState;
  promptedAt: Date | null;
  remindedAt: Date | null;
  messageId: string | null;
}

export interface Answer {
  userId: string;
  /** Its place among the questions, from 0. */
  question: number;
  text: string;
}

export interface Asked {
  userId: string;
  departmentId: number;
  timezone: string;
}

/** Slack statuses that say that somebody is not at work. */
export const awayEmoji: readonly string[] = [
  ':palm_tree:',
  ':face_with_thermometer:',
  ':mask:',
  ':ambulance:',
];

/**
 * Whether do-not-disturb leaves a person no time to answer, from an instant to the end of the window. A quiet
 * time that ends earlier is no absence: Slack shows the questions when it is over.
 */
export function coversWindow(doNotDisturb: Period | null, now: Date, closesAt: Date): boolean {
  return doNotDisturb !== null && doNotDisturb.from <= now && doNotDisturb.until >= closesAt;
}

const dayMs = 86_400_000;
/** Before this, on every day, it is the day before everywhere on earth (UTC+14). */
const firstZoneMs = 14 * 3_600_000;

/** The last day for which rounds are planned at an instant: a day before it begins anywhere. */
export function planUntil(now: Date): string {
  return new Date(now.getTime() + firstZoneMs + dayMs).toISOString().slice(0, 10);
}

/** The days of a standup after one day and up to another, both YYYY-MM-DD. */
export function daysOf(standup: Pick<Standup, 'weekdays'>, after: string, until: string): string[] {
  const days: string[] = [];
  for (let day = addDays(after, 1); day <= until; day = addDays(day, 1)) {
    if (standup.weekdays.includes(weekdayOf(day))) days.push(day);
  }
  return days;
}

/**
 * When a person is asked, and until when: at the same time of their own day for everybody. Not on a public
 * holiday of their country, which is that of their zone, else the workspace's.
 */
export function promptFor(
  standup: Pick<Standup, 'time' | 'windowMinutes'>,
  day: string,
  { userId, departmentId, timezone }: Asked,
  workspaceCountry: string | null,
): Pick<Prompt, 'userId' | 'departmentId' | 'promptAt' | 'closesAt' | 'state'> {
  const promptAt = instantOf(`${day}T${standup.time}`, timezone);
  const country = countryOfZone(timezone) ?? workspaceCountry;
  const isHoliday = country !== null && holidayOn(day, { country, region: null }, 'en') !== null;
  return {
    userId,
    departmentId,
    promptAt,
    closesAt: new Date(promptAt.getTime() + standup.windowMinutes * 60_000),
    state: isHoliday ? 'holiday' : 'planned',
  };
}

/** Null: nobody is reminded, or the window is too short for it. */
export function remindAt(
  standup: Pick<Standup, 'remindMinutes' | 'windowMinutes'>,
  closesAt: Date,
): Date | null {
  const { remindMinutes, windowMinutes } = standup;
  if (remindMinutes === null || remindMinutes >= windowMinutes) return null;
  return new Date(closesAt.getTime() - remindMinutes * 60_000);
}

/** Whether nobody is left whose answer is worth waiting for. */
export function isComplete(prompts: readonly Pick<Prompt, 'state'>[]): boolean {
  return prompts.every(({ state }) => state !== 'planned' && state !== 'prompted');
}

/**
 * A reply in the thread, taken apart: numbered lines answer the questions of these numbers, anything else the
 * first question that has no answer yet.
 * @param answered the places of the questions that have answers @returns null: there is nothing left to answer
 */
export function readReply(
  text: string,
  questions: number,
  answered: readonly number[],
): { question: number; text: string }[] | null {
  const parts = [...text.matchAll(/^\s*(\d{1,2})[.):]\s*([\s\S]*?)(?=\n\s*\d{1,2}[.):]\s|$(?![\s\S]))/gm)];
  const numbered = parts
    .map(([, number, said]) => ({ question: Number(number) - 1, text: (said ?? '').trim() }))
    .filter(({ question, text: said }) => question >= 0 && question < questions && said !== '');
  if (numbered.length > 0) return numbered;
  const next = Array.from({ length: questions }, (_, i) => i).find((i) => !answered.includes(i));
  return next === undefined || text.trim() === '' ? null : [{ question: next, text: text.trim() }];
}
