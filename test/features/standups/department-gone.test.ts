import { sql } from 'kysely';
import { channel, startTestConcord, type TestConcord } from '../../helpers/concord.ts';

/** A third department, Sales, is removed while a form that offers it is open. */
let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord();
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const cmo = () => app.playground.as('U0CMO');
const errors = (userId: string) => app.playground.as(userId).views().at(-1)?.errors;
const everything = async () =>
  (await sql`select s.*, (select count(*) from standup_needs) as needs from standups s`.execute(app.db)).rows;

async function addSales(): Promise<number> {
  const workspace_id = app.playground.teamId;
  const { id } = await app.db
    .insertInto('departments')
    .values({ workspace_id, name: 'Sales' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const lead = { workspace_id, user_id: 'U0SALES', department_id: id, is_lead: true };
  await app.db.insertInto('department_members').values(lead).execute();
  return id;
}

async function removeSales(id: number): Promise<void> {
  await app.db.deleteFrom('department_members').where('department_id', '=', id).execute();
  await app.db
    .updateTable('departments')
    .set({ removed_at: sql`concord_now()` })
    .where('id', '=', id)
    .execute();
}

test.each([
  { userId: 'U0CMO', line: 'new "Weekly"', words: /One of these departments no longer exists/ },
  { userId: 'U0CIO', line: 'neu „Woche“', words: /Eine dieser Abteilungen gibt es nicht mehr/ },
])('a standup with it is not made: $line', async ({ userId, line, words }) => {
  const sales = await addSales();
  const person = app.playground.as(userId);
  await person.command(channel, `/concord-standup ${line}`);
  await removeSales(sales);
  const before = await everything();
  const departments = ['1', '2', String(sales)];
  expect(await person.submit({ departments })).toMatchObject({ ok: false });
  expect(errors(userId)).toEqual({ departments: expect.stringMatching(words) });
  expect(await everything()).toEqual(before);
});

test('a standup is not changed to have it', async () => {
  await cmo().command(channel, '/concord-standup new "First" --days monday --at 9:30');
  const sales = await addSales();
  await cmo().command(channel, '/concord-standup change ST-1');
  await removeSales(sales);
  const before = await everything();
  expect(await cmo().submit({ departments: ['1', '2', String(sales)] })).toMatchObject({ ok: false });
  expect(errors('U0CMO')).toEqual({ departments: expect.stringContaining('no longer exists') });
  expect(await everything()).toEqual(before);
});

test.each([
  { userId: 'U0CMO', words: /This department no longer exists/ },
  { userId: 'U0CIO', words: /Diese Abteilung gibt es nicht mehr/ },
])('nothing is needed from it by $userId', async ({ userId, words }) => {
  const sales = await addSales();
  const name = `Asks ${userId}`;
  await cmo().command(channel, `/concord-standup new "${name}" --days monday --at 9:30`);
  const { id } = await app.db
    .selectFrom('standups')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  await cmo().command(channel, `/concord-standup run ST-${id}`);
  const person = app.playground.as(userId);
  const asked = await app.playground.waitFor(
    () => person.directMessages().find((m) => m.text.includes(name)),
    10_000,
  );
  await person.click(asked, 'standup_answer');
  await removeSales(sales);
  const before = await everything();
  const typed = { 'answer:1': 'The price list' };
  expect(await person.submit({ ...typed, to_department: String(sales) })).toMatchObject({ ok: false });
  expect(errors(userId)).toEqual({ to_department: expect.stringMatching(words) });
  expect(await everything()).toEqual(before);
  expect(await person.submit({ ...typed, to_department: 'all' })).toMatchObject({ ok: true });
});
