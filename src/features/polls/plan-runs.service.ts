import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { schedule } from '../../jobs/schedule.ts';
import { readMoment } from '../../slack/dates.ts';
import { type MessageBody, postMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import type { Texts } from '../../text/text.ts';
import { instantOf } from '../../time/local-time.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import type { NextSync, OccurrenceService } from '../syncs/occurrence.service.ts';
import { agendaTime } from '../syncs/planning.ts';
import type { SeriesService } from '../syncs/series.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as repository from './plan.repository.ts';
import { dueSlots, type Plan, pulseTimes, readSyncSlot, slotKey, syncSlot } from './plan.ts';
import { missedMessage, missedSyncMessage, refusedMessage } from './plan.views.ts';
import type { PollService } from './poll.service.ts';
import { fields } from './poll.ts';
import { planKey, runKey, tasks } from './tasks.ts';

/** So much later than planned, a poll says that it is late: less is only a busy minute. */
const lateAfterMs = 10 * 60_000;
const planEveryMs = 6 * 3_600_000;
/** A sync that has begun is not the next one any more. */
const afterStartMs = 1000;
/** Where one is moved it stays within these days, and so many others may be in them. */
const lookBackMs = 31 * 86_400_000;
const mostLookedThrough = 100;

export interface PlanRunsDeps {
  db: Db;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  initiatives: Pick<InitiativeService, 'existing'>;
  series: Pick<SeriesService, 'list'>;
  occurrences: Pick<OccurrenceService, 'nextOf' | 'upcomingOf'>;
  polls: Pick<PollService, 'open'>;
}

export type PlanRuns = ReturnType<typeof createPlanRuns>;

/** Opens saved polls when their time has come: each slot once, and somebody is told of those that are not. */
export function createPlanRuns(deps: PlanRunsDeps) {
  const { db, workspaces, departments, initiatives, series, occurrences, polls } = deps;

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
    const { workspaceId, id, poll } = plan;
    const key = slotKey(id, slot);
    if (await repository.isOpened(db, workspaceId, key)) return null;
    try {
      const { isGone, ...author } = await authorOf(plan);
      if (isGone) throw new UserError('author_gone', 'pollPlans.errors.authorGone', { person: author.name });
      if (poll.initiativeId !== null) {
        const { status, name } = await initiatives.existing(workspaceId, poll.initiativeId);
        const isOver = status === 'done' || status === 'dropped';
        if (isOver) throw new UserError('initiative_over', 'pollPlans.errors.initiativeOver', { name });
      }
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

  /** @param notices by key: each is told once */
  async function settle(
    plan: Plan,
    next: { slot: string | null; key: string; at: Date | null; task: string },
    notices: Readonly<Record<string, ((t: Texts, name: string | null) => MessageBody) | null>>,
  ): Promise<void> {
    const { workspaceId, id } = plan;
    const told = await listenersOf(plan);
    const name = await initiativeNameOf(plan);
    await db.transaction().execute(async (trx) => {
      const locked = await repository.lockPlan(trx, workspaceId, id);
      // Stopped, or another process was faster.
      if (locked?.state !== 'active' || locked.nextSlot !== plan.nextSlot) return;
      await repository.updatePlan(trx, workspaceId, id, { nextSlot: next.slot });
      if (next.at) {
        const { key, at, task } = next;
        await schedule(trx, { workspaceId, key, at, task, payload: { planId: id } });
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

  /** What is held next of the series in which all its departments sit together. */
  async function nextSync(plan: Plan): Promise<NextSync | null> {
    const ids = (await departmentsOf(plan)).map(({ id }) => id);
    if (ids.length === 0) return null;
    const together = (await series.list(plan.workspaceId)).filter(({ departmentIds }) =>
      ids.every((id) => departmentIds.includes(id)),
    );
    const dates = await Promise.all(
      together.map(async (one) => ({ series: one, occurrence: await occurrences.nextOf(one) })),
    );
    const startOf = ({ occurrence }: NextSync) => occurrence.startsAt.getTime();
    const held = dates.filter((date): date is NextSync => date.occurrence !== null);
    return held.sort((a, b) => startOf(a) - startOf(b))[0] ?? null;
  }

  /** The next sync, and when the pulse before it is opened and closed. */
  async function nextPulse(plan: Plan, now: Date) {
    const sync = await nextSync(plan);
    if (!sync) return null;
    const { localStart, startsAt, slot: time } = sync.occurrence;
    const slot = syncSlot(sync.series.id, time);
    const isOpened = await repository.isOpened(db, plan.workspaceId, slotKey(plan.id, slot));
    const agendaAt = agendaTime(sync.series, localStart, startsAt);
    return { slot, startsAt, isOpened, ...pulseTimes({ startsAt, agendaAt }, now) };
  }

  /** Whether the sync for which a pulse was armed has begun without it. */
  async function wasMissed(plan: Plan, now: Date): Promise<Date | null> {
    const armed = plan.nextSlot === null ? null : readSyncSlot(plan.nextSlot);
    if (!armed || (await repository.isOpened(db, plan.workspaceId, slotKey(plan.id, plan.nextSlot!)))) {
      return null;
    }
    const one = (await series.list(plan.workspaceId)).find(({ id }) => id === armed.seriesId);
    if (!one) return null;
    const from = new Date(instantOf(armed.slot, one.timezone).getTime() - lookBackMs);
    const around = await occurrences.upcomingOf(one, mostLookedThrough, from);
    const sync = around.find(({ slot }) => slot === armed.slot);
    return sync && sync.state !== 'skipped' && sync.startsAt <= now ? sync.startsAt : null;
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
      const next = await nextPulse(plan, now);
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
      if (slot === null) return;
      const isLate = now.getTime() - instantOf(slot, rhythm.timezone).getTime() > lateAfterMs;
      const refusal = await openSlot(plan, slot, { deadline: await deadlineOf(plan, now), isLate });
      const at = next === null ? null : instantOf(next, rhythm.timezone);
      await settle(
        plan,
        { slot: next, key: runKey(planId), at, task: tasks.run },
        {
          [`${slotKey(planId, slot)}:missed`]:
            missed > 0 ? (t, name) => missedMessage(t, plan, name, missed) : null,
          [`${slotKey(planId, slot)}:refused`]:
            refusal && ((t, name) => refusedMessage(t, plan, name, refusal)),
        },
      );
    },

    /** The job of a pulse before every sync: opens that of the next one, or looks again when its time comes. */
    async plan(workspaceId: string, planId: number): Promise<void> {
      const plan = await repository.planById(db, workspaceId, planId);
      if (plan?.state !== 'active' || plan.rhythm !== 'syncs') return;
      const now = await databaseNow(db);
      const pulse = await nextPulse(plan, now);
      const isDue = pulse !== null && !pulse.isOpened && !pulse.isPast && pulse.opensAt <= now;
      const refusal = isDue
        ? await openSlot(plan, pulse.slot, { deadline: pulse.deadline, isLate: false })
        : null;
      const missed = plan.nextSlot === pulse?.slot ? null : await wasMissed(plan, now);
      const again = new Date(Math.ceil((now.getTime() + 1) / planEveryMs) * planEveryMs);
      // Refused, it is tried again, and whoever was told of it is not told that it was missed as well.
      const isArmed = pulse !== null && !refusal && (!pulse.isPast || plan.nextSlot === pulse.slot);
      const isWaiting = pulse !== null && !pulse.isOpened && !pulse.isPast && !isDue;
      const soon = isWaiting ? pulse.opensAt : pulse && new Date(pulse.startsAt.getTime() + afterStartMs);
      await settle(
        plan,
        {
          slot: isArmed ? pulse.slot : null,
          key: planKey(planId),
          at: soon && soon < again ? soon : again,
          task: tasks.plan,
        },
        {
          [`${slotKey(planId, plan.nextSlot ?? '')}:missed`]:
            missed && ((t, name) => missedSyncMessage(t, plan, name, missed)),
          [`${slotKey(planId, pulse?.slot ?? '')}:refused`]:
            refusal && ((t, name) => refusedMessage(t, plan, name, refusal)),
        },
      );
    },
  };
}
