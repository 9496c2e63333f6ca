import { startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';
import { addZones, answerTo, english, german, outside, rowsOf } from './people-and-rows.ts';

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
  ['something behind list', ['list all', /“all”.*`list`/], ['liste alle', /„alle“.*`liste`/]],
  [
    'a question that begins as a list',
    ['list who owns it?', /quotation marks/],
    ['liste wer?', /Anführungs/],
  ],
  [
    'a question that begins with a verb',
    ['show me who owns it', /show G-3`.*quotation marks/],
    ['zeigen Sie, wer?', /zeigen G-3`.*Anführungszeichen/],
  ],
  [
    'something behind show',
    ['show G-1 junk', /“junk”.*show G-3`/],
    ['zeigen G-1 bitte', /„bitte“.*zeigen G-3`/],
  ],
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
    ['answer G-1 --today Sales', /“Sales” is no answer.*Marketing, IT, our side, shared, nobody/],
    [
      'antworten G-1 --soll Vertrieb',
      /„Vertrieb“ ist keine.*Marketing, IT, unsere Seite, gemeinsam, niemand/,
    ],
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
  [
    'a proposal too early',
    ['propose G-1 IT', /G-1 is still/],
    ['vorschlagen G-1', /Befragung zu G-1 läuft noch/],
  ],
  [
    'a proposal too late',
    ['propose G-3 IT', /G-3 has.*revoke A-12`/],
    ['vorschlagen G-3', /G-3 hat.*widerrufen A-12`/],
  ],
  ['a proposal of what is clear', ['propose G-4', /G-4 is clear/], ['vorschlagen G-4 IT', /G-4 ist klar/]],
  ['a second proposal', ['propose G-5', /G-5 already: P-1/], ['vorschlagen G-5 IT', /Über G-5.*P-1/]],
  ['asking twice at a time', ['again G-1', /G-1 is still/], ['erneut G-1', /Befragung zu G-1 läuft noch/]],
  [
    'asking what is agreed',
    ['again G-3', /G-3 has.*revoke A-12`/],
    ['erneut G-3', /G-3 hat.*widerrufen A-12`/],
  ],
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
  expect(await refused(english, 'again G-2')).toMatch(/Fewer than two .* of G-2 are left.*drop G-2/);
  expect(await refused(german, 'vorschlagen G-2')).toMatch(/weniger als zwei.*fallenlassen G-2/);
  await set(null);
});

test('a department without people', async () => {
  const { db, playground } = app;
  const sales = { workspace_id: playground.teamId, name: 'Empty' };
  const { id } = await db.insertInto('departments').values(sales).returning('id').executeTakeFirstOrThrow();
  const words = '--departments IT, Empty';
  expect(await refused(english, `"Who owns it?" ${words}`)).toMatch(/Nobody of Empty can be asked/);
  expect(await refused(german, `„Wer verantwortet es?“ ${words}`)).toMatch(/In Empty ist niemand/);
  await db.deleteFrom('departments').where('id', '=', id).execute();
});
