import type { Initiative } from '../../../src/features/initiatives/initiative.ts';
import { createAlignmentHistoryService } from '../../../src/features/polls/alignment-history.service.ts';
import type { Series } from '../../../src/features/syncs/series.ts';
import { alignmentSource } from '../../../src/features/syncs/sources.ts';
import type { Locale } from '../../../src/text/text.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { createWorkspace } from '../agreements/ledgers.ts';
import { type Answers, all, apart, insertPulse } from './closed-poll.ts';

/** Alignment 100, 75, 50, 25, 0 on the direction; both departments find the extent about right. */
const together: Answers = { 1: all(3), 2: all(3) };
const day = (n: number) => new Date(Date.UTC(2027, 4, n, 8));

let database: TestDatabase;
const workspaces = { workspace: async (id: string) => ({ locale: localeOf[id] ?? 'en' }) as never };
const localeOf: Record<string, Locale> = { T2: 'de' };

beforeEach(async () => {
  database = await createTestDatabase();
  for (const id of ['T1', 'T2']) {
    await createWorkspace(database.db, id);
    // Ids count over all workspaces: 1 to 3 are of the first, 4 to 6 of the second.
    await database.db
      .insertInto('departments')
      .values(['Marketing', 'IT', 'Sales'].map((name) => ({ workspace_id: id, name })))
      .execute();
  }
});
afterEach(() => database.drop());

const history = () => createAlignmentHistoryService({ db: database.db, workspaces });

async function initiative(workspaceId: string, id: number, departmentIds = [1, 2]): Promise<Initiative> {
  await database.db
    .insertInto('initiatives')
    .values({
      ...{
        workspace_id: workspaceId,
        id,
        creation_key: `i${id}`,
        created_by: 'U1',
        name: `Initiative ${id}`,
      },
      ...{ direction: '', extent: '', status: 'under_way', links: JSON.stringify([]) },
    } as never)
    .execute();
  const sides = departmentIds.map((departmentId) => ({ departmentId, sponsorUserId: null }));
  return { workspaceId, id, name: `Initiative ${id}`, status: 'under_way', sides } as unknown as Initiative;
}

const pulse = (initiativeId: number, on: number, direction: Answers, extent = together, workspaceId = 'T1') =>
  insertPulse(database.db, { workspaceId, initiativeId, at: day(on) }, [direction, extent]);

test('the pulses of an initiative come oldest first, with direction, extent and the lower of them', async () => {
  await initiative('T1', 1);
  await initiative('T1', 2);
  await pulse(1, 3, apart(1));
  await pulse(1, 1, apart(0), { 1: all(1), 2: all(3) });
  await pulse(2, 2, apart(4));
  await pulse(1, 5, { 1: all(5) }, { 1: all(3) });
  const runs = await history().ofInitiative('T1', 1, 10);
  expect(runs.map(({ at, direction, extent, value }) => [at, direction, extent, value])).toEqual([
    [day(1), 100, 50, 50],
    [day(3), 75, 100, 75],
    [day(5), null, null, null],
  ]);
  expect(runs.map(({ pollId, poll }) => [pollId, poll.kind, poll.initiativeId])).toEqual([
    [2, 'pulse', 1],
    [1, 'pulse', 1],
    [4, 'pulse', 1],
  ]);
  expect((await history().ofInitiative('T1', 1, 2)).map(({ at }) => at)).toEqual([day(3), day(5)]);
});

test('over all it is the mean of the newest, and moves with every pulse', async () => {
  await initiative('T1', 1);
  await initiative('T1', 2);
  expect(await history().overall('T1')).toEqual({ value: null, trend: [] });
  await pulse(1, 1, apart(4));
  await pulse(2, 2, apart(2));
  await pulse(2, 3, { 1: all(5) }, { 1: all(3) });
  await pulse(1, 4, apart(0));
  expect(await history().overall('T1')).toEqual({
    value: 75,
    trend: [
      { at: day(1), value: 0 },
      { at: day(2), value: 25 },
      { at: day(4), value: 75 },
    ],
  });
  expect(await history().overall('T1', [2])).toEqual({ value: 50, trend: [{ at: day(2), value: 50 }] });
  expect((await history().latest('T1')).map((each) => [each.newest.value, each.previous?.value])).toEqual([
    [100, 0],
    [50, undefined],
  ]);
});

