import { sql } from 'kysely';
import { startPlayground } from '../../../playground/playground.ts';
import { workspaceJobs } from '../../../src/features/workspaces/workspace.jobs.ts';
import { createWorkspaceService } from '../../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import { manifest } from '../../helpers/concord.ts';
import { createTestDatabase } from '../../helpers/database.ts';

const database = await createTestDatabase();
const { db } = database;
const playground = await startPlayground({ manifest });
const { botToken: token, apiUrl, teamId: workspaceId } = playground;
const client = createSlackClient({ token, apiUrl, timeoutMs: 10_000, log: createLogger('silent') });
const workspaces = createWorkspaceService({ db, client, defaults: { locale: 'en', timezone: 'UTC' } });

beforeAll(async () => {
  await workspaces.register({ id: workspaceId, name: 'Northwind', botUserId: playground.botUserId });
  await workspaces.people(workspaceId, ['U0CMO', 'U0CIO', 'U0BRAND']);
});
afterAll(async () => {
  await playground.close();
  await database.drop();
});

const rows = async () =>
  (
    await sql<{
      user_id: string;
      name: string;
    }>`select xmin::text, p.* from people p order by user_id`.execute(db)
  ).rows;
const age = (userIds: string[]) =>
  sql`update people set synced_at = synced_at - interval '3 days', name = 'somebody'
    where user_id in (${sql.join(userIds)})`.execute(db);
const waiting = async () =>
  (await sql<{ key: string }>`select key from graphile_worker.jobs`.execute(db)).rows.map(({ key }) => key);

test('a request writes nothing about somebody who is known, however long', async () => {
  await age(['U0CMO']);
  const before = await rows();
  expect((await workspaces.reader(workspaceId, 'U0CMO')).name).toBe('somebody');
  await workspaces.isAdmin(workspaceId, 'U0CMO');
  expect(await rows()).toEqual(before);
});

test('stale profiles are read again together by a job; the second time it changes nothing', async () => {
  await age(['U0CMO', 'U0CIO']);
  const [, brand] = await rows().then((all) => [all, all.find(({ user_id: id }) => id === 'U0BRAND')]);
  const { jobs, claims } = workspaceJobs({ db, workspaceId, workspaces });
  for (const { claim } of [...claims, ...claims]) await claim();
  expect(await waiting()).toEqual([`profiles_refresh:${workspaceId}`]);
  await jobs[0]!.run({ workspaceId });
  const after = await rows();
  expect(after.filter(({ name }) => name === 'somebody')).toEqual([]);
  expect(after.find(({ user_id: id }) => id === 'U0BRAND')).toEqual(brand);
  await jobs[0]!.run({ workspaceId });
  expect(await rows()).toEqual(after);
});

test('nothing is enqueued where none is stale', async () => {
  await sql`delete from graphile_worker._private_jobs`.execute(db);
  for (const { claim } of workspaceJobs({ db, workspaceId, workspaces }).claims) await claim();
  expect(await waiting()).toEqual([]);
});
