import { channel, it as itPeople, marketing, startTestConcord, wordsOf } from '../../helpers/concord.ts';

test('whoever answers last can choose several, too: the poll waits after the last click', async () => {
  const closePauseMs = 2_500;
  const app = await startTestConcord({ timing: { closePauseMs } });
  const { playground, db } = app;
  await playground
    .as('U0CMO')
    .command(channel, '/concord-poll "Which of them?" "Red" "Green" "Blue" --several');
  const message = await playground.waitFor(() =>
    playground.messages(channel).find((m) => wordsOf(m).includes('Which of them?')),
  );
  const click = (userId: string, option: number) =>
    playground.as(userId).click(message, `poll_choose:${option}`);
  for (const userId of [...marketing, ...itPeople]) await click(userId, 1);
  await playground.waitFor(() => wordsOf(message).includes('IT 3 of 3'), 10_000);
  const before = Date.now();
  await click('U0DATA', 2);
  await playground.waitFor(
    async () => (await db.selectFrom('polls').select('state').executeTakeFirst())?.state === 'closed',
    10_000,
  );
  expect(Date.now() - before).toBeGreaterThan(closePauseMs - 100);
  expect((await db.selectFrom('polls').select('outcome').executeTakeFirst())?.outcome).toMatchObject({
    questions: [{ sides: [{ counts: [3, 0, 0] }, { counts: [3, 1, 0] }] }],
  });
  expect(playground.problems).toEqual([]);
  await app.stop();
}, 30_000);
