import type { StoredMessage } from '../../../playground/state.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

/** What becomes of a poll whose messages Slack refuses or somebody deletes. */

let app: TestConcord;
beforeEach(async () => {
  app = await startTestConcord();
});
afterEach(async () => {
  await app.stop();
});

const as = (userId: string) => app.playground.as(userId);
async function type(line: string, userId = 'U0BRAND'): Promise<string> {
  const answer = await as(userId).command(channel, `/concord-poll ${line}`);
  if (!answer.ok) throw new Error(answer.error);
  return wordsOf(answer.response);
}
const messageOf = (words: string): Promise<StoredMessage> =>
  app.playground.waitFor(() => app.playground.messages(channel).find((m) => wordsOf(m).includes(words)));
const direct = (userId: string, words: string): Promise<StoredMessage> =>
  app.playground.waitFor(
    () =>
      as(userId)
        .directMessages()
        .find((m) => wordsOf(m).includes(words)),
    10_000,
  );

/** Where the first message is. */
const isWrittenDown = () =>
  app.playground.waitFor(
    async () => (await app.db.selectFrom('messages').select('permalink').executeTakeFirst())?.permalink,
  );

test('an outcome that the channel does not take comes to the author, with all that can be done with it', async () => {
  await type('"Where do we host it?" "Cloud" "Own data centre"');
  const message = await messageOf('host it?');
  expect(await as('U0CMO').click(message, 'poll_choose:1')).toMatchObject({ ok: true });
  app.playground.archive(channel);
  expect(await as('U0CIO').click(message, 'poll_choose:1')).toMatchObject({ ok: true });
  await app.advance(4 * 86_400_000);
  const outcome = await direct('U0BRAND', '/invite @Concord');
  expect(outcome.text).toContain('Most chose Cloud: 2 of 2.');
  const words = wordsOf(outcome);
  for (const action of ['poll_propose', 'poll_agenda', 'poll_again']) expect(words).toContain(action);
});

test('a poll whose message was deleted is posted again within a quarter of an hour', async () => {
  await type('"Where do we host it?" "Cloud" "Own data centre"');
  const first = await messageOf('host it?');
  await isWrittenDown();
  await as('U0CMO').delete(channel, first.ts);
  await app.advance(16 * 60_000);
  const second = await messageOf('host it?');
  expect(second.ts).not.toBe(first.ts);
  expect(await as('U0CMO').click(second, 'poll_choose:1')).toMatchObject({ ok: true });
});

test('a reminder leads to a message that is there', async () => {
  await type('"Where do we host it?" "Cloud" "Own data centre"');
  const first = await messageOf('host it?');
  await isWrittenDown();
  await as('U0CMO').delete(channel, first.ts);
  expect(await type('remind PL-1')).toContain('6 people');
  const second = await messageOf('host it?');
  const reminder = await app.playground.waitFor(
    () =>
      as('U0CIO')
        .directMessages()
        .find((m) => wordsOf(m).includes(second.ts.replace('.', ''))),
    10_000,
  );
  expect(wordsOf(reminder)).not.toContain(first.ts.replace('.', ''));
});
