import { EventEmitter } from 'node:events';
import { type Runner, run, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from '../logger.ts';
import { graphileLogger } from './graphile-logger.ts';
import { type AnyJob, taskOf } from './jobs.ts';

export interface Worker {
  start(): Promise<void>;
  /** Takes no new jobs and waits for those it holds. */
  stop(): Promise<void>;
  /** Under this name graphile-worker locks the jobs this process holds. */
  poolIds(): string[];
  isRunning(): boolean;
}

/**
 * graphile-worker on this process. A runner that ends on its own (it gives up when the database is away for
 * long) is started again, so that work goes on soon after the database is back.
 */
export function createWorker(options: {
  pool: Pool;
  workspaceId: string;
  jobs: readonly AnyJob[];
  log: Logger;
  concurrency: number;
  pollIntervalMs: number;
  onJobFailed(task: string, error: unknown): void;
}): Worker {
  const log = options.log.child({ part: 'worker' });
  const poolIds = new Set<string>();
  let runner: Runner | undefined;
  let stopping = false;
  let restart: NodeJS.Timeout | undefined;

  const taskList: TaskList = Object.fromEntries(
    options.jobs.map((job) => [
      taskOf(job.name, options.workspaceId),
      async (payload: unknown) => {
        await job.run(job.payload.parse(payload));
      },
    ]),
  );

  async function launch(): Promise<void> {
    const events = new EventEmitter();
    let poolId: string | undefined;
    events.on('pool:create', ({ workerPool }) => {
      poolId = workerPool.id;
      poolIds.add(workerPool.id);
    });
    // Shutting down by itself means that it could not tell the database what became of a job. What it holds is
    // given back by the heartbeat, as if the process had died; waiting for its end could take minutes.
    events.on('pool:gracefulShutdown', () => {
      if (stopping) return;
      if (poolId) poolIds.delete(poolId);
      runner = undefined;
      relaunchSoon();
    });
    events.on('job:error', ({ job, error }) => options.onJobFailed(job.task_identifier, error));
    let hasLooked = false;
    let isBlind = false;
    let launched: Runner | undefined;
    events.once('worker:getJob:empty', () => {
      hasLooked = true;
    });
    events.once('job:start', () => {
      hasLooked = true;
    });
    // graphile-worker looks its tasks up once, and keeps a failure as well: such a runner would never find a job.
    events.on('worker:getJob:error', () => {
      if (hasLooked || isBlind || stopping) return;
      isBlind = true;
      if (launched) replace(launched);
    });
    launched = await run({
      pgPool: options.pool,
      taskList,
      concurrency: options.concurrency,
      pollInterval: options.pollIntervalMs,
      noHandleSignals: true,
      events,
      logger: graphileLogger(log),
      // Without a delay the outcome of a job is written by a promise that nobody watches: with the database
      // away it would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    launched.promise.catch((error) => log.warn({ err: error }, 'the job runner ended'));
    runner = launched;
    if (isBlind) replace(launched);
  }

  /** Its end is noticed as every end of a runner is, and another one is started. */
  function replace(blind: Runner): void {
    log.warn('the job runner could not look for jobs; starting another');
    blind.stop().catch((error) => log.warn({ err: error }, 'the job runner did not stop cleanly'));
  }

  function relaunchSoon(): void {
    clearTimeout(restart);
    restart = setTimeout(() => {
      launch().catch((error) => {
        log.warn({ err: error }, 'the job runner could not start; trying again');
        if (!stopping) relaunchSoon();
      });
    }, 1000);
  }

  return {
    start: launch,
    async stop() {
      stopping = true;
      clearTimeout(restart);
      const current = runner;
      runner = undefined;
      await current?.stop().catch((error) => log.warn({ err: error }, 'the job runner did not stop cleanly'));
    },
    poolIds: () => [...poolIds],
    isRunning: () => runner !== undefined,
  };
}
