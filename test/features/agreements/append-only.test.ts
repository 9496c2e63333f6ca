import pg from 'pg';
import {
  type AgreementService,
  createAgreementService,
} from '../../../src/features/agreements/agreement.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { agree, announceErasure, createWorkspace } from './ledgers.ts';

/** Insufficient privilege. */
const refusal = expect.objectContaining({ code: '42501' });
const ordinary = 'concord_ordinary';

let database: TestDatabase;
let service: AgreementService;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db, pool } = database;
  service = createAgreementService({ db, log: createLogger('silent') });
  await createWorkspace(db, 'T1');
  for (let i = 1; i <= 3; i += 1) await agree(db, service, 'T1', { statement: `Statement ${i}` });
  // Roles belong to the whole server, which other tests use too.
  await pool.query(`do $$ begin create role ${ordinary}; exception when duplicate_object then null; end $$`);
  await pool.query(`grant all on all tables in schema public to ${ordinary}`);
});
afterAll(async () => {
  await database.pool.query(`drop owned by ${ordinary}`);
  await database.drop();
});

async function as(role: 'owner' | 'ordinary role', statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    if (role === 'ordinary role') await client.query(`set role ${ordinary}`);
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

const tables = ['ledger_entries', 'ledger_contents', 'ledger_heads', 'agreements'];

describe.each(['owner', 'ordinary role'] as const)('to the %s the database refuses', (role) => {
  test.each(tables.map((table) => [table]))('to change or remove anything in %s', async (table) => {
    const { rows: columns } = await database.pool.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_name = $1 and table_schema = 'public'`,
      [table],
    );
    expect(columns.length).toBeGreaterThan(3);
    for (const { name } of columns) {
      await expect(as(role, `update ${table} set ${name} = ${name}`)).rejects.toEqual(refusal);
    }
    await expect(as(role, `delete from ${table}`)).rejects.toEqual(refusal);
    await expect(as(role, `truncate ${table} cascade`)).rejects.toEqual(refusal);
    await expect(
      as(role, `merge into ${table} using (select 1) on true when matched then delete`),
    ).rejects.toEqual(refusal);
  });

  test('to remove the workspace or the proposals with it', async () => {
    await expect(as(role, 'truncate workspaces cascade')).rejects.toEqual(refusal);
    await expect(as(role, 'truncate proposals cascade')).rejects.toEqual(refusal);
    // The foreign keys refuse these.
    await expect(as(role, 'delete from workspaces')).rejects.toMatchObject({ code: '23503' });
    await expect(as(role, 'delete from proposals')).rejects.toMatchObject({ code: '23503' });
  });

  test('to move the head to where no new entry stands', async () => {
    for (const change of [
      'seq = seq + 2',
      'seq = seq - 1',
      "seq = seq + 1, workspace_id = 'T2'",
      'seq = seq + 1, agreements = agreements + 2',
      'seq = seq + 1, agreements = agreements - 1',
    ]) {
      await expect(as(role, `update ledger_heads set ${change}`)).rejects.toEqual(refusal);
    }
  });
});

test('content can be erased only after a later entry announced it, and the chain still verifies', async () => {
  const { db } = database;
  const erase = (seq: number) =>
    as('ordinary role', `delete from ledger_contents where workspace_id = 'T1' and seq = ${seq}`);
  await expect(erase(2)).rejects.toEqual(refusal);
  await announceErasure(db, 'T1', 2);
  await expect(erase(1)).rejects.toEqual(refusal);
  expect(await erase(2)).toMatchObject({ rowCount: 1 });
  await expect(erase(3)).rejects.toEqual(refusal);
  await expect(erase(4)).rejects.toEqual(refusal);
  expect(await service.verify('T1')).toMatchObject({ ok: true, entries: 4 });
  await expect(as('ordinary role', 'delete from ledger_contents')).rejects.toEqual(refusal);
});

test('the announcement of another workspace allows nothing', async () => {
  const { db } = database;
  for (const id of ['T2', 'T3']) {
    await createWorkspace(db, id);
    await agree(db, service, id);
  }
  await announceErasure(db, 'T3', 1);
  await expect(as('owner', "delete from ledger_contents where workspace_id = 'T2'")).rejects.toEqual(refusal);
});

test('an announcement of its own erasure allows nothing', async () => {
  const { db } = database;
  await createWorkspace(db, 'T4');
  await agree(db, service, 'T4');
  await announceErasure(db, 'T4', 2);
  await expect(
    as('owner', "delete from ledger_contents where workspace_id = 'T4' and seq = 2"),
  ).rejects.toEqual(refusal);
  expect(await service.verify('T4')).toMatchObject({ faults: [{ seq: 2, fault: 'redaction' }] });
});
