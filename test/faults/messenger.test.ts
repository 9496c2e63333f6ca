import { type Playground, startPlayground } from '../../playground/playground.ts';
import { defaultWorld } from '../../playground/world.ts';
import { createWorker, type Worker } from '../../src/jobs/worker.ts';
import { createLogger } from '../../src/logger.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { deliveryJob } from '../../src/slack/delivery.ts';
import { postMessage, updateMessage } from '../../src/slack/messenger.ts';
import { channel, manifest } from '../helpers/concord.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';

const log = createLogger('silent');

/** One workspace with two processes that deliver its messages. */
interface Office {
  playground: Playground;
  workers: Worker[];
}

describe('the messenger, when Slack misbehaves', () => {
  let database: TestDatabase;
  let offices: [Office, Office];

  async function open(id: string): Promise<Office> {
    const world = defaultWorld();
    world.team.id = id;
    const playground = await startPlayground({ manifest, world });
    const workspace = {
      id,
      name: id,
      bot_user_id: playground.botUserId,
      locale: 'en' as const,
      timezone: 'UTC',
    };
    await database.db.insertInto('workspaces').values(workspace).execute();
    const { apiUrl, botToken: token } = playground;
    const workers = ['first', 'second'].map((name) => {
      const client = createSlackClient({ token, apiUrl, timeoutMs: 1000, log });
      const options = { db: database.db, client, log, holdMs: 1200, paceMs: 50, processId: `${id}:${name}` };
      return createWorker({
        pool: database.pool,
        workspaceId: id,
        jobs: [deliveryJob(options)],
        log,
        concurrency: 2,
        pollIntervalMs: 50,
        onJobFailed() {},
      });
    });
    await Promise.all(workers.map((worker) => worker.start()));
    return { playground, workers };
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    offices = [await open('T0FIRST'), await open('T0SECOND')];
  });
  afterAll(async () => {
    for (const { workers, playground } of offices) {
      await Promise.all(workers.map((worker) => worker.stop()));
      await playground.close();
    }
    await database.drop();
  });

  const say = ({ playground }: Office, key: string) =>
    database.db
      .transaction()
      .execute((trx) =>
        postMessage(trx, { workspaceId: playground.teamId, key, channelId: channel, body: { text: key } }),
      );
  const said = ({ playground }: Office, about: string) =>
    playground
      .messages(channel)
      .map(({ text }) => text)
      .filter((text) => text.startsWith(about));
  const waitUntilSaid = (office: Office, about: string, count: number) =>
    office.playground.waitFor(() => said(office, about).length >= count, 60_000);

  it('a 429 makes only that workspace wait, and then everything comes in order', async () => {
    const [first, second] = offices;
    first.playground.faults.api('chat.postMessage', { kind: '429', retryAfter: 2 });
    const names = ['busy 1', 'busy 2', 'busy 3', 'busy 4'];
    for (const name of names) await say(first, name);
    await first.playground.waitFor(() =>
      first.playground.calls.some((call) => call.result?.error === 'ratelimited'),
    );
    for (const name of names) await say(second, name);
    await waitUntilSaid(second, 'busy', 4);
    expect(said(first, 'busy')).toEqual([]);
    await waitUntilSaid(first, 'busy', 4);
    for (const office of offices) expect(said(office, 'busy')).toEqual(names);
    const posts = first.playground.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(posts[1]!.at - posts[0]!.at).toBeGreaterThanOrEqual(2000);
  });

  it.each(['lost', 'drop', '5xx'] as const)(
    'after a fault of kind %s a message is there once',
    async (kind) => {
      const [office] = offices;
      const end = office.playground.faults.api('chat.postMessage', { kind, times: 2 });
      for (const name of ['a', 'b', 'c']) await say(office, `${kind} ${name}`);
      await waitUntilSaid(office, kind, 3);
      end();
      await say(office, `${kind} end`);
      await waitUntilSaid(office, kind, 4);
      expect(said(office, kind)).toEqual([`${kind} a`, `${kind} b`, `${kind} c`, `${kind} end`]);
    },
  );

  it('a slow call before the post lets no other process post it as well', async () => {
    const [office] = offices;
    const { faults, calls, waitFor } = office.playground;
    const looks = () => calls.filter(({ method }) => method === 'conversations.history').length;
    const before = looks();
    faults.api('chat.postMessage', { kind: 'drop' });
    faults.api('conversations.history', { kind: 'delay', delayMs: 900 });
    faults.api('chat.postMessage', { kind: 'delay', delayMs: 900 });
    await say(office, 'slow 1');
    await waitFor(() => looks() > before);
    const names = Array.from({ length: 15 }, (_, i) => `slow ${i + 2}`);
    // Each of these makes one of the processes look at the channel.
    for (const name of names) {
      await say(office, name);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await waitUntilSaid(office, names.at(-1)!, 1);
    expect(said(office, 'slow')).toEqual(['slow 1', ...names]);
  });

  it('of several updates only the newest is sent', async () => {
    const [office] = offices;
    const { playground } = office;
    const id = await say(office, 'draft');
    await waitUntilSaid(office, 'draft', 1);
    playground.faults.api('chat.update', { kind: 'delay', delayMs: 300 });
    for (let i = 1; i <= 20; i += 1) {
      await updateMessage(database.db, playground.teamId, id, { text: `draft ${i}` });
    }
    await playground.waitFor(() => said(office, 'draft')[0] === 'draft 20');
    const updates = playground.calls.filter(({ method }) => method === 'chat.update');
    expect(updates.length).toBeLessThan(10);
  });
});
