import { sql } from 'kysely';
import { postMessage } from '../../src/slack/messenger.ts';
import { strandedClaim } from '../../src/slack/stranded.repository.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db
    .insertInto('workspaces')
    .values({ id: 'T1', name: 'T1', bot_user_id: 'UBOT', locale: 'en', timezone: 'UTC' })
    .execute();
});
afterAll(() => database.drop());

const jobs = async () => {
  const { rows } = await sql<{ key: string }>`select key from graphile_worker.jobs order by key`.execute(
    database.db,
  );
  return rows.map(({ key }) => key);
};

it('a message that waits without a job gets one again, once; what is on its way is left alone', async () => {
  const { db } = database;
  const { claim } = strandedClaim(db);
  for (const channelId of ['C1', 'C2', 'C3']) {
    await db
      .transaction()
      .execute((trx) =>
        postMessage(trx, { workspaceId: 'T1', key: channelId, channelId, body: { text: channelId } }),
      );
  }
  const all = ['deliver:T1:C1', 'deliver:T1:C2', 'deliver:T1:C3'];
  expect(await jobs()).toEqual(all);
  await sql`select graphile_worker.remove_job(key) from unnest(${all.slice(0, 2)}::text[]) key`.execute(db);
  await claim();
  expect(await jobs()).toEqual(all.slice(2));
  await sql`update messages set queued_at = queued_at - interval '11 seconds' where channel_id <> 'C2'`.execute(
    db,
  );
  await claim();
  await claim();
  expect(await jobs()).toEqual(['deliver:T1:C1', 'deliver:T1:C3']);
  await sql`update messages set state = 'posted', sent_revision = revision,
    queued_at = queued_at - interval '11 seconds'`.execute(db);
  await sql`select graphile_worker.remove_job(key) from unnest(${all}::text[]) key`.execute(db);
  await claim();
  expect(await jobs()).toEqual([]);
});
