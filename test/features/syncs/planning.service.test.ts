import { sql } from 'kysely';
import { createPlanningService } from '../../../src/features/syncs/planning.service.ts';
import * as seriesRepository from '../../../src/features/syncs/series.repository.ts';
import type { SeriesDraft } from '../../../src/features/syncs/series.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';

const day = 86_400_000;
const workspaceId = 'T1';
const draft: SeriesDraft = {
  title: 'Sync',
  channelId: 'C1',
  departmentIds: [],
  participantIds: [],
  link: null,
  rule: 'FREQ=WEEKLY;BYDAY=TU',
  firstSlot: '2027-06-15T10:00',
  timezone: 'Europe/Berlin',
  minutes: 45,
  agendaDays: 1,
  holidayCountry: null,
  holidayRegion: null,
  onHoliday: 'skip',
};

let database: TestDatabase;
let planning: ReturnType<typeof createPlanningService>;
beforeAll(async () => {
  database = await createTestDatabase();
  planning = createPlanningService({ db: database.db });
  await database.db
    .insertInto('workspaces')
    .values({ id: workspaceId, name: 'T', bot_user_id: 'U0', locale: 'en', timezone: 'UTC' })
    .execute();
  await setClock('2027-06-08T08:00:00Z');
});
afterAll(() => database.drop());

async function setClock(at: string): Promise<void> {
  await sql`update clock set shift = ${at}::timestamptz - now()`.execute(database.db);
}

async function newSeries(change: Partial<SeriesDraft> = {}): Promise<number> {
  const { db } = database;
  const id = await seriesRepository.insertSeries(db, {
    workspaceId,
    creationKey: Math.random().toString(),
    createdBy: 'U1',
    draft: { ...draft, ...change },
  });
  await planning.planAgain(workspaceId, id!);
  return id!;
}

const slotsOf = async (id: number) =>
  (
    await database.db.selectFrom('syncs').select('slot').where('series_id', '=', id).orderBy('slot').execute()
  ).map(({ slot }) => slot);
const scheduled = () =>
  database.db
    .selectFrom('schedule')
    .select(['key', 'due_at', 'fired_at'])
    .where('key', 'like', 'sync:%')
    .orderBy('key')
    .execute();

it('gives rows to what comes near, and arms four moments for each', async () => {
  const id = await newSeries();
  expect(await slotsOf(id)).toEqual([
    '2027-06-15T10:00',
    '2027-06-22T10:00',
    '2027-06-29T10:00',
    '2027-07-06T10:00',
    '2027-07-13T10:00',
    '2027-07-20T10:00',
  ]);
  expect(await scheduled()).toHaveLength(24);
});

it('planned twice in a row, nothing changes', async () => {
  const id = await newSeries({ rule: 'FREQ=DAILY', firstSlot: '2027-06-09T09:00' });
  const before = [await slotsOf(id), await scheduled()];
  await planning.planAgain(workspaceId, id);
  expect([await slotsOf(id), await scheduled()]).toEqual(before);
});

it('a clock that jumps ten minutes either way plans nothing twice and leaves nothing out', async () => {
  const id = await newSeries({ rule: 'FREQ=DAILY', firstSlot: '2027-06-09T09:00' });
  for (const at of ['2027-06-08T08:10:00Z', '2027-06-08T07:50:00Z', '2027-06-08T08:00:00Z']) {
    await setClock(at);
    await planning.planAgain(workspaceId, id);
  }
  const slots = await slotsOf(id);
  const first = Date.parse('2027-06-09T00:00:00Z');
  expect(slots).toEqual(slots.map((_, i) => `${new Date(first + i * day).toISOString().slice(0, 10)}T09:00`));
});

it('after a downtime of months every time of the rule has its row', async () => {
  const id = await newSeries({ rule: 'FREQ=WEEKLY;BYDAY=TU,FR', firstSlot: '2027-06-15T10:00' });
  await setClock('2028-06-13T08:00:00Z');
  // Each run plans a bounded number; the moment it arms is due at once until all is planned.
  for (let run = 0; run < 5; run++) await planning.planAgain(workspaceId, id);
  const slots = await slotsOf(id);
  expect(slots.at(-1)! > '2028-07-20').toBe(true);
  const days = slots.map((slot) => Date.parse(`${slot}:00Z`) / day);
  expect(new Set(days.slice(1).map((at, i) => at - days[i]!))).toEqual(new Set([3, 4]));
  await setClock('2027-06-08T08:00:00Z');
});

it('a series whose dates are far apart has the next two', async () => {
  const id = await newSeries({ rule: 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1', firstSlot: '2028-03-01T10:00' });
  expect(await slotsOf(id)).toEqual(['2028-03-01T10:00', '2029-03-01T10:00']);
});

it('what begins so soon that its agenda is over gets it at once', async () => {
  const id = await newSeries({ firstSlot: '2027-06-08T11:00' });
  const [soon] = await database.db
    .selectFrom('syncs')
    .selectAll()
    .where('series_id', '=', id)
    .orderBy('slot')
    .execute();
  const late = soon!.agenda_at.getTime() - Date.parse('2027-06-08T08:00:00Z');
  expect(Math.abs(late)).toBeLessThan(60_000);
});

it('a rule that ends is planned to its end', async () => {
  const id = await newSeries({ rule: 'FREQ=WEEKLY;COUNT=2;BYDAY=TU' });
  expect(await slotsOf(id)).toEqual(['2027-06-15T10:00', '2027-06-22T10:00']);
});
