import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { schedule, unschedule } from '../../jobs/schedule.ts';
import { readMoment } from '../../slack/dates.ts';
import { excerpt } from '../../slack/excerpt.ts';
import type { Reader } from '../../slack/request.ts';
import { dayOf, instantOf } from '../../time/local-time.ts';
import { parseRule } from '../../time/recurrence.ts';
import { firstSlot } from '../syncs/planning.ts';
import * as repository from './plan.repository.ts';
import {
  longestDeadlineText,
  type Plan,
  type PlanDraft,
  type PlanLine,
  planName,
  type Repetition,
  type Rhythm,
} from './plan.ts';
import { createPlanRuns, type PlanRunsDeps } from './plan-runs.service.ts';
import type { PollService } from './poll.service.ts';
import { fields } from './poll.ts';
import { planKey, runKey, tasks } from './tasks.ts';

export type PlanService = ReturnType<typeof createPlanService>;

/** Polls for later: drafts, repeated ones, and pulses before every sync. */
export function createPlanService(deps: PlanRunsDeps & { polls: Pick<PollService, 'open' | 'check'> }) {
  const { db, workspaces, polls } = deps;
  const runs = createPlanRuns(deps);

  /** @throws UserError `plan_gone` */
  async function existing(workspaceId: string, id: number): Promise<Plan> {
    const plan = await repository.planById(db, workspaceId, id);
    if (plan?.state === 'active') return plan;
    throw new UserError('plan_gone', 'pollPlans.errors.gone', { name: planName(id) });
  }

  /** Who saved it, the leads of those whom it asks, and admins. */
  async function mayStop({ workspaceId, userId }: Reader, plan: Plan): Promise<boolean> {
    if (plan.createdBy === userId) return true;
    const asked = await runs.departmentsOf(plan);
    if (asked.some(({ leadUserId }) => leadUserId === userId)) return true;
    return workspaces.isAdmin(workspaceId, userId);
  }

  async function arm(trx: Db, plan: Plan, now: Date): Promise<void> {
    const { workspaceId, id, rhythm, nextSlot } = plan;
    const payload = { planId: id };
    if (rhythm === 'syncs') {
      await schedule(trx, { workspaceId, key: planKey(id), at: now, task: tasks.plan, payload });
    } else if (rhythm !== null && nextSlot !== null) {
      const at = instantOf(nextSlot, rhythm.timezone);
      await schedule(trx, { workspaceId, key: runKey(id), at, task: tasks.run, payload });
    }
  }

  return {
    existing,
    mayStop,
    run: runs.run,
    plan: runs.plan,
    /** In the transaction that plans syncs anew. */
    syncsChanged: async (trx: Db, workspaceId: string): Promise<void> =>
      runs.syncsChanged(trx, workspaceId, await databaseNow(trx)),

    /**
     * Keeps a poll for later. A repeated command or submission saves nothing and answers as the first did.
     * @throws UserError at the field
     */
    async save(reader: Reader, requestKey: string, wish: PlanDraft): Promise<Plan> {
      const { workspaceId, userId: createdBy } = reader;
      // Before the checks: what was possible then need not be so now.
      const first = await repository.planByCreationKey(db, workspaceId, requestKey);
      if (first) return first;
      const now = await databaseNow(db);
      const deadlineText = wish.deadlineText?.trim() || null;
      const rhythm = rhythmOf({ ...wish, deadlineText }, reader, now);
      const deadline = deadlineText === null ? null : readDeadline(deadlineText, reader, now);
      await polls.check(reader, { ...wish.poll, deadline });
      const nextSlot = rhythm === null || rhythm === 'syncs' ? null : rhythm.firstSlot;
      const { poll } = wish;
      return db.transaction().execute(async (trx) => {
        const draft = { workspaceId, createdBy, poll, deadlineText, rhythm, nextSlot };
        const id = await repository.insertPlan(trx, requestKey, draft);
        const plan =
          id === null
            ? await repository.planByCreationKey(trx, workspaceId, requestKey)
            : await repository.planById(trx, workspaceId, id);
        if (!plan) throw new Error('a saved poll with this key exists and cannot be found');
        if (id !== null) await arm(trx, plan, now);
        return plan;
      });
    },

    /** Those that have not ended, oldest first. */
    list: (workspaceId: string): Promise<Plan[]> => repository.plansOf(db, workspaceId),

    /** As they are shown to somebody. */
    async lines(reader: Reader): Promise<PlanLine[]> {
      const now = await databaseNow(db);
      const all = await repository.plansOf(db, reader.workspaceId);
      return Promise.all(
        all.map(async (plan) => ({
          plan,
          initiativeName: await runs.initiativeNameOf(plan),
          next: await runs.nextOf(plan, now),
          mayStop: await mayStop(reader, plan),
        })),
      );
    },

    /** One line of the list. */
    async line(reader: Reader, plan: Plan): Promise<PlanLine> {
      return {
        plan,
        initiativeName: await runs.initiativeNameOf(plan),
        next: await runs.nextOf(plan, await databaseNow(db)),
        mayStop: await mayStop(reader, plan),
      };
    },

    /** Opens it now, besides what is planned. @throws UserError `plan_gone`, and those of opening a poll */
    async start(
      reader: Reader,
      requestKey: string,
      id: number,
    ): Promise<{ plan: Plan; poll: { id: number; channelId: string } }> {
      const plan = await existing(reader.workspaceId, id);
      const deadline = await runs.deadlineOf(plan, await databaseNow(db));
      const poll = await runs.open(reader, requestKey, plan, { deadline, isLate: false });
      return { plan, poll };
    },

    /**
     * Opens no more of it and takes it off the list; polls that are open stay so. Ended already, nothing happens.
     * @throws UserError `plan_gone`, `not_yours`
     */
    async stop(reader: Reader, id: number): Promise<Plan> {
      const { workspaceId } = reader;
      const plan = await repository.planById(db, workspaceId, id);
      if (plan?.state !== 'ended') {
        const active = await existing(workspaceId, id);
        if (!(await mayStop(reader, active))) {
          const values = { name: planName(id), person: `<@${active.createdBy}>` };
          throw new UserError('not_yours', 'pollPlans.errors.notYours', values);
        }
      }
      return db.transaction().execute(async (trx) => {
        const locked = await repository.lockPlan(trx, workspaceId, id);
        if (!locked) throw new Error('a saved poll is gone while it is stopped');
        if (locked.state === 'ended') return locked;
        await repository.updatePlan(trx, workspaceId, id, { state: 'ended', nextSlot: null });
        await unschedule(trx, workspaceId, runKey(id));
        await unschedule(trx, workspaceId, planKey(id));
        return { ...locked, state: 'ended', nextSlot: null };
      });
    },
  };
}

