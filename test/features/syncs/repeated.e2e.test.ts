import { commandOf, send, signed } from '../../faults/signed.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const minute = 60_000;
const hour = 60 * minute;

let app: TestConcord;
/** It is Tuesday, 8 June 2027, 10:00 in Berlin; the next sync is at noon there. */
beforeEach(async () => {
  app = await startTestConcord({ transport: 'http' });
  const line = '/concord-sync new "CMO/CIO sync" FREQ=DAILY 12:00 --zone Europe/Berlin --agenda 0';
  const answer = await app.playground.as('U0CMO').command(channel, line);
  expect(wordsOf(answer.ok ? answer.response : undefined)).toContain('S-1');
});
afterEach(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

it('the same skip of the next sync, delivered again, skips no other', async () => {
  const { contentType, body } = commandOf(app.playground, 'U0CMO', '/concord-sync skip S-1', 'trigger.1');
  const answers: string[] = [];
  const now = Date.now();
  const requests = [0, 1].map((age) => signed(app.playground.signingSecret, contentType, body, age, now));
  for (const request of requests) {
    const { status, text } = await send(app.concord.port, request);
    expect(status).toBe(200);
    answers.push(text);
  }
  expect(answers[1]).toBe(answers[0]);
  const skipped = () =>
    app.db.selectFrom('syncs').select('slot').where('state', '=', 'skipped').orderBy('slot').execute();
  expect(await skipped()).toEqual([{ slot: '2027-06-08T12:00' }]);
  await app.playground.as('U0CMO').command(channel, '/concord-sync skip S-1');
  expect((await skipped()).map(({ slot }) => slot)).toEqual(['2027-06-08T12:00', '2027-06-09T12:00']);
});

it('a sync told of again still says what was carried over', async () => {
  const { playground } = app;
  const cmo = playground.as('U0CMO');
  await cmo.command(channel, '/concord-sync agenda S-1 add Budget');
  const find = (words: string) =>
    playground.messages(channel).find((m) => wordsOf(m).includes(words)) ?? null;
  await app.advance(2 * hour + minute);
  await playground.waitFor(() => find('starts now'), 10_000);
  await app.advance(hour);
  const ask = await playground.waitFor(() => find('held?'), 10_000);
  const carried = () => wordsOf(ask).includes('1 item is carried over');
  await cmo.click(ask, 'sync_held');
  await cmo.submit({ notes: 'Short and good' });
  await playground.waitFor(carried, 10_000);
  await cmo.click(ask, 'sync_held');
  await cmo.submit({ 'follow_up:1': 'Write the brief', 'owner:1': 'U0CMO', 'due:1': '2027-06-11' });
  await playground.waitFor(() => wordsOf(ask).includes('Write the brief'), 10_000);
  expect(carried()).toBe(true);
});
