import { sql } from 'kysely';
import { agreementJobs } from '../../../src/features/agreements/agreement.jobs.ts';
import { createAgreementService } from '../../../src/features/agreements/agreement.service.ts';
import { createEndingService } from '../../../src/features/agreements/ending.service.ts';
import type { EndingKind } from '../../../src/features/agreements/ending.ts';
import { append, lockHead } from '../../../src/features/agreements/ledger.repository.ts';
import { tasks } from '../../../src/features/agreements/tasks.ts';
import { createLogger } from '../../../src/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { agree, agreeToEnd, announceErasure, createWorkspace, eraseContent } from './ledgers.ts';

const at = new Date('2026-06-01T08:00:00.000Z');

let database: TestDatabase;
let db: TestDatabase['db'];
let service: ReturnType<typeof createAgreementService>;
let jobs: ReturnType<typeof agreementJobs>;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
  service = createAgreementService({ db, log: createLogger('silent') });
  const unused = () => Promise.reject(new Error('the job needs nothing of this'));
  const endings = createEndingService({
    ...{ db, agreements: service, onEnded: ['one_ended', 'other_ended'] },
    workspaces: { workspace: unused },
    departments: { list: unused },
    opening: { mayPropose: unused, open: unused },
    proposals: { existing: unused, openFollowedBy: unused },
  });
  jobs = agreementJobs({ endings });
  for (const id of ['T1', 'T2']) {
    await createWorkspace(db, id);
    for (let i = 1; i <= 3; i += 1)
      await agree(db, service, id, { statement: `Rule ${i}`, initiative: 'CD' });
  }
});
afterEach(() => database.drop());

/** As the queue runs it: with data that were JSON. */
async function runEnd(kind: EndingKind, number: number, agreement: number | null, workspaceId = 'T1') {
  const job = jobs.find(({ name }) => name === tasks[kind])!;
  const outcome = agreement === null ? 'rejected' : 'agreed';
  const data = { workspaceId, number, agreement, outcome, proposalId: 1, requestKey: 'k' };
  await job.run(job.payload.parse(JSON.parse(JSON.stringify(data))));
}

