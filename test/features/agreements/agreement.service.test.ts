import { createDatabase } from '../../../src/database/pool.ts';
import {
  type AgreementService,
  createAgreementService,
  pageSize,
} from '../../../src/features/agreements/agreement.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { createTestDatabase, createTestPool, type TestDatabase } from '../../helpers/database.ts';
import {
  agree,
  announceErasure,
  contentFor,
  createProposal,
  createWorkspace,
  eraseContent,
} from './ledgers.ts';

let database: TestDatabase;
let service: AgreementService;

beforeAll(async () => {
  database = await createTestDatabase();
  service = createAgreementService({ db: database.db, log: createLogger('silent') });
});
afterAll(() => database.drop());

const all = { words: null, initiative: null };

describe('recording', () => {
  test('numbers agreements from 1 in each workspace and keeps the exact content', async () => {
    const { db } = database;
    await createWorkspace(db, 'TREC1');
    await createWorkspace(db, 'TREC2');
    expect(await agree(db, service, 'TREC1', { statement: 'Über <alles> & mehr 🤝' })).toBe(1);
    expect(await agree(db, service, 'TREC1')).toBe(2);
    expect(await agree(db, service, 'TREC2')).toBe(1);
    const first = await service.byNumber('TREC1', 1);
    const { proposalId = 0 } = first.content ?? {};
    expect(first).toMatchObject({ number: 1, seq: 1 });
    expect(first.content).toEqual({
      ...contentFor(proposalId, { statement: 'Über <alles> & mehr 🤝' }),
      number: 1,
    });
    const second = await service.byNumber('TREC1', 2);
    expect(second.previousHash).toBe(first.hash);
    for (const workspace of ['TREC1', 'TREC2']) expect((await service.verify(workspace)).ok).toBe(true);
  });

  test('a proposal recorded twice is one agreement', async () => {
    const { db } = database;
    await createWorkspace(db, 'TREC3');
    const proposalId = await createProposal(db, 'TREC3');
    const record = () =>
      db
        .transaction()
        .execute((trx) => service.record(trx, 'TREC3', 'U1', contentFor(proposalId), new Date()));
    const first = await record();
    expect(await record()).toEqual(first);
    const [third, fourth] = await Promise.all([record(), record()]);
    expect([third, fourth]).toEqual([first, first]);
    expect((await service.find('TREC3', all)).total).toBe(1);
  });

  test('nothing remains of a transaction that fails', async () => {
    const { db } = database;
    await createWorkspace(db, 'TREC4');
    const proposalId = await createProposal(db, 'TREC4', 'rejected');
    await expect(
      db.transaction().execute(async (trx) => {
        await service.record(trx, 'TREC4', 'U1', contentFor(proposalId), new Date());
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await service.verify('TREC4')).toEqual({ ok: true, entries: 0, head: null, faults: [] });
    expect(await agree(db, service, 'TREC4')).toBe(1);
  });

  test('many at once, from several connections: numbers without gaps, and the chain is whole', async () => {
    const { db, url } = database;
    await createWorkspace(db, 'TREC5');
    await createWorkspace(db, 'TREC6');
    const pools = [1, 2, 3].map(() => createTestPool(url, { max: 5 }));
    const numbers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => {
        const own = createDatabase(pools[i % 3]!);
        return agree(own, createAgreementService({ db: own, log: createLogger('silent') }), 'TREC5');
      }),
    );
    await Promise.all(pools.map((pool) => pool.end()));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(await service.verify('TREC5')).toMatchObject({ ok: true, entries: 50, head: { agreements: 50 } });
    expect(await service.verify('TREC6')).toMatchObject({ ok: true, entries: 0 });
  });
});

