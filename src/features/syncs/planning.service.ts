import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { schedule, unschedule } from '../../jobs/schedule.ts';
import { localOf } from '../../time/local-time.ts';
import { plannedFor } from './planning.ts';
import * as seriesRepository from './series.repository.ts';
import type { Series } from './series.ts';
import * as repository from './sync.repository.ts';
import { endOf, type Sync, unansweredAfterMs } from './sync.ts';
import { momentKey, planKey, tasks } from './tasks.ts';

const dayMs = 86_400_000;
/** Occurrences get their rows this long ahead: longer than any agenda is posted before its sync. */
const aheadMs = 45 * dayMs;
const planEveryMs = 15 * dayMs;
/** Of rules whose dates are far apart at least so many are planned. */
const fewest = 2;
/** After a long downtime the rest is planned at once afterwards. */
const mostAtOnce = 100;

export type PlanningService = ReturnType<typeof createPlanningService>;

/** Gives the times of a series their rows and arms what is to happen around them. */
export function createPlanningService({ db }: { db: Db }) {
  /** In the caller's transaction, under the lock of the series. Repeated, it changes nothing. */
  async function plan(trx: Db, series: Series): Promise<void> {
    if (series.state !== 'active') return;
    const { workspaceId, id } = series;
    const now = await databaseNow(trx);
    const begin = series.plannedUntil ?? now;
    const horizon = new Date(now.getTime() + aheadMs);
    const from = localOf(begin, series.timezone);
    const near = plannedFor(series, {
      from,
      until: localOf(horizon, series.timezone),
      limit: mostAtOnce,
    });
    const ahead = await repository.syncsBetween(trx, workspaceId, id, { from: now });
    const planned = near.length + ahead.length < fewest ? plannedFor(series, { from, limit: fewest }) : near;
    const isNew = series.plannedUntil === null;
    const wanted = planned
      .filter(({ startsAt }) => !isNew || startsAt > now)
      // What begins so soon that the time of its agenda is over gets it at once, and that is not late.
      .map((p) => (isNew && p.agendaAt < now ? { ...p, agendaAt: now } : p));
    for (const sync of await repository.insertSyncs(trx, workspaceId, id, wanted)) {
      if (sync.state === 'planned') await arm(trx, sync);
    }
    const isFull = near.length === mostAtOnce;
    const reached = isFull ? new Date(near.at(-1)!.startsAt.getTime() + 1) : horizon;
    await seriesRepository.setPlannedUntil(trx, workspaceId, id, reached);
    await schedule(trx, {
      workspaceId,
      key: planKey(id),
      at: isFull ? now : new Date(now.getTime() + planEveryMs),
      task: tasks.plan,
      payload: { seriesId: id },
    });
  }

  /** The moments of one sync, also after it was moved. */
  async function arm(trx: Db, sync: Sync): Promise<void> {
    const { workspaceId, id } = sync;
    const end = endOf(sync);
    const moments = [
      { step: 'agenda', at: sync.agendaAt },
      { step: 'start', at: sync.startsAt },
      { step: 'after', at: end },
      { step: 'close', at: new Date(end.getTime() + unansweredAfterMs) },
    ] as const;
    for (const { step, at } of moments) {
      await schedule(trx, {
        workspaceId,
        key: momentKey(id, step),
        at,
        task: tasks[step],
        payload: { syncId: id },
      });
    }
  }

  async function disarm(trx: Db, workspaceId: string, syncId: number): Promise<void> {
    for (const step of ['agenda', 'start', 'after', 'close'] as const) {
      await unschedule(trx, workspaceId, momentKey(syncId, step));
    }
  }

  return {
    plan,
    arm,
    disarm,

    /** Takes back what is planned and nobody has seen, so that it can be planned anew. */
    async forget(trx: Db, series: Series, after: Date): Promise<void> {
      const { workspaceId, id } = series;
      for (const syncId of await repository.deleteUntouched(trx, workspaceId, id, after)) {
        await disarm(trx, workspaceId, syncId);
      }
      await unschedule(trx, workspaceId, planKey(id));
      await seriesRepository.setPlannedUntil(trx, workspaceId, id, null);
    },

    /** The job: once more what has come near since. */
    async planAgain(workspaceId: string, seriesId: number): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const series = await seriesRepository.lockSeries(trx, workspaceId, seriesId);
        if (series) await plan(trx, series);
      });
    },
  };
}
