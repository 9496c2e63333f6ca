import type { PersonClient } from '../../../playground/person-client.ts';
import { channel, startTestConcord, type TestConcord } from '../../helpers/concord.ts';
import { addZones, clicked, english, german, messageWith, outside, rowsOf } from './people-and-rows.ts';

let app: TestConcord;
const as = (userId: string) => app.playground.as(userId);

beforeAll(async () => {
  app = await startTestConcord();
  await addZones(app);
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

type Inputs = Parameters<PersonClient['submit']>[0];
const good = { area: 'Who owns it?', departments: ['1', '2'], channel, deadline: null };
const forms: [what: string, wrong: Inputs, field: string, en: RegExp, de: RegExp][] = [
  ['no question', { area: ' ' }, 'area', /question is missing/, /Frage fehlt/],
  ['one department', { departments: ['2'] }, 'departments', /at least two/, /mindestens zwei/],
  ['a channel without the bot', { channel: 'C0LEADS' }, 'channel', /\/invite/, /\/invite/],
  ['a time that is none', { deadline: 'soonish' }, 'deadline', /“soonish”/, /„soonish“/],
  ['a time that is over', { deadline: '2027-06-01' }, 'deadline', /is over/, /vorbei|Vergangenheit/],
  ['a time that is too far', { deadline: 'in 2 years' }, 'deadline', /than a year/, /als ein Jahr/],
];

describe.each(forms)('a form with %s', (_, wrong, field, inEnglish, inGerman) => {
  test.each([
    [english, inEnglish],
    [german, inGerman],
  ])('of %s keeps what was put in, with the error beside its field', async (userId, words) => {
    const before = await rowsOf(app);
    expect(await as(userId).command(channel, '/concord-greyzone')).toMatchObject({ ok: true });
    expect(await as(userId).submit({ ...good, ...wrong })).toMatchObject({ ok: false });
    const { errors = {} } = as(userId).views().at(-1)!;
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toMatch(words);
    expect(errors[field]).not.toMatch(/[`<>]/);
    expect(await rowsOf(app)).toEqual(before);
    await as(userId).closeView();
  });
});

test('a form that was mended asks', async () => {
  await as(english).command(channel, '/concord-greyzone');
  expect(await as(english).submit({ ...good, deadline: 'soonish' })).toMatchObject({ ok: false });
  const area = 'Who owns R&D <moves>?';
  expect(await as(english).submit({ area, deadline: 'friday' })).toMatchObject({ ok: true });
  await as(english).closeView();
  expect((await rowsOf(app)).zones.at(-1)).toMatchObject({ area });
});

describe('the form of a proposal', () => {
  test.each([
    [english, /sentence is missing/],
    [german, /Satz fehlt/],
  ])('without a sentence, of %s', async (userId, words) => {
    const verb = userId === german ? 'vorschlagen' : 'propose';
    await as(userId).command(channel, `/concord-greyzone ${verb} G-2`);
    const before = await rowsOf(app);
    expect(await as(userId).submit({ statement: ' ' })).toMatchObject({ ok: false });
    expect(as(userId).views().at(-1)?.errors).toEqual({ statement: expect.stringMatching(words) });
    expect(await rowsOf(app)).toEqual(before);
    await as(userId).closeView();
  });

  test('whose department goes while it is open', async () => {
    const sales = { workspace_id: app.playground.teamId, name: 'Sales' };
    const { id } = await app.db
      .insertInto('departments')
      .values(sales)
      .returning('id')
      .executeTakeFirstOrThrow();
    const zone = { workspace_id: app.playground.teamId, grey_zone_id: 2, department_id: id, name: 'Sales' };
    await app.db.insertInto('grey_zone_departments').values(zone).execute();
    const { name: _, ...voter } = { ...zone, round: 1, user_id: outside, is_lead: true };
    await app.db.insertInto('grey_zone_voters').values(voter).execute();
    const people = [english, german];
    for (const userId of people) await as(userId).command(channel, '/concord-greyzone propose G-2');
    const gone = { removed_at: new Date(app.now()) };
    await app.db.updateTable('departments').set(gone).where('id', '=', id).execute();
    const before = await rowsOf(app);
    for (const userId of people) {
      expect(await as(userId).submit({ owner: String(id) })).toMatchObject({ ok: false });
      const words = userId === german ? /gibt es nicht mehr/ : /not there any more/;
      expect(as(userId).views().at(-1)?.errors).toEqual({ owner: expect.stringMatching(words) });
      await as(userId).closeView();
    }
    expect(await rowsOf(app)).toEqual(before);
    await app.db.deleteFrom('grey_zone_voters').where('department_id', '=', id).execute();
    await app.db.deleteFrom('grey_zone_departments').where('department_id', '=', id).execute();
  });
});

describe('a button', () => {
  const refusedClick = async (userId: string, words: string, key: string): Promise<string> => {
    const before = await rowsOf(app);
    const { text } = await clicked(app, userId, await messageWith(app, words), key);
    expect(await rowsOf(app)).toEqual(before);
    return text;
  };

  test.each([
    [outside, 'G-1 Who leads', 'greyzone_say:today:d1', /Only those who belonged to Marketing, IT/],
    [outside, 'G-1 Who leads', 'greyzone_close', /Only <@U0CMO>/],
    ['U0DATA', 'G-1 Who leads', 'greyzone_close', /beenden können nur <@U0CMO>/],
    [outside, 'G-2 Who owns', 'greyzone_propose', /Only people of its departments \(Marketing, IT\)/],
    [outside, 'G-2 Who owns', 'greyzone_again', /Only people of its departments/],
  ])('of %s at %s: %s', async (userId, words, key, answer) => {
    expect(await refusedClick(userId, words, key)).toMatch(answer);
  });
});
