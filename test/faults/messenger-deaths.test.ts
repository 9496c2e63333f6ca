import { sql } from 'kysely';
import { postMessage } from '../../src/slack/messenger.ts';
import { it as engineering, channel as firstChannel, marketing, patientCalls } from '../helpers/concord.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { type Installation, startInstallation } from './installation.ts';

const secondChannel = 'C0BUDGET';
const channels = [firstChannel, secondChannel];
/** Longer than the other message needs to come to the same process. */
const delayMs = 2500;

describe('a process killed while messages of the same channel come to it', () => {
  let database: TestDatabase;
  let installation: Installation;

  beforeAll(async () => {
    database = await createTestDatabase();
    installation = await startInstallation({
      db: database.db,
      databaseUrl: database.url,
      // So that the job of every message comes to the process that is delivering already.
      places: 1,
      world: ({ channels }) => {
        const memberIds = [...marketing, ...engineering];
        channels.push({ id: secondChannel, name: 'budget', kind: 'public', memberIds, botIsMember: true });
      },
      timing: {
        ...patientCalls,
        pollIntervalMs: 100,
        leaseMs: 1000,
        holdMs: 3500,
        requestTimeoutMs: 3000,
        paceMs: 50,
      },
    });
  });
  afterAll(async () => {
    await installation.stop();
    await database.drop();
  });

  /** @returns the id of the job that is to deliver it */
  const say = (channelId: string, text: string): Promise<string> =>
    database.db.transaction().execute(async (trx) => {
      const { teamId: workspaceId } = installation.playground;
      await postMessage(trx, { workspaceId, key: `${channelId} ${text}`, channelId, body: { text } });
      const { rows } = await sql<{ id: string }>`select id from graphile_worker.jobs
        where key = ${`deliver:${workspaceId}:${channelId}`}`.execute(trx);
      return rows[0]!.id;
    });
  const jobs = async () => {
    const { rows } = await sql<{ id: string; isLocked: boolean; isUsedUp: boolean }>`
      select id, locked_by is not null as "isLocked", attempts >= max_attempts as "isUsedUp"
      from graphile_worker.jobs where task_identifier like 'deliver_messages:%' order by id`.execute(
      database.db,
    );
    return rows;
  };
  const texts = (channelId: string) => installation.playground.messages(channelId).map(({ text }) => text);

  it('leaves none of them unsent', async () => {
    const { playground, processes } = installation;
    // One post comes to Slack after the death, the other never does.
    playground.faults.api('chat.postMessage', {
      kind: 'delay',
      delayMs,
      when: (args) => args.channel === firstChannel,
    });
    playground.faults.api('chat.postMessage', {
      kind: 'drop',
      delayMs,
      when: (args) => args.channel === secondChannel,
    });
    const first = await Promise.all(channels.map((id) => say(id, 'first')));
    const attempted = () =>
      database.db.selectFrom('messages').select('id').where('attempted_at', 'is not', null).execute();
    await playground.waitFor(async () => (await attempted()).length === channels.length);
    const others: string[] = [];
    for (const text of ['second', 'third']) {
      others.push(...(await Promise.all(channels.map((id) => say(id, text)))));
    }
    await playground.waitFor(async () => !(await jobs()).some(({ id }) => others.includes(id)));
    await processes[0]!.kill();
    // The process had taken all of it, had sent nothing yet, and the jobs it still held are never run again.
    expect(await attempted()).toHaveLength(channels.length);
    const left = (await jobs()).filter(({ id }) => first.includes(id));
    expect(left).toEqual(first.sort().map((id) => ({ id, isLocked: true, isUsedUp: true })));

    await installation.restart(0).ready;
    await playground.waitFor(() => channels.every((id) => texts(id).length >= 3), 60_000);
    for (const id of channels) expect(texts(id)).toEqual(['first', 'second', 'third']);
    await playground.waitFor(async () => (await jobs()).length === 0, 60_000);
    for (const id of channels) expect(texts(id)).toHaveLength(3);
    expect(playground.problems).toEqual([]);
  });
});