describe('finding', () => {
  const workspace = 'TFIND';
  const statements: [statement: string, rationale: string | null, initiative: string | null][] = [
    ['Der Einwilligungsbanner gehört dem Marketing', null, 'Kundendaten'],
    ['We moved all campaigns to the shared platform', 'Costs are 100% lower', 'Customer data'],
    ['Die Abteilungen prüfen neue Verträge gemeinsam', null, null],
    ['Consent is asked for once', 'The banner annoys people', 'customer DATA'],
    ['Budget_2027 is shared \\ split evenly', null, null],
  ];

  beforeAll(async () => {
    const { db } = database;
    await createWorkspace(db, workspace);
    await createWorkspace(db, 'TOTHER');
    for (const [statement, rationale, initiative] of statements) {
      await agree(db, service, workspace, { statement, rationale, initiative });
    }
    await agree(db, service, 'TOTHER', { statement: 'Another banner of another workspace' });
  });

  async function numbersFor(words: string | null, initiative: string | null = null): Promise<number[]> {
    const page = await service.find(workspace, { words, initiative });
    expect(page.total).toBe(page.agreements.length);
    return page.agreements.map(({ number }) => number);
  }

  test.each<[string, number[]]>([
    ['banner', [4, 1]],
    ['BANNER', [4, 1]],
    ['move', [2]],
    ['campaign', [2]],
    ['geprüft Vertrag', []],
    ['prüfe Vertrag', [3]],
    ['Vertrag', [3]],
    ['VERTRÄGE', [3]],
    ['ÜFEN', [3]],
    ['lowercase', []],
    ['people annoying', [4]],
    ['customer', [4, 2]],
    ['nsent anne', [4]],
    ['"asked for"', [4]],
    ['„shared platform“', [2]],
    ['"platform shared"', []],
    ['banner -consent', [1]],
    ['banner -"asked for"', [1]],
    ['-banner', [5, 3, 2, 1]],
    ['campaigns or Verträge', [3, 2]],
    ['100%', [2]],
    ['0%l', []],
    ['Budget_2', [5]],
    ['t_2027', [5]],
    ['d_2027', []],
    ['\\', [5]],
    ['%', [2]],
    ['_', [5]],
    ["'; drop table agreements; --", []],
    ['!', []],
    ['& | !', []],
    ['"', []],
    ['nothing like it', []],
  ])('%s', async (words, numbers) => {
    expect(await numbersFor(words)).toEqual(numbers);
  });

  test('by initiative, whose name may be written in any case', async () => {
    expect(await numbersFor(null, 'customer data')).toEqual([4, 2]);
    expect(await numbersFor('banner', 'Customer data')).toEqual([4]);
    expect(await numbersFor(null, 'Customer')).toEqual([]);
    expect(await service.initiatives(workspace)).toEqual(['customer DATA', 'Customer data', 'Kundendaten']);
  });

  test('an agreement that does not exist is told apart from there being none', async () => {
    await createWorkspace(database.db, 'TEMPTY');
    await expect(service.byNumber(workspace, 99)).rejects.toMatchObject({
      code: 'unknown_agreement',
      values: { name: 'A-99', latest: 'A-5' },
    });
    await expect(service.byNumber(workspace, 99_999_999_999)).rejects.toMatchObject({
      code: 'unknown_agreement',
    });
    await expect(service.byNumber('TEMPTY', 1)).rejects.toMatchObject({ code: 'no_agreements' });
    await expect(service.byNumber('TOTHER', 2)).rejects.toMatchObject({ values: { latest: 'A-1' } });
  });

  test('pages go back and forth, also while agreements are added', async () => {
    const { db } = database;
    await createWorkspace(db, 'TPAGES');
    for (let i = 0; i < 2 * pageSize + 1; i += 1) await agree(db, service, 'TPAGES');
    const numbers = (page: Awaited<ReturnType<typeof service.find>>) => page.agreements.map((a) => a.number);
    const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => from - i);

    const first = await service.find('TPAGES', all);
    expect(first).toMatchObject({ total: 17, hasNewer: false, hasOlder: true });
    expect(numbers(first)).toEqual(down(17, 10));
    await agree(db, service, 'TPAGES');
    const second = await service.find('TPAGES', all, { from: 'older', than: 10 });
    expect(second).toMatchObject({ total: 18, hasNewer: true, hasOlder: true });
    expect(numbers(second)).toEqual(down(9, 2));
    const third = await service.find('TPAGES', all, { from: 'older', than: 2 });
    expect(third).toMatchObject({ hasNewer: true, hasOlder: false });
    expect(numbers(third)).toEqual([1]);
    expect(numbers(await service.find('TPAGES', all, { from: 'newer', than: 1 }))).toEqual(down(9, 2));
    const back = await service.find('TPAGES', all, { from: 'newer', than: 12 });
    expect(numbers(back)).toEqual(down(18, 11));
    expect(back).toMatchObject({ hasNewer: false, hasOlder: true });
    expect(numbers(await service.find('TPAGES', all, { from: 'older', than: 1 }))).toEqual(down(18, 11));
  });
});

test('an agreement whose content was erased is still listed and shown', async () => {
  const { db } = database;
  await createWorkspace(db, 'TERASED');
  await agree(db, service, 'TERASED', { statement: 'A secret banner' });
  await agree(db, service, 'TERASED');
  await announceErasure(db, 'TERASED', 1);
  await eraseContent(db, 'TERASED', 1);
  expect(await service.byNumber('TERASED', 1)).toMatchObject({ number: 1, seq: 1, content: null });
  expect((await service.find('TERASED', all)).agreements.map(({ number }) => number)).toEqual([2, 1]);
  expect((await service.find('TERASED', { words: 'banner', initiative: null })).total).toBe(0);
  expect(await agree(db, service, 'TERASED')).toBe(3);
  expect(await service.verify('TERASED')).toMatchObject({ ok: true, entries: 4, head: { seq: 4 } });
});
