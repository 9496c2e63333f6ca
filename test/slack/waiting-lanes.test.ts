import { sql } from 'kysely';
import { createLogger } from '../../src/logger.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { deliveryJob } from '../../src/slack/delivery.ts';
import { enqueueDelivery } from '../../src/slack/messenger.repository.ts';
import { postMessage } from '../../src/slack/messenger.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';

const lane = { workspaceId: 'T1', channelId: 'C1' };
const log = createLogger('silent');
const client = createSlackClient({ token: 'xoxb-1', apiUrl: 'http://127.0.0.1:1/', timeoutMs: 1000, log });

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
  await database.db
    .insertInto('workspaces')
    .values({ id: lane.workspaceId, name: 'T1', bot_user_id: 'UBOT', locale: 'en', timezone: 'UTC' })
    .execute();
  await postMessage(database.db, { ...lane, key: 'one', body: { text: 'one' } });
});
afterEach(() => database.drop());

/** Runs a delivery while another one waits for in a minute; then in how many seconds the waiting one comes. */
async function comesIn(state: string): Promise<number> {
  const { db } = database;
  await sql`update lanes set ${sql.raw(state)}`.execute(db);
  await sql`select graphile_worker.remove_job('deliver:T1:C1')`.execute(db);
  await enqueueDelivery(db, lane, { heldMs: 60_000 });
  await deliveryJob({ db, client, log, processId: 'me', holdMs: 60_000, paceMs: 1000 }).run(lane);
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from run_at - now())::float8 as seconds from graphile_worker.jobs`.execute(db);
  return rows.map(({ seconds }) => seconds)[0]!;
}

test('where nobody delivers, the next message waits for the pace only, whatever was to be looked at later', async () => {
  expect(await comesIn(`next_at = now() + interval '20 seconds'`)).toBeLessThanOrEqual(20);
});

test('where a dead process may still deliver, it waits until that has certainly ended', async () => {
  const held = `held_by = 'somebody', held_until = now() + interval '90 seconds'`;
  expect(await comesIn(held)).toBeGreaterThan(50);
});
