import type { PersonClient } from '../../../playground/person-client.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';
import {
  answerTo,
  clicked,
  english,
  german,
  messageWith,
  outside,
  rowsOf,
  settled,
} from './people-and-rows.ts';

let app: TestConcord;
const as = (userId: string) => app.playground.as(userId);

/** G-1 is asked, G-2 open, G-3 agreed on, G-4 clear, G-5 being decided. */
beforeAll(async () => {
  app = await startTestConcord();
  await as(outside).join(channel);
  for (let i = 1; i <= 5; i += 1) {
    await answerTo(app, english, `"Who owns banner ${i}?"`);
    if (i === 1) continue;
    await answerTo(app, english, `answer G-${i} --today IT --should IT`);
    const other = i === 4 ? 'IT' : 'Marketing';
    await answerTo(app, german, `antworten G-${i} --heute ${other} --soll ${other}`);
  }
  // As if the departments had decided.
  const owned = {
    state: 'closed',
    owner_department_id: 1,
    agreement_number: 12,
    owned_at: new Date(app.now()),
  };
  await app.db
    .updateTable('grey_zones')
    .set({ ...owned, state: 'closed' })
    .where('id', '=', 3)
    .execute();
  await answerTo(app, english, 'propose G-5 IT');
  await settled(app);
}, 30_000);
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

/** @returns what a line is answered with; it must change nothing, open nothing and lose nothing */
async function refused(userId: string, typed: string): Promise<string> {
  const before = await rowsOf(app);
  const answer = await answerTo(app, userId, typed);
  expect(await rowsOf(app)).toEqual(before);
  expect(as(userId).views()).toEqual([]);
  expect(wordsOf(answer)).toContain(userId === german ? 'Das Eingegebene' : 'What you typed');
  return answer.text;
}

