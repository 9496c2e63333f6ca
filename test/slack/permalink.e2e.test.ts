import { channel, startTestConcord, type TestConcord } from '../helpers/concord.ts';

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord();
  await app.playground.as('U0CMO').command(channel, '/concord-sync new "CMO/CIO sync" every tuesday 10:00');
});
afterAll(() => app.stop());

/** Private, and the bot is not in it. */
const leads = 'C0LEADS';

test.each([
  ['poll_from_message', 'poll_form'],
  ['propose_from_message', 'proposal_form'],
  ['agenda_from_message', 'sync_item_form'],
])('%s opens its form where the bot is not a member, without the link', async (shortcut, callback) => {
  const person = app.playground.as('U0CMO');
  const ts = await person.post(leads, 'We buy the platform');
  await person.messageShortcut(shortcut, leads, ts);
  const view = await app.playground.waitFor(() => person.views().at(-1)?.view);
  expect(JSON.stringify(view)).toContain('We buy the platform');
  expect(view.callback_id).toContain(callback);
  expect(JSON.stringify(view)).not.toContain(ts.replace('.', ''));
  await person.closeView();
});
