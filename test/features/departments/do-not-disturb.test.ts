import { createMembershipListeners } from '../../../src/features/departments/membership.listeners.ts';
import { dispatchEvent } from '../../../src/slack/events.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { type Office, openOffice } from './office.ts';

let database: TestDatabase;
let offices: Record<string, Office>;
beforeAll(async () => {
  database = await createTestDatabase();
  offices = Object.fromEntries(
    await Promise.all(
      ['T1', 'T2'].map(async (id) => [id, await openOffice(database.db, id, { people: { UA: {}, UB: {} } })]),
    ),
  );
  for (const [id, { workspaces }] of Object.entries(offices)) await workspaces.people(id, ['UA', 'UB']);
});
afterAll(() => database.drop());

const tell = async (workspaceId: string, event: Record<string, unknown>) => {
  const { doNotDisturbChanged } = createMembershipListeners(offices[workspaceId]!);
  const type = 'dnd_updated_user';
  await dispatchEvent(new Map([[type, doNotDisturbChanged]]), workspaceId, { event: { type, ...event } });
};
const on = (next_dnd_start_ts: unknown, next_dnd_end_ts: unknown) => ({
  dnd_status: { dnd_enabled: true, next_dnd_start_ts, next_dnd_end_ts },
});
const kept = async () => {
  const rows = await database.db
    .selectFrom('people')
    .select(['workspace_id', 'user_id', 'dnd_from', 'dnd_until'])
    .where('dnd_until', 'is not', null)
    .orderBy('workspace_id')
    .execute();
  return rows.map((row) => [
    row.workspace_id,
    row.user_id,
    row.dnd_from?.getTime(),
    row.dnd_until?.getTime(),
  ]);
};

test('is kept of the person in that workspace, however often it is told, until it is switched off', async () => {
  for (const _ of [1, 2]) await tell('T1', { user: 'UA', ...on(1_812_441_600, 1_812_456_000) });
  expect(await kept()).toEqual([['T1', 'UA', 1_812_441_600_000, 1_812_456_000_000]]);
  await tell('T2', { user: 'UA', dnd_status: { dnd_enabled: false } });
  expect(await kept()).toHaveLength(1);
  const [person] = await offices.T1!.workspaces.people('T1', ['UA']);
  expect(person?.doNotDisturb).toEqual({
    from: new Date(1_812_441_600_000),
    until: new Date(1_812_456_000_000),
  });
  for (const _ of [1, 2]) {
    await tell('T1', { user: 'UA', dnd_status: { dnd_enabled: false, next_dnd_start_ts: 1 } });
  }
  expect(await kept()).toEqual([]);
});

test('that never begins is none', async () => {
  await tell('T1', { user: 'UA', ...on(1, 1) });
  await tell('T1', { user: 'UB', ...on(2, 1) });
  expect(await kept()).toEqual([]);
});

test.each([
  { user: 'UA' },
  { user: 'UA', dnd_status: null },
  { user: 'UA', dnd_status: { dnd_enabled: 'yes' } },
  { user: 'UA', dnd_status: { dnd_enabled: true } },
  { user: 'UA', ...on('1', '2') },
  { user: 'UA', ...on(-5, 2) },
  { user: 'UA', ...on(1, 1e300) },
  { user: 'UA', ...on(1.5, 2.5) },
  { user: 'UA\0', ...on(1, 2) },
  { user: { id: 'UA' }, ...on(1, 2) },
  on(1, 2),
  { user: 'UNOBODY', ...on(1, 2) },
])('is let go where it cannot be read or the person is not known: %j', async (event) => {
  await tell('T1', event);
  expect(await kept()).toEqual([]);
});
