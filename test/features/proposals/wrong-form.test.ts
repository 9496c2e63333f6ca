import type { PersonClient } from '../../../playground/person-client.ts';
import type { StoredMessage } from '../../../playground/state.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

/** Reads English, reads German; each leads a department. */
const english = 'U0CMO';
const german = 'U0CIO';

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord();
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const as = (userId: string) => app.playground.as(userId);
const proposals = () => app.db.selectFrom('proposals').selectAll().orderBy('id').execute();

/** The message of a proposal that this person opens. */
async function open(userId: string, typed: string): Promise<StoredMessage> {
  const answer = await as(userId).command(channel, `/concord-propose ${typed}`);
  const [name = 'no proposal'] = /P-\d+/.exec(wordsOf(answer.ok ? answer.response : undefined)) ?? [];
  return app.playground.waitFor(() =>
    app.playground.messages(channel).find((m) => m.text.includes(` ${name}: `) && m.reactions.size === 3),
  );
}

/** What only this person sees arrives after the click was acknowledged. */
async function told(userId: string, words: RegExp, where?: string): Promise<void> {
  await app.playground.waitFor(() =>
    as(userId)
      .ephemerals(where)
      .some((m) => words.test(m.text)),
  );
}

const errorsOf = (userId: string) => as(userId).views().at(-1)?.errors;

