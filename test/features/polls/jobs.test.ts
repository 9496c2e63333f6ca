import { sql } from 'kysely';
import { startPlayground } from '../../../playground/playground.ts';
import { createDatabase } from '../../../src/database/pool.ts';
import type { PlanDraft } from '../../../src/features/polls/plan.ts';
import type { PollDraft } from '../../../src/features/polls/poll.ts';
import { tasks } from '../../../src/features/polls/tasks.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import { addDepartments, channel, it as itPeople, manifest, marketing } from '../../helpers/concord.ts';
import { createTestDatabase, createTestPool } from '../../helpers/database.ts';
import { pollsAndPlansOn, tuesdays } from './polls-and-plans.ts';
import { advance, draft, readerOf } from './services.ts';

const database = await createTestDatabase();
const { db } = database;
/** Of two processes. */
const own = [1, 2].map(() => createDatabase(createTestPool(database.url)));
const playground = await startPlayground({ manifest });
const { botToken: token, apiUrl, teamId: workspaceId } = playground;
const client = createSlackClient({ token, apiUrl, timeoutMs: 10_000, log: createLogger('silent') });
const processes = own.map((on) => pollsAndPlansOn(on, client));
type Process = (typeof processes)[number];
const { workspaces, polls, plans, series, initiatives } = pollsAndPlansOn(db, client);
const cmo = readerOf(workspaceId, 'U0CMO');
const setClock = (at: string) => sql`update clock set shift = ${at}::timestamptz - now()`.execute(db);

beforeAll(async () => {
  await setClock('2027-06-08T08:00:00Z');
  await workspaces.register({ id: workspaceId, name: 'Northwind', botUserId: playground.botUserId });
  await addDepartments(db, workspaceId);
  await workspaces.people(workspaceId, [...marketing, ...itPeople]);
  await series.create(cmo, 'series', { ...tuesdays, channelId: channel });
  await initiatives.create(cmo, 'initiative', {
    ...{ name: 'Customer data', direction: '', extent: '', status: 'idea', channelId: null, links: [] },
    ...{ departmentIds: [1, 2], sponsorIds: [] },
  });
});
beforeEach(() => setClock('2027-06-08T08:00:00Z'));
afterAll(async () => {
  await playground.close();
  await Promise.all(own.map((one) => one.destroy()));
  await database.drop();
});