const entriesOf = (workspaceId = 'T1') =>
  db
    .selectFrom('ledger_entries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('seq')
    .execute();
const ended = async (number: number, workspaceId = 'T1') =>
  (await service.byNumber(workspaceId, number)).ended;
async function enqueued() {
  const { rows } = await sql<{ task: string; payload: unknown }>`select t.identifier as task, j.payload
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    order by j.id`.execute(db);
  return rows;
}
const faults = async () => (await service.verify('T1')).faults.map(({ seq, fault }) => [seq, fault]);

test.each(['revoked', 'superseded'] as const)(
  'an agreement is %s once, however often the job runs, and what follows is told once',
  async (kind) => {
    const by = await agreeToEnd(db, service, 'T1', { kind, number: 2 });
    const before = await entriesOf('T2');
    await runEnd(kind, 2, by);
    const entries = await entriesOf();
    expect(entries.at(-1)).toMatchObject({ kind, agreement_number: 2, actor: 'U1', seq: 5 });
    expect(await ended(2)).toEqual({ kind, by, at: entries.at(-1)?.at });
    await runEnd(kind, 2, by);
    expect(await entriesOf()).toEqual(entries);
    const payload = { workspaceId: 'T1', agreement: 2 };
    expect(await enqueued()).toEqual([
      { task: 'one_ended:T1', payload },
      { task: 'other_ended:T1', payload },
    ]);
    expect(await service.verify('T1')).toMatchObject({ ok: true, entries: 5, head: { agreements: 4 } });
    const body = await db
      .selectFrom('ledger_contents')
      .select('body')
      .where('seq', '=', 5)
      .executeTakeFirst();
    expect(JSON.parse(body!.body)).toEqual({
      ...{ number: 2, by, proposalId: expect.any(Number) },
      ...{ statement: 'Not A-2 any more', rationale: null },
    });
    // The numbers of another workspace are its own.
    expect(await entriesOf('T2')).toEqual(before);
    expect(await ended(2, 'T2')).toBeNull();
    expect(await service.latest('T2', 9)).toHaveLength(3);
  },
);

test('of two that end the same agreement the first does, also at the same time', async () => {
  const replacing = await agreeToEnd(db, service, 'T1', { kind: 'superseded', number: 1 });
  const revoking = await agreeToEnd(db, service, 'T1', { kind: 'revoked', number: 1 });
  await Promise.all([runEnd('superseded', 1, replacing), runEnd('revoked', 1, revoking)]);
  const first = await ended(1);
  expect([replacing, revoking]).toContain(first?.by);
  expect((await entriesOf()).filter(({ kind }) => kind !== 'agreed')).toHaveLength(1);
  expect(await enqueued()).toHaveLength(2);
  expect((await service.verify('T1')).ok).toBe(true);
});

test('who asks whether it has ended waits for an ending that is being written', async () => {
  const isEnded = (number: number, workspaceId = 'T1') =>
    db.transaction().execute((trx) => service.hasEnded(trx, workspaceId, number));
  const by = await agreeToEnd(db, service, 'T1', { kind: 'revoked', number: 2 });
  expect(await isEnded(2)).toBe(false);
  let asked: Promise<boolean> = Promise.resolve(false);
  await db.transaction().execute(async (trx) => {
    const head = await lockHead(trx, 'T1');
    asked = isEnded(2);
    const entry = { workspaceId: 'T1', kind: 'revoked', agreementNumber: 2, at, actor: 'U1' } as const;
    await append(trx, head, entry, { number: 2, by, proposalId: 1, statement: null, rationale: null });
  });
  expect(await asked).toBe(true);
  expect([await isEnded(1), await isEnded(2, 'T2')]).toEqual([false, false]);
});

test('what was not agreed ends nothing', async () => {
  await runEnd('revoked', 2, null);
  expect(await entriesOf()).toHaveLength(3);
  expect(await ended(2)).toBeNull();
  expect(await enqueued()).toEqual([]);
});

test('what has ended is found and marked, and is not among those in force', async () => {
  const by = await agreeToEnd(db, service, 'T1', { kind: 'superseded', number: 3 }, { initiative: 'CD' });
  await db
    .insertInto('departments')
    .values([1, 2].map((n) => ({ workspace_id: 'T1', name: `${n}` })))
    .execute();
  await sql`insert into proposal_departments (workspace_id, proposal_id, department_id, name)
    select 'T1', p.id, d.id, d.name from proposals p, departments d where p.workspace_id = 'T1'`.execute(db);
  const departments = (await db.selectFrom('departments').select('id').execute()).map(({ id }) => id);
  const numbers = (found: { number: number }[]) => found.map(({ number }) => number).sort();
  const inForce = async () => [
    numbers(await service.ofInitiative('T1', ['CD'], 9)),
    numbers(await service.latest('T1', 9)),
    numbers(await service.dueForReview('T1', departments, '2030-01-01', 9)),
  ];
  expect(await inForce()).toEqual(Array(3).fill([1, 2, 3, by]));
  await runEnd('superseded', 3, by);
  expect(await inForce()).toEqual(Array(3).fill([1, 2, by]));
  const { agreements, total } = await service.find('T1', { words: 'Rule', initiative: 'cd' });
  expect(total).toBe(3);
  expect(agreements.map(({ number, ended: end }) => [number, end?.by ?? null])).toEqual([
    [3, by],
    [2, null],
    [1, null],
  ]);
});

test('an agreement stays ended when what the ending says is erased by law', async () => {
  const by = await agreeToEnd(db, service, 'T1', { kind: 'revoked', number: 2 });
  await runEnd('revoked', 2, by);
  await announceErasure(db, 'T1', 5);
  await eraseContent(db, 'T1', 5);
  expect(await ended(2)).toMatchObject({ kind: 'revoked', by: null });
  expect(await service.verify('T1')).toMatchObject({ ok: true, faults: [] });
});

describe('tampering with endings is found', () => {
  let by: number;
  beforeEach(async () => {
    by = await agreeToEnd(db, service, 'T1', { kind: 'revoked', number: 2 });
  });

  /** A well-formed entry, as whoever has the application's own rights could append. */
  const forge = (kind: EndingKind, agreementNumber: number, content: object) =>
    db.transaction().execute(async (trx) => {
      const head = await lockHead(trx, 'T1');
      await append(trx, head, { workspaceId: 'T1', kind, agreementNumber, at, actor: 'U9' }, content);
    });
  const proposal = async () =>
    (
      await db
        .selectFrom('agreements')
        .select('proposal_id')
        .where('number', '=', by)
        .executeTakeFirstOrThrow()
    ).proposal_id;
  async function asForger(statement: string): Promise<void> {
    const client = await database.pool.connect();
    await client.query('set session_replication_role = replica');
    await client.query(statement);
    await client.query('set session_replication_role = origin');
    client.release();
  }

  test.each<[string, EndingKind, number, (proposalId: number) => object]>([
    [
      'another agreement',
      'revoked',
      1,
      (id) => ({ number: 1, by, proposalId: id, statement: null, rationale: null }),
    ],
    [
      'another way',
      'superseded',
      2,
      (id) => ({ number: 2, by, proposalId: id, statement: '', rationale: null }),
    ],
    [
      'by another agreement',
      'revoked',
      2,
      (id) => ({ number: 2, by: 3, proposalId: id, statement: '', rationale: null }),
    ],
    [
      'by another proposal',
      'revoked',
      2,
      (id) => ({ number: 2, by, proposalId: id + 1, statement: '', rationale: null }),
    ],
    [
      'with another number inside',
      'revoked',
      2,
      (id) => ({ number: 1, by, proposalId: id, statement: '', rationale: null }),
    ],
    ['by nothing', 'revoked', 2, () => ({})],
  ])('an ending that nobody agreed on: %s', async (_, kind, number, content) => {
    await forge(kind, number, content(await proposal()));
    expect(await faults()).toEqual([[5, 'ending_not_agreed']]);
  });

  test('a second ending', async () => {
    await runEnd('revoked', 2, by);
    await forge('revoked', 2, {
      number: 2,
      by,
      proposalId: await proposal(),
      statement: '',
      rationale: null,
    });
    expect(await faults()).toEqual([[6, 'ended_twice']]);
  });

  test('an agreement that ends before there is one', async () => {
    await forge('revoked', 9, {
      number: 9,
      by,
      proposalId: await proposal(),
      statement: '',
      rationale: null,
    });
    expect(await faults()).toContainEqual([5, 'numbering']);
  });

  test('an ending that was removed, changed, or said to be of another kind', async () => {
    await runEnd('revoked', 2, by);
    await agree(db, service, 'T1');
    expect(await faults()).toEqual([]);
    for (const [statement, fault] of [
      ["update ledger_entries set kind = 'superseded' where workspace_id = 'T1' and seq = 5", 'hash'],
      ["update ledger_entries set kind = 'revoked' where workspace_id = 'T1' and seq = 5", null],
      ["update ledger_entries set agreement_number = 1 where workspace_id = 'T1' and seq = 5", 'hash'],
      ["update ledger_entries set agreement_number = 2 where workspace_id = 'T1' and seq = 5", null],
      ["update ledger_contents set body = replace(body, 'any more', 'ever') where seq = 5", 'content_hash'],
      ["update ledger_contents set body = '[]' where seq = 5", 'content_hash'],
      ["delete from ledger_entries where workspace_id = 'T1' and seq = 5", 'missing'],
    ] as const) {
      await asForger(statement);
      const found = await faults();
      expect({ statement, found }).toEqual({
        statement,
        found: fault === null ? [] : expect.arrayContaining([[5, fault]]),
      });
    }
  });

  test('a proposal whose outcome was changed since', async () => {
    await runEnd('revoked', 2, by);
    await asForger(`update proposals set outcome = 'rejected' where id = ${await proposal()}`);
    expect(await faults()).toEqual([
      [4, 'not_agreed'],
      [5, 'ending_not_agreed'],
    ]);
  });
});
