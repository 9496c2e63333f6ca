import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { createDatabase, type Db } from '../../src/database/pool.ts';
import { type Moment, nextMoments, schedule, scheduleClaim, unschedule } from '../../src/jobs/schedule.ts';
import { createTestDatabase, createTestPool, type TestDatabase } from '../helpers/database.ts';

const minute = 60_000;
const batch = 500;

/** A job that the schedule enqueued. */
interface Fired {
  task: string;
  workspaceId: string;
  key: string;
  at: number;
  /** Those of one claim have the same. */
  transaction: string;
  payload: unknown;
}

describe('the schedule', () => {
  let database: TestDatabase;
  let db: Db;
  let pools: pg.Pool[];
  let claimers: { claim(): Promise<void> }[];
  /** On the database's clock, when the test began. */
  let start: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    db = database.db;
    pools = Array.from({ length: 4 }, () =>
      createTestPool(database.url, { max: 1, applicationName: 'claimer', statementTimeoutMs: 5000 }),
    );
    claimers = pools.map((pool) => scheduleClaim(createDatabase(pool)));
    for (const id of ['T1', 'T2']) {
      const workspace = { id, name: id, bot_user_id: 'U0', locale: 'en' as const, timezone: 'UTC' };
      await db.insertInto('workspaces').values(workspace).execute();
    }
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });
  beforeEach(async () => {
    await sql`truncate schedule, graphile_worker._private_jobs`.execute(db);
    await sql`update clock set shift = '0'`.execute(db);
    start = Date.now();
  });

  const moment = (key: string, offset: number, over: Partial<Moment> = {}): Moment => ({
    workspaceId: 'T1',
    key,
    at: new Date(start + offset),
    task: 'remind',
    payload: { key },
    ...over,
  });
  const arm = (...moments: Moment[]) =>
    db.transaction().execute(async (trx) => {
      for (const one of moments) await schedule(trx, one);
    });
  const claim = () => claimers[0]!.claim();
  const claimTogether = () => Promise.all(claimers.map((claimer) => claimer.claim()));
  const jump = (ms: number) =>
    sql`update clock set shift = shift + ${`${ms} milliseconds`}::interval`.execute(db);

  async function fired(): Promise<Fired[]> {
    const { rows } = await sql<{
      task: string;
      transaction: string;
      payload: { workspaceId: string; key: string; dueAt: string };
    }>`select t.identifier as task, j.xmin::text as transaction, j.payload
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      order by (j.payload ->> 'dueAt')::timestamptz, t.identifier`.execute(db);
    return rows.map(({ task, transaction, payload }) => {
      const { workspaceId, key, dueAt } = payload;
      return { task, workspaceId, key, at: Date.parse(dueAt), transaction, payload };
    });
  }
  /** What has fired, as key and offset from the start in milliseconds. */
  const firings = async () => (await fired()).map(({ key, at }) => [key, at - start]);

  it('fires each of 2,000 moments once, soonest first, in bounded batches, whoever claims', async () => {
    const all = Array.from({ length: 2000 }, (_, i) => {
      // The same keys in both workspaces, in no order of time.
      const place = (i * 1237) % 2000;
      const workspaceId = place % 2 === 0 ? 'T1' : 'T2';
      const key = `moment:${place >> 1}`;
      return moment(key, -2000 * minute + place * minute, { workspaceId, task: `task${place % 3}` });
    });
    const quarters = [0, 1, 2, 3].map((i) => all.slice(i * batch, (i + 1) * batch));
    await Promise.all(quarters.map((quarter) => arm(...quarter)));
    await arm(moment('later', 5 * minute));
    const expected = all
      .map(({ workspaceId, key, at, task }) => ({
        task: `${task}:${workspaceId}`,
        workspaceId,
        key,
        at: at.getTime(),
        payload: { key, workspaceId, dueAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/) },
      }))
      .sort((a, b) => a.at - b.at);

    await claim();
    expect(await fired()).toMatchObject(expected.slice(0, batch));
    // Nobody waits for another: each takes a whole batch of its own, and together they take the soonest.
    await Promise.all(claimers.slice(0, 2).map((claimer) => claimer.claim()));
    expect(await fired()).toMatchObject(expected.slice(0, 3 * batch));
    for (let i = 0; i < 3; i += 1) await claimTogether();

    const jobs = await fired();
    expect(jobs).toHaveLength(2000);
    expect(jobs).toMatchObject(expected);
    const sizes = new Map<string, number>();
    for (const { transaction } of jobs) sizes.set(transaction, (sizes.get(transaction) ?? 0) + 1);
    expect(Math.max(...sizes.values())).toBe(batch);
    expect(await nextMoments(db, 10)).toEqual([{ at: new Date(start + 5 * minute), task: 'remind:T1' }]);
  });

  it('fires nothing before its time', async () => {
    await arm(moment('soon', 10 * minute), moment('now', -1));
    await claimTogether();
    expect(await firings()).toEqual([['now', -1]]);
    await jump(9 * minute);
    await claimTogether();
    expect(await firings()).toEqual([['now', -1]]);
    await jump(minute);
    await claimTogether();
    expect(await firings()).toEqual([
      ['now', -1],
      ['soon', 10 * minute],
    ]);
  });

  it('a moment armed anew before it fires is moved', async () => {
    await arm(
      moment('moved', -minute),
      moment('moved', 5 * minute, { payload: { key: 'moved', new: true } }),
    );
    await claimTogether();
    expect(await fired()).toEqual([]);
    await arm(moment('moved', -2 * minute, { payload: { key: 'moved', newest: true }, task: 'other' }));
    await claimTogether();
    const [job, ...others] = await fired();
    expect(others).toEqual([]);
    expect(job).toMatchObject({ task: 'other:T1', at: start - 2 * minute });
    expect(job!.payload).toEqual({
      key: 'moved',
      newest: true,
      workspaceId: 'T1',
      dueAt: expect.any(String),
    });
  });

  it('a moment armed anew after it fired fires again only where it differs', async () => {
    const first = moment('again', -minute, { payload: { key: 'again', a: 1, b: [2] } });
    const counts: number[] = [];
    for (const next of [
      first,
      first,
      { ...first, payload: { b: [2], key: 'again', a: 1 } },
      { ...first, at: new Date(start - 2 * minute) },
      { ...first, at: new Date(start - 2 * minute) },
      first,
      { ...first, payload: { key: 'again' } },
      { ...first, payload: { key: 'again' }, task: 'other' },
      { ...first, payload: { key: 'again' }, task: 'other' },
      { ...first, workspaceId: 'T2' },
    ]) {
      await arm(next);
      await claimTogether();
      counts.push((await fired()).length);
    }
    expect(counts).toEqual([1, 1, 1, 2, 2, 3, 4, 5, 5, 6]);
  });

  it('arming anew while others claim loses nothing and doubles nothing', async () => {
    const keys = Array.from({ length: 40 }, (_, i) => `key:${i}`);
    const turns = 16;
    // Every instant is armed once; they go back and forth, a third of them into the future.
    const offsets = keys.map((_, k) =>
      Array.from({ length: turns }, (_, turn) =>
        turn % 3 === 1 ? 60 * minute + turn : -minute - ((k * 7 + turn * 11) % turns) * 1000 - turn,
      ),
    );
    let isArmed = false;
    const claiming = claimers.map(async (claimer) => {
      while (!isArmed) await claimer.claim();
    });
    const lanes = Array.from({ length: 6 }, async (_, lane) => {
      for (let turn = 0; turn < turns; turn += 1) {
        for (let k = lane; k < keys.length; k += 6) await arm(moment(keys[k]!, offsets[k]![turn]!));
      }
    });
    const arming = Promise.all(lanes).finally(() => {
      isArmed = true;
    });
    await Promise.all([arming, ...claiming]);
    await claim();

    const counts = new Map<string, number>();
    for (const [key, offset] of await firings()) {
      counts.set(`${key} ${offset}`, (counts.get(`${key} ${offset}`) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count !== 1)).toEqual([]);
    const last = keys.map((key, k) => `${key} ${offsets[k]!.at(-1)}`);
    expect(last.filter((one) => !counts.has(one))).toEqual([]);
    const known = new Set(keys.flatMap((key, k) => offsets[k]!.map((offset) => `${key} ${offset}`)));
    expect([...counts.keys()].filter((one) => !known.has(one) || / \d/.test(one))).toEqual([]);
    // Else the claims would have come only afterwards.
    expect(counts.size).toBeGreaterThan(2 * keys.length);
    expect(await nextMoments(db, 1)).toEqual([]);
  });

  it('what was called off does not fire, and what fired stays', async () => {
    await arm(moment('off', -minute), moment('off', -minute, { workspaceId: 'T2' }), moment('on', -minute));
    await unschedule(db, 'T1', 'off');
    await claimTogether();
    const jobs = await fired();
    expect(jobs.map(({ workspaceId, key }) => `${workspaceId} ${key}`).sort()).toEqual(['T1 on', 'T2 off']);
    await unschedule(db, 'T1', 'on');
    await arm(moment('on', -minute));
    await claimTogether();
    expect(await fired()).toHaveLength(2);
    await arm(moment('off', -minute));
    await claimTogether();
    expect(await fired()).toHaveLength(3);
  });

  it('jumps of the clock make nothing fire again', async () => {
    const offsets = Array.from({ length: 41 }, (_, i) => (i - 20) * minute);
    const all = offsets.map((offset) => moment(`at ${offset}`, offset));
    const until = (limit: number) =>
      offsets.filter((offset) => offset <= limit).map((offset) => [`at ${offset}`, offset]);
    await arm(...all);
    let furthest = 0;
    let shift = 0;
    for (const by of [0, -10, 10, 10, -10, -10, 20, -20, 20]) {
      shift += by;
      furthest = Math.max(furthest, shift);
      await jump(by * minute);
      await claimTogether();
      // Planned anew as it was, also by a process that thinks its time is yet to come.
      await arm(...all);
      await claimTogether();
      expect({ shift, firings: await firings() }).toEqual({ shift, firings: until(furthest * minute) });
    }
  });

  it('what is claimed by somebody who dies is claimed by the next', async () => {
    const offsets = Array.from({ length: 300 }, (_, i) => -minute - i * 1000).reverse();
    await arm(...offsets.map((offset) => moment(`at ${offset}`, offset)));
    const all = offsets.map((offset) => [`at ${offset}`, offset]);
    const { rows } = await pools[1]!.query('select pg_backend_pid() as pid');
    const { pid } = rows[0];

    // It has marked the moments and stands before its first job.
    const claiming = await db.transaction().execute(async (trx) => {
      await sql`lock table graphile_worker._private_jobs in exclusive mode`.execute(trx);
      const outcome = claimers[1]!.claim().then(
        () => 'claimed',
        (error: Error) => error.message,
      );
      await untilWaiting(pid);
      await sql`select pg_terminate_backend(${pid})`.execute(trx);
      return await outcome;
    });
    expect(claiming).toMatch(/terminat/);
    expect(await fired()).toEqual([]);

    // It has enqueued the jobs and stands before its commit; meanwhile nobody else takes or waits.
    const ending = db.transaction().execute(async (trx) => {
      await scheduleClaim(trx).claim();
      await claimTogether();
      expect(await fired()).toEqual([]);
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx);
    });
    await expect(ending).rejects.toThrow(/terminat/);
    expect(await fired()).toEqual([]);

    await claimTogether();
    expect(await firings()).toEqual(all);
    await claimTogether();
    expect(await firings()).toEqual(all);
  });

  async function untilWaiting(pid: number): Promise<void> {
    for (;;) {
      const { rows } = await database.pool.query(
        "select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'",
        [pid],
      );
      if (rows.length > 0) return;
      await setTimeout(5);
    }
  }
});
