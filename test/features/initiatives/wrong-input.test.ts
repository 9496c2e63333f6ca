import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';
import { addInitiatives, agreeOn, answerTo, english, german, outside, rowsOf } from './people-and-rows.ts';

let app: TestConcord;
/** While there is none. */
let unknown: string[];
beforeAll(async () => {
  app = await startTestConcord();
  await app.playground.as(outside).join(channel);
  unknown = [await refused(english, 'show Cloud'), await refused(german, 'zeigen Cloud')];
  await addInitiatives(app);
  await agreeOn(app, 'Shop');
  await answerTo(app, english, 'agree "Customer data"');
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
  expect(app.playground.as(userId).views()).toEqual([]);
  expect(wordsOf(answer)).toContain(userId === german ? 'Das Eingegebene' : 'What you typed');
  return answer.text;
}

test('one that is not there, while there is none', () => {
  expect(unknown[0]).toMatch(/There is no initiative yet.*`.*new`/);
  expect(unknown[1]).toMatch(/noch keine Initiative.*`.*neu`/);
});

const described = '--direction d --extent e';
const full = `new "A" ${described}`;
const ganz = 'neu „A“ --richtung r --umfang u';
const links = Array.from({ length: 6 }, (_, i) => `https://example.com/${i}`).join(' ');
const long = `https://example.com/${'x'.repeat(481)}`;
const cases: [what: string, english: [string, RegExp], german: [string, RegExp]][] = [
  ['an unknown word', ['shwo "Cloud"', /“shwo”.*`list`/], ['zeig "Cloud"', /„zeig“.*`liste`/]],
  [
    'an unknown name',
    ['show "Kloud"', /“Kloud”.*Cloud, Customer care, Customer data, Shop\.$/],
    ['zeigen „Kloud“', /„Kloud“ gibt es nicht.*Cloud, Customer care, Customer data, Shop\.$/],
  ],
  [
    'a name that could be two',
    ['change customer --status paused', /“customer” could be.*Customer care, Customer data\.$/],
    ['ändern customer --status pausiert', /„customer“ könnte.*Customer care, Customer data\.$/],
  ],
  ['no name', ['show', /Which.*`\/concord-initiative show "/], ['zeigen', /Welche.*initiative zeigen "/]],
  ['no name for a vote', ['agree', /initiative agree "/], ['beschließen', /initiative beschließen "/]],
  ['no name for a change', ['change --status done', /change "/], ['ändern --status erledigt', /ändern "/]],
  [
    'something behind the name',
    ['new "A" and more --direction d', /“and” behind the name.*\/concord-initiative new/],
    ['neu „A“ und mehr --richtung r', /„und“ hinter dem Namen.*\/concord-initiative neu/],
  ],
  [
    'an unknown status',
    [`${full} --status soon`, /“soon”.*an idea, under way, paused, done, dropped\.$/],
    [`${ganz} --stand bald`, /„bald“.*eine Idee, läuft, pausiert, erledigt, aufgegeben\.$/],
  ],
  [
    'something behind the list',
    ['list Cloud', /“Cloud” behind `list`.*list --status paused/],
    ['liste Cloud', /„Cloud“ hinter `liste`.*liste --status pausiert/],
  ],
  [
    'a list of an unknown status',
    ['list --status soon', /“soon”.*an idea, under way/],
    ['liste --stand bald', /„bald“.*eine Idee, läuft/],
  ],
  [
    'a status that is not theirs to set',
    [`${full} --status agreed`, /once the departments agree.*“Let the departments agree”/],
    [`${ganz} --stand vereinbart`, /sobald die Abteilungen zustimmen.*„Den Abteilungen vorlegen“/],
  ],
  [
    'the same for one that there is',
    ['change "Customer care" --status agreed', /once the departments agree/],
    ['ändern „Customer care“ --stand vereinbart', /sobald die Abteilungen zustimmen/],
  ],
  [
    'sponsors who are no people',
    [`${full} --sponsors everybody`, /“everybody”.*--sponsors @cmo @cio/],
    [`${ganz} --paten alle`, /„alle“.*--paten @cmo @cio/],
  ],
  [
    'a channel that is none',
    [`${full} --in marketing`, /“marketing”.*--in #marketing-it/],
    [`${ganz} --kanal marketing`, /„marketing“.*--in #marketing-it/],
  ],
  ['a channel without the bot', [`${full} --in #leads`, /\/invite/], [`${ganz} --in #leads`, /\/invite/]],
  [
    'a name that is too long',
    [`new "${'A'.repeat(151)}" ${described}`, /too long: 150/],
    [`neu „${'A'.repeat(151)}“`, /zu lang: höchstens 150/],
  ],
  [
    'a name that another one has',
    [`new "customer  DATA" ${described}`, /“customer DATA” is or was the name/],
    ['ändern „Cloud“ --name „Customer data“', /„Customer data“ heißt oder hieß/],
  ],
  [
    'a sentence that is too long',
    [`new "A" --direction ${'d'.repeat(1001)}`, /1001 characters; 1000/],
    [`ändern „Cloud“ --umfang ${'u'.repeat(1001)}`, /1001 Zeichen; 1000/],
  ],
  [
    'one department',
    [`${full} --departments IT`, /at least two departments/],
    [`${ganz} --abteilungen IT`, /mindestens zwei Abteilungen/],
  ],
  [
    'a department that is none',
    [`${full} --departments IT, Sales`, /“Sales”.*Marketing, IT/],
    [`${ganz} --abteilungen IT und Vertrieb`, /„Vertrieb“.*Marketing, IT/],
  ],
  [
    'a sponsor from outside',
    [`${full} --sponsors @sales`, /^Sam Ortiz is in none/],
    [`${ganz} --paten @cio @sales`, /^Sam Ortiz gehört zu keiner/],
  ],
  [
    'two sponsors of one department',
    [`${full} --sponsors @cmo @brand`, /two sponsors of Marketing/],
    [`${ganz} --paten @cio @data`, /Für IT sind zwei Paten/],
  ],
  [
    'six links',
    [`${full} --link ${links}`, /More than 5 links/],
    [`neu „A“ --link ${links}`, /Mehr als 5 Verweise/],
  ],
  [
    'a link that is none',
    [`${full} --link javascript:alert(1)`, /“javascript:alert\(1\)” is no address/],
    [`${ganz} --link ${long}`, /„https:.*…“ ist keine Adresse.*500 Zeichen/],
  ],
  [
    'a vote that has nowhere to be',
    ['agree "Customer care"', /Where should.*`\/concord setup`/],
    ['beschließen „Customer care“', /Wo sollen.*`\/concord setup`/],
  ],
  [
    'a change of what is agreed that has nowhere to be',
    ['change Shop --direction "Another way" --link https://example.com', /Where should/],
    ['ändern Shop --richtung „Anders“ --name „Laden“', /Wo sollen/],
  ],
  [
    'a change of what is agreed under a name that is taken',
    ['change Shop --direction "Another way" --in #marketing-it --name Cloud', /“Cloud” is or was/],
    ['ändern Shop --richtung „Anders“ --in #marketing-it --name Cloud', /„Cloud“ heißt oder hieß/],
  ],
  [
    'a vote on what is not said',
    ['agree Cloud', /“Cloud” does not say yet/],
    ['beschließen Cloud', /„Cloud“ sagt noch nicht/],
  ],
  [
    'a vote on what is agreed',
    ['agree Shop', /have agreed on “Shop” already/],
    ['beschließen Shop', /„Shop“ haben die Abteilungen schon vereinbart/],
  ],
  [
    'a vote while there is one',
    ['agree "Customer data"', /deciding on “Customer data” already: P-1/],
    ['beschließen „Customer data“', /Über „Customer data“ entscheiden.*P-1/],
  ],
];

describe.each(cases)('%s', (_, [line, words], [zeile, worte]) => {
  test('in English', async () => expect(await refused(english, line)).toMatch(words));
  test('in German', async () => expect(await refused(german, zeile)).toMatch(worte));
});

test('who is in none of its departments may look and do nothing', async () => {
  expect((await answerTo(app, outside, 'show Shop')).text).toBe('Shop');
  for (const line of ['change Shop --status done', 'change Shop', 'agree "Customer care"']) {
    expect(await refused(outside, line)).toMatch(
      /Only people of the departments of “(?:Shop|Customer care)”/,
    );
  }
  const words = /Only members of a department \(Marketing, IT\) can make an initiative/;
  for (const line of [full, 'new', 'new "A"']) expect(await refused(outside, line)).toMatch(words);
});

test('before there are departments', async () => {
  const { db } = app;
  await db
    .updateTable('departments')
    .set({ removed_at: new Date(app.now()) })
    .where('name', '=', 'IT')
    .execute();
  expect(await refused(english, full)).toMatch(/at least two departments.*`\/concord setup`/);
  expect(await refused(german, ganz)).toMatch(/mindestens zwei Abteilungen.*`\/concord setup`/);
  await db.updateTable('departments').set({ removed_at: null }).where('name', '=', 'IT').execute();
});
