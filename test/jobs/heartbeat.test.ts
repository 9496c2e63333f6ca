import { sql } from 'kysely';
import type pg from 'pg';
import { z } from 'zod';
import type { Db } from '../../src/database/pool.ts';
import { createHeartbeat, type Heartbeat } from '../../src/jobs/heartbeat.ts';
import { enqueue, taskOf } from '../../src/jobs/jobs.ts';
import { createWorker, type Worker } from '../../src/jobs/worker.ts';
import { createLogger } from '../../src/logger.ts';
import { createTestDatabase, createTestPool, type TestDatabase } from '../helpers/database.ts';

const leaseMs = 60_000;
const workspaceId = 'T1';
const log = createLogger('silent');

interface Run {
  process: string;
  about: string;
}

interface Process {
  worker: Worker;
  /** Shows that the process is alive, and gives back what those hold that are not. */
  beat(): Promise<void>;
  /** A run that came to a stop ends when this is called. */
  letGo(): void;
  /** Ends without a word: its connections are gone, and its row stays. */
  die(): Promise<void>;
}

describe('the heartbeat', () => {
  let database: TestDatabase;
  let db: Db;
  let runs: Run[];
  let processes: Process[];

  beforeEach(async () => {
    database = await createTestDatabase();
    db = database.db;
    runs = [];
    processes = [];
  });
  afterEach(async () => {
    for (const { letGo } of processes) letGo();
    await Promise.all(processes.map(({ worker }) => worker.stop()));
    await database.drop();
  });

  /**
   * @param holds about which jobs it comes to a stop, until it is told to go on
   * @param concurrency by default it takes nothing else meanwhile
   */
  async function start(
    name: string,
    holds: readonly string[] = [],
    concurrency = Math.max(holds.length, 1),
  ): Promise<Process> {
    const pool = createTestPool(database.url, { applicationName: name });
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const worker = createWorker({
      pool,
      workspaceId,
      jobs: [
        {
          name: 'work',
          payload: z.object({ workspaceId: z.string(), about: z.string() }),
          async run({ about }) {
            runs.push({ process: name, about });
            if (about.startsWith('bad')) throw new Error('no');
            if (holds.includes(about)) await held;
          },
        },
      ],
      log,
      concurrency,
      pollIntervalMs: 50,
      onJobFailed() {},
    });
    const process: Process = {
      worker,
      beat: () => beatOnce(name, worker.poolIds),
      letGo,
      die: () => endConnections(pool, name),
    };
    processes.push(process);
    await worker.start();
    await process.beat();
    return process;
  }

  async function beatOnce(processId: string, workerPoolIds: () => string[]): Promise<void> {
    const heartbeat: Heartbeat = createHeartbeat({ db, processId, workerPoolIds, claims: [], leaseMs, log });
    await heartbeat.start();
    const { rows } = await sql<{ ids: string[] }>`select worker_pool_ids as ids from processes
      where id = ${processId}`.execute(db);
    await heartbeat.stop();
    // Stopping in good order takes the row away, and these processes go on.
    await sql`insert into processes (id, worker_pool_ids) values (${processId}, ${rows[0]!.ids})`.execute(db);
  }

  async function endConnections(pool: pg.Pool, name: string): Promise<void> {
    void pool.end().catch(() => {});
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = ${name} and datname = current_database()`.execute(db);
  }

  const add = (about: string, key?: string) =>
    enqueue(db, 'work', { workspaceId, about }, key === undefined ? {} : { key });
  const jobs = async () => {
    const { rows } = await sql<{
      about: string;
      key: string | null;
      lockedBy: string | null;
      isUsedUp: boolean;
    }>`
      select payload ->> 'about' as about, key, locked_by as "lockedBy", attempts >= max_attempts as "isUsedUp"
      from graphile_worker._private_jobs order by id`.execute(db);
    return rows;
  };
  const abouts = async () => (await jobs()).map(({ about }) => about);
  const ran = (about: string) => runs.filter((run) => run.about === about).map(({ process }) => process);
  const agePresence = (name: string, ms: number) =>
    sql`update processes set seen_at = seen_at - ${`${ms} milliseconds`}::interval where id = ${name}`.execute(
      db,
    );
  const ageLocks = (ms: number) =>
    sql`update graphile_worker._private_jobs set locked_at = locked_at - ${`${ms} milliseconds`}::interval`.execute(
      db,
    );
  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isSo())) await pause(10);
  }

  it("gives a dead process's jobs to another after the lease, and leaves those of the living", async () => {
    const dead = await start('dead', ['lost']);
    await add('lost');
    await until(() => ran('lost').length === 1);
    const living = await start('living', ['long']);
    await add('long');
    await until(() => ran('long').length === 1);
    // Only now somebody who has nothing of its own to do.
    const other = await start('other');
    await dead.die();
    const before = await jobs();

    // Seen a moment ago, however long it has held the job.
    await agePresence('dead', leaseMs / 2);
    await ageLocks(10 * leaseMs);
    await other.beat();
    await living.beat();
    expect(await jobs()).toEqual(before);
    expect(before.map(({ about, lockedBy }) => [about, lockedBy !== null])).toEqual([
      ['lost', true],
      ['long', true],
    ]);

    await agePresence('dead', leaseMs);
    await other.beat();
    await until(async () => (await abouts()).join() === 'long');
    expect(ran('lost')).toHaveLength(2);
    expect(['living', 'other']).toContain(ran('lost')[1]);
    // What lives keeps its job, which runs once and ends well.
    await other.beat();
    await living.beat();
    expect(await jobs()).toEqual(before.slice(1));
    living.letGo();
    await until(async () => (await jobs()).length === 0);
    expect(ran('long')).toHaveLength(1);
    const { rows } = await database.pool.query('select id from processes order by id');
    expect(rows.map(({ id }) => id)).toEqual(['living', 'other']);
  });

  it('what is locked by somebody not listed is left alone for as long as the lease', async () => {
    const unknown = await start('unknown', ['lost']);
    await add('lost');
    await until(() => ran('lost').length === 1);
    await unknown.die();
    await sql`delete from processes`.execute(db);
    const other = await start('other');
    await ageLocks(leaseMs / 2);
    await other.beat();
    expect(await jobs()).toMatchObject([{ about: 'lost', lockedBy: unknown.worker.poolIds()[0] }]);
    await ageLocks(leaseMs);
    await other.beat();
    await until(async () => (await jobs()).length === 0);
    expect(ran('lost')).toEqual(['unknown', 'other']);
  });

  it('clears away what was enqueued anew while somebody held it who died', async () => {
    const dead = await start('dead', ['first', 'untouched']);
    await sql`select from graphile_worker.add_job(${taskOf('work', workspaceId)},
      ${JSON.stringify({ workspaceId, about: 'bad' })}::json, max_attempts := 1)`.execute(db);
    await sql`select from graphile_worker.add_job(${taskOf('work', workspaceId)},
      ${JSON.stringify({ workspaceId, about: 'bad with a key' })}::json, max_attempts := 1,
      job_key := 'bad')`.execute(db);
    await until(async () => (await jobs()).every(({ isUsedUp, lockedBy }) => isUsedUp && lockedBy === null));
    await add('first', 'the key');
    await add('untouched', 'another key');
    await until(() => ran('first').length === 1 && ran('untouched').length === 1);
    const living = await start('living', ['second'], 2);
    await add('second', 'the key');
    await until(() => ran('second').length === 1);
    await add('third', 'the key');
    await until(() => ran('third').length === 1);
    await until(async () => !(await abouts()).includes('third'));
    // As graphile-worker leaves it: neither will be run again, whatever becomes of its worker.
    expect(await jobs()).toMatchObject([
      { about: 'bad', key: null, isUsedUp: true, lockedBy: null },
      { about: 'bad with a key', key: 'bad', isUsedUp: true, lockedBy: null },
      { about: 'first', key: null, isUsedUp: true, lockedBy: expect.any(String) },
      { about: 'untouched', key: 'another key', isUsedUp: false, lockedBy: expect.any(String) },
      { about: 'second', key: null, isUsedUp: true, lockedBy: expect.any(String) },
    ]);

    await dead.die();
    await ageLocks(300 * leaseMs);
    await agePresence('dead', 2 * leaseMs);
    await living.beat();
    // The job that was not enqueued anew is run again; what failed for good stays to be looked at.
    await until(async () => (await abouts()).join() === 'bad,bad with a key,second');
    living.letGo();
    await until(async () => (await abouts()).join() === 'bad,bad with a key');
    expect(ran('first')).toEqual(['dead']);
    expect(ran('untouched')).toEqual(['dead', 'living']);
    expect(ran('second')).toEqual(['living']);
    expect(ran('third')).toHaveLength(1);
    expect(ran('bad')).toHaveLength(1);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