const long = 'x'.repeat(301);
const cases: [what: string, english: [string, RegExp], german: [string, RegExp]][] = [
  ['an unknown verb', ['shwo G-1', /“shwo”.*`list`/], ['zeig G-1', /„zeig“.*`liste`/]],
  ['a single word', ['banner', /“banner”.*into quotes/], ['Banner', /„Banner“.*Anführungszeichen/]],
  ['no grey zone', ['show', /greyzone show G-3`/], ['zeigen', /greyzone zeigen G-3`/]],
  ['no grey zone to answer', ['answer --today IT', /answer G-3`/], ['antworten IT', /antworten G-3`/]],
  ['no grey zone to close', ['close the gap', /close G-3`/], ['schließen', /schließen G-3`/]],
  ['no grey zone to ask again', ['again', /again G-3`/], ['erneut', /erneut G-3`/]],
  ['no grey zone to propose', ['propose IT', /propose G-3`/], ['vorschlagen IT', /vorschlagen G-3`/]],
  [
    'an unknown grey zone',
    ['show G-9', /no grey zone G-9.*list`/],
    ['zeigen G-9', /G-9 gibt es nicht.*liste`/],
  ],
  [
    'one to answer',
    ['answer G-9 --today IT', /not there/],
    ['antworten G-9 --heute IT', /gibt es nicht mehr/],
  ],
  ['one to propose', ['propose G-9 IT', /no grey zone G-9/], ['vorschlagen G-9 IT', /G-9 gibt es nicht/]],
  ['one to ask again', ['again G-9', /no grey zone G-9/], ['erneut G-9', /G-9 gibt es nicht/]],
  ['one to close', ['close G-9', /not there any more/], ['schließen G-9', /gibt es nicht mehr/]],
  [
    'something behind the question',
    ['"Who owns it?" and more --by friday', /“and”.*\/concord-greyzone “Who/],
    ['„Wer verantwortet es?“ und mehr', /„und“.*\/concord-greyzone „Wer/],
  ],
  ['something behind list', ['list all', /“all”/], ['liste alle', /„alle“/]],
  ['something behind show', ['show G-1 please', /“please”/], ['zeigen G-1 bitte', /„bitte“/]],
  [
    'something behind again',
    ['again G-2 friday', /“friday”.*--by/],
    ['erneut G-2 Freitag', /„Freitag“.*--bis/],
  ],
  [
    'an unknown flag',
    ['"Who owns it?" --until friday', /--until.*--by/],
    ['„Wer?“ --ende Freitag', /--ende.*--abteilungen/],
  ],
  [
    'a question that is too long',
    [`"Who owns ${long}"`, /310 characters; 300/],
    [`„Wer hat ${long}“`, /309 Zeichen; 300/],
  ],
  [
    'an unknown initiative',
    ['"Who owns it?" --initiative Cloud', /no initiative yet/],
    ['„Wer verantwortet es?“ --initiative Cloud', /noch keine Initiative/],
  ],
  [
    'one department',
    ['"Who owns it?" --departments IT', /at least two departments/],
    ['„Wer verantwortet es?“ --abteilungen IT', /mindestens zwei Abteilungen/],
  ],
  [
    'an unknown department',
    ['"Who owns it?" --departments IT, Sales', /“Sales”.*Marketing, IT/],
    ['„Wer verantwortet es?“ --abteilungen IT und Vertrieb', /„Vertrieb“.*Marketing, IT/],
  ],
  [
    'a time that is none',
    ['"Who owns it?" --by soonish', /“soonish”/],
    ['„Wer verantwortet es?“ --bis demnächst', /„demnächst“/],
  ],
  ['the same without a question', ['--by soonish', /“soonish”/], ['--bis demnächst', /„demnächst“/]],
  [
    'the same asking again',
    ['again G-2 --by soonish', /“soonish”/],
    ['erneut G-2 --bis demnächst', /„demnächst“/],
  ],
  [
    'a time that is over',
    ['"Who owns it?" --by 2027-06-01', /is over/],
    ['„Wer verantwortet es?“ --bis 1.6.2027', /vorbei|Vergangenheit/],
  ],
  [
    'a time that is too far',
    ['"Who owns it?" --by in 2 years', /more than a year/],
    ['„Wer verantwortet es?“ --bis in 2 Jahren', /mehr als ein Jahr/],
  ],
  [
    'a channel that is none',
    ['"Who owns it?" --in marketing', /“marketing”.*--in #marketing-it/],
    ['„Wer verantwortet es?“ --kanal marketing', /„marketing“.*--in #marketing-it/],
  ],
  [
    'a channel without the bot',
    ['"Who owns it?" --in #leads', /\/invite/],
    ['„Wer verantwortet es?“ --in #leads', /\/invite/],
  ],
  ['no answer', ['answer G-1', /--today IT --should/], ['antworten G-1 IT', /--heute IT --soll/]],
  [
    'an answer that is none',
    ['answer G-1 --today Sales', /“Sales” is no answer.*Marketing, IT, shared, nobody/],
    ['antworten G-1 --soll Vertrieb', /„Vertrieb“ ist keine.*Marketing, IT, gemeinsam, niemand/],
  ],
  [
    'an answer after the end',
    ['answer G-2 --today IT', /G-2 is not being asked any more/],
    ['antworten G-2 --heute IT', /Zu G-2 wird nicht mehr gefragt/],
  ],
  [
    'an owner that is none',
    ['propose G-2 nobody', /“nobody” is none.*Marketing, IT/],
    ['vorschlagen G-2 niemand', /„niemand“ ist keine.*Marketing, IT/],
  ],
  ['a proposal too early', ['propose G-1 IT', /G-1 is still/], ['vorschlagen G-1', /Zu G-1 wird noch/]],
  ['a proposal too late', ['propose G-3 IT', /G-3 has.*A-12/], ['vorschlagen G-3', /G-3 hat.*A-12/]],
  ['a proposal of what is clear', ['propose G-4', /G-4 is clear/], ['vorschlagen G-4 IT', /G-4 ist klar/]],
  ['a second proposal', ['propose G-5', /G-5 already: P-1/], ['vorschlagen G-5 IT', /Über G-5.*P-1/]],
  ['asking twice at a time', ['again G-1', /G-1 is still/], ['erneut G-1', /Zu G-1 wird noch/]],
  ['asking what is agreed', ['again G-3', /G-3 has.*A-12/], ['erneut G-3', /G-3 hat.*A-12/]],
  ['asking what is decided', ['again G-5', /G-5 already: P-1/], ['erneut G-5', /Über G-5.*P-1/]],
];

describe.each(cases)('%s', (_, [line, words], [zeile, worte]) => {
  test('in English', async () => expect(await refused(english, line)).toMatch(words));
  test('in German', async () => expect(await refused(german, zeile)).toMatch(worte));
});

test('each has words of its own, in each language', async () => {
  const texts = new Set<string>();
  for (const [, [line]] of cases) texts.add(await refused(english, line));
  // Some are the same error about another verb.
  expect(texts.size).toBeGreaterThanOrEqual(30);
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

test('who is in no department asks nothing', async () => {
  for (const line of ['"Who owns it?"', '', '--by friday']) {
    const answer = await answerTo(app, outside, line);
    expect(answer.text).toMatch(/Only members of a department \(Marketing, IT\)/);
  }
});

test('before there are departments', async () => {
  const set = (removed_at: Date | null) =>
    app.db.updateTable('departments').set({ removed_at }).where('name', '=', 'IT').execute();
  await set(new Date(app.now()));
  expect(await refused(english, '"Who owns it?"')).toMatch(/at least two departments.*`\/concord setup`/);
  expect(await refused(german, '„Wer verantwortet es?“')).toMatch(/mindestens zwei Abteilungen.*setup`/);
  expect(await refused(english, 'again G-2')).toMatch(/at least two departments/);
  await set(null);
});

test('a department without people', async () => {
  const { db, playground } = app;
  const sales = { workspace_id: playground.teamId, name: 'Empty' };
  const { id } = await db.insertInto('departments').values(sales).returning('id').executeTakeFirstOrThrow();
  const words = '--departments IT, Empty';
  expect(await refused(english, `"Who owns it?" ${words}`)).toMatch(/Nobody of Empty can be asked/);
  expect(await refused(german, `„Wer verantwortet es?“ ${words}`)).toMatch(/Aus Empty lässt sich niemand/);
  await db.deleteFrom('departments').where('id', '=', id).execute();
});