/** @throws UserError those of a date, at the field */
function readDeadline(text: string, { timezone: timeZone, locale }: Reader, now: Date): Date {
  if (text.length > longestDeadlineText) {
    const values = { part: excerpt(text) };
    throw new UserError('unreadable_moment', 'input.unreadableMoment', values, fields.deadline);
  }
  try {
    return readMoment(text, { now, timeZone, locale });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.code, error.key, error.values, fields.deadline);
  }
}

/** @throws UserError at the field */
function rhythmOf(
  { poll, rhythm, deadlineText }: PlanDraft,
  reader: Reader,
  now: Date,
): Repetition | 'syncs' | null {
  if (rhythm === null) return null;
  if (rhythm !== 'syncs') return repetitionOf(rhythm, reader.timezone, now);
  if (poll.kind !== 'pulse') {
    throw new UserError('not_a_pulse', 'pollPlans.errors.notAPulse', {}, fields.repeat);
  }
  if (poll.initiativeId === null) {
    throw new UserError('no_initiative', 'pollPlans.errors.noInitiative', {}, fields.initiative);
  }
  if (deadlineText !== null) {
    throw new UserError('deadline_of_sync', 'pollPlans.errors.deadlineOfSync', {}, fields.deadline);
  }
  return rhythm;
}

function repetitionOf(
  { rule: typed, time }: Exclude<Rhythm, 'syncs'>,
  timezone: string,
  now: Date,
): Repetition {
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    const values = { part: excerpt(time) };
    throw new UserError('unreadable_time', 'pollPlans.errors.unreadableTime', values, fields.repeat);
  }
  const day = dayOf(now, timezone);
  const parsed = parseRule(typed, { start: `${day}T${time}`, timeZone: timezone });
  if (!parsed.ok) {
    const key = `pollPlans.errors.rules.${parsed.problem}` as const;
    throw new UserError(`rule_${parsed.problem}`, key, { rule: excerpt(typed) }, fields.repeat);
  }
  const { rule } = parsed;
  const slot = firstSlot({ rule, day, time, timezone, now });
  if (slot === null) {
    throw new UserError('no_date_left', 'pollPlans.errors.noDateLeft', {}, fields.repeat);
  }
  return { rule, firstSlot: slot, timezone };
}
