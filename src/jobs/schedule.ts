import { sql } from 'kysely';
import type { Db } from '../database/pool.ts';
import type { Claim } from './heartbeat.ts';
import { taskOf } from './jobs.ts';

/** Something that is to happen at an instant of the database's clock. */
export interface Moment {
  workspaceId: string;
  /** What it is for: one moment for each key. */
  key: string;
  at: Date;
  /** The job to enqueue then. Its payload also gets `workspaceId` and, as an ISO instant, `dueAt`. */
  task: string;
  payload: object;
}

/** At most so many at a tick; what is left over is claimed a second later. */
const batch = 500;

/**
 * Arms a moment, or arms it anew at another time, also one that has fired. The job looks for itself whether
 * there is still something to do: `dueAt` tells it for which time it was enqueued.
 */
export async function schedule(trx: Db, { workspaceId, key, at, task, payload }: Moment): Promise<void> {
  await sql`insert into schedule (workspace_id, key, task, payload, due_at)
    values (${workspaceId}, ${key}, ${taskOf(task, workspaceId)}, ${JSON.stringify(payload)}::jsonb, ${at})
    on conflict (workspace_id, key) do update
      set task = excluded.task, payload = excluded.payload, due_at = excluded.due_at, fired_at = null
      where schedule.due_at <> excluded.due_at or schedule.payload <> excluded.payload
        or schedule.task <> excluded.task`.execute(trx);
}

/** A moment that has fired already stays as it is. */
export async function unschedule(trx: Db, workspaceId: string, key: string): Promise<void> {
  await sql`delete from schedule
    where workspace_id = ${workspaceId} and key = ${key} and fired_at is null`.execute(trx);
}

/**
 * Enqueues the jobs of moments that have come, in the transaction that marks them fired. The index holds only
 * what has not fired, so that a tick costs the same however much is planned.
 */
export function scheduleClaim(db: Db): Claim {
  return {
    name: 'the schedule',
    async claim() {
      await sql`with due as (
        select workspace_id, key from schedule
        where fired_at is null and due_at <= concord_now()
        order by due_at limit ${batch} for update skip locked
      ), fired as (
        update schedule s set fired_at = concord_now() from due
        where s.workspace_id = due.workspace_id and s.key = due.key
        returning s.workspace_id, s.task, s.payload, s.due_at
      )
      select count(enqueue_job(
        task, (payload || jsonb_build_object('workspaceId', workspace_id, 'dueAt', due_at))::json, null, null, 'replace'
      )) from fired`.execute(db);
    },
  };
}

/**
 * The next instants for which something is planned, soonest first, with the task as `taskOf` names it.
 * @param limit how many
 */
export async function nextMoments(db: Db, limit: number): Promise<{ at: Date; task: string }[]> {
  const { rows } = await sql<{ at: Date; task: string }>`
    select due_at as at, task from schedule where fired_at is null order by due_at limit ${limit}`.execute(
    db,
  );
  return rows;
}
