import type { PersonClient } from '../../../playground/person-client.ts';
import type { StoredMessage } from '../../../playground/state.ts';
import { channel, startTestConcord, type TestConcord } from '../../helpers/concord.ts';
import { addInitiatives, agreeOn, answerTo, english, german, outside, rowsOf } from './people-and-rows.ts';

let app: TestConcord;
/** As each of these people was shown them, before anything was agreed. */
const cards = new Map<string, StoredMessage>();
beforeAll(async () => {
  app = await startTestConcord();
  await as(outside).join(channel);
  await addInitiatives(app);
  for (const userId of [english, german, outside]) {
    for (const name of ['Customer data', 'Customer care', 'Shop']) {
      cards.set(`${userId} ${name}`, await answerTo(app, userId, `show "${name}"`));
    }
  }
  await agreeOn(app, 'Shop');
  await answerTo(app, english, 'agree "Customer data"');
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const as = (userId: string) => app.playground.as(userId);
const links = Array.from({ length: 6 }, (_, i) => `https://example.com/${i}`).join('\n');

/** @returns what a click is answered with; it must change nothing */
async function refusedClick(userId: string, name: string, action: string): Promise<string> {
  const before = await rowsOf(app);
  const told = as(userId).ephemerals(channel).length;
  await as(userId).click(cards.get(`${userId} ${name}`)!, action);
  const { text } = await app.playground.waitFor(() => as(userId).ephemerals(channel)[told]);
  expect(await rowsOf(app)).toEqual(before);
  return text;
}

test.each([
  [outside, 'Shop', 'initiative_change', /Only people of the departments of “Shop”/],
  [outside, 'Shop', 'initiative_agree', /Only people of the departments of “Shop”/],
  [english, 'Shop', 'initiative_agree', /have agreed on “Shop” already/],
  [german, 'Shop', 'initiative_agree', /„Shop“ haben die Abteilungen schon/],
  [english, 'Customer data', 'initiative_agree', /already: P-1/],
  [german, 'Customer care', 'initiative_agree', /Wo sollen die Abteilungen entscheiden/],
])('a button of an old card: %s, %s, %s', async (userId, name, action, words) => {
  expect(await refusedClick(userId, name, action)).toMatch(words);
});

type Inputs = Parameters<PersonClient['submit']>[0];
const good = { name: 'B', departments: ['1', '2'], sponsors: [], links: null, channel: null };
const forms: [what: string, wrong: Inputs, field: string, en: RegExp, de: RegExp][] = [
  ['no name', { name: ' ' }, 'name', /needs a name/, /braucht einen Namen/],
  ['a name that is taken', { name: 'CLOUD' }, 'name', /“CLOUD” is or was/, /„CLOUD“ heißt oder hieß/],
  ['one department', { departments: ['2'] }, 'departments', /at least two/, /mindestens zwei/],
  ['a stranger', { sponsors: [outside] }, 'sponsors', /^Sam Ortiz is in none/, /^Sam Ortiz gehört zu keiner/],
  [
    'two sponsors of a side',
    { sponsors: ['U0CIO', 'U0DATA'] },
    'sponsors',
    /two sponsors of IT/,
    /Für IT sind zwei Paten/,
  ],
  ['six links', { links }, 'links', /More than 5/, /Mehr als 5/],
  ['no link', { links: 'example.com' }, 'links', /“example.com” is no/, /„example.com“ ist keine/],
  ['a channel without the bot', { channel: 'C0LEADS' }, 'channel', /\/invite/, /\/invite/],
];

describe.each(forms)('a form with %s', (_, wrong, field, inEnglish, inGerman) => {
  test.each([
    [english, inEnglish],
    [german, inGerman],
  ])('of %s keeps what was put in, with the error beside its field', async (userId, words) => {
    const before = await rowsOf(app);
    await as(userId).globalShortcut('new_initiative');
    const typed = { direction: `R&D <moves>, ${field}`, extent: userId };
    expect(await as(userId).submit({ ...good, ...typed, ...wrong })).toMatchObject({ ok: false });
    const { errors = {} } = as(userId).views().at(-1)!;
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toMatch(words);
    expect(errors[field]).not.toMatch(/[`<>]/);
    expect(await rowsOf(app)).toEqual(before);
    const name = `${userId} ${JSON.stringify(wrong).slice(0, 100)}`;
    expect(await as(userId).submit({ ...good, name })).toEqual({ ok: true });
    await as(userId).closeView();
    expect((await rowsOf(app)).initiatives.at(-1)).toMatchObject({ name, ...typed });
  });
});

const changes: [what: string, wrong: Inputs, field: string, en: RegExp, de: RegExp][] = [
  ['no sentence any more', { direction: null }, 'direction', /cannot become empty/, /kann nicht leer werden/],
  ['nowhere to decide', { extent: 'Further' }, 'channel', /Where should/, /Wo sollen/],
  ['a name that is taken', { extent: 'Further', name: 'Cloud', channel }, 'name', /is or was/, /oder hieß/],
];
test.each(changes)('a change of what is agreed with %s', async (_, wrong, field, inEnglish, inGerman) => {
  for (const [userId, words] of [
    [english, inEnglish],
    [german, inGerman],
  ] as const) {
    const before = await rowsOf(app);
    await as(userId).click(cards.get(`${userId} Shop`)!, 'initiative_change');
    expect(await as(userId).submit(wrong)).toMatchObject({ ok: false });
    expect(as(userId).views().at(-1)?.errors).toEqual({ [field]: expect.stringMatching(words) });
    expect(await rowsOf(app)).toEqual(before);
    await as(userId).closeView();
  }
});

test('a department that goes while the form is open', async () => {
  await app.db
    .insertInto('departments')
    .values({ workspace_id: app.playground.teamId, name: 'Sales' })
    .execute();
  const people = [english, german];
  for (const userId of people) await as(userId).click(cards.get(`${userId} Shop`)!, 'initiative_change');
  const gone = { removed_at: new Date(app.now()) };
  await app.db.updateTable('departments').set(gone).where('name', '=', 'Sales').execute();
  const before = await rowsOf(app);
  for (const userId of people) {
    expect(await as(userId).submit({ departments: ['1', '2', '3'] })).toMatchObject({ ok: false });
    const words = userId === german ? /gibt es nicht mehr/ : /is not there any more/;
    expect(as(userId).views().at(-1)?.errors).toEqual({ departments: expect.stringMatching(words) });
    await as(userId).closeView();
  }
  expect(await rowsOf(app)).toEqual(before);
});

test('an initiative that is not there any more, erased by an operator', async () => {
  for (const userId of [english, german]) {
    await as(userId).click(cards.get(`${userId} Customer care`)!, 'initiative_change');
  }
  const { id } = (await rowsOf(app)).initiatives.find(({ name }) => name === 'Customer care')!;
  for (const table of ['initiative_departments', 'initiative_names'] as const) {
    await app.db.deleteFrom(table).where('initiative_id', '=', id).execute();
  }
  await app.db.deleteFrom('initiatives').where('id', '=', id).execute();
  for (const [userId, words] of [
    [english, 'This initiative is not there any more.'],
    [german, 'Diese Initiative gibt es nicht mehr.'],
  ] as const) {
    await as(userId).submit({ extent: 'Further' });
    expect(as(userId).views().at(-1)?.errors).toEqual({ name: words });
    await as(userId).closeView();
    expect(await refusedClick(userId, 'Customer care', 'initiative_agree')).toBe(words);
  }
});
