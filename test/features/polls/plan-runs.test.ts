import { UserError } from '../../../src/errors.ts';
import type { Plan, PlanDraft } from '../../../src/features/polls/plan.ts';
import { fields } from '../../../src/features/polls/poll.ts';
import { createTestDatabase } from '../../helpers/database.ts';
import {
  addPeople,
  choice,
  initiative,
  mondays,
  planServices,
  readerOf,
  rowsOf,
  setClock,
} from './plan-services.ts';

const database = await createTestDatabase();
const { db } = database;
const { plans, opened, refuse, run, initiatives } = planServices(db);
const another = planServices(db);
const [cmo, cio] = ['U0CMO', 'U0CIO'].map(readerOf);
let plan: Plan;
let count = 0;

/** A poll of every Monday at 9:00 in Berlin, saved by the CIO, which is 7:00 UTC. */
async function save(change: Partial<PlanDraft> = {}): Promise<void> {
  count += 1;
  plan = await plans.save(cio!, `plan ${count}`, { ...mondays, ...change });
}
const ownRuns = () => opened.filter(({ planId }) => planId === plan.id);
const ownRow = async () => (await rowsOf(db)).plans.find(({ id }) => id === plan.id)!;
const armedAt = async () =>
  (await rowsOf(db)).schedule.find(({ key }) => key === `poll_plan:${plan.id}:run`)?.due_at;
const told = async () =>
  (await rowsOf(db)).messages
    .filter(({ key }) => key.startsWith(`plan:${plan.id}:`))
    .map(({ channel_id: to, body }) => ({ to, text: (body as { text: string }).text }));

beforeAll(() => addPeople(db));
beforeEach(async () => {
  await setClock(db, '2027-06-08T08:00:00Z');
  refuse.with = null;
  await save();
});
afterAll(() => database.drop());

test('opens the poll at its time in the name of its author, and arms the next week', async () => {
  await setClock(db, '2027-06-14T07:00:05Z');
  await run(plan.id);
  expect(ownRuns()).toEqual([
    {
      key: `plan:${plan.id}:2027-06-14T09:00`,
      by: 'U0CIO',
      planId: plan.id,
      isLate: false,
      draft: { ...choice, deadline: null },
    },
  ]);
  expect(await ownRow()).toMatchObject({ next_slot: '2027-06-21T09:00' });
  expect(await armedAt()).toEqual(new Date('2027-06-21T07:00:00Z'));
  expect(await told()).toEqual([]);
});

test('run twice in a row, and by two processes at once, the second changes nothing', async () => {
  await setClock(db, '2027-06-14T07:00:05Z');
  await Promise.all([run(plan.id), another.run(plan.id).catch(() => {})]);
  const before = await rowsOf(db);
  await run(plan.id);
  expect(await rowsOf(db)).toEqual(before);
  expect(before.polls.filter(({ creation_key: key }) => key.startsWith(`plan:${plan.id}:`))).toHaveLength(1);
  expect(await ownRow()).toMatchObject({ next_slot: '2027-06-21T09:00' });
});

test('before its time a job changes nothing', async () => {
  await setClock(db, '2027-06-14T06:59:00Z');
  const before = await rowsOf(db);
  await run(plan.id);
  expect(await rowsOf(db)).toEqual(before);
});

test('a run that broke off after opening opens nothing more and arms the next', async () => {
  await setClock(db, '2027-06-14T07:00:05Z');
  await run(plan.id);
  await db
    .updateTable('poll_plans')
    .set({ next_slot: '2027-06-14T09:00' })
    .where('id', '=', plan.id)
    .execute();
  refuse.with = new UserError('bot_not_in_channel', 'common.botNotInChannel', { channel: '<#C1>' });
  await run(plan.id);
  expect(ownRuns()).toHaveLength(1);
  expect(await told()).toEqual([]);
  expect(await ownRow()).toMatchObject({ next_slot: '2027-06-21T09:00' });
});

