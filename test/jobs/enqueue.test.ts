import { sql } from 'kysely';
import pg from 'pg';
import { enqueue } from '../../src/jobs/jobs.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { readSources } from '../helpers/source-modules.ts';

const gate = 4711;

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const jobs = async () => {
  const { rows } = await sql<{ key: string | null; isTaken: boolean }>`
    select key, locked_at is not null as "isTaken" from graphile_worker.jobs order by id`.execute(
    database.db,
  );
  return rows;
};

/** Holds whoever inserts a job up just before the insert, until the gate is opened. */
async function holdInserts(): Promise<() => Promise<void>> {
  const { db, url } = database;
  await sql`create function wait_at_gate() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock_shared(${sql.lit(gate)}); return null; end $$`.execute(db);
  await sql`create trigger wait_at_gate before insert on graphile_worker._private_jobs
    for each statement execute function wait_at_gate()`.execute(db);
  const keeper = new pg.Client({ connectionString: url });
  await keeper.connect();
  await keeper.query(`select pg_advisory_lock(${gate})`);
  return () => keeper.end();
}

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } =
      await sql`select from pg_locks where locktype = 'advisory' and objid = ${gate} and not granted`.execute(
        database.db,
      );
    if (rows.length > 0) return;
  }
}

test.each(['replace', 'preserve'] as const)(
  'where a worker takes the waiting job just then, another one waits (%s)',
  async (whenWaiting) => {
    const { db } = database;
    const payload = { workspaceId: 'T1' };
    await enqueue(db, 'look', payload, { key: 'look' });
    const open = await holdInserts();
    const enqueued = enqueue(db, 'look', payload, { key: 'look', whenWaiting });
    await untilSomebodyWaits();
    // As graphile-worker takes a job.
    await sql`update graphile_worker._private_jobs set attempts = 1, locked_by = 'worker', locked_at = now()`.execute(
      db,
    );
    await open();
    await enqueued;
    expect(await jobs()).toEqual([
      { key: null, isTaken: true },
      { key: 'look', isTaken: false },
    ]);
  },
);

test('nothing is enqueued past it', () => {
  const sources = Object.entries(readSources('src', 'playground'));
  expect(sources.filter(([, source]) => source.includes('add_job')).map(([path]) => path)).toEqual([]);
});
