import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { z } from 'zod';
import { migrate } from '../../src/database/migrate.ts';
import { createDatabase } from '../../src/database/pool.ts';
import { append, lockHead } from '../../src/features/agreements/ledger.repository.ts';
import { createHeartbeat } from '../../src/jobs/heartbeat.ts';
import { enqueue } from '../../src/jobs/jobs.ts';
import { createWorker } from '../../src/jobs/worker.ts';
import { createLogger } from '../../src/logger.ts';
import { createTestDatabase, createTestPool, type TestDatabase } from '../helpers/database.ts';

/** docs/least-privilege.sql is what operators run; this is what it must and must not allow. */
const rights = readFileSync(new URL('../../docs/least-privilege.sql', import.meta.url), 'utf8');

const role = `concord_app_${randomBytes(4).toString('hex')}`;
const log = createLogger('fatal');
let database: TestDatabase;
let url: string;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`create role ${role} login password 'test'`);
  // Twice, as after every migration.
  for (const _ of [1, 2]) await database.pool.query(rights.replaceAll('concord_app', role));
  const address = new URL(database.url);
  address.username = role;
  address.password = 'test';
  url = address.href;
  pool = createTestPool(url);
});

afterAll(async () => {
  await pool.end();
  await database.pool.query(`drop owned by ${role}; drop role ${role}`);
  await database.drop();
});

test('it starts on a migrated database', async () => {
  expect(await migrate(url, log)).toEqual([]);
});

test('its jobs are enqueued and run, and its heartbeat beats', async () => {
  const failures: unknown[] = [];
  const db = createDatabase(pool);
  let done = () => {};
  const ran = new Promise<void>((resolve) => {
    done = resolve;
  });
  const worker = createWorker({
    pool,
    workspaceId: 'T1',
    jobs: [{ name: 'try', payload: z.object({ workspaceId: z.string() }), run: async () => done() }],
    log,
    concurrency: 1,
    pollIntervalMs: 100,
    onJobFailed: (_, error) => failures.push(error),
  });
  const heartbeat = createHeartbeat({
    db,
    processId: 'p1',
    workerPoolIds: worker.poolIds,
    claims: [],
    leaseMs: 6000,
    log,
  });
  await worker.start();
  await heartbeat.start();
  await enqueue(db, 'try', { workspaceId: 'T1' });
  await ran;
  expect((await pool.query('select id from processes')).rows).toEqual([{ id: 'p1' }]);
  await heartbeat.stop();
  await worker.stop();
  expect(failures).toEqual([]);
});

test('it appends to the ledger', async () => {
  await database.pool.query(
    "insert into workspaces (id, name, bot_user_id, locale, timezone) values ('T1', 'Test', 'UBOT', 'en', 'UTC')",
  );
  const entry = {
    workspaceId: 'T1',
    kind: 'agreed',
    agreementNumber: 1,
    at: new Date(),
    actor: 'U1',
  } as const;
  const appended = await createDatabase(pool)
    .transaction()
    .execute(async (trx) => append(trx, await lockHead(trx, 'T1'), entry, { statement: 'x' }));
  expect(appended.seq).toBe(1);
});

test.each([
  "update ledger_entries set actor = 'U2'",
  'delete from ledger_entries',
  'truncate ledger_entries cascade',
  'alter table ledger_entries disable trigger all',
  'drop trigger append_only on ledger_entries',
  'drop table ledger_contents cascade',
  "update ledger_contents set body = '{}'",
  'delete from ledger_contents',
  'delete from ledger_heads',
  'alter table ledger_heads disable trigger all',
  'update agreements set number = 2',
  "update clock set shift = '1 day'",
  'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
])('it may not: %s', async (statement) => {
  await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' });
});

test('not even a head that its rights let it write goes backwards', async () => {
  await expect(pool.query("update ledger_heads set seq = 0 where workspace_id = 'T1'")).rejects.toThrow(
    'the ledger only grows',
  );
});
