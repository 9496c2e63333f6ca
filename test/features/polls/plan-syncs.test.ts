import { UserError } from '../../../src/errors.ts';
import type { Plan } from '../../../src/features/polls/plan.ts';
import { insertSeries } from '../../../src/features/syncs/series.repository.ts';
import type { SeriesDraft } from '../../../src/features/syncs/series.ts';
import { channel } from '../../helpers/concord.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import {
  addPeople,
  choice,
  initiative,
  planServices,
  readerOf,
  rowsOf,
  setClock,
  thursdays,
  workspaceId,
} from './plan-services.ts';

const cmo = readerOf('U0CMO');
let database: TestDatabase;
let on: ReturnType<typeof planServices>;
let plan: Plan;
let seriesId: number;

async function addSeries(change: Partial<SeriesDraft> = {}): Promise<number> {
  const creation = { workspaceId, creationKey: `series ${Math.random()}`, createdBy: 'U0CMO' };
  const id = await insertSeries(database.db, { ...creation, draft: { ...thursdays, ...change } });
  await on.planning.planAgain(workspaceId, id!);
  return id!;
}

beforeEach(async () => {
  database = await createTestDatabase();
  on = planServices(database.db);
  await addPeople(database.db);
  await setClock(database.db, '2027-06-11T08:00:00Z');
  seriesId = await addSeries();
  const { id: initiativeId } = await on.initiatives.create(cmo, 'initiative', initiative('Customer data'));
  plan = await on.plans.save(cmo, 'plan', {
    poll: { ...choice, kind: 'pulse', question: '', options: [], initiativeId },
    deadlineText: null,
    rhythm: 'syncs',
  });
});
afterEach(() => database.drop());

const planAt = async (at: string) => {
  await setClock(database.db, at);
  await on.plan(plan.id);
};
const runs = () => on.opened.map(({ key, draft }) => [key, draft.deadline?.toISOString()]);
const keyOf = (slot: string, series = seriesId) => `plan:${plan.id}:sync:${series}:${slot}`;
const armedAt = async () =>
  (await rowsOf(database.db)).schedule
    .find(({ key }) => key === `poll_plan:${plan.id}:plan`)
    ?.due_at.toISOString();
const told = async () =>
  (await rowsOf(database.db)).messages
    .filter(({ key }) => key.startsWith(`plan:${plan.id}:`))
    .map(({ channel_id: to, body }) => ({ to, text: (body as { text: string }).text }));
const move = (slot: string, at: string) => on.occurrences.move(cmo, seriesId, slot, new Date(at), null);

test('looks every six hours, and when the pulse is due', async () => {
  await planAt('2027-06-11T08:00:00Z');
  expect(await armedAt()).toBe('2027-06-11T12:00:00.000Z');
  await planAt('2027-06-15T06:30:00Z');
  expect(runs()).toEqual([]);
  expect(await armedAt()).toBe('2027-06-15T08:00:00.000Z');
});

test('opens it 48 hours before and closes it an hour before the agenda; once', async () => {
  await planAt('2027-06-15T08:00:02Z');
  const expected = [[keyOf('2027-06-17T10:00'), '2027-06-16T07:00:00.000Z']];
  expect(runs()).toEqual(expected);
  expect(on.opened[0]).toMatchObject({ by: 'U0CMO', planId: plan.id, isLate: false });
  expect(await armedAt()).toBe('2027-06-15T12:00:00.000Z');
  const before = await rowsOf(database.db);
  await on.plan(plan.id);
  expect(await rowsOf(database.db)).toEqual(before);
  await planAt('2027-06-15T12:00:02Z');
  await planAt('2027-06-16T12:00:02Z');
  expect(runs()).toEqual(expected);
  expect(await told()).toEqual([]);
});

test('each sync has its own', async () => {
  for (const at of ['2027-06-15T08:00:02Z', '2027-06-17T08:00:02Z', '2027-06-22T08:00:02Z']) await planAt(at);
  expect(runs().map(([key]) => key)).toEqual([keyOf('2027-06-17T10:00'), keyOf('2027-06-24T10:00')]);
  expect(await told()).toEqual([]);
});

test('with less time it is opened at once, and closes before the sync where the agenda is too near', async () => {
  await planAt('2027-06-16T12:00:00Z');
  expect(runs()).toEqual([[keyOf('2027-06-17T10:00'), '2027-06-17T07:00:00.000Z']]);
});

test('two hours before it is too late, and of one saved so late nobody is told that it was missed', async () => {
  await planAt('2027-06-17T06:30:00Z');
  expect(runs()).toEqual([]);
  expect(await armedAt()).toBe('2027-06-17T08:00:01.000Z');
  await planAt('2027-06-17T08:00:02Z');
  expect(await told()).toEqual([]);
});

test('one that was due while nothing ran is recorded: the author is told once, and the next one comes', async () => {
  await planAt('2027-06-14T08:00:00Z');
  await planAt('2027-06-17T06:30:00Z');
  expect(runs()).toEqual([]);
  expect(await told()).toEqual([]);
  await planAt('2027-06-17T08:00:02Z');
  await planAt('2027-06-17T08:00:03Z');
  expect(await told()).toEqual([
    { to: 'U0CMO', text: expect.stringContaining('Pulse of “Customer data”: before the sync of <!date^') },
  ]);
  await planAt('2027-06-22T08:00:02Z');
  expect(runs().map(([key]) => key)).toEqual([keyOf('2027-06-24T10:00')]);
});

