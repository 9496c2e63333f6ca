import type { Db } from '../../database/pool.ts';
import { enqueue } from '../../jobs/jobs.ts';
import { schedule } from '../../jobs/schedule.ts';
import { instantOf } from '../../time/local-time.ts';
import type { NextSync, OccurrenceService } from '../syncs/occurrence.service.ts';
import { agendaTime, type Occurrence } from '../syncs/planning.ts';
import type { SeriesService } from '../syncs/series.service.ts';
import { type Series, together } from '../syncs/series.ts';
import * as repository from './plan.repository.ts';
import { beforeSyncMs, type Plan, pulseTimes, readSyncSlot, slotKey, syncSlot } from './plan.ts';
import { closeKey, planKey, refreshKey, tasks } from './tasks.ts';

/** Where one is moved it stays within these days, and so many others may be in them. */
const lookBackMs = 31 * 86_400_000;
const mostLookedThrough = 100;

/** A pulse before a sync. */
export interface SyncPulse {
  slot: string;
  startsAt: Date;
  opensAt: Date;
  deadline: Date;
  /** It would begin too late to be of use. */
  isPast: boolean;
  isOpened: boolean;
}

/** The syncs before which the pulses of a saved poll are asked. */
export function createPlanSyncs(deps: {
  db: Db;
  series: Pick<SeriesService, 'list'>;
  occurrences: Pick<OccurrenceService, 'upcomingOf'>;
}) {
  const { db, series, occurrences } = deps;

  function timesOf(one: Series, { localStart, startsAt }: Occurrence, from: Date) {
    return pulseTimes({ startsAt, agendaAt: agendaTime(one, localStart, startsAt) }, from);
  }

  /** What is held before its pulses are due, and one of each series after that. */
  async function syncsOf(one: Series, now: Date): Promise<NextSync[]> {
    const held = (await occurrences.upcomingOf(one, mostLookedThrough, now)).filter(
      ({ state }) => state === 'planned',
    );
    const near = held.filter(({ startsAt }) => startsAt.getTime() - now.getTime() <= beforeSyncMs);
    return held.slice(0, near.length + 1).map((occurrence) => ({ series: one, occurrence }));
  }

  return {
    /**
     * Of the syncs in which all these departments sit together: those within the time in which their pulses are
     * open, and the next of each series; soonest first.
     */
    async pulsesOf(
      plan: Plan,
      departmentIds: readonly number[],
      now: Date,
    ): Promise<[SyncPulse, ...SyncPulse[]] | null> {
      const theirs = together(await series.list(plan.workspaceId), departmentIds);
      const syncs = (await Promise.all(theirs.map((one) => syncsOf(one, now)))).flat();
      const pulses = await Promise.all(
        syncs.map(async ({ series: one, occurrence }): Promise<SyncPulse> => {
          const slot = syncSlot(one.id, occurrence.slot);
          const isOpened = await repository.isOpened(db, plan.workspaceId, slotKey(plan.id, slot));
          return { slot, startsAt: occurrence.startsAt, isOpened, ...timesOf(one, occurrence, now) };
        }),
      );
      const [first, ...others] = pulses.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
      return first ? [first, ...others] : null;
    },

    /** Whether the sync for which a pulse was armed has begun without it. */
    async wasMissed(plan: Plan, now: Date): Promise<Date | null> {
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
    },

    /** Pulses that are open close before their syncs, also where those have been moved since. */
    async follow({ workspaceId, id }: Plan, now: Date): Promise<void> {
      const open = await repository.openSlots(db, workspaceId, id);
      if (open.length === 0) return;
      const all = await series.list(workspaceId);
      for (const poll of open) {
        const of = readSyncSlot(poll.slot);
        const one = all.find((each) => each.id === of?.seriesId);
        if (!of || !one || poll.deadline <= now) continue;
        const held = await occurrences.upcomingOf(one, mostLookedThrough, now);
        const sync = held.find(({ slot, state }) => slot === of.slot && state === 'planned');
        if (!sync) continue;
        const wanted = timesOf(one, sync, poll.openedAt).deadline;
        const deadline = wanted < now ? now : wanted;
        await db.transaction().execute(async (trx) => {
          if (!(await repository.moveDeadline(trx, workspaceId, poll.pollId, deadline))) return;
          const payload = { pollId: poll.pollId };
          const key = closeKey(poll.pollId);
          await schedule(trx, { workspaceId, key, at: deadline, task: tasks.close, payload });
          const shownBy = refreshKey(workspaceId, poll.pollId);
          await enqueue(trx, tasks.refresh, { workspaceId, ...payload }, { key: shownBy });
        });
      }
    },

    /** In the transaction that plans syncs anew: looks at once for what that means for pulses before them. */
    async syncsChanged(trx: Db, workspaceId: string, now: Date): Promise<void> {
      for (const { id, rhythm } of await repository.plansOf(trx, workspaceId)) {
        if (rhythm !== 'syncs') continue;
        const moment = { workspaceId, key: planKey(id), at: now, task: tasks.plan };
        await schedule(trx, { ...moment, payload: { planId: id } });
      }
    },
  };
}
