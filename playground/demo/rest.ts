import { sql } from 'kysely';
import type { Db } from '../../src/database/pool.ts';

/** A job whose time comes within so many seconds is waited for: one that failed is tried again soon. */
const soonS = 15;

/** Whether nothing is due, being done or waiting to be sent. */
export async function isAtRest(db: Db): Promise<boolean> {
  const { rows } = await sql<{ left: number }>`select (
    (select count(*) from graphile_worker.jobs
      where attempts < max_attempts and run_at <= clock_timestamp() + make_interval(secs => ${soonS}))
    + (select count(*) from schedule where fired_at is null and due_at <= concord_now())
    + (select count(*) from proposals where state = 'open' and deadline <= concord_now())
    + (select count(*) from messages where state in ('pending', 'posted')
        and (sent_revision < revision or not reactions_sent)))::int as left`.execute(db);
  return rows[0]?.left === 0;
}

/** What the story does not tell: something that was due and did not happen. */
export async function omissions(db: Db): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'a sync counts as missed: ' || local_start as what from syncs
      where state = 'missed' or cause = 'downtime'
    union all
    select 'somebody was not asked in a standup: ' || user_id from standup_prompts
      where state = 'missed' and prompted_at is null`.execute(db);
  return rows.map(({ what }) => what);
}
