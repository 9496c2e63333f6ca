import { postMessage } from '../../src/slack/messenger.ts';
import { startTestConcord, type TestConcord } from '../helpers/concord.ts';

const person = 'U0CMO';

let app: TestConcord;
beforeEach(async () => {
  app = await startTestConcord();
});
afterEach(() => app.stop());

const post = (key: string) =>
  postMessage(app.db, {
    workspaceId: app.playground.teamId,
    key,
    channelId: person,
    body: { text: key },
  });

const state = async (id: string) =>
  (await app.db.selectFrom('messages').select('state').where('id', '=', id).executeTakeFirst())?.state;

const posted = (id: string) => app.playground.waitFor(async () => (await state(id)) === 'posted', 10_000);

const opened = () => app.playground.calls.filter(({ method }) => method === 'conversations.open').length;

test('the conversation with a person is opened once', async () => {
  for (const key of ['one', 'two', 'three']) await posted(await post(key));
  expect(opened()).toBe(1);
  await app.startAnother();
  await app.concord.stop();
  await posted(await post('four'));
  expect(opened()).toBe(1);
});

test('one that is gone is opened anew, and the message is posted there', async () => {
  await posted(await post('one'));
  await app.db
    .updateTable('lanes')
    .set({ conversation_id: 'D0GONE' })
    .where('channel_id', '=', person)
    .execute();
  await posted(await post('two'));
  expect(opened()).toBe(2);
});

test('where a new one takes no message either, that is final', async () => {
  app.playground.faults.api('chat.postMessage', { kind: 'refused', error: 'channel_not_found', times: 9 });
  const id = await post('one');
  await app.playground.waitFor(async () => (await state(id)) === 'failed');
  expect(opened()).toBe(1);
});