test('a sync that is left out has none, and nobody is told that it is missing', async () => {
  await planAt('2027-06-14T08:00:00Z');
  await on.occurrences.skip(cmo, 'skip', seriesId, '2027-06-17T10:00');
  await planAt('2027-06-15T08:00:02Z');
  await planAt('2027-06-17T08:00:02Z');
  expect(runs()).toEqual([]);
  expect(await told()).toEqual([]);
});

test('moved before, it comes 48 hours before the new time', async () => {
  await planAt('2027-06-14T08:00:00Z');
  await move('2027-06-17T10:00', '2027-06-18T12:00:00Z');
  await planAt('2027-06-15T08:00:02Z');
  expect(runs()).toEqual([]);
  await planAt('2027-06-16T12:00:02Z');
  expect(runs()).toEqual([[keyOf('2027-06-17T10:00'), '2027-06-17T11:00:00.000Z']]);
});

test('moved after, it stays the one', async () => {
  await planAt('2027-06-15T08:00:02Z');
  await move('2027-06-17T10:00', '2027-06-21T08:00:00Z');
  for (const at of ['2027-06-15T12:00:02Z', '2027-06-19T08:00:02Z', '2027-06-20T12:00:00Z']) await planAt(at);
  expect(runs()).toHaveLength(1);
});

test('of several series the one counts that comes next, and only with all departments of the initiative', async () => {
  await addSeries({ departmentIds: [1], firstSlot: '2027-06-14T10:00', rule: 'FREQ=WEEKLY;BYDAY=MO' });
  const both = await addSeries({ firstSlot: '2027-06-15T10:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=15' });
  await planAt('2027-06-13T08:00:02Z');
  expect(runs().map(([key]) => key)).toEqual([keyOf('2027-06-15T10:00', both)]);
  await planAt('2027-06-15T08:00:02Z');
  expect(runs().map(([key]) => key)).toEqual([keyOf('2027-06-15T10:00', both), keyOf('2027-06-17T10:00')]);
});

test('without a series of these departments it looks again later', async () => {
  await on.series.end(cmo, seriesId);
  await planAt('2027-06-15T08:00:02Z');
  expect(runs()).toEqual([]);
  expect(await armedAt()).toBe('2027-06-15T12:00:00.000Z');
});

test('refused, the author is told once for a sync, and it is tried again while there is time', async () => {
  on.refuse.with = new UserError('bot_not_in_channel', 'common.botNotInChannel', { channel: '<#C1>' });
  await planAt('2027-06-15T08:00:02Z');
  const before = await rowsOf(database.db);
  await on.plan(plan.id);
  expect(await rowsOf(database.db)).toEqual(before);
  await planAt('2027-06-15T12:00:02Z');
  expect(await told()).toEqual([{ to: 'U0CMO', text: expect.stringContaining('`/invite @Concord`') }]);
  on.refuse.with = null;
  await planAt('2027-06-15T18:00:02Z');
  expect(runs()).toEqual([[keyOf('2027-06-17T10:00'), '2027-06-16T07:00:00.000Z'] as unknown]);
  await planAt('2027-06-17T08:00:02Z');
  expect(await told()).toHaveLength(1);
});

test('what is listed says when it is opened next', async () => {
  await setClock(database.db, '2027-06-11T08:00:00Z');
  const [line] = await on.plans.lines(cmo);
  expect(line).toMatchObject({ initiativeName: 'Customer data', mayStop: true });
  expect(line!.next).toEqual(new Date('2027-06-15T08:00:00Z'));
  await planAt('2027-06-15T08:00:02Z');
  expect((await on.plans.lines(cmo))[0]!.next).toBeNull();
});

test('stopped, no job opens or arms anything', async () => {
  await planAt('2027-06-14T08:00:00Z');
  await on.plans.stop(cmo, plan.id);
  const before = await rowsOf(database.db);
  await setClock(database.db, '2027-06-15T08:00:02Z');
  await on.plan(plan.id);
  await on.run(plan.id);
  expect(await rowsOf(database.db)).toEqual(before);
  expect(await armedAt()).toBeUndefined();
});

