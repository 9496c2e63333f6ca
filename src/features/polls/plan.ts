import { z } from 'zod';
import { instantOf, localOf } from '../../time/local-time.ts';
import { slots } from '../../time/recurrence.ts';
import { type PollDraft, pollKinds, visibilities } from './poll.ts';

/** `syncs`: before every sync of the departments. */
export type Rhythm = { rule: string; time: string } | 'syncs';

/** What somebody wants to ask later, or again and again. */
export interface PlanDraft {
  poll: Omit<PollDraft, 'deadline'>;
  /** As it was typed, read anew at every run; null: the usual time. */
  deadlineText: string | null;
  /** A rule as people's words give it and HH:MM in their zone; null: kept until somebody starts it. */
  rhythm: Rhythm | null;
}

/** When a repeated poll is opened. */
export interface Repetition {
  /** As `parseRule` writes it. */
  rule: string;
  /** Local time from which the rule counts, YYYY-MM-DDTHH:MM. */
  firstSlot: string;
  /** IANA zone. */
  timezone: string;
}

/** A saved poll: kept for later, repeated, or opened before every sync. */
export interface Plan {
  workspaceId: string;
  id: number;
  createdBy: string;
  poll: Omit<PollDraft, 'deadline'>;
  deadlineText: string | null;
  rhythm: Repetition | 'syncs' | null;
  state: 'active' | 'ended';
  /** The slot that is armed, of a rule its local time, of a sync as `syncSlot` writes it; null: none is. */
  nextSlot: string | null;
}

/** A saved poll as it is listed. */
export interface PlanLine {
  plan: Plan;
  /** Of the initiative of a pulse or poll; null: none. */
  initiativeName: string | null;
  /** When it is opened next; null: nothing is planned. */
  next: Date | null;
  mayStop: boolean;
}

export const longestDeadlineText = 200;

/** What is stored of a poll, as it is read back. */
export const storedPoll = z.object({
  kind: z.enum(pollKinds),
  question: z.string(),
  options: z.array(z.string()),
  isSeveral: z.boolean(),
  isOrdered: z.boolean(),
  isAnonymous: z.boolean(),
  visibility: z.enum(visibilities),
  mayAddOptions: z.boolean(),
  initiativeId: z.int().nullable(),
  departmentIds: z.array(z.int()).nullable(),
  channelId: z.string(),
  sourcePermalink: z.string().nullable(),
});

/** The name by which people speak of it. */
export function planName(id: number): string {
  return `SP-${id}`;
}

/** The n of what a person writes as "SP-2", "sp2" or "2"; null: not a number of a saved poll. */
export function readPlanNumber(typed: string): number | null {
  const [, digits] = /^(?:sp\s*[-‐-―−]?\s*)?(\d{1,9})$/i.exec(typed.trim()) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** The key under which the poll of a slot is opened once. */
export function slotKey(planId: number, slot: string): string {
  return `plan:${planId}:${slot}`;
}

/** A sync as a slot: its series and the time that the rule gave, which stays where it is moved. */
export function syncSlot(seriesId: number, slot: string): string {
  return `sync:${seriesId}:${slot}`;
}

/** @returns null: not one of `syncSlot` */
export function readSyncSlot(text: string): { seriesId: number; slot: string } | null {
  const [, series, slot] = /^sync:(\d+):(.+)$/.exec(text) ?? [];
  return series === undefined || slot === undefined ? null : { seriesId: Number(series), slot };
}

/** So many slots are looked through: after years, of a daily poll. */
const mostSlots = 2000;
/** No clock change is longer. */
const longestChangeMs = 3 * 3_600_000;

/**
 * What of a repeated poll has come, from the slot that is armed on.
 * @returns slot: the newest that has come, whose poll is opened; null: none has yet. missed: how many before it
 *   did not take place. next: the one to arm; null: the rule has ended
 */
export function dueSlots(
  repetition: Repetition,
  armed: string,
  now: Date,
): { slot: string | null; missed: number; next: string | null } {
  const { rule, firstSlot: start, timezone: timeZone } = repetition;
  const until = localOf(new Date(now.getTime() + longestChangeMs), timeZone);
  const come = slots({ rule, start, timeZone, from: armed, until, limit: mostSlots }).filter(
    (slot) => instantOf(slot, timeZone) <= now,
  );
  const slot = come.at(-1) ?? null;
  if (slot === null) return { slot, missed: 0, next: armed };
  const [, next = null] = slots({ rule, start, timeZone, from: slot, limit: 2 });
  return { slot, missed: come.length - 1, next };
}

const hourMs = 3_600_000;
/** A pulse is opened so long before its sync. */
export const beforeSyncMs = 48 * hourMs;
/** In less nobody has time for it. */
const tooLateMs = 2 * hourMs;
/** Whoever prepares the sync has the result so long before. */
const resultBeforeMs = hourMs;
/** So long at least a pulse stays open, where the agenda should have its result. */
const shortestMs = 12 * hourMs;

/**
 * When the pulse before a sync is opened and closed.
 * @returns isPast: it would begin too late to be of use
 */
export function pulseTimes(
  sync: { startsAt: Date; agendaAt: Date },
  now: Date,
): { opensAt: Date; deadline: Date; isPast: boolean } {
  const start = sync.startsAt.getTime();
  const opens = Math.max(start - beforeSyncMs, now.getTime());
  const beforeAgenda = sync.agendaAt.getTime() - resultBeforeMs;
  const closes = beforeAgenda - opens >= shortestMs ? beforeAgenda : start - resultBeforeMs;
  return {
    opensAt: new Date(start - beforeSyncMs),
    deadline: new Date(closes),
    isPast: start - now.getTime() < tooLateMs,
  };
}
