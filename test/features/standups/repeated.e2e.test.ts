import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const minute = 60_000;
const hour = 60 * minute;

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord();
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

it('what was said already, said again after the report, amends nothing', async () => {
  const { playground } = app;
  const as = (userId: string) => playground.as(userId);
  const line = '/concord-standup new "Weekly" --days wednesday --at 9:30 --window 4 hours --with @cio @crm';
  await as('U0CMO').command(channel, line);
  await app.advance(23 * hour + 31 * minute);
  const question = (userId: string) =>
    as(userId)
      .directMessages()
      .find((m) => m.text.includes('Weekly:')) ?? null;
  const cio = await playground.waitFor(() => question('U0CIO'), 10_000);
  const crm = await playground.waitFor(() => question('U0CRM'), 10_000);
  await as('U0CRM').click(crm, 'standup_nothing');
  await as('U0CIO').click(cio, 'standup_answer');
  await as('U0CIO').submit({ 'answer:0': 'Moved the data' });
  const report = await playground.waitFor(
    () => playground.messages(channel).find((m) => m.text.includes('Report of')) ?? null,
    10_000,
  );
  const amended = async () =>
    (await app.db.selectFrom('standup_rounds').select('amended_at').orderBy('day').execute())[0]?.amended_at;

  await as('U0CIO').click(cio, 'standup_answer');
  await as('U0CIO').submit({});
  expect(await amended()).toBeNull();
  expect(wordsOf(report)).not.toContain('Amended');

  await as('U0CIO').click(cio, 'standup_answer');
  await as('U0CIO').submit({ 'answer:0': 'Moved all the data' });
  await playground.waitFor(() => wordsOf(report).includes('Amended'), 10_000);
  expect(await amended()).not.toBeNull();
});