/** Everything that the database knows, and what waits in the queue. */
async function everything() {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name
    from information_schema.columns where column_name = 'workspace_id' and table_schema = 'public'
    order by table_name`.execute(db);
  const all = tables.map(async ({ name }) => {
    const { rows } = await sql`select to_jsonb(t)::text as row from ${sql.table(name)} t order by 1`.execute(
      db,
    );
    return [name, rows] as const;
  });
  const { rows: waiting } = await sql`select t.identifier, j.key, j.payload from
    graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    order by 1, 2, j.payload::text`.execute(db);
  return { waiting, ...Object.fromEntries(await Promise.all(all)) };
}
/** With the names of their people left out. */
async function keysLike(pattern: string): Promise<string[]> {
  const rows = await db.selectFrom('messages').select('key').where('key', 'like', pattern).execute();
  return rows.map(({ key }) => key.slice(pattern.length - 1)).sort();
}

/** A job about something of its own, and all that is to come of it. */
interface Case {
  run(on: Process): Promise<void>;
  found(): Promise<unknown>;
  once: unknown;
}
let made = 0;
async function poll(change: Partial<PollDraft>, voters: readonly string[]): Promise<number> {
  made += 1;
  const { id } = await polls.open(cmo, `poll ${made}`, draft(change));
  for (const [i, userId] of voters.entries()) {
    const reader = readerOf(workspaceId, userId);
    await polls.act(reader, id, 'vote', `1812441600.00000${i}`, {
      kind: 'choose',
      question: 0,
      options: [1 + (i % 2)],
    });
    await polls.act(reader, id, 'why', `1812441601.00000${i}`, { kind: 'reason', reason: `reason ${i}` });
  }
  return id;
}
async function plan(rhythm: PlanDraft['rhythm'], initiativeId: number | null = null): Promise<number> {
  made += 1;
  const { deadline: _, ...choice } = draft({ initiativeId });
  const pulse = { ...choice, kind: 'pulse' as const, question: '', options: [] };
  const asked = rhythm === 'syncs' ? pulse : choice;
  return (await plans.save(cmo, `plan ${made}`, { poll: asked, deadlineText: null, rhythm })).id;
}
const weekly = { rule: 'FREQ=WEEKLY;BYDAY=MO', time: '09:00' };
const soon = { deadline: new Date('2027-06-08T10:00:00Z') };

const ofPoll = (id: number, task: keyof typeof tasks, more: object = {}) => ({
  run: (on: Process) => on.run(task, { workspaceId, pollId: id, ...more }),
  found: () => keysLike(`poll:${id}:%`),
});
const ofPlan = (id: number, task: string) => ({
  run: (on: Process) => on.runPlan(task, { workspaceId, planId: id }),
  async found() {
    const opened = await db
      .selectFrom('polls')
      .select('creation_key as key')
      .where('plan_id', '=', id)
      .execute();
    return [...opened.map(({ key }) => key.slice(`plan:${id}:`.length)), ...(await keysLike(`plan:${id}:%`))];
  },
});

const cases: Record<string, () => Promise<Case>> = {
  async 'shows a poll as it stands'() {
    const id = await poll({}, ['U0CMO', 'U0CIO']);
    const { run } = ofPoll(id, 'refresh');
    const found = async () =>
      (await db.selectFrom('messages').select('revision').where('key', '=', `poll:${id}`).execute())[0];
    return { run, found, once: { revision: 2 } };
  },
  async 'has a poll closed that everybody has answered'() {
    const id = await poll({}, [...marketing, ...itPeople]);
    const key = `${tasks.close}:${workspaceId}:${id}`;
    const found = async () =>
      (await everything()).waiting.filter((job) => (job as { key: string }).key === key);
    return { ...ofPoll(id, 'refresh'), found, once: [expect.objectContaining({ key })] };
  },
  async 'closes a poll that everybody has answered'() {
    const id = await poll({}, [...marketing, ...itPeople]);
    return { ...ofPoll(id, 'close'), once: ['outcome'] };
  },
  async 'closes a poll at its deadline'() {
    const id = await poll(soon, ['U0CMO', 'U0CIO']);
    await advance(db, 3 * 3_600_000);
    return { ...ofPoll(id, 'close', soon), once: ['outcome'] };
  },
  async 'closes an anonymous poll at its deadline'() {
    const id = await poll({ ...soon, isAnonymous: true, visibility: 'closed' }, [...marketing, 'U0CIO']);
    await advance(db, 3 * 3_600_000);
    return { ...ofPoll(id, 'close', soon), once: ['outcome'] };
  },
  async 'posts a poll anew whose message was deleted'() {
    const id = await poll({}, ['U0CMO']);
    return { ...ofPoll(id, 'message', { attempt: 0, result: 'missing' }), once: ['again:1'] };
  },
  async 'looks for the message of a poll, and finds it deleted'() {
    const id = await poll({}, ['U0CMO']);
    // Nothing was ever posted there.
    await sql`update messages set state = 'posted', posted_channel_id = ${channel}, ts = '1812441600.000001'
      where key = ${`poll:${id}`}`.execute(db);
    await setClock('2027-06-08T08:16:00Z');
    return { ...ofPoll(id, 'look'), once: ['again:1'] };
  },
  async 'gives a poll up that could not be posted'() {
    const id = await poll({}, ['U0CMO']);
    return { ...ofPoll(id, 'message', { attempt: 0, result: 'failed' }), once: ['not-posted'] };
  },
  async 'sends the author an outcome that could not be posted'() {
    const id = await poll({}, ['U0CMO']);
    await polls.closeNow(cmo, id);
    const { run } = ofPoll(id, 'outcome', { result: 'failed' });
    return { run, found: () => keysLike(`poll:${id}:outcome:%`), once: ['not-posted'] };
  },
  async 'opens a repeated poll'() {
    const id = await plan(weekly);
    await setClock('2027-06-14T09:00:05Z');
    return { ...ofPlan(id, tasks.run), once: ['2027-06-14T09:00'] };
  },
  async 'opens the newest of several that were missed, and tells of the others'() {
    const id = await plan(weekly);
    await setClock('2027-06-29T09:00:00Z');
    const slot = '2027-06-28T09:00';
    return { ...ofPlan(id, tasks.run), once: [slot, `${slot}:missed:U0CMO`] };
  },
  async 'tells why a repeated poll could not be opened'() {
    const id = await plan(weekly);
    await sql`update poll_plans set poll = poll || '{"channelId": "C0NOWHERE"}' where id = ${id}`.execute(db);
    await setClock('2027-06-14T09:00:05Z');
    return { ...ofPlan(id, tasks.run), once: ['2027-06-14T09:00:refused:U0CMO'] };
  },
  async 'opens the pulse before a sync'() {
    const id = await plan('syncs', 1);
    await setClock('2027-06-13T12:00:00Z');
    return { ...ofPlan(id, tasks.plan), once: ['sync:1:2027-06-15T10:00'] };
  },
  async 'tells of a sync that began without its pulse'() {
    const id = await plan('syncs', 1);
    await plans.plan(workspaceId, id);
    await setClock('2027-06-15T12:00:00Z');
    return { ...ofPlan(id, tasks.plan), once: ['sync:1:2027-06-15T10:00:missed:U0CMO'] };
  },
};

describe.each(Object.entries(cases))('the job that %s', (_, make) => {
  test('does so once: the second time it changes nothing, on whatever process', async () => {
    const { run, found, once } = await make();
    await run(processes[0]!);
    expect(await found()).toEqual(once);
    const before = await everything();
    for (const on of processes) await run(on);
    expect(await everything()).toEqual(before);
  });

  test('does so once where it runs several times at once', async () => {
    const { run, found, once } = await make();
    await Promise.all([...processes, ...processes].map(run));
    expect(await found()).toEqual(once);
    const before = await everything();
    await run(processes[0]!);
    expect(await everything()).toEqual(before);
  });
});

test('a job of what there is not does nothing', async () => {
  const before = await everything();
  const [on] = processes;
  for (const task of ['refresh', 'close', 'look'] as const)
    await on!.run(task, { workspaceId, pollId: 4711 });
  for (const result of ['posted', 'missing', 'failed']) {
    await on!.run('outcome', { workspaceId, pollId: 4711, result });
    await on!.run('message', { workspaceId, pollId: 4711, attempt: 0, result });
  }
  for (const task of [tasks.run, tasks.plan]) await on!.runPlan(task, { workspaceId, planId: 4711 });
  expect(await everything()).toEqual(before);
});
