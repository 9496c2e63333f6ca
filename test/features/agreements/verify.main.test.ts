import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createAgreementService } from '../../../src/features/agreements/agreement.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { agree, createWorkspace } from './ledgers.ts';

const main = fileURLToPath(new URL('../../../src/features/agreements/verify.main.ts', import.meta.url));

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const service = createAgreementService({ db, log: createLogger('silent') });
  for (const id of ['T1', 'T2', 'T3']) await createWorkspace(db, id);
  for (const id of ['T1', 'T1', 'T2']) await agree(db, service, id);
});
afterAll(() => database.drop());

function verify(args: string[], url: string | undefined = database.url) {
  return new Promise<{ status: number; out: string; err: string }>((resolve) => {
    const { DATABASE_URL: _, ...env } = process.env;
    execFile(
      process.execPath,
      ['--import', 'tsx', main, ...args],
      { env: { ...env, ...(url && { DATABASE_URL: url }) } },
      (error, out, err) => resolve({ status: Number(error?.code ?? 0), out, err }),
    );
  });
}

test('intact ledgers: a line for each workspace, exit status 0', async () => {
  const { status, out, err } = await verify([]);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out.trim().split('\n')).toEqual([
    expect.stringMatching(/^T1: intact, entries: 2, agreements: 2, last hash: [0-9a-f]{64}$/),
    expect.stringMatching(/^T2: intact, entries: 1, agreements: 1, last hash: [0-9a-f]{64}$/),
    'T3: intact, entries: 0',
  ]);
});

test('a damaged ledger: its faults in words, exit status 1; another one alone stays 0', async () => {
  const { pool } = database;
  await pool.query(`
    set session_replication_role = replica;
    update ledger_entries set actor = 'U9' where workspace_id = 'T1' and seq = 1;
    set session_replication_role = origin`);
  const all = await verify([]);
  expect(all.status).toBe(1);
  expect(all.out).toContain('T1: DAMAGED, entries: 2, faults: 1\n  - Entry 1 was changed');
  expect(all.out).toContain('T2: intact');
  const other = await verify(['--workspace', 'T2']);
  expect(other.status).toBe(0);
  expect(other.out).not.toContain('T1');
});

test.each<[string, string[], string | null, RegExp]>([
  ['an unknown workspace', ['--workspace', 'T9'], null, /no workspace T9 .*T1, T2, T3/],
  ['an unknown option', ['--team', 'T1'], null, /--team[\s\S]*Usage: npm run verify-ledger/],
  ['no database configured', [], '', /DATABASE_URL is missing/],
  ['no database there', [], 'postgres://nobody@127.0.0.1:1/none', /could not be checked: .*ECONNREFUSED/],
])('%s: said so, exit status 2', async (_, args, url, message) => {
  const { status, err } = await verify(args, url ?? undefined);
  expect({ status, err }).toEqual({ status: 2, err: expect.stringMatching(message) });
});
