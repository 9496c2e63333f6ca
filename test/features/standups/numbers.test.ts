import { startPlayground } from '../../../playground/playground.ts';
import { createDatabase, type Db } from '../../../src/database/pool.ts';
import { createDepartmentService } from '../../../src/features/departments/department.service.ts';
import { createPlanningService } from '../../../src/features/standups/planning.service.ts';
import { createStandupService } from '../../../src/features/standups/standup.service.ts';
import type { StandupDraft } from '../../../src/features/standups/standup.ts';
import { createWorkspaceService } from '../../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import { addDepartments, channel, it as itPeople, manifest, marketing } from '../../helpers/concord.ts';
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
  const planning = createPlanningService({ db: on, workspaces, departments });
  return { workspaces, standups: createStandupService({ ...people, departments, planning }) };
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
  await workspaces.people(workspaceId, [...marketing, ...itPeople]);
  const draft: StandupDraft = {
    ...{ name: 'Weekly', channelId: channel, departmentIds, userIds: [], weekdays: [1, 2, 3, 4, 5, 6, 7] },
    ...{ time: '09:30', windowMinutes: 240, remindMinutes: 60, visibility: 'names' },
    questions: [{ text: 'What do you need?', kind: 'need' }],
  };
  const reader = { ...known, workspaceId, userId: 'U0CMO' };
  const made = numbers.map(async (n) => {
    const both = processes.map(({ standups }) => standups.create(reader, `request ${n}`, draft));
    const ids = new Set((await Promise.all(both)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    return [...ids][0]!;
  });
  return (await Promise.all(made)).sort((a, b) => a - b);
}

test('standups that are made at the same time get the numbers from 1 without gaps, in each workspace', async () => {
  for (const workspaceId of ['T0EAST', 'T0WEST']) expect(await create(workspaceId)).toEqual(numbers);
});