test('late, but before the next one, it is opened and says so', async () => {
  await setClock(db, '2027-06-17T12:00:00Z');
  await run(plan.id);
  expect(ownRuns()).toMatchObject([{ key: `plan:${plan.id}:2027-06-14T09:00`, isLate: true }]);
  expect(await told()).toEqual([]);
  expect(await armedAt()).toEqual(new Date('2027-06-21T07:00:00Z'));
});

test('of several that were missed only the newest is opened, and the author is told once how many were not', async () => {
  await setClock(db, '2027-07-06T12:00:00Z');
  await run(plan.id);
  await run(plan.id);
  expect(ownRuns()).toMatchObject([{ key: `plan:${plan.id}:2027-07-05T09:00`, isLate: true }]);
  expect(await told()).toEqual([
    {
      to: 'U0CIO',
      text: `*SP-${plan.id}* „Where do we host it?“: 3 Mal nicht geöffnet, weil Concord nicht lief.`,
    },
  ]);
  expect(await armedAt()).toEqual(new Date('2027-07-12T07:00:00Z'));
});

test('the deadline is read anew at each run, where the author is', async () => {
  await save({ deadlineText: 'Freitag 17 Uhr' });
  await setClock(db, '2027-06-14T07:00:05Z');
  await run(plan.id);
  await setClock(db, '2027-06-21T07:00:05Z');
  await run(plan.id);
  expect(ownRuns().map(({ draft }) => draft.deadline)).toEqual([
    new Date('2027-06-18T15:00:00Z'),
    new Date('2027-06-25T15:00:00Z'),
  ]);
});

test('a deadline that has passed by then is the usual one', async () => {
  await save({ deadlineText: '15. Juni 2027' });
  await setClock(db, '2027-06-21T07:00:05Z');
  await run(plan.id);
  expect(ownRuns().map(({ draft }) => draft.deadline)).toEqual([null]);
});

test('refused, the author is told why in their language, once, and the next one is armed anyhow', async () => {
  refuse.with = new UserError(
    'bot_not_in_channel',
    'common.botNotInChannel',
    { channel: '<#C1>' },
    fields.channel,
  );
  await setClock(db, '2027-06-14T07:00:05Z');
  await run(plan.id);
  const before = await rowsOf(db);
  await run(plan.id);
  expect(await rowsOf(db)).toEqual(before);
  const [only, ...more] = await told();
  expect(more).toEqual([]);
  expect(only).toMatchObject({ to: 'U0CIO' });
  expect(only!.text).toContain('ließ sich diesmal nicht öffnen: ');
  expect(only!.text).toContain('`/invite @Concord`');
  expect(await armedAt()).toEqual(new Date('2027-06-21T07:00:00Z'));

  refuse.with = null;
  await setClock(db, '2027-06-21T07:00:05Z');
  await run(plan.id);
  expect(ownRuns()).toMatchObject([{ key: `plan:${plan.id}:2027-06-21T09:00` }]);
});

test('what nobody can mend is tried again by the queue and not taken for a refusal', async () => {
  refuse.with = new Error('Slack is away');
  await setClock(db, '2027-06-14T07:00:05Z');
  const before = await rowsOf(db);
  await expect(run(plan.id)).rejects.toThrow('Slack is away');
  expect(await rowsOf(db)).toEqual(before);
});

test('of an initiative that is over there is no further poll: the author is told once, and it ends', async () => {
  const { id } = await initiatives.create(cmo!, 'ended', initiative('Old <shop>', { status: 'under_way' }));
  await save({ poll: { ...choice, initiativeId: id } });
  await initiatives.change(cmo!, 'drop', id, initiative('Old <shop>', { status: 'dropped' }));
  await setClock(db, '2027-06-14T07:00:05Z');
  await run(plan.id);
  const after = await rowsOf(db);
  await run(plan.id);
  expect(await rowsOf(db)).toEqual(after);
  expect(ownRuns()).toEqual([]);
  expect((await told()).map(({ text }) => text)).toEqual([
    expect.stringContaining('Die Initiative „Old &lt;shop&gt;“ ist erledigt oder aufgegeben.'),
  ]);
  expect(await ownRow()).toMatchObject({ next_slot: null, state: 'ended' });
  expect(await armedAt()).toBeUndefined();
});

