import { startPlayground } from '../../../playground/playground.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { addDepartments, channel, manifest } from '../../helpers/concord.ts';
import { createTestDatabase } from '../../helpers/database.ts';
import { draft, servicesOn } from './services.ts';

const database = await createTestDatabase();
const { db } = database;
const playground = await startPlayground({ manifest });
const { botToken: token, apiUrl, teamId: workspaceId } = playground;
const client = createSlackClient({ token, apiUrl, timeoutMs: 10_000, log: createLogger('silent') });
const { workspaces, series, initiatives, cards } = servicesOn(db, client);
let sales: number;
beforeAll(async () => {
  await workspaces.register({ id: workspaceId, name: 'Northwind', botUserId: playground.botUserId });
  await addDepartments(db, workspaceId);
  const added = { workspace_id: workspaceId, name: 'Sales' };
  sales = (await db.insertInto('departments').values(added).returning('id').executeTakeFirstOrThrow()).id;
});
afterAll(async () => {
  await playground.close();
  await database.drop();
});

const known = { name: '', locale: 'en', timezone: 'UTC', isWorkspaceAdmin: false, isGuest: false } as const;
const cmo: Reader = { ...known, workspaceId, userId: 'U0CMO' };
const codeOf = (error: unknown) => (error as { code: string }).code;

const remove = (id: number) =>
  db.updateTable('departments').set({ removed_at: new Date() }).where('id', '=', id).execute();
const meet = (title: string, rule: string, departmentIds: number[]) =>
  series.create(cmo, title, {
    ...{ title, departmentIds, participantIds: ['U0CMO'], channelId: channel, link: null },
    ...{ minutes: 45, agendaDays: 1, rule, day: null, time: '10:00' },
    ...{ timezone: 'Europe/Berlin', holidayCountry: null, holidayRegion: null, onHoliday: 'skip' as const },
  });

test('the next sync is that of its departments which are still there, whatever else is held before it', async () => {
  const three = await initiatives.create(cmo, 'three', draft('Three', { departmentIds: [1, 2, sales] }));
  const nextSync = async () => (await cards.card(await initiatives.existing(workspaceId, three.id))).nextSync;
  for (const n of [1, 2, 3]) await meet(`Daily ${n}`, 'FREQ=DAILY', [1, sales]);
  const { id } = await meet('Both', 'FREQ=MONTHLY;BYMONTHDAY=28', [1, 2]);
  expect(await nextSync()).toBeNull();
  await remove(sales);
  expect(await nextSync()).toMatchObject({ seriesId: id });
});

test('with one department left it can be changed, and the departments only to at least two', async () => {
  const { id } = await initiatives.create(cmo, 'left', draft('Left'));
  await remove(2);
  const change = (key: string, wish: Parameters<typeof draft>[1]) =>
    initiatives.change(cmo, key, id, draft('Left', wish));
  expect(await change('both', { departmentIds: [1, 2] }).catch(codeOf)).toBe('department_gone');
  expect(await change('none', { departmentIds: [] }).catch(codeOf)).toBe('one_department');
  const { initiative } = await change('done', { departmentIds: [1], status: 'done' });
  expect(initiative).toMatchObject({ status: 'done', sides: [{ departmentId: 1 }] });
});