test('no workspace sees the pulses of another', async () => {
  await initiative('T1', 1);
  await initiative('T2', 1, [4, 5]);
  await insertPulse(database.db, { workspaceId: 'T2', initiativeId: 1, at: day(1), departmentIds: [4, 5] }, [
    { 4: all(1), 5: all(5) },
    { 4: all(3), 5: all(3) },
  ]);
  expect(await history().ofInitiative('T1', 1, 10)).toEqual([]);
  expect(await history().latest('T1')).toEqual([]);
  expect(await history().overall('T1')).toEqual({ value: null, trend: [] });
  expect(await history().concerns('T1', [{ id: 1, name: 'Mine' }])).toEqual([]);
  expect(await history().concerns('T2', [{ id: 1, name: 'Kundendaten' }])).toEqual([
    {
      ...{ initiativeId: 1, pollId: 1, link: null },
      text: 'Kundendaten: Übereinstimmung 0. Legal findet die Richtung falsch, Digital genau richtig.',
    },
  ]);
});

describe('on the agenda of a series', () => {
  const series = { workspaceId: 'T1', departmentIds: [1, 2], timezone: 'UTC' } as Series;
  let known: Initiative[];
  let there: { id: number }[];
  const items = (of = series) =>
    alignmentSource(
      history(),
      async () => known,
      async () => there,
    ).items({ series: of, now: day(20) });

  beforeEach(async () => {
    there = [1, 2, 3].map((id) => ({ id }));
    known = [await initiative('T1', 1)];
  });

  test('is an initiative on which its departments are far apart, until a newer pulse is better', async () => {
    await pulse(1, 1, apart(1));
    expect(await items()).toEqual([]);
    const low = await pulse(1, 2, { 1: all(4), 2: all(1) });
    expect(await items()).toEqual([
      {
        key: `alignment:${low}`,
        text: 'Initiative 1: alignment 25 (before: 75). Marketing finds the direction mostly right, IT the wrong way.',
        link: null,
        initiative: { id: 1, name: 'Initiative 1' },
      },
    ]);
    // Of which nothing can be said.
    await pulse(1, 3, { 1: all(5) }, { 1: all(3) });
    expect((await items()).map(({ key }) => key)).toEqual([`alignment:${low}`]);
    await pulse(1, 4, apart(1));
    expect(await items()).toEqual([]);
  });

  test('is an initiative that dropped by twenty points, though it is not low', async () => {
    await pulse(1, 1, apart(1));
    const dropped = await pulse(1, 2, apart(2));
    expect((await items()).map(({ key }) => key)).toEqual([`alignment:${dropped}`]);
    await pulse(1, 3, apart(2));
    expect(await items()).toEqual([]);
  });

  test('is one whose direction fell behind an extent that was lower all the time', async () => {
    const extent: Answers = { 1: all(1), 2: all(3) };
    await pulse(1, 1, apart(0), extent);
    const fallen = await pulse(1, 2, apart(2), extent);
    expect(await items()).toMatchObject([
      {
        key: `alignment:${fallen}`,
        text: 'Initiative 1: alignment 50 (before: 100). Marketing finds the direction exactly right, IT partly right.',
      },
    ]);
  });

  test('is none of other departments, and none that is done or dropped', async () => {
    await pulse(1, 1, apart(4));
    expect(await items()).toHaveLength(1);
    expect(await items({ ...series, departmentIds: [1, 3] })).toEqual([]);
    expect(await items({ ...series, departmentIds: [1, 2, 3] })).toHaveLength(1);
    // Without a department of its own that was removed.
    known = [await initiative('T1', 2, [1, 2, 3])];
    await pulse(2, 1, apart(4));
    expect(await items()).toEqual([]);
    there = [1, 2].map((id) => ({ id }));
    expect(await items()).toHaveLength(1);
    there = [];
    expect(await items()).toEqual([]);
    there = [1, 2].map((id) => ({ id }));
    for (const status of ['done', 'dropped'] as const) {
      known = known.map((each) => ({ ...each, status }));
      expect(await items()).toEqual([]);
    }
  });
});
