import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { schedule, unschedule } from '../../jobs/schedule.ts';
import { readMoment } from '../../slack/dates.ts';
import { type MessageBody, postMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import type { Texts } from '../../text/text.ts';
import { instantOf } from '../../time/local-time.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import { isOver } from '../initiatives/initiative.ts';
import type { OccurrenceService } from '../syncs/occurrence.service.ts';
import type { SeriesService } from '../syncs/series.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as repository from './plan.repository.ts';
import { dueSlots, type Plan, slotKey } from './plan.ts';
import { missedMessage, missedSyncMessage, overMessage, refusedMessage } from './plan.views.ts';
import { createPlanSyncs, type SyncPulse } from './plan-syncs.service.ts';
import type { PollService } from './poll.service.ts';
import { fields } from './poll.ts';
import { planKey, runKey, tasks } from './tasks.ts';

/** So much later than planned, a poll says that it is late: less is only a busy minute. */
const lateAfterMs = 10 * 60_000;
const planEveryMs = 6 * 3_600_000;
/** A sync that has begun is not the next one any more. */
const afterStartMs = 1000;

export interface PlanRunsDeps {
  db: Db;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  initiatives: Pick<InitiativeService, 'existing'>;
  series: Pick<SeriesService, 'list'>;
  occurrences: Pick<OccurrenceService, 'upcomingOf'>;
  polls: Pick<PollService, 'open'>;
}

export type PlanRuns = ReturnType<typeof createPlanRuns>;

/** Opens saved polls when their time has come: each slot once, and somebody is told of those that are not. */
export function createPlanRuns(deps: PlanRunsDeps) {
  const { db, workspaces, departments, initiatives, polls } = deps;
  const syncs = createPlanSyncs(deps);

  /** Who saved it, without waiting for Slack. */
  async function authorOf({ workspaceId, createdBy }: Plan): Promise<Reader & { isGone: boolean }> {
    const [known] = await workspaces.knownPeople(db, workspaceId, [createdBy]);
    if (known) return { ...known, isGone: known.deactivated };
    return { ...(await workspaces.reader(workspaceId, createdBy)), isGone: false };
  }

  /** Whom it asks: those chosen, else those of the initiative, else all; of those that there still are. */
  async function departmentsOf({ workspaceId, poll }: Plan) {
    const all = await departments.list(workspaceId);
    if (poll.departmentIds) return all.filter(({ id }) => poll.departmentIds?.includes(id));
    if (poll.initiativeId === null) return all;
    const { sides } = await initiatives.existing(workspaceId, poll.initiativeId);
    return all.filter(({ id }) => sides.some(({ departmentId }) => departmentId === id));
  }

  /** A text that makes no sense any more, such as a day that has passed, is the usual time. */
  async function deadlineOf(plan: Plan, now: Date): Promise<Date | null> {
    if (plan.deadlineText === null) return null;
    const { timezone: timeZone, locale } = await authorOf(plan);
    try {
      return readMoment(plan.deadlineText, { now, timeZone, locale });
    } catch (error) {
      if (error instanceof UserError) return null;
      throw error;
    }
  }

  /** @throws UserError those of opening a poll */
  async function open(
    reader: Reader,
    requestKey: string,
    plan: Plan,
    run: { deadline: Date | null; isLate: boolean },
  ): Promise<{ id: number; channelId: string }> {
    const of = { planId: plan.id, isLate: run.isLate };
    try {
      return await polls.open(reader, requestKey, { ...plan.poll, deadline: run.deadline }, of);
    } catch (error) {
      const isAboutDeadline = error instanceof UserError && error.field === fields.deadline;
      if (!isAboutDeadline || run.deadline === null) throw error;
      return polls.open(reader, requestKey, { ...plan.poll, deadline: null }, of);
    }
  }

  /** @returns why it could not be opened; null: it is open */
  async function openSlot(
    plan: Plan,
    slot: string,
    run: { deadline: Date | null; isLate: boolean },
  ): Promise<UserError | null> {
    const { workspaceId, id } = plan;
    const key = slotKey(id, slot);
    if (await repository.isOpened(db, workspaceId, key)) return null;
    try {
      const { isGone, ...author } = await authorOf(plan);
      if (isGone) throw new UserError('author_gone', 'pollPlans.errors.authorGone', { person: author.name });
      await open(author, key, plan, run);
      return null;
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
  }

  /** The author; of one who has left the leads of its departments. Each in their language. */
  async function listenersOf(plan: Plan): Promise<{ userId: string; t: Texts }[]> {
    const { workspaceId, createdBy } = plan;
    const { isGone } = await authorOf(plan);
    const leads = isGone ? await departmentsOf(plan) : [];
    const userIds = isGone ? leads.flatMap(({ leadUserId }) => leadUserId ?? []) : [createdBy];
    const told = userIds.map(async (userId) => {
      return { userId, t: await workspaces.textsFor(db, workspaceId, userId) };
    });
    return Promise.all(told);
  }

  async function initiativeNameOf({ workspaceId, poll }: Plan): Promise<string | null> {
    if (poll.initiativeId === null) return null;
    return (await initiatives.existing(workspaceId, poll.initiativeId)).name;
  }

  /**
   * @param next null: nothing more will come of it, and it ends
   * @param notices by key: each is told once
   */
  async function settle(
    plan: Plan,
    next: { slot: string | null; key: string; at: Date; task: string; armed?: string | null } | null,
    notices: Readonly<Record<string, ((t: Texts, name: string | null) => MessageBody) | null>>,
  ): Promise<void> {
    const { workspaceId, id } = plan;
    const told = await listenersOf(plan);
    const name = await initiativeNameOf(plan);
    await db.transaction().execute(async (trx) => {
      const locked = await repository.lockPlan(trx, workspaceId, id);
      // Stopped, or another process was faster.
      if (locked?.state !== 'active' || locked.nextSlot !== plan.nextSlot) return;
      if (next === null) {
        await repository.updatePlan(trx, workspaceId, id, { state: 'ended', nextSlot: null });
        await unschedule(trx, workspaceId, runKey(id));
        await unschedule(trx, workspaceId, planKey(id));
      } else {
        const { slot, key, at, task, armed } = next;
        await repository.updatePlan(trx, workspaceId, id, { nextSlot: slot });
        // Whoever changed a sync after it was looked at has armed another look.
        const now = armed === undefined ? armed : await repository.lockArmed(trx, workspaceId, key);
        const isArmedAnew = now !== armed && now?.endsWith(repository.notFired);
        if (!isArmedAnew) await schedule(trx, { workspaceId, key, at, task, payload: { planId: id } });
      }
      for (const [key, body] of Object.entries(notices)) {
        for (const { userId, t } of body ? told : []) {
          await postMessage(trx, {
            workspaceId,
            key: `${key}:${userId}`,
            channelId: userId,
            body: body!(t, name),
          });
        }
      }
    });
  }

  async function pulsesOf(plan: Plan, now: Date) {
    const asked = await departmentsOf(plan);
    return syncs.pulsesOf(
      plan,
      asked.map(({ id }) => id),
      now,
    );
  }

  /** Of an initiative that is done or dropped nothing more is asked. @returns whether it is */
  async function endOver(plan: Plan): Promise<boolean> {
    const { workspaceId, id, poll } = plan;
    if (poll.initiativeId === null) return false;
    if (!isOver(await initiatives.existing(workspaceId, poll.initiativeId))) return false;
    await settle(plan, null, { [`plan:${id}:over`]: (t, name) => overMessage(t, plan, name) });
    return true;
  }

  return {
    deadlineOf,
    departmentsOf,
    initiativeNameOf,
    open,

    /** When it is opened next; null: nothing is planned. */
    async nextOf(plan: Plan, now: Date): Promise<Date | null> {
      const { rhythm, nextSlot } = plan;
      if (rhythm === null) return null;
      if (rhythm !== 'syncs') return nextSlot === null ? null : instantOf(nextSlot, rhythm.timezone);
      const [next] = (await pulsesOf(plan, now)) ?? [];
      if (!next || next.isOpened || next.isPast) return null;
      return next.opensAt > now ? next.opensAt : now;
    },

    /** The job of a repeated poll: opens the newest slot that has come and arms the next. */
    async run(workspaceId: string, planId: number): Promise<void> {
      const plan = await repository.planById(db, workspaceId, planId);
      if (plan?.state !== 'active' || plan.nextSlot === null) return;
      const { rhythm, nextSlot } = plan;
      if (rhythm === null || rhythm === 'syncs') return;
      const now = await databaseNow(db);
      const { slot, missed, next } = dueSlots(rhythm, nextSlot, now);
      if (slot === null || (await endOver(plan))) return;
      const isLate = now.getTime() - instantOf(slot, rhythm.timezone).getTime() > lateAfterMs;
      const refusal = await openSlot(plan, slot, { deadline: await deadlineOf(plan, now), isLate });
      const at = next === null ? null : instantOf(next, rhythm.timezone);
      await settle(plan, at && { slot: next, key: runKey(planId), at, task: tasks.run }, {
        [`${slotKey(planId, slot)}:missed`]:
          missed > 0 ? (t, name) => missedMessage(t, plan, name, missed) : null,
        [`${slotKey(planId, slot)}:refused`]:
          refusal && ((t, name) => refusedMessage(t, plan, name, refusal)),
      });
    },

    syncsChanged: syncs.syncsChanged,

    /**
     * The job of pulses before every sync: opens those that are due, lets those that are open close before their
     * syncs, and looks again when the next time comes.
     */
    async plan(workspaceId: string, planId: number): Promise<void> {
      const plan = await repository.planById(db, workspaceId, planId);
      if (plan?.state !== 'active' || plan.rhythm !== 'syncs') return;
      if (await endOver(plan)) return;
      const armed = await repository.armedAs(db, workspaceId, planKey(planId));
      const now = await databaseNow(db);
      await syncs.follow(plan, now);
      const pulses = (await pulsesOf(plan, now)) ?? [];
      const [pulse] = pulses;
      const refusals = new Map<string, UserError>();
      const isComing = ({ isOpened, isPast }: SyncPulse) => !isOpened && !isPast;
      for (const due of pulses.filter((each) => isComing(each) && each.opensAt <= now)) {
        const refusal = await openSlot(plan, due.slot, { deadline: due.deadline, isLate: false });
        if (refusal) refusals.set(due.slot, refusal);
      }
      const missed = plan.nextSlot === pulse?.slot ? null : await syncs.wasMissed(plan, now);
      // Refused, it is tried again, and whoever was told of it is not told that it was missed as well.
      const isArmed = pulse && !refusals.has(pulse.slot) && (!pulse.isPast || plan.nextSlot === pulse.slot);
      const moments = [
        Math.ceil((now.getTime() + 1) / planEveryMs) * planEveryMs,
        ...pulses
          .filter((each) => isComing(each) && each.opensAt > now)
          .map(({ opensAt }) => opensAt.getTime()),
        ...(pulse ? [pulse.startsAt.getTime() + afterStartMs] : []),
      ];
      await settle(
        plan,
        {
          slot: isArmed ? pulse.slot : null,
          key: planKey(planId),
          at: new Date(Math.min(...moments)),
          task: tasks.plan,
          armed,
        },
        {
          [`${slotKey(planId, plan.nextSlot ?? '')}:missed`]:
            missed && ((t, name) => missedSyncMessage(t, plan, name, missed)),
          ...Object.fromEntries(
            [...refusals].map(([slot, refusal]) => [
              `${slotKey(planId, slot)}:refused`,
              (t: Texts, name: string | null) => refusedMessage(t, plan, name, refusal),
            ]),
          ),
        },
      );
    },
  };
}