describe('when syncs change', () => {
  const deadlines = async () =>
    (await rowsOf(database.db)).polls.map(({ deadline }) => deadline.toISOString());
  const closesAt = async () =>
    (
      await database.db.selectFrom('schedule').select('due_at').where('key', '=', 'poll:1:close').execute()
    ).map(({ due_at: at }) => at.toISOString());
  const twice = async (at: string) => {
    await planAt(at);
    const before = await rowsOf(database.db);
    await on.plan(plan.id);
    expect(await rowsOf(database.db)).toEqual(before);
  };
  const seriesOf = (title: string, time: string) =>
    on.series.create(cmo, title, {
      ...{ title, departmentIds: [1, 2], participantIds: ['U0CMO'], channelId: channel, link: null },
      ...{ minutes: 45, agendaDays: 0, rule: 'FREQ=WEEKLY;BYDAY=MO', day: null, time },
      ...{ timezone: 'Europe/Berlin', holidayCountry: null, holidayRegion: null, onHoliday: 'skip' as const },
    });

  test('it is looked at once, whatever becomes of them', async () => {
    const looked = async (at: string, change: () => Promise<unknown>) => {
      await planAt(at);
      expect(await armedAt()).not.toBe(new Date(at).toISOString());
      await change();
      expect(new Date((await armedAt())!).getTime() - new Date(at).getTime()).toBeLessThan(60_000);
    };
    let other = 0;
    await looked('2027-06-12T08:00:00Z', () => move('2027-06-17T10:00', '2027-06-17T06:00:00Z'));
    await looked('2027-06-12T09:00:00Z', () => on.occurrences.skip(cmo, 'k', seriesId, '2027-06-17T10:00'));
    await looked('2027-06-12T10:00:00Z', () => on.occurrences.restore(cmo, seriesId, '2027-06-17T10:00'));
    await looked('2027-06-12T11:00:00Z', async () => {
      other = (await seriesOf('New', '10:00')).id;
    });
    await looked('2027-06-12T12:00:00Z', () => on.series.pause(cmo, other));
    await looked('2027-06-12T13:00:00Z', () => on.series.resume(cmo, other));
    await looked('2027-06-12T14:00:00Z', () => on.series.end(cmo, other));
  });

  test('one that is moved earlier on the same day takes its open pulse along', async () => {
    await planAt('2027-06-15T08:00:02Z');
    expect(await deadlines()).toEqual(['2027-06-16T07:00:00.000Z']);
    await move('2027-06-17T10:00', '2027-06-16T10:00:00Z');
    await twice('2027-06-15T08:05:00Z');
    // The agenda is too near now: it closes an hour before the sync.
    expect(await deadlines()).toEqual(['2027-06-16T09:00:00.000Z']);
    expect(await closesAt()).toEqual(['2027-06-16T09:00:00.000Z']);
    await move('2027-06-17T10:00', '2027-06-15T08:40:00Z');
    await twice('2027-06-15T08:06:00Z');
    expect((await deadlines()).map((at) => at.slice(0, 19))).toEqual(['2027-06-15T08:06:00']);
    expect(runs()).toHaveLength(1);
  });

  test('one that is moved later as well', async () => {
    await planAt('2027-06-15T08:00:02Z');
    await move('2027-06-17T10:00', '2027-06-22T08:00:00Z');
    await twice('2027-06-15T08:05:00Z');
    expect(await deadlines()).toEqual(['2027-06-21T07:00:00.000Z']);
  });

  test('a new one in five hours has a pulse, and so has the one that was next before', async () => {
    await planAt('2027-06-12T08:00:00Z');
    await setClock(database.db, '2027-06-14T08:00:00Z');
    const { id } = await seriesOf('New', '15:00');
    await twice('2027-06-14T08:00:01Z');
    expect(runs()).toEqual([[keyOf('2027-06-14T15:00', id), '2027-06-14T12:00:00.000Z']]);
    await move('2027-06-17T10:00', '2027-06-15T08:00:00Z');
    await twice('2027-06-14T08:05:00Z');
    expect(runs().map(([key]) => key)).toEqual([keyOf('2027-06-14T15:00', id), keyOf('2027-06-17T10:00')]);
  });

  test('one that is moved so near that no time is left is told as that', async () => {
    await planAt('2027-06-14T08:00:00Z');
    await move('2027-06-17T10:00', '2027-06-14T09:00:00Z');
    await planAt('2027-06-14T08:00:02Z');
    await planAt('2027-06-14T09:00:02Z');
    expect(await told()).toEqual([
      { to: 'U0CMO', text: expect.stringContaining('too little time was left') },
    ]);
    expect(runs()).toEqual([]);
  });

  test('while it is being looked at, it is looked at again', async () => {
    await planAt('2027-06-12T08:00:00Z');
    const upcomingOf = on.occurrences.upcomingOf;
    on.occurrences.upcomingOf = async (...about) => {
      on.occurrences.upcomingOf = upcomingOf;
      const found = await upcomingOf(...about);
      await setClock(database.db, '2027-06-12T09:00:00Z');
      await move('2027-06-17T10:00', '2027-06-17T06:00:00Z');
      return found;
    };
    await on.plan(plan.id);
    expect((await armedAt())?.slice(0, 16)).toBe('2027-06-12T09:00');
  });

  test('after its initiative is over it ends, and the author is told once', async () => {
    await planAt('2027-06-14T08:00:00Z');
    await on.initiatives.change(cmo, 'done', 1, initiative('Customer data', { status: 'done' }));
    await twice('2027-06-14T12:00:00Z');
    expect(await told()).toEqual([{ to: 'U0CMO', text: expect.stringContaining('is done or dropped') }]);
    expect(await on.plans.list(workspaceId)).toEqual([]);
    expect(await armedAt()).toBeUndefined();
  });
});
