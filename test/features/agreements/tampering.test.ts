import { sql } from 'kysely';
import {
  type AgreementService,
  createAgreementService,
} from '../../../src/features/agreements/agreement.service.ts';
import type { LedgerFault } from '../../../src/features/agreements/ledger-verifier.ts';
import { createLogger } from '../../../src/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { agree, announceErasure, createProposal, createWorkspace, eraseContent } from './ledgers.ts';

const tables = ['ledger_entries', 'ledger_contents', 'ledger_heads', 'agreements'] as const;
type Table = (typeof tables)[number];
/** Entries of the chain in T1: four agreements and, in the fourth place, the redaction of the second. */
const entries = 5;
const redacted = 2;

let database: TestDatabase;
let service: AgreementService;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  service = createAgreementService({ db, log: createLogger('silent') });
  for (const id of ['T1', 'T2']) await createWorkspace(db, id);
  for (let i = 1; i <= 3; i += 1) await agree(db, service, 'T1', { statement: `Statement ${i}` });
  await announceErasure(db, 'T1', redacted);
  await eraseContent(db, 'T1', redacted);
  await agree(db, service, 'T1', { statement: 'The last one' });
  await agree(db, service, 'T2');
  await createProposal(db, 'T1', 'rejected');
  for (const table of tables) {
    await sql`create table ${sql.ref(`kept_${table}`)} as table ${sql.ref(table)}`.execute(db);
  }
});
afterAll(() => database.drop());

/** Does what only somebody with all power over the database can, and afterwards puts everything back. */
async function tampered<T>(statements: readonly string[], look: () => Promise<T>): Promise<T> {
  await asForger(statements);
  try {
    return await look();
  } finally {
    await asForger(
      tables.flatMap((table) => [`delete from ${table}`, `insert into ${table} table kept_${table}`]),
    );
  }
}

async function asForger(statements: readonly string[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.query('set session_replication_role = origin');
    client.release();
  }
}

async function faults(): Promise<LedgerFault[]> {
  const result = await service.verify('T1');
  expect(result.ok).toBe(result.faults.length === 0);
  return result.faults;
}

/** What each column can be changed to, as SQL; every one of them differs from what is there. */
const changes: Record<Table, Record<string, readonly string[]>> = {
  ledger_entries: {
    workspace_id: ["'T2x'", "'T3'"],
    seq: ['seq + 100', 'seq + 1000000'],
    kind: ["case kind when 'agreed' then 'lapsed' else 'agreed' end", "'amended'", "'revoked'"],
    agreement_number: ['coalesce(agreement_number, 0) + 10', 'case when agreement_number is null then 1 end'],
    at: [
      "at + interval '1 millisecond'",
      "at - interval '1 day'",
      "'infinity'",
      "'-infinity'",
      "(at::timestamp::text || ' BC')::timestamp at time zone 'UTC'",
    ],
    actor: ["actor || ' '", 'lower(actor)', "''"],
    ...textChanges('previous_hash', 'content_hash', 'hash'),
  },
  ledger_contents: {
    workspace_id: ["'T2x'", "'T3'"],
    seq: ['seq + 100', `${redacted}`],
    salt: ["salt || ' '", 'upper(salt)', "''", 'left(salt, -1)'],
    body: ["body || ' '", "replace(body, ':', ': ')", "'{}'", "replace(replace(body, '1', '7'), '2', '7')"],
  },
  ledger_heads: {
    workspace_id: ["'T2x'", "'T3'"],
    seq: ['seq + 1', 'seq - 1', '0'],
    ...textChanges('hash'),
    agreements: ['agreements + 1', 'agreements - 1', '0'],
  },
  agreements: {
    workspace_id: ["'T2x'", "'T3'"],
    number: ['number + 100', '0', '-number'],
    proposal_id: ['proposal_id + 1000', "(select max(id) from proposals where outcome = 'rejected')"],
    seq: ['seq + 100', '4', '0'],
  },
};

function textChanges(...columns: string[]): Record<string, string[]> {
  return Object.fromEntries(
    columns.map((c) => [c, [`upper(${c})`, `${c} || ' '`, `reverse(${c})`, `left(${c}, -1)`, "''"]]),
  );
}

/** The rows of T1, each with the entry to be named where it was tampered with. */
const rows: Record<Table, { where: string; seq: number }[]> = {
  ledger_entries: places([1, 2, 3, 4, 5], 'seq'),
  ledger_contents: places([1, 3, 4, 5], 'seq'),
  ledger_heads: [{ where: "workspace_id = 'T1'", seq: entries }],
  agreements: places([1, 2, 3, 5], 'seq'),
};

/** A head that is ahead of the chain says that the entry after the last is gone. */
function placeOf(change: string, seq: number): number {
  return change.includes('ledger_heads set seq = seq + 1') ? seq + 1 : seq;
}

function places(seqs: number[], column: string): { where: string; seq: number }[] {
  return seqs.map((seq) => ({ where: `workspace_id = 'T1' and ${column} = ${seq}`, seq }));
}

test('the ledgers as they are verify', async () => {
  expect(await service.verify('T1')).toMatchObject({
    ok: true,
    entries,
    faults: [],
    head: { agreements: 4 },
  });
  expect(await service.verify('T2')).toMatchObject({ ok: true, entries: 1 });
});

test('putting everything back puts everything back', async () => {
  expect(await tampered(['delete from ledger_entries'], faults)).not.toEqual([]);
  expect(await faults()).toEqual([]);
});

