import { createFollowUpService } from '../../../src/features/syncs/follow-up.service.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const hour = 60 * 60_000;
const day = 24 * hour;
/** Reads English, reads German; each leads a department. */
const english = 'U0CMO';
const german = 'U0CIO';

/** It is Tuesday, 8 June 2027, 9:00 in London, where the CMO is. */
let app: TestConcord;
beforeEach(async () => {
  app = await startTestConcord();
  await type('/concord sync new "CMO/CIO sync" every thursday 10:00 for 45 minutes');
});
afterEach(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const as = (userId: string) => app.playground.as(userId);
const type = async (line: string, userId = english) => {
  const answer = await as(userId).command(channel, line);
  if (!answer.ok) throw new Error(answer.error);
  return wordsOf(answer.response);
};
const initiative = (name: string) =>
  type(`/concord-initiative new "${name}" --direction "One way" --extent "So far" --in #marketing-it`);
const talk = (text: string) => as(english).post(channel, text);
const come = (words: string) =>
  app.playground.waitFor(() => app.playground.messages(channel).find((m) => m.text.includes(words)), 10_000);
const items = () =>
  app.db.selectFrom('agenda_items').select(['text', 'initiative_id as of']).orderBy('id').execute();
const followUps = () =>
  app.db.selectFrom('follow_ups').select(['text', 'initiative_id as of']).orderBy('id').execute();
const viewOf = (userId = english) => JSON.stringify(as(userId).views().at(-1)?.view);

test('an item belongs to an initiative by the line and by the form, in either language', async () => {
  // Without initiatives nobody is asked for one.
  await as(english).messageShortcut('agenda_from_message', channel, await talk('We should talk'));
  expect(viewOf()).not.toContain('"block_id":"initiative"');
  expect(await as(english).submit({})).toMatchObject({ ok: true });

  await initiative('Customer <data>');
  await initiative('Website');
  await type('/concord-sync agenda S-1 add Budget -- and “people” --initiative "customer <DATA>"');
  await type('/concord-sync agenda S-1 neu „Einwilligungen“ —initiative Website', german);
  await type('/concord-sync agenda S-1 add An initiative for Q3');
  await as(english).messageShortcut('agenda_from_message', channel, await talk('What of the shop?'));
  expect(viewOf()).toContain('Website');
  expect(await as(english).submit({ initiative: '2' })).toMatchObject({ ok: true });
  expect(await items()).toEqual([
    { text: 'We should talk', of: null },
    { text: 'Budget -- and “people”', of: 1 },
    { text: 'Einwilligungen', of: 2 },
    { text: 'An initiative for Q3', of: null },
    { text: 'What of the shop?', of: 2 },
  ]);
  const agenda = await type('/concord-sync agenda S-1');
  expect(agenda).toContain('initiative “Customer &lt;data&gt;”');
  expect(agenda).toContain('initiative “Website”');
  expect(await type('/concord-sync agenda S-1', german)).toContain('Initiative „Website“');

  await app.advance(day + hour);
  expect(wordsOf(await come('Agenda of S-1'))).toContain('initiative “Customer &lt;data&gt;”');
});

test('an initiative that cannot be meant is told with those there are, and nothing is added', async () => {
  expect(await type('/concord-sync agenda S-1 add Budget --initiative Apps')).not.toContain(
    'is on the agenda',
  );
  await initiative('Website old');
  await initiative('Website new');
  for (const [line, userId, words] of [
    ['add Budget --initiative Apps', english, /“Apps”.*Website new/s],
    ['neu Budget --initiative Apps', german, /„Apps“.*Website new/s],
    ['add Budget --initiative web', english, /Website new.*Website old/s],
    ['add Budget --initiative', english, /--initiative/],
    ['add --initiative "Website old"', english, /Something has to stand on the agenda/],
    ['add Budget --initiative "Website old', english, /quot/i],
  ] as const) {
    expect(await type(`/concord-sync agenda S-1 ${line}`, userId)).toMatch(words);
  }
  expect(await items()).toEqual([]);
});

test('a follow-up belongs to an initiative, and says so wherever it is shown', async () => {
  await initiative('Customer data');
  await app.advance(2 * day + 2 * hour);
  const ask = await come('Was S-1');
  await as(english).click(ask, 'sync_held');
  expect(viewOf()).toContain('"block_id":"initiative:1"');
  await as(english).click(as(english).views().at(-1)!, 'sync_after_another');
  await app.playground.waitFor(() => viewOf().includes('"block_id":"initiative:2"'));
  const due = new Date(app.now() + day).toISOString().slice(0, 10);
  const later = new Date(app.now() + 9 * day).toISOString().slice(0, 10);
  const said = await as(english).submit({
    ...{ 'follow_up:1': 'Ask <legal>', 'owner:1': english, 'due:1': later, 'initiative:1': '1' },
    ...{ 'follow_up:2': 'Call the agency', 'owner:2': german, 'due:2': due, 'initiative:2': '1' },
  });
  expect(said).toMatchObject({ ok: true });
  expect(await followUps()).toEqual([
    { text: 'Ask <legal>', of: 1 },
    { text: 'Call the agency', of: 1 },
  ]);
  expect(await type('/concord-sync follow-ups')).toContain('initiative “Customer data”');
  await app.playground.waitFor(() =>
    wordsOf(app.playground.messages(channel).find((m) => m.ts === ask.ts)).includes('“Customer data”'),
  );
  expect(await type('/concord-sync agenda S-1')).toContain('Follow-up, initiative “Customer data”');
  expect(await type('/concord-sync aufgaben', german)).toContain('Initiative „Customer data“');

  const service = createFollowUpService({ db: app.db } as Parameters<typeof createFollowUpService>[0]);
  const open = () => service.ofInitiative(app.playground.teamId, 1);
  expect(await open()).toEqual([
    { text: 'Call the agency', ownerUserId: german, dueOn: due },
    { text: 'Ask <legal>', ownerUserId: english, dueOn: later },
  ]);
  await app.advance(day);
  const reminder = await app.playground.waitFor(
    () =>
      as(german)
        .directMessages()
        .find((m) => wordsOf(m).includes('Call the agency')),
    10_000,
  );
  expect(wordsOf(reminder)).toContain('Initiative „Customer data“');
  await as(german).click(reminder, 'sync_follow_up_done');
  await app.playground.waitFor(async () => (await open()).length === 1);
  expect(await open()).toEqual([{ text: 'Ask <legal>', ownerUserId: english, dueOn: later }]);
});