describe('a form that cannot be submitted keeps what was put in, with the error beside its field', () => {
  const dateInDays = (days: number) => new Date(inDays(days) * 1000).toISOString().slice(0, 10);
  const inDays = (days: number) => Math.floor(app.now() / 1000) + days * 86_400;
  const cases: [
    what: string,
    wrong: () => Parameters<PersonClient['submit']>[0],
    field: string,
    de: RegExp,
    en: RegExp,
  ][] = [
    ['an empty sentence', () => ({ statement: '  ' }), 'statement', /Satz fehlt/, /sentence is missing/],
    [
      'a deadline that is over',
      () => ({ deadline: inDays(-1) }),
      'deadline',
      /schon vorbei/,
      /passed already/,
    ],
    ['a deadline too far away', () => ({ deadline: inDays(400) }), 'deadline', /Jahr entfernt/, /year away/],
    ['a review in the past', () => ({ review: dateInDays(-2) }), 'review', /in der Zukunft/, /in the future/],
    ['one department', () => ({ departments: ['1'] }), 'departments', /zwei Abteilungen/, /two departments/],
    [
      'a channel without Concord',
      () => ({ channel: 'C0LEADS' }),
      'channel',
      /\/invite @Concord/,
      /\/invite @Concord/,
    ],
  ];

  test.each(cases)('%s', async (_, wrong, field, inGerman, inEnglish) => {
    for (const [userId, words] of [
      [german, inGerman],
      [english, inEnglish],
    ] as const) {
      const before = await proposals();
      await as(userId).globalShortcut('propose');
      const refusal = await as(userId).submit({ statement: 'R&D <moves>', channel, ...wrong() });
      expect(refusal.ok).toBe(false);
      expect(Object.keys(errorsOf(userId) ?? {})).toEqual([field]);
      expect(errorsOf(userId)?.[field]).toMatch(words);
      expect(errorsOf(userId)?.[field]).not.toMatch(/[`<>]/);
      const mended = {
        statement: 'R&D',
        deadline: inDays(3),
        review: null,
        departments: ['1', '2'],
        channel,
      };
      expect(await as(userId).submit(mended)).toEqual({ ok: true });
      expect(await proposals()).toHaveLength(before.length + 1);
    }
  });

  test('a sentence alone is missing: the form opens with all that was typed', async () => {
    const review = dateInDays(200);
    await as(german).command(
      channel,
      `/concord-propose --weil R&D --regel konsent --abteilungen Marketing, IT --wiedervorlage ${review} --initiative "Kundendaten"`,
    );
    const view = JSON.stringify(as(german).views().at(-1)?.view);
    for (const part of ['"R&D"', '"value":"consent"', review, '"Kundendaten"', channel]) {
      expect(view).toContain(part);
    }
    expect(await as(german).submit({ statement: 'Ein Satz' })).toEqual({ ok: true });
    expect((await proposals()).at(-1)).toMatchObject({ rule: 'consent', initiative_name: 'Kundendaten' });
  });

  test('a form submitted twice opens one proposal', async () => {
    const before = await proposals();
    await as(english).globalShortcut('propose');
    const inputs = { statement: 'Once', channel };
    await Promise.all([as(english).submit(inputs), as(english).submit(inputs)]);
    expect(await proposals()).toHaveLength(before.length + 1);
  });
});

describe('what is not possible with a proposal', () => {
  test('editing and withdrawing what is another person’s', async () => {
    const message = await open(english, 'Mine alone');
    for (const [userId, words] of [
      [german, /nur <@U0CMO>.*Concord-Admin/],
      ['U0PLATFORM', /Only <@U0CMO>.*Concord admin/],
    ] as const) {
      for (const button of ['proposal_edit', 'proposal_withdraw']) {
        const before = as(userId).ephemerals(channel).length;
        await as(userId).click(message, button);
        await app.playground.waitFor(() => as(userId).ephemerals(channel).length === before + 1);
        expect(as(userId).ephemerals(channel).at(-1)?.text).toMatch(words);
      }
    }
  });

  test('reminding twice within an hour', async () => {
    const message = await open(german, 'Erinnern');
    await as(german).click(message, 'proposal_remind');
    await told(german, /Ich erinnere 6 Personen/);
    await as(german).click(message, 'proposal_remind');
    await told(german, /weniger als einer Stunde.*60 Min/);
    await as('U0BRAND').click(message, 'proposal_remind');
    await told('U0BRAND', /less than an hour.*60 min/);
  });

  test('a new text or a reason for what was closed meanwhile', async () => {
    const message = await open(english, 'Closed soon');
    await as(german).react(channel, message.ts, '-1');
    const ask = await app.playground.waitFor(() =>
      as(german).directMessages().find(asksAbout('Closed soon')),
    );
    await as(german).click(ask, 'proposal_give_reason');
    await as(english).click(message, 'proposal_edit');
    await as(english).click(message, 'proposal_withdraw');
    await told(english, /is withdrawn/);

    await as(english).submit({ statement: 'Too late' });
    expect(errorsOf(english)).toEqual({ statement: expect.stringMatching(/closed/) });
    await as(german).submit({ reason: 'Zu spät' });
    expect(errorsOf(german)).toEqual({ reason: expect.stringMatching(/beendet/) });
    for (const userId of [english, german]) await as(userId).closeView();

    await as(german).click(ask, 'proposal_give_reason');
    await told(german, /Dieser Vorschlag ist beendet/);
  });

  test('a reason for a version that was replaced', async () => {
    const message = await open(english, 'Version one');
    await as(german).react(channel, message.ts, '-1');
    const ask = await app.playground.waitFor(() =>
      as(german).directMessages().find(asksAbout('Version one')),
    );
    await as(english).click(message, 'proposal_edit');
    expect(await as(english).submit({ statement: 'Version two' })).toEqual({ ok: true });
    await as(german).click(ask, 'proposal_give_reason');
    await told(german, /Diese Fassung wurde ersetzt/);
  });

  test('an edit over another edit', async () => {
    const message = await open(german, 'Erste Fassung');
    await as(german).click(message, 'proposal_edit');
    await as(english).click(message, 'proposal_edit');
    expect(await as(english).submit({ statement: 'By the admin' })).toEqual({ ok: true });
    await as(german).submit({ statement: 'Vom Verfasser' });
    expect(errorsOf(german)).toEqual({ statement: expect.stringMatching(/jemand anderes/) });
    await as(german).closeView();
  });
});

describe('what is written as people write', () => {
  test('German flags, mentions and links', async () => {
    const message = await open(
      german,
      'Wir fragen @crm in #marketing-it, siehe https://example.com/a?b=1&c=2 --bis Freitag 17 Uhr --regel konsent --wiedervorlage in 6 Monaten',
    );
    const words = wordsOf(message);
    expect(words).toContain('Wir fragen @crm in #marketing-it, siehe https://example.com/a?b=1&amp;c=2');
    const opened = (await proposals()).at(-1)!;
    expect(opened.rule).toBe('consent');
    const inBerlin = (at: Date) =>
      at.toLocaleString('de-DE', { weekday: 'long', hour: 'numeric', timeZone: 'Europe/Berlin' });
    expect(inBerlin(opened.deadline)).toBe('Freitag, 17 Uhr');
    expect(opened.review_on).not.toBeNull();
  });

  test('a message made a proposal keeps its words and a link to where it came from', async () => {
    const ts = await as('U0DATA').post(
      channel,
      'Wir teilen <alles> & fragen @Carla Moreno in #marketing-it, nicht in #leads',
    );
    await as(german).messageShortcut('propose_from_message', channel, ts);
    const view = JSON.stringify(as(german).views().at(-1)?.view);
    expect(view).toContain('Wir teilen <alles> & fragen @Carla Moreno in #marketing-it, nicht in #C0LEADS');
    expect(await as(german).submit()).toEqual({ ok: true });
    const source = `p${ts.replace('.', '')}`;
    const message = await app.playground.waitFor(() =>
      app.playground.messages(channel).find((m) => wordsOf(m).includes(source)),
    );
    expect(wordsOf(message)).toContain('|from this message>');
  });

  test('a message longer than a proposal is shortened, and says so', async () => {
    const ts = await as('U0DATA').post(channel, 'Wort '.repeat(700));
    await as(german).messageShortcut('propose_from_message', channel, ts);
    expect(JSON.stringify(as(german).views().at(-1)?.view)).toContain('…"');
    expect(await as(german).submit()).toEqual({ ok: true });
  });
});

function asksAbout(statement: string) {
  return (m: StoredMessage) => wordsOf(m).includes(statement);
}
