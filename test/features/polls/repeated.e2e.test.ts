import { type CaughtRequest, caught } from '../../faults/acts.ts';
import { send, signed } from '../../faults/signed.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

let app: TestConcord;
/** It is Tuesday, 8 June 2027, 10:00 in Berlin. */
beforeEach(async () => {
  app = await startTestConcord({ transport: 'http' });
});
afterEach(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const as = (userId: string) => app.playground.as(userId);
async function type(line: string, userId = 'U0CMO'): Promise<string> {
  const answer = await as(userId).command(channel, line);
  if (!answer.ok) throw new Error(answer.error);
  return wordsOf(answer.response);
}
const find = (words: string) => app.playground.messages(channel).filter((m) => wordsOf(m).includes(words));
const comes = (words: string) => app.playground.waitFor(() => find(words)[0] ?? null, 10_000);

/** Twice at once and once more, each signed at another second, as Slack does it. @returns what was answered */
async function thrice({ contentType, body }: CaughtRequest): Promise<string[]> {
  const now = Date.now();
  const requests = [0, 1, 2].map((age) => signed(app.playground.signingSecret, contentType, body, age, now));
  const deliver = async (request: (typeof requests)[number]): Promise<string> => {
    const { status, text } = await send(app.concord.port, request);
    expect(status).toBe(200);
    return text;
  };
  const both = await Promise.all(requests.slice(0, 2).map(deliver));
  return [...both, await deliver(requests[2]!)];
}
const command = (line: string, userId = 'U0CMO') =>
  caught(app.playground, line.split(' ')[0]!, () => as(userId).command(channel, line)).then(thrice);
const click = (message: Awaited<ReturnType<typeof comes>>, key: string, userId = 'U0CMO') =>
  caught(app.playground, 'block_actions', () => as(userId).click(message, key)).then(thrice);
/** In the form that is open. */
async function submit(form: Record<string, string | string[]>, userId = 'U0CMO'): Promise<string[]> {
  const request = await caught(app.playground, 'view_submission', () => as(userId).submit(form));
  await as(userId).closeView();
  return thrice(request);
}

const countOf = async (table: 'polls' | 'poll_plans' | 'poll_acts' | 'agenda_items' | 'proposals') =>
  (await app.db.selectFrom(table).selectAll().execute()).length;
const optionsOf = async () =>
  (await app.db.selectFrom('poll_options').select('text').orderBy('id').execute()).map(({ text }) => text);
/** All that was posted under keys of polls. */
const messageKeys = async () =>
  (
    await app.db.selectFrom('messages').select('key').where('key', 'like', 'poll:%').orderBy('id').execute()
  ).map(({ key }) => key);
const expectSame = (answers: readonly string[], words: string) => {
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain(words);
};

test('the same command opens one poll, and answers as it did at first', async () => {
  expectSame(await command('/concord-poll "Where do we host it?" "Cloud" "Here"'), 'PL-1');
  expect(await countOf('polls')).toBe(1);
  expect(await messageKeys()).toEqual(['poll:1']);
});

test('the same form opens one poll, be it of a shortcut or of a message', async () => {
  await as('U0CMO').globalShortcut('new_poll');
  expectSame(await submit({ question: 'Which way?', options: 'Left\nRight', channel }), 'PL-1');
  const ts = await as('U0CIO').post(channel, 'Sollten wir das kaufen?');
  await as('U0CIO').messageShortcut('poll_from_message', channel, ts);
  expectSame(await submit({}, 'U0CIO'), 'PL-2');
  expect(await messageKeys()).toEqual(['poll:1', 'poll:2']);
});

test('the same command and the same form save one poll each', async () => {
  expectSame(await command('/concord-poll "Later?" "Yes" "No" --draft'), 'SP-1');
  await as('U0CMO').globalShortcut('new_poll');
  const form = { question: 'Again?', options: 'Yes\nNo', channel, repeat: 'every monday' };
  expectSame(await submit(form), 'SP-2');
  expect([await countOf('poll_plans'), await countOf('polls')]).toEqual([2, 0]);
});

test('the same start opens one poll, by command and by button, and the same stop ends it once', async () => {
  await type('/concord-poll "Later?" "Yes" "No" --draft');
  expectSame(await command('/concord-poll start SP-1'), 'PL-1');
  const listed = await as('U0CMO').command(channel, '/concord-poll saved');
  if (!listed.ok || !listed.response) throw new Error('nothing is listed');
  await click(listed.response, 'poll_plan_start');
  expect(await messageKeys()).toEqual(['poll:1', 'poll:2']);
  expectSame(await command('/concord-poll stop SP-1'), 'SP-1');
  expect(await countOf('polls')).toBe(2);
});

test('the same click switches an answer on once, and off once', async () => {
  await type('/concord-poll "Which of them?" "Red" "Green" --several');
  const message = await comes('Which of them?');
  const standing = () => type('/concord-poll show PL-1', 'U0CIO');
  await click(message, 'poll_choose:1', 'U0CIO');
  await click(message, 'poll_choose:2', 'U0CIO');
  expect(await countOf('poll_acts')).toBe(2);
  expect(await standing()).toContain('*Red*, *Green*');
  await click(message, 'poll_choose:1', 'U0CIO');
  expect(await standing()).toContain('*Green*');
  expect(await standing()).not.toContain('*Red*,');
  await click(message, 'poll_withdraw', 'U0CIO');
  expect(await countOf('poll_acts')).toBe(4);
  expect(await standing()).toContain('keine Antwort gezählt');
});

test.each(['', '--anonymous'])(
  'the same reason, told again, does not undo a newer one %s',
  async (setting) => {
    await type(`/concord-poll "Where?" "Cloud" "Here" ${setting}`);
    const message = await comes('Where?');
    await as('U0BRAND').click(message, 'poll_choose:1');
    await as('U0BRAND').click(message, 'poll_reason');
    const older = await caught(app.playground, 'view_submission', () =>
      as('U0BRAND').submit({ reason: 'It scales' }),
    );
    await as('U0BRAND').closeView();
    for (const answer of await thrice(older)) expect(answer).toContain('Your reason: It scales');
    expect(await countOf('poll_acts')).toBe(2);
    const said = '/concord-poll reason PL-1 "It is cheap"';
    const newer = await command(said, 'U0BRAND');
    expectSame(newer, 'Your reason: It is cheap');
    expect(await countOf('poll_acts')).toBe(3);
    const request = signed(app.playground.signingSecret, older.contentType, older.body, 100);
    expect(await send(app.concord.port, request)).toMatchObject({
      text: expect.stringContaining('Your reason: It is cheap'),
    });
    expect(await countOf('poll_acts')).toBe(3);
  },
);

test.each(['', '--anonymous'])(
  'the same option is added once, by form and by command %s',
  async (setting) => {
    await type(`/concord-poll "Where?" "Cloud" "Here" --open-options ${setting}`);
    const message = await comes('Where?');
    await as('U0CIO').click(message, 'poll_add_option');
    expectSame(await submit({ option: 'Both' }, 'U0CIO'), 'Both');
    expectSame(await command('/concord-poll add PL-1 "Neither"', 'U0CIO'), 'Neither');
    expect(await optionsOf()).toEqual(['Cloud', 'Here', 'Both', 'Neither']);
  },
);

test('the same click closes a poll once, and brings its outcome once to the agenda and to a vote', async () => {
  await type('/concord-poll "Where?" "Cloud" "Here"');
  await type('/concord-sync new "CMO/CIO sync" every tuesday 10:00');
  const message = await comes('Where?');
  await as('U0CIO').click(message, 'poll_choose:1');
  await click(message, 'poll_close');
  expect(await messageKeys()).toEqual(['poll:1', 'poll:1:outcome']);
  expect(await type('/concord-poll close PL-1')).toContain('PL-1 is closed');
  expect(await messageKeys()).toEqual(['poll:1', 'poll:1:outcome']);
  const outcome = await comes('poll_again');
  await click(outcome, 'poll_agenda');
  expect(await countOf('agenda_items')).toBe(1);
  await as('U0CMO').click(outcome, 'poll_propose');
  await submit({});
  expect(await countOf('proposals')).toBe(1);
});

test('the same reminder goes out once', async () => {
  await type('/concord-poll "Where?" "Cloud" "Here"');
  await command('/concord-poll remind PL-1');
  expect((await messageKeys()).filter((key) => key.includes('remind'))).toHaveLength(6);
});
