import type { StoredMessage } from '../../../playground/state.ts';
import {
  channel,
  it as itPeople,
  marketing,
  startTestConcord,
  type TestConcord,
  wordsOf,
} from '../../helpers/concord.ts';

/** Reads English, reads German; each leads a department. */
const english = 'U0CMO';
const german = 'U0CIO';
const outside = 'U0SALES';
const hour = 3_600_000;

describe.each(['socket', 'http'] as const)('over %s', (transport) => {
  let app: TestConcord;
  beforeEach(async () => {
    app = await startTestConcord({ transport });
  });
  afterEach(async () => {
    expect(app.playground.problems).toEqual([]);
    await app.stop();
  });

  const as = (userId: string) => app.playground.as(userId);
  const polls = () => app.db.selectFrom('polls').selectAll().orderBy('id').execute();
  const find = (words: string) => app.playground.messages(channel).find((m) => m.text.includes(words));

  async function type(line: string, userId = english): Promise<string> {
    const answer = await as(userId).command(channel, `/concord-poll ${line}`);
    if (!answer.ok) throw new Error(answer.error);
    return wordsOf(answer.response);
  }

  /** The message in which people answer. */
  const messageOf = (id: number): Promise<StoredMessage> =>
    app.playground.waitFor(() => find(`Poll PL-${id}: `));
  const outcomeOf = (id: number): Promise<StoredMessage> =>
    app.playground.waitFor(
      () =>
        app.playground
          .messages(channel)
          .find((m) => wordsOf(m).includes('poll_again') && m.text.includes(`PL-${id}`)),
      10_000,
    );
  const shows = (id: number, words: string) =>
    app.playground.waitFor(
      async () => (wordsOf(await messageOf(id)).includes(words) ? true : undefined),
      10_000,
    );

  /** What only the person sees of their click. */
  async function click(
    where: StoredMessage,
    key: string,
    userId: string,
    input: string | string[] | null = null,
  ) {
    const before = as(userId).ephemerals(channel).length;
    expect(await as(userId).click(where, key, input)).toMatchObject({ ok: true });
    return wordsOf(await app.playground.waitFor(() => as(userId).ephemerals(channel)[before]));
  }

  const top = (userId: string) => JSON.stringify(as(userId).views().at(-1)?.view ?? null);

  test('a typed poll is answered by buttons, and its outcome becomes a proposal, an item and another poll', async () => {
    expect(await type('"Where do we host it?" "Cloud" "Own data centre" --by tomorrow 12:00')).toContain(
      'Poll PL-1 is on its way to',
    );
    const message = await messageOf(1);
    expect(wordsOf(message)).toContain('Where do we host it?');
    expect(wordsOf(message)).toContain('Marketing 0 of 3  ·  IT 0 of 3');

    expect(await click(message, 'poll_choose:1', english)).toMatch(
      /your answer: \*Cloud\*\. You can change or withdraw/,
    );
    await shows(1, 'Marketing: 1 (100%)');
    // Changed, withdrawn, and given again.
    expect(await click(message, 'poll_choose:2', english)).toContain('your answer: *Own data centre*');
    expect(await click(message, 'poll_withdraw', english)).toContain('nothing of yours is counted');
    await shows(1, 'Marketing 0 of 3');
    await click(message, 'poll_choose:1', english);
    expect(await click(message, 'poll_choose:2', german)).toContain('PL-1, Ihre Antwort: *Own data centre*');
    expect(await click(message, 'poll_choose:2', outside)).toContain('You are not among them');

    await as(english).click(message, 'poll_reason');
    await as(english).submit({ reason: 'It scales & is <cheap>' });
    expect(top(english)).toContain('Your reason: It scales &amp; is &lt;cheap&gt;');
    await as(english).closeView();
    expect(await type('grund PL-1 „Wir haben Platz“', german)).toContain('Ihr Grund: Wir haben Platz');
    expect(await type('silent PL-1')).toContain('4 people have not answered: <@U0BRAND>');
    expect(await type('remind PL-1')).toContain('I am reminding 4 people');
    const told = await app.playground.waitFor(() =>
      as('U0BRAND')
        .directMessages()
        .find((m) => m.text.includes('PL-1')),
    );
    expect(told.text).toContain('is still missing');

    for (const userId of ['U0BRAND', 'U0CRM']) await click(message, 'poll_choose:1', userId);
    for (const userId of ['U0PLATFORM', 'U0DATA']) await click(message, 'poll_choose:2', userId);
    // Everybody has answered.
    const outcome = await outcomeOf(1);
    expect(outcome.text).toContain('Equally many chose Cloud / Own data centre: 3 of 6 each.');
    expect(outcome.text).toContain('Alignment *0* of 100');
    const words = wordsOf(outcome);
    expect(words).toContain('data_visualization');
    expect(words).toContain('<@U0CMO>: It scales &amp; is &lt;cheap&gt;');
    expect(words).toContain('*IT*\\n><@U0CIO>: Wir haben Platz');
    await app.playground.waitFor(() =>
      wordsOf(find('PL-1 is closed')).includes('poll_choose') ? undefined : true,
    );

    await as(english).click(outcome, 'poll_propose');
    expect(top(english)).toContain('Where do we host it? Cloud / Own data centre');
    await as(english).submit({});
    await app.playground.waitFor(() => find('Proposal P-1'));

    expect(await click(outcome, 'poll_agenda', english)).toContain('have no sync planned');
    await as(english).command(channel, '/concord-sync new "CMO/CIO sync" every tuesday 10:00');
    expect(await click(outcome, 'poll_agenda', english)).toContain('It is on the next agenda of');

    await as(english).click(outcome, 'poll_answers');
    expect(top(english)).toContain('Marketing: <@U0BRAND>, <@U0CMO>, <@U0CRM>');
    await as(english).closeView();

    await as(german).click(outcome, 'poll_again');
    expect(await as(german).submit({ deadline: 'in 3 days' })).toEqual({ ok: true });
    await as(german).closeView();
    const [first, second] = await polls();
    expect(second).toMatchObject({ question: first!.question, author_user_id: german, channel_id: channel });
    expect(await type('liste', german)).toMatch(/Offene Umfragen[\s\S]*PL-2/);
  });

  test('a filled-in poll with a menu, several choices and options of others, its results for those who have answered', async () => {
    await as(english).globalShortcut('new_poll');
    const options = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].join('\n');
    const filled = { question: 'Which of them?', options, channel };
    const form = { ...filled, 'settings:choice': ['several', 'openOptions'], visibility: 'voted' };
    expect(await as(english).submit({ ...form, deadline: 'yesterday' })).toMatchObject({ ok: false });
    expect(Object.keys(as(english).views().at(-1)?.errors ?? {})).toEqual(['deadline']);
    expect(await as(english).submit({ ...form, deadline: 'in 3 days' })).toEqual({ ok: true });
    await as(english).closeView();
    const message = await messageOf(1);
    expect(wordsOf(message)).not.toContain('█');
    expect(await click(message, 'poll_menu', english, ['2', '6'])).toMatch(
      /\*Two\*, \*Six\*[\s\S]*Marketing: 1/,
    );
    await shows(1, 'Marketing 1 of 3');
    expect(wordsOf(await messageOf(1))).not.toContain('Marketing: 1');
    expect(await type('show PL-1', german)).not.toContain('Marketing: 1');
    expect(await type('show PL-1')).toMatch(/your answer: \*Two\*, \*Six\*[\s\S]*Marketing: 1/);

    await as(german).click(message, 'poll_add_option');
    expect(await as(german).submit({ option: 'one' })).toMatchObject({ ok: false });
    expect(await as(german).submit({ option: 'Seven' })).toEqual({ ok: true });
    await as(german).closeView();
    expect(await type('add PL-1 "Eight & more"')).toContain('a further option: Eight &amp; more');
    await shows(1, 'Eight & more');
    expect(await click(await messageOf(1), 'poll_menu', german, ['7', '8'])).toContain(
      '*Seven*, *Eight &amp; more*',
    );
    expect(await click(await messageOf(1), 'poll_menu', german, [])).toContain(
      'Von Ihnen ist keine Antwort gezählt',
    );

    expect(await type('close PL-1', 'U0BRAND')).toContain('Only <@U0CMO>');
    await click(await messageOf(1), 'poll_close', english);
    const outcome = await outcomeOf(1);
    expect(outcome.text).toContain('Equally many chose Two / Six: 1 of 1 each.');
  });

  test('results that are hidden until closing, a menu of one choice, and what its author looks up', async () => {
    await type('Where? "A" "B" "C" "D" "E" "F" --verdeckt --by in 2 hours');
    const message = await messageOf(1);
    expect(await click(message, 'poll_menu', english, '6')).toContain('your answer: *F*');
    expect(await click(message, 'poll_menu', english, '2')).toContain('your answer: *B*');
    await shows(1, 'Marketing 1 of 3');
    expect(wordsOf(await messageOf(1))).toContain('Results are seen after closing.');
    expect(wordsOf(await messageOf(1))).not.toContain('█');
    expect(await click(message, 'poll_more', english, 'show:1')).toContain('your answer: *B*');
    expect(await click(message, 'poll_more', english, 'silent:1')).toContain('5 people have not answered');
    expect(await click(message, 'poll_more', german, 'silent:1')).toContain('<@U0CMO>');
    expect(await click(message, 'poll_more', english, 'answers:1')).toContain('cannot be seen yet');
    expect(await click(message, 'poll_more', english, 'remind:1')).toContain('I am reminding 5 people');
    expect(await type('schließen PL-1')).toContain('Poll PL-1 is closed');
    expect((await outcomeOf(1)).text).toContain('Most chose B: 1 of 1.');
    expect(await type('reason PL-1 too late', german)).toContain('beendet');
    expect(await type('show PL-1', german)).toContain('█');
    expect(await type('show PL-9')).toContain('There is no poll PL-9');
  });

  test('an anonymous poll shows its turnout alone, and the result at its deadline without anybody’s name', async () => {
    await type('"Honestly?" "Good" "Bad" --anonymous --by in 2 hours');
    const message = await messageOf(1);
    for (const userId of marketing) await click(message, 'poll_choose:1', userId);
    for (const userId of itPeople.slice(0, 2)) await click(message, 'poll_choose:2', userId);
    await as(english).click(message, 'poll_reason');
    expect(as(english).views().at(-1)?.view).toMatchObject({ callback_id: 'poll_reason_form' });
    await as(english).submit({ reason: 'Because' });
    await as(english).closeView();
    await shows(1, 'Marketing 3 of 3  ·  IT 2 of 3');
    expect(wordsOf(await messageOf(1))).not.toContain('█');
    expect(await type('show PL-1')).not.toContain('█');
    expect(await type('silent PL-1')).toContain('anonymous');
    await app.advance(2 * hour + 60_000);
    const outcome = await outcomeOf(1);
    expect(wordsOf(outcome)).toContain('Because');
    expect(wordsOf(outcome)).not.toContain('<@U0BRAND>');
    expect(wordsOf(outcome)).not.toContain('poll_answers');
    expect(wordsOf(outcome)).not.toContain('IT: 2');
  });

  test('a message becomes a poll, and a pulse is asked by text and by form', async () => {
    const ts = await as(german).post(channel, 'Sollten wir das kaufen?');
    await as(german).messageShortcut('poll_from_message', channel, ts);
    expect(await as(german).submit({})).toEqual({ ok: true });
    await as(german).closeView();
    expect(wordsOf(await messageOf(1))).toContain('Sollten wir das kaufen?');
    expect((await polls())[0]?.source_permalink).toContain(ts.replace('.', ''));

    await as(english).command(
      channel,
      '/concord-initiative new "Customer data" --direction "One platform" --extent "Until June"',
    );
    expect(await type('pulse "Customer data"')).toContain('PL-2');
    const message = await messageOf(2);
    expect(wordsOf(message)).toContain('Is the direction right?');
    expect(await click(message, 'poll_choose:5', english)).toContain('not answered yet');
    expect(await click(message, 'poll_choose:8', english)).not.toContain('not answered yet');
    await shows(2, 'Marketing 1 of 3');

    await as(english).globalShortcut('new_poll');
    const form = as(english).views().at(-1)!;
    await as(english).click(form, 'poll_form_switch');
    await app.playground.waitFor(() => (top(english).includes('New pulse') ? true : undefined));
    const [{ id }] = (await app.db.selectFrom('initiatives').select('id').execute()) as [{ id: number }];
    expect(
      await as(english).submit({ initiative: String(id), channel, 'settings:pulse': ['beforeSyncs'] }),
    ).toEqual({
      ok: true,
    });
    expect(top(english)).toContain('SP-1');
    await as(english).closeView();
    expect(await type('"Later?" --draft')).toContain('SP-2');
    expect(await type('"Again?" --repeat "every first monday" --by in 3 days')).toContain('SP-3');
    expect(await type('saved')).toMatch(/SP-1[\s\S]*SP-2[\s\S]*SP-3/);
    expect(await type('start SP-2')).toContain('PL-3');
    expect(await type('stop SP-3')).toContain('SP-3');
    expect(await type('"Both?" --draft --repeat "every monday"')).toContain('One of these is possible');
  });
});
