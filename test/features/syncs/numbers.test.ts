import { startPlayground } from '../../../playground/playground.ts';
import { createDatabase, type Db } from '../../../src/database/pool.ts';
import { createDepartmentService } from '../../../src/features/departments/department.service.ts';
import { insertItem, putSourceItems } from '../../../src/features/syncs/agenda.repository.ts';
import { createPlanningService } from '../../../src/features/syncs/planning.service.ts';
import { createSeriesService } from '../../../src/features/syncs/series.service.ts';
import { createWorkspaceService } from '../../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import { addDepartments, channel, manifest } from '../../helpers/concord.ts';
import { createTestDatabase, createTestPool } from '../../helpers/database.ts';

const database = await createTestDatabase();
const { db } = database;
/** Of two processes; waiting for a number, each creation has a connection. */
const own = [1, 2].map(() => createDatabase(createTestPool(database.url, { max: 25 })));
const playground = await startPlayground({ manifest });
const log = createLogger('silent');
const { botToken: token, apiUrl } = playground;
const client = createSlackClient({ token, apiUrl, timeoutMs: 10_000, log });
afterAll(async () => {
  await playground.close();
  await Promise.all(own.map((one) => one.destroy()));
  await database.drop();
});

function servicesOn(on: Db) {
  const workspaces = createWorkspaceService({ db: on, client, defaults: { locale: 'en', timezone: 'UTC' } });
  const people = { db: on, client, workspaces, log };
  const departments = createDepartmentService({ ...people, openProposalCount: async () => 0 });
  const notices = { timeChanged: async () => {}, calledOff: async () => {} };
  const planning = createPlanningService({ db: on });
  return { workspaces, series: createSeriesService({ ...people, departments, planning, notices }) };
}
const processes = own.map(servicesOn);
const { workspaces } = servicesOn(db);

const known = { name: '', locale: 'en', timezone: 'UTC', isWorkspaceAdmin: true, isGuest: false } as const;
const numbers = Array.from({ length: 20 }, (_, i) => i + 1);

/** Twenty at the same time, each asked for once in each process. */
async function create(workspaceId: string): Promise<number[]> {
  await workspaces.register({ id: workspaceId, name: workspaceId, botUserId: 'U0CONCORD' });
  await addDepartments(db, workspaceId);
  const departmentIds = (
    await db.selectFrom('departments').select('id').where('workspace_id', '=', workspaceId).execute()
  ).map(({ id }) => id);
  const request = {
    ...{ title: 'Sync', departmentIds, participantIds: ['U0CMO'], channelId: channel, link: null },
    ...{ minutes: 45, agendaDays: 1, rule: 'FREQ=WEEKLY;BYDAY=TU', day: null, time: '10:00' },
    ...{ timezone: 'Europe/Berlin', holidayCountry: null, holidayRegion: null, onHoliday: 'skip' as const },
  };
  const reader = { ...known, workspaceId, userId: 'U0CMO' };
  await workspaces.people(workspaceId, ['U0CMO']);
  const made = numbers.map(async (n) => {
    const both = processes.map(({ series }) => series.create(reader, `request ${n}`, request));
    const ids = new Set((await Promise.all(both)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    return [...ids][0]!;
  });
  return (await Promise.all(made)).sort((a, b) => a - b);
}

test('series that are made at the same time get the numbers from 1 without gaps, in each workspace', async () => {
  for (const workspaceId of ['T0EAST', 'T0WEST']) expect(await create(workspaceId)).toEqual(numbers);
  expect((await db.selectFrom('syncs').select('series_id').distinct().execute()).length).toBe(20);
});

test('the items of an agenda take no places from those of other series or workspaces', async () => {
  const item = { syncId: null, text: 'Budget', link: null, addedBy: 'U0CMO' };
  const add = (workspaceId: string, seriesId: number, requestKey: string) =>
    insertItem(db, { ...item, workspaceId, seriesId, requestKey });
  for (const key of ['a', 'b', 'c']) await add('T0WEST', 1, key);
  await add('T0EAST', 2, 'a');
  await add('T0EAST', 1, 'a');
  const { id: syncId } = await db
    .selectFrom('syncs')
    .select('id')
    .where('workspace_id', '=', 'T0EAST')
    .where('series_id', '=', 1)
    .limit(1)
    .executeTakeFirstOrThrow();
  const of = { workspaceId: 'T0EAST', seriesId: 1, syncId, source: 'proposal' as const };
  await putSourceItems(db, of, [{ key: 'proposal:1', text: 'Proposal', link: null }]);
  await add('T0EAST', 1, 'b');
  const places = await db
    .selectFrom('agenda_items')
    .select(['workspace_id', 'series_id', 'position'])
    .orderBy('workspace_id')
    .orderBy('series_id')
    .orderBy('position')
    .execute();
  expect(places.map((row) => [row.workspace_id, row.series_id, row.position])).toEqual([
    ...[1, 2, 3].map((position) => ['T0EAST', 1, position]),
    ['T0EAST', 2, 1],
    ...[1, 2, 3].map((position) => ['T0WEST', 1, position]),
  ]);
});