test('the changes below are of every column of every table of the ledger', async () => {
  for (const table of tables) {
    const { rows: columns } = await database.pool.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_name = $1 and table_schema = 'public' order by 1`,
      [table],
    );
    expect(columns.map(({ name }) => name)).toEqual(Object.keys(changes[table]).sort());
    const { rows: counted } = await database.pool.query<{ n: string }>(
      `select count(*) as n from ${table} where workspace_id = 'T1'`,
    );
    expect(Number(counted[0]?.n)).toBe(rows[table].length);
  }
});

describe.each(tables)('in %s', (table) => {
  test.each(Object.keys(changes[table]))('any change of %s is found and its entry named', async (column) => {
    for (const { where, seq } of rows[table]) {
      for (const value of changes[table][column]!) {
        const change = `update ${table} set ${column} = ${value} where ${where}`;
        const { rows: differs } = await database.pool.query(
          `select ${column} is distinct from ${value} as differs from ${table} where ${where}`,
        );
        // Some changes are none for some rows: an empty text cannot be emptied again.
        if (!differs[0].differs) continue;
        expect({ change, found: await tampered([change], faults) }).toEqual({
          change,
          found: expect.arrayContaining([expect.objectContaining({ seq: placeOf(change, seq) })]),
        });
      }
    }
  });

  test('any removed row is found and its entry named', async () => {
    for (const { where, seq } of rows[table]) {
      const change = `delete from ${table} where ${where}`;
      expect({ change, found: await tampered([change], faults) }).toEqual({
        change,
        found: expect.arrayContaining([expect.objectContaining({ seq })]),
      });
    }
  });
});

const pairs = (all: number[]) => all.flatMap((a) => all.filter((b) => b > a).map((b) => [a, b] as const));

test.each([
  ['ledger_entries', 'seq', pairs([1, 2, 3, 4, 5])],
  ['ledger_contents', 'seq', pairs([1, 3, 4, 5])],
  ['agreements', 'seq', pairs([1, 2, 3, 5])],
] as const)('any two rows of %s that change places are found', async (table, column, swaps) => {
  for (const [a, b] of swaps) {
    const swap = [
      `update ${table} set ${column} = 900 where workspace_id = 'T1' and ${column} = ${a}`,
      `update ${table} set ${column} = ${a} where workspace_id = 'T1' and ${column} = ${b}`,
      `update ${table} set ${column} = ${b} where workspace_id = 'T1' and ${column} = 900`,
    ];
    const named = (await tampered(swap, faults)).map(({ seq }) => seq);
    expect({ a, b, named }).toEqual({ a, b, named: expect.arrayContaining([a]) });
  }
});

test.each([
  [
    'an entry',
    "insert into ledger_entries select 'T1', 6, kind, 5, at, actor, previous_hash, content_hash, hash from ledger_entries where workspace_id = 'T1' and seq = 5",
    6,
  ],
  [
    'an entry of another workspace',
    "insert into ledger_entries select 'T1', 6, kind, 5, at, actor, previous_hash, content_hash, hash from ledger_entries where workspace_id = 'T2'",
    6,
  ],
  ['a content', "insert into ledger_contents values ('T1', 6, '', '{}')", 6],
  ['another content for an erased one', "insert into ledger_contents values ('T1', 2, '', '{}')", 2],
  ['an agreement of no entry', "insert into agreements values ('T1', 5, 999, 6)", 6],
  ['an agreement of an entry that is none', "insert into agreements values ('T1', 5, 999, 4)", 4],
  ['a head where there was nothing', "insert into ledger_heads values ('T3', 1, '', 1)", 1],
])('%s too many is found', async (_, change, seq) => {
  const found = await tampered([change], async () =>
    (await Promise.all(['T1', 'T3'].map(service.verify))).flatMap((result) => result.faults),
  );
  expect(found).toContainEqual(expect.objectContaining({ seq }));
});

test('rows doubled after the primary keys were dropped are found', async () => {
  for (const table of ['ledger_entries', 'ledger_contents', 'agreements'] as const) {
    const copy = await createTestDatabase();
    try {
      const own = createAgreementService({ db: copy.db, log: createLogger('silent') });
      await createWorkspace(copy.db, 'T1');
      for (let i = 0; i < 3; i += 1) await agree(copy.db, own, 'T1');
      await copy.pool.query(`
        alter table ledger_entries drop constraint ledger_entries_pkey cascade;
        alter table ledger_contents drop constraint ledger_contents_pkey cascade;
        alter table agreements drop constraint agreements_pkey cascade;
        alter table agreements drop constraint agreements_workspace_id_proposal_id_key cascade;
        alter table agreements drop constraint agreements_workspace_id_seq_key cascade;
        drop index ledger_entries_agreement;
        insert into ${table} select * from ${table} where seq = 2`);
      const { ok, faults: found } = await own.verify('T1');
      expect({ table, ok, places: found.map(({ seq }) => seq) }).toEqual({
        table,
        ok: false,
        places: expect.arrayContaining([3]),
      });
    } finally {
      await copy.drop();
    }
  }
});

test('an agreed proposal that the register does not know is found, however much else was removed with it', async () => {
  const everything = tables.map((table) => `delete from ${table} where workspace_id = 'T2'`);
  const result = await tampered(everything, () => service.verify('T2'));
  expect(result.faults).toEqual([
    { seq: null, fault: 'proposal_unregistered', agreement: null, proposal: expect.any(Number) },
  ]);
});

test('of a workspace that lost or gained rows of another both are listed', async () => {
  const moved = ["update ledger_contents set workspace_id = 'T0' where workspace_id = 'T1' and seq = 1"];
  expect(await tampered(moved, () => service.workspaces())).toEqual(['T0', 'T1', 'T2']);
  expect(await tampered(moved, async () => (await service.verify('T0')).faults)).toEqual([
    { seq: 1, fault: 'stray_content', agreement: null, proposal: null },
  ]);
});
