import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';

/** A durable unit of work. It may run more than once, so the second run must change nothing. */
export interface Job<P> {
  name: string;
  payload: z.ZodType<P>;
  run(payload: P): Promise<void>;
}

/** Jobs of several kinds in one list; the payload is checked by the job's own schema before it runs. */
// biome-ignore lint/suspicious/noExplicitAny: a list of jobs with different payloads has no narrower type
export type AnyJob = Job<any>;

export interface EnqueueOptions {
  /** At most one waiting job has this key; a running one does not count. */
  key?: string;
  /** Real time, not the clock that decides what is due: it paces, it does not schedule. */
  runAt?: Date;
  /** As `runAt`, counted by the database's clock from the moment of enqueueing. */
  delayMs?: number;
  /**
   * `preserve`: a waiting job with the key keeps its time. `replace` (default): it gets the new payload and
   * time.
   */
  whenWaiting?: 'replace' | 'preserve';
}

/**
 * A task's name in the queue. A process takes only the jobs of its own workspace: it has no other's token.
 */
export function taskOf(name: string, workspaceId: string): string {
  return `${name}:${workspaceId}`;
}

/**
 * Enqueues in the caller's transaction: the job exists exactly when what it follows from is committed.
 */
export async function enqueue(
  // biome-ignore lint/suspicious/noExplicitAny: jobs live in graphile-worker's schema, any database will do
  db: Kysely<any>,
  task: string,
  payload: { workspaceId: string } & Record<string, unknown>,
  { key, runAt, delayMs, whenWaiting = 'replace' }: EnqueueOptions = {},
): Promise<void> {
  await sql`select enqueue_job(
    ${taskOf(task, payload.workspaceId)}::text, ${JSON.stringify(payload)}::json,
    coalesce(${runAt ?? null}::timestamptz,
      clock_timestamp() + ${delayMs === undefined ? null : `${delayMs} milliseconds`}::interval),
    ${key ?? null}::text, ${whenWaiting === 'preserve' ? 'preserve_run_at' : 'replace'}::text
  )`.execute(db);
}

/** Whether a job with the key waits or runs. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export async function isEnqueued(db: Kysely<any>, key: string): Promise<boolean> {
  const { rows } = await sql`select from graphile_worker.jobs where key = ${key} limit 1`.execute(db);
  return rows.length > 0;
}
