import type { PersonClient } from '../../../playground/person-client.ts';
import { channel, type TestConcord } from '../../helpers/concord.ts';
import {
  answerTo,
  brand,
  data,
  english,
  german,
  messageOf,
  rowsOf,
  startWithInitiatives,
} from './people-and-rows.ts';

let app: TestConcord;
const as = (userId: string) => app.playground.as(userId);
beforeAll(async () => {
  app = await startWithInitiatives();
  const options = Array.from({ length: 19 }, (_, i) => `"o${i + 1}"`).join(' ');
  await answerTo(app, english, `"Which?" ${options} --open-options`);
  await answerTo(app, english, '"Over soon?" "A" "B" --open-options');
  await messageOf(app, 1);
}, 30_000);
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

/** By what people were told: the mistakes, each by the field and the words that are expected there. */
const told = new Map<string, Set<string>>();

type Inputs = Parameters<PersonClient['submit']>[0];
/** What is wrong beside the field, in plain text; it must change nothing. */
async function refused(userId: string, inputs: Inputs): Promise<[field: string, words: string]> {
  const before = await rowsOf(app);
  expect(await as(userId).submit(inputs)).toMatchObject({ ok: false });
  const errors = Object.entries(as(userId).views().at(-1)?.errors ?? {});
  expect(errors).toHaveLength(1);
  const [field, words] = errors[0]!;
  expect(words).not.toMatch(/[`<>]/);
  expect(await rowsOf(app)).toEqual(before);
  return [field, words];
}

const long = 'x'.repeat(151);
const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`).join('\n');
const good = { question: 'Q?', options: 'A\nB', channel, deadline: null, repeat: null };
type Form = [what: string, wrong: Inputs, field: string, en: RegExp, de: RegExp];
const forms: Form[] = [
  ['no question', { question: ' ' }, 'question', /^The question is missing/, /^Die Frage fehlt/],
  ['one option', { options: 'Only' }, 'options', /^“Only” is the only/, /^„Only“ ist die einzige/],
  ['21 options', { options: lines(21) }, 'options', /21 options; 20/, /21 Antworten.*20/],
  ['the same option', { options: 'Ä\nB\nä' }, 'options', /^“ä” is there twice/, /^„ä“ kommt zweimal/],
  ['a long option', { options: `A\n${long}` }, 'options', /“x+…” has 151.*150/, /„x+…“ hat 151.*150/],
  ['a time that is none', { deadline: 'soonish' }, 'deadline', /“soonish”/, /„soonish“/],
  ['a time that is over', { deadline: '2020-01-01' }, 'deadline', /is over/, /vorbei/],
  ['a time too far', { deadline: 'in 2 years' }, 'deadline', /than a year.*“in 2/, /als ein Jahr.*„in 2/],
  ['no rhythm', { repeat: 'blue moon' }, 'repeat', /“blue moon”/, /„blue moon“/],
  ['no rhythm but a time', { repeat: '10:00' }, 'repeat', /^How often/, /fehlt, wie oft/],
  ['a rule of hours', { repeat: 'FREQ=HOURLY' }, 'repeat', /often than daily/, /öfter als täglich/],
  ['a rule of times', { repeat: 'FREQ=DAILY;BYHOUR=5' }, 'repeat', /times of day/, /enthält Uhrzeiten/],
  [
    'two repetitions',
    { repeat: 'monday', 'settings:choice': ['draft'] },
    'repeat',
    /^One of these/,
    /^Eines davon/,
  ],
  [
    'a draft’s deadline',
    { 'settings:choice': ['draft'], deadline: 'soonish' },
    'deadline',
    /“soonish”/,
    /„soonish“/,
  ],
  [
    'hidden results that are seen',
    { 'settings:choice': ['anonymous'], visibility: 'voted' },
    'visibility',
    /anonymous poll.*exclude each other/,
    /anonymen Umfrage.*schließen einander aus/,
  ],
  ['nobody asked', { departments: ['3'] }, 'departments', /^There is nobody/, /ist niemand/],
  ['a channel without the bot', { channel: 'C0LEADS' }, 'channel', /\/invite/, /\/invite/],
];
const pulses: Form[] = [
  ['one department', { departments: ['1', '3'] }, 'departments', /at least two/, /mindestens zwei/],
  ['a time that is none', { deadline: 'soonish' }, 'deadline', /“soonish”/, /„soonish“/],
  [
    'a deadline before syncs',
    { 'settings:pulse': ['beforeSyncs'], deadline: 'friday' },
    'deadline',
    /closes before that sync/,
    /schließt vor diesem Sync/,
  ],
  [
    'two repetitions',
    { 'settings:pulse': ['beforeSyncs'], repeat: 'monday' },
    'repeat',
    /^One of these/,
    /^Eines davon/,
  ],
];

describe.each([
  ...forms.map(([what, wrong, ...rest]) => ['', what, { ...good, ...wrong }, ...rest] as const),
  ...pulses.map(
    ([what, wrong, ...rest]) => ['pulse', what, { initiative: '1', channel, ...wrong }, ...rest] as const,
  ),
])('a form (%s) with %s', (verb, _, inputs, field, inEnglish, inGerman) => {
  test.each([
    [english, inEnglish],
    [german, inGerman],
  ])('of %s stays open, with the error beside its field', async (userId, words) => {
    expect(await as(userId).command(channel, `/concord-poll ${verb}`)).toMatchObject({ ok: true });
    const [beside, said] = await refused(userId, inputs);
    expect(beside).toBe(field);
    expect(said).toMatch(words);
    told.set(said, (told.get(said) ?? new Set()).add(`${field} ${words}`));
    await as(userId).closeView();
  });
});

test('no two mistakes in a form are told in the same words', () => {
  expect(told.size).toBeGreaterThan(20);
  for (const [words, mistakes] of told) expect({ words, count: mistakes.size }).toEqual({ words, count: 1 });
});

test.each([english, german])('what %s mended is asked, with everything that was put in', async (userId) => {
  await as(userId).command(channel, '/concord-poll');
  const typed = { ...good, question: `R&D <moves>, ${userId}?`, options: 'Now & here\nLater <b>' };
  await refused(userId, { ...typed, deadline: 'soonish' });
  expect(await as(userId).submit({ deadline: 'friday' })).toEqual({ ok: true });
  await as(userId).closeView();
  const { polls, options } = await rowsOf(app);
  expect(polls.at(-1)).toMatchObject({ question: typed.question });
  const own = options.filter((one) => one.poll_id === polls.at(-1)!.id).map(({ text }) => text);
  expect(own).toEqual(['Now & here', 'Later <b>']);
});

test('characters that no database holds are left out of a form', async () => {
  await as(english).command(channel, '/concord-poll');
  const inputs = {
    ...good,
    question: 'Wh\0y\ud800?',
    options: 'A\0\n\ud800\nB\u0007',
    'settings:choice': ['draft'],
  };
  expect(await as(english).submit(inputs)).toEqual({ ok: true });
  await as(english).closeView();
  expect((await rowsOf(app)).plans.at(-1)).toMatchObject({ poll: { question: 'Why?', options: ['A', 'B'] } });
});

test.each([english, german])('a pulse of %s without an initiative is not sent', async (userId) => {
  await as(userId).command(channel, '/concord-poll pulse');
  const [field] = await refused(userId, { channel });
  expect(field).toBe('initiative');
  await as(userId).closeView();
});

test('a department that goes while the form is open', async () => {
  const people = [english, german] as const;
  for (const userId of people) await as(userId).command(channel, '/concord-poll');
  const gone = { removed_at: new Date(app.now()) };
  await app.db.updateTable('departments').set(gone).where('name', '=', 'Sales').execute();
  for (const userId of people) {
    const words = userId === german ? /ist niemand/ : /There is nobody/;
    const wrong = await refused(userId, { ...good, departments: ['3'] });
    expect(wrong).toEqual(['departments', expect.stringMatching(words)]);
    await as(userId).closeView();
  }
  await app.db.updateTable('departments').set({ removed_at: null }).where('name', '=', 'Sales').execute();
});

describe('the form of an option', () => {
  const added: [what: string, option: string, en: RegExp, de: RegExp][] = [
    ['nothing', ' ', /is empty/, /ist leer/],
    ['half a character', '\ud800', /is empty/, /ist leer/],
    ['one there is', 'O3', /“O3” is there twice/, /„O3“ kommt zweimal/],
  ];
  test.each(added)('with %s', async (_, option, inEnglish, inGerman) => {
    for (const [userId, words] of [
      [english, inEnglish],
      [german, inGerman],
    ] as const) {
      await as(userId).click(await messageOf(app, 1), 'poll_add_option');
      expect(await refused(userId, { option })).toEqual(['option', expect.stringMatching(words)]);
      await as(userId).closeView();
    }
  });

  test('with a 21st, while somebody else adds the 20th', async () => {
    for (const userId of [brand, data]) await as(userId).click(await messageOf(app, 1), 'poll_add_option');
    await answerTo(app, english, 'add PL-1 "The last"');
    for (const [userId, words] of [
      [brand, /21 options; 20/],
      [data, /21 Antworten.*20/],
    ] as const) {
      expect(await refused(userId, { option: 'One more' })).toEqual(['option', expect.stringMatching(words)]);
      await as(userId).closeView();
    }
  });
});

test('a poll that closes while somebody writes a reason or an option', async () => {
  const message = await messageOf(app, 2);
  await as(brand).click(message, 'poll_reason');
  await as(data).click(message, 'poll_reason');
  await as(english).click(message, 'poll_add_option');
  await as(german).click(message, 'poll_add_option');
  await answerTo(app, english, 'close PL-2');
  for (const [userId, field, words] of [
    [brand, 'reason', /is closed/],
    [data, 'reason', /beendet/],
    [english, 'option', /is closed/],
    [german, 'option', /beendet/],
  ] as const) {
    expect(await refused(userId, { [field]: 'Because' })).toEqual([field, expect.stringMatching(words)]);
    await as(userId).closeView();
  }
});
