import { sql } from 'kysely';
import cron from 'node-cron';
import type { Db } from '../database/pool.ts';
import type { Logger } from '../logger.ts';

/** Claims, in one bounded batch, what has become due, and enqueues its jobs. Safe on any number of processes. */
export interface Claim {
  name: string;
  claim(): Promise<void>;
}

export interface Heartbeat {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The node-cron heartbeat: once a second this process shows that it is alive, gives back the jobs of
 * processes that have died, and claims what is due. A tick that lasts longer than its second makes the next
 * one wait. graphile-worker itself would free a dead worker's jobs only after four hours.
 */
export function createHeartbeat(options: {
  db: Db;
  processId: string;
  workerPoolIds(): string[];
  claims: readonly Claim[];
  /** A process that has not been seen for this long is taken for dead. */
  leaseMs: number;
  log: Logger;
}): Heartbeat {
  const { db, processId, claims, leaseMs } = options;
  const log = options.log.child({ part: 'heartbeat' });
  let running: Promise<void> | undefined;
  let databaseIsAway = false;

  async function showAlive(): Promise<void> {
    await sql`insert into processes (id, worker_pool_ids, seen_at)
      values (${processId}, ${options.workerPoolIds()}, now())
      on conflict (id) do update set worker_pool_ids = excluded.worker_pool_ids, seen_at = excluded.seen_at`.execute(
      db,
    );
  }

  /** Repeated work is harmless (every effect has a key), so a process that only seemed dead does no damage. */
  async function reclaim(): Promise<void> {
    const lease = `${leaseMs} milliseconds`;
    await sql`delete from processes where seen_at < now() - ${lease}::interval and id <> ${processId}`.execute(
      db,
    );
    const { rows } = await sql<{ locked_by: string }>`
      select distinct locked_by from graphile_worker.jobs
      where locked_by is not null and locked_at < now() - ${lease}::interval
        and locked_by not in (select unnest(worker_pool_ids) from processes)`.execute(db);
    if (rows.length === 0) return;
    const dead = rows.map((row) => row.locked_by);
    const cleared = await db.transaction().execute(async (trx) => {
      await sql`select graphile_worker.force_unlock_workers(${dead}::text[])`.execute(trx);
      // What was enqueued anew meanwhile is never run again: graphile-worker used up its attempts on purpose. So
      // looks what killed its process every time, without ever failing; what it was is in the log.
      const used = await sql<{ id: string; task_identifier: string }>`
        select id, task_identifier from graphile_worker.jobs
        where locked_by is null and key is null and attempts >= max_attempts and last_error is null`.execute(
        trx,
      );
      const ids = used.rows.map(({ id }) => id);
      if (ids.length > 0) await sql`select graphile_worker.complete_jobs(${ids}::bigint[])`.execute(trx);
      return used.rows.map((row) => row.task_identifier);
    });
    if (cleared.length > 0) log.info({ tasks: cleared }, 'jobs that others had replaced were cleared away');
    log.info({ workers: dead.length }, 'jobs of a dead process were given back');
  }

  async function tick(): Promise<void> {
    try {
      await showAlive();
      await reclaim();
      for (const { name, claim } of claims) {
        try {
          await claim();
        } catch (error) {
          log.error({ err: error, claim: name }, 'claiming what is due failed');
        }
      }
      databaseIsAway = false;
    } catch (error) {
      if (!databaseIsAway) log.error({ err: error }, 'heartbeat failed');
      databaseIsAway = true;
    }
  }

  function beat(): Promise<void> {
    running ??= tick().finally(() => {
      running = undefined;
    });
    return running;
  }

  const task = cron.createTask('* * * * * *', beat);

  return {
    async start() {
      await beat();
      await task.start();
    },
    async stop() {
      await task.destroy();
      await running;
      await sql`delete from processes where id = ${processId}`.execute(db).catch(() => {});
    },
  };
}
