import { type Kysely, sql } from 'kysely';

/**
 * `graphile_worker.add_job` gives nothing back, and enqueues nothing, when a worker takes the waiting job with the same
 * key between its two statements (github.com/graphile/worker/issues/580). That worker may have looked before us.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
  create function enqueue_job(task text, payload json, run_at timestamptz, job_key text, job_key_mode text)
  returns timestamptz language plpgsql as $function$
    declare
      job record;
    begin
      for attempt in 1..100 loop
        select added.id, added.run_at into job
        from graphile_worker.add_job(enqueue_job.task, enqueue_job.payload, run_at := enqueue_job.run_at,
          job_key := enqueue_job.job_key, job_key_mode := enqueue_job.job_key_mode) as added;
        if job.id is not null then
          return job.run_at;
        end if;
      end loop;
      raise exception 'the job % could not be enqueued', enqueue_job.job_key;
    end
  $function$`.execute(db);
  await sql`comment on function enqueue_job(text, json, timestamptz, text, text) is
    'A job that certainly runs after this commit; gives back when'`.execute(db);
}
