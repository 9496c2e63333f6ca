import type { StoredMessage } from '../../../playground/state.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';
import { answerTo, clicked, english, german, messageOf, outcomeOf } from './people-and-rows.ts';

/**
 * What would notify everybody, name somebody, link somewhere or be an entity, if it were taken for mark-up.
 * `word` tells the places apart.
 */
const hostile = (word: string) =>
  `${word} <!channel> <!here> <@U0PLATFORM> <https://evil.example|safe> &lt;b&gt; R&D`;
/** The same in the line of a command: Slack itself writes what a person types in this way. */
const typed = (word: string) => `"${hostile(word)}"`;

let app: TestConcord;
const as = (userId: string) => app.playground.as(userId);
const top = (userId: string): string => JSON.stringify(as(userId).views().at(-1)?.view ?? null);

beforeAll(async () => {
  app = await startTestConcord();
  const line = `/concord-initiative new ${typed('Shop')} --direction d --extent e`;
  await as(english).command(channel, line);
}, 30_000);
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

/** Every text in blocks that Slack reads as mark-up. */
function marked(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  if (type === 'mrkdwn' && typeof text === 'string') return [text];
  return Object.values(value).flatMap(marked);
}

/** Nothing of it has become mark-up. */
function expectData(where: unknown, texts: readonly string[] = []): void {
  for (const text of [...marked(where), ...texts]) {
    expect(text).not.toMatch(/<!(?:channel|here)|<@U0PLATFORM>|<https:\/\/evil/);
  }
}

/** Nor is what was typed as `&lt;` shown as `<`. */
function expectMessage({ blocks, text }: StoredMessage): void {
  expectData(blocks, [text]);
  for (const shown of [...marked(blocks), text]) expect(shown).not.toContain('&lt;b');
}

/** Escaped once, as it stands in mrkdwn. */
const escaped = (word: string) => `${word} &lt;!channel&gt; &lt;!here&gt; &lt;@U0PLATFORM&gt;`;
/** As a form holds it. */
const raw = (word: string) => JSON.stringify(hostile(word)).slice(1, -1);

test('by form: question, options, reason and added option are data in everything that follows', async () => {
  await as(english).globalShortcut('new_poll');
  const filled = { question: hostile('Question'), options: `${hostile('One')}\nTwo`, channel };
  expect(await as(english).submit({ ...filled, 'settings:choice': ['openOptions'] })).toEqual({ ok: true });
  await as(english).closeView();
  const message = await messageOf(app, 1);
  expectMessage(message);
  expect(message.text).toContain(escaped('Question'));
  expect(wordsOf(message)).toContain(escaped('One'));
  // On a button it is plain text.
  expect(wordsOf(message)).toContain(raw('One').slice(0, 40));

  const chosen = await clicked(app, english, message, 'poll_choose:1');
  expectMessage(chosen);
  expect(chosen.text).toContain(escaped('One'));
  await as(english).click(message, 'poll_reason');
  expect(top(english)).toContain(escaped('Question'));
  await as(english).submit({ reason: hostile('Reason') });
  expectData(as(english).views().at(-1)?.view);
  expect(top(english)).toContain(escaped('Reason'));
  await as(english).closeView();
  await as(english).click(message, 'poll_reason');
  expect(top(english)).toContain(`"initial_value":"${raw('Reason')}"`);
  await as(english).closeView();

  await as(german).click(message, 'poll_add_option');
  await as(german).submit({ option: hostile('Three') });
  expectData(as(german).views().at(-1)?.view);
  expect(top(german)).toContain(escaped('Three'));
  await as(german).closeView();
  await app.playground.waitFor(async () =>
    wordsOf(await messageOf(app, 1)).includes(escaped('Three')) ? true : undefined,
  );
  expectMessage(await messageOf(app, 1));

  for (const line of ['list', 'show PL-1']) {
    const shown = await answerTo(app, english, line);
    expectMessage(shown);
    expect(wordsOf(shown)).toContain(escaped('Question'));
  }
  await answerTo(app, english, 'remind PL-1');
  const reminder = await app.playground.waitFor(() =>
    as('U0BRAND')
      .directMessages()
      .find((one) => one.text.includes('PL-1')),
  );
  expectMessage(reminder);
  expect(wordsOf(reminder)).toContain(escaped('Question'));
});