test('who has left the workspace asks nothing more; the leads of the departments are told, each in their language', async () => {
  await db.updateTable('people').set({ deactivated: true }).where('user_id', '=', 'U0CIO').execute();
  await db.updateTable('department_members').set({ is_lead: false }).where('user_id', '=', 'U0CIO').execute();
  await db
    .updateTable('department_members')
    .set({ is_lead: true })
    .where('user_id', '=', 'U0PLATFORM')
    .execute();
  await setClock(db, '2027-06-14T07:00:05Z');
  await run(plan.id);
  await run(plan.id);
  await db.updateTable('people').set({ deactivated: false }).where('user_id', '=', 'U0CIO').execute();
  expect(ownRuns()).toEqual([]);
  const messages = (await told()).sort((a, b) => (a.to < b.to ? -1 : 1));
  expect(messages.map(({ to }) => to)).toEqual(['U0CMO', 'U0PLATFORM']);
  expect(messages[0]!.text).toContain('could not be opened this time: U0CIO, who saved it');
  expect(messages[1]!.text).toContain('ließ sich diesmal nicht öffnen: U0CIO');
  expect(await armedAt()).toEqual(new Date('2027-06-21T07:00:00Z'));
});

test('an author who is away is no reason not to ask', async () => {
  await db
    .updateTable('people')
    .set({ status_emoji: ':palm_tree:' })
    .where('user_id', '=', 'U0CIO')
    .execute();
  await setClock(db, '2027-06-14T07:00:05Z');
  await run(plan.id);
  expect(ownRuns()).toHaveLength(1);
});

test('stopped, a job that was on its way opens nothing', async () => {
  await plans.stop(cio!, plan.id);
  await setClock(db, '2027-06-14T07:00:05Z');
  const before = await rowsOf(db);
  await run(plan.id);
  expect(await rowsOf(db)).toEqual(before);
  expect(ownRuns()).toEqual([]);
});

test('a rule that ends is over after its last time', async () => {
  await save({ rhythm: { rule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=1', time: '09:00' } });
  await setClock(db, '2027-06-14T07:00:05Z');
  await run(plan.id);
  expect(ownRuns()).toHaveLength(1);
  expect(await ownRow()).toMatchObject({ next_slot: null, state: 'ended' });
  expect((await plans.list(plan.workspaceId)).map(({ id }) => id)).not.toContain(plan.id);
  const before = await rowsOf(db);
  await run(plan.id);
  expect(await rowsOf(db)).toEqual(before);
});

test('at 2:30 it is asked once in the night in which the clock goes back, and once in the one in which it goes on', async () => {
  await setClock(db, '2027-10-29T08:00:00Z');
  await save({ rhythm: { rule: 'FREQ=DAILY', time: '02:30' } });
  for (const at of ['2027-10-30T00:30:05Z', '2027-10-31T00:30:05Z', '2027-10-31T01:30:05Z']) {
    await setClock(db, at);
    await run(plan.id);
  }
  expect(ownRuns().map(({ key }) => key.slice(-16))).toEqual(['2027-10-30T02:30', '2027-10-31T02:30']);
  expect(await armedAt()).toEqual(new Date('2027-11-01T01:30:00Z'));

  await setClock(db, '2028-03-25T08:00:00Z');
  await save({ rhythm: { rule: 'FREQ=DAILY', time: '02:30' } });
  expect(await armedAt()).toEqual(new Date('2028-03-26T01:30:00Z'));
  await setClock(db, '2028-03-26T01:30:05Z');
  await run(plan.id);
  expect(ownRuns()).toMatchObject([{ isLate: false }]);
  expect(await armedAt()).toEqual(new Date('2028-03-27T00:30:00Z'));
});