test('its outcome, the answers, the proposal, the item of the agenda and the next poll', async () => {
  await answerTo(app, english, 'close PL-1');
  const outcome = await outcomeOf(app, 1);
  expectMessage(outcome);
  for (const word of ['Question', 'One', 'Reason']) expect(wordsOf(outcome)).toContain(escaped(word));

  await as(english).click(outcome, 'poll_answers');
  expectData(as(english).views().at(-1)?.view);
  expect(top(english)).toContain(escaped('One'));
  await as(english).closeView();

  await as(english).click(outcome, 'poll_again');
  expect(top(english)).toContain(`"initial_value":"${raw('Question')}"`);
  expect(top(english)).toContain(raw('One'));
  await as(english).closeView();

  await as(english).command(channel, '/concord-sync new "CMO/CIO sync" every tuesday 10:00');
  expectMessage(await clicked(app, english, outcome, 'poll_agenda'));
  const items = await app.db.selectFrom('agenda_items').selectAll().execute();
  expect(JSON.stringify(items)).toContain(raw('Question'));
  const agenda = await as(english).command(channel, '/concord-sync agenda');
  if (!agenda.ok || !agenda.response) throw new Error('no agenda');
  expectMessage(agenda.response);
  expect(wordsOf(agenda.response)).toContain(escaped('Question'));

  await as(english).click(outcome, 'poll_propose');
  expect(top(english)).toContain(`"initial_value":"${raw('Question')} ${raw('One')}`);
  expectData(as(english).views().at(-1)?.view);
  await as(english).submit({});
  const proposal = await app.playground.waitFor(() =>
    app.playground.messages(channel).find(({ text }) => text.includes('Proposal P-1')),
  );
  expectMessage(proposal);
  expect(wordsOf(proposal)).toContain(escaped('Question'));
});

test('by text: question, options, reason and a saved poll', async () => {
  const line = `${typed('Asked')} ${typed('Yes')} "No" --open-options`;
  expectMessage(await answerTo(app, german, line));
  const message = await messageOf(app, 2);
  expectMessage(message);
  expect(wordsOf(message)).toContain(escaped('Asked'));
  expect(wordsOf(message)).toContain(escaped('Yes'));
  await clicked(app, german, message, 'poll_choose:1');
  const said = await answerTo(app, german, `grund PL-2 ${hostile('Weil')}`);
  expectMessage(said);
  expect(said.text).toContain(escaped('Weil'));
  const added = await answerTo(app, german, `ergänzen PL-2 ${typed('Neu')}`);
  expectMessage(added);
  expect(added.text).toContain(escaped('Neu'));

  const saved = await answerTo(app, german, `${typed('Später')} --entwurf`);
  expectMessage(saved);
  expect(saved.text).toContain(escaped('Später'));
  const list = await answerTo(app, german, 'gespeichert');
  expectMessage(list);
  expect(wordsOf(list)).toContain(escaped('Später'));
  await answerTo(app, german, 'starten SP-1');
  const started = await messageOf(app, 3);
  expectMessage(started);
  expect(wordsOf(started)).toContain(escaped('Später'));
});

test.each([
  ['same', `${typed('Q')} ${typed('Same')} ${typed('same')}`],
  ['Only', `${typed('Q')} ${typed('Only')}`],
  ['Long', `${typed('Q')} "${hostile('Long').repeat(3)}" "B"`],
  ['By', `"Q?" --by ${hostile('By')}`],
  ['Repeat', `"Q?" --repeat ${hostile('Repeat')}`],
  ['Initiative', `"Q?" --initiative ${hostile('Initiative')}`],
  ['Departments', `"Q?" --departments ${hostile('Departments')}`],
  ['In', `"Q?" --in ${hostile('In')}`],
  ['Pulse', `pulse ${typed('Pulse')}`],
  ['Number', `show ${hostile('Number')}`],
  ['and', `show PL-1 ${hostile('and')}`],
  ['Plan', `start ${hostile('Plan')}`],
])('what is wrong is quoted as data: %s', async (word, line) => {
  const { blocks, text } = await answerTo(app, english, line);
  expectData(blocks, [text]);
  expect(text).toContain(`“${word}`);
});

test('a message that becomes a poll, with a mention and a link in it', async () => {
  const ts = await as(german).post(channel, hostile('Message'));
  await as(german).messageShortcut('poll_from_message', channel, ts);
  expectData(as(german).views().at(-1)?.view);
  expect(await as(german).submit({})).toEqual({ ok: true });
  await as(german).closeView();
  expectMessage(await messageOf(app, 4));
});

test('a pulse of an initiative with such a name', async () => {
  await answerTo(app, english, `pulse ${typed('Shop')}`);
  const message = await messageOf(app, 5);
  expectMessage(message);
  expect(wordsOf(message)).toContain(escaped('Shop'));
  await answerTo(app, english, 'close PL-5');
  const outcome = await outcomeOf(app, 5);
  expectMessage(outcome);
  await as(english).click(outcome, 'poll_propose');
  expect(top(english)).toContain(raw('Shop').split(' <https')[0]);
  expectData(as(english).views().at(-1)?.view);
  await as(english).closeView();
});
