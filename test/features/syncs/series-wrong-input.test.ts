import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

/** Reads English, reads German; each leads a department. */
const english = 'U0CMO';
const german = 'U0CIO';

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord({
    world: (world) => {
      world.people.push(
        ...Array.from({ length: 201 }, (_, i) => ({
          id: `U1X${i}`,
          handle: `x${i}`,
          name: `Person ${i}`,
          title: '',
          locale: 'en-GB',
          tz: 'Europe/London',
        })),
      );
    },
  });
  await app.playground
    .as(english)
    .command(channel, '/concord-sync new "First" every thursday 10:00 for 30 minutes');
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const state = async () => ({
  series: await app.db.selectFrom('sync_series').selectAll().execute(),
  syncs: await app.db.selectFrom('syncs').selectAll().orderBy('id').execute(),
});

/** @returns what a line is answered with; it must change nothing and open nothing */
async function refused(userId: string, typed: string, where = channel): Promise<string> {
  const before = await state();
  const answer = await app.playground.as(userId).command(where, `/concord-sync ${typed}`);
  if (!answer.ok || !answer.response) throw new Error(`no answer to ${typed}`);
  expect(await state()).toEqual(before);
  expect(wordsOf(answer.response)).toContain(userId === german ? 'Das Eingegebene' : 'What you typed');
  return answer.response.text;
}

const many = Array.from({ length: 201 }, (_, i) => `@x${i}`).join(' ');
const cases: [what: string, english: [string, RegExp], german: [string, RegExp]][] = [
  ['an unknown word', ['pausse S-1', /“pausse”.*\/concord-sync next/], ['pausse S-1', /„pausse“.*nächster/]],
  ['an unknown series', ['skip S-99', /no series S-99.*S-1/], ['auslassen S-99', /S-99.*S-1/]],
  [
    'a rhythm that nobody can read',
    ['new "A" every blue moon 10:00', /“[^”]*blue moon[^”]*”/],
    ['neu „A“ jeden blauen Mond 10:00', /„[^“]*blauen Mond[^“]*“/],
  ],
  [
    'a rule that is none',
    ['new "A" FREQ=SOMETIMES 10:00', /FREQ=SOMETIMES/],
    ['neu „A“ FREQ=SOMETIMES 10:00', /FREQ=SOMETIMES/],
  ],
  [
    'a rule that never gives a date',
    ['new "A" FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 10:00', /never gives a date/],
    ['neu „A“ FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 10:00', /nie einen Termin/],
  ],
  [
    'a rule that has ended',
    ['new "A" FREQ=DAILY;UNTIL=20200101T000000Z 10:00', /ends before it begins/],
    ['neu „A“ FREQ=DAILY;UNTIL=20200101T000000Z 10:00', /endet, bevor/],
  ],
  [
    'more often than daily',
    ['new "A" FREQ=HOURLY 10:00', /more often than daily/],
    ['neu „A“ FREQ=HOURLY 10:00', /öfter als täglich/],
  ],
  [
    'a zone that does not exist',
    ['new "A" every monday 10:00 --zone Mars/Olympus', /“Mars\/Olympus”.*Europe\/Berlin/],
    ['neu „A“ jeden Montag 10:00 --zone Mars/Olympus', /„Mars\/Olympus“.*Europe\/Berlin/],
  ],
  [
    'a time that does not exist',
    ['new "A" every monday 25:00', /25:00/],
    ['neu „A“ jeden Montag 25:00', /25:00/],
  ],
  [
    'no length at all',
    ['new "A" every monday 10:00 for 0 minutes', /0 minutes|between 5 and 720/],
    ['neu „A“ jeden Montag 10:00 für 0 Minuten', /0 Minuten|zwischen 5 und 720/],
  ],
  [
    'a first date in the past',
    ['new "A" every monday 10:00 --from 2020-01-06', /that is over/],
    ['neu „A“ jeden Montag 10:00 --ab 6.1.2020', /vorbei/],
  ],
  [
    'a move into the past',
    ['move S-1 2020-01-06 10:00', /that is over/],
    ['verschieben S-1 6.1.2020 10:00', /vorbei/],
  ],
  [
    'a move past the next one',
    ['move S-1 friday in three weeks 10:00', /.+/],
    ['verschieben S-1 30. Juni 10:00', /2027-06-17 10:00/],
  ],
  [
    'a day without a date',
    ['skip S-1 9 june', /2027-06-09.*2027-06-10/],
    ['auslassen S-1 9. Juni', /2027-06-09/],
  ],
  [
    'a link that is none',
    ['new "A" every monday 10:00 --link javascript:alert(1)', /“javascript:alert\(1\)”.*https/],
    ['neu „A“ jeden Montag 10:00 --link ftp://x', /„ftp:\/\/x“.*https/],
  ],
  [
    'holidays of nowhere',
    ['new "A" every monday 10:00 --holidays ZZ', /“ZZ”.*DE-BY/],
    ['neu „A“ jeden Montag 10:00 --feiertage DE-QQ', /„DE-QQ“.*DE-BY/],
  ],
  [
    'one department',
    ['new "A" every monday 10:00 --departments IT', /two departments/],
    ['neu „A“ jeden Montag 10:00 --abteilungen IT', /zwei Abteilungen/],
  ],
  [
    'too many people',
    [`new "A" every monday 10:00 --with ${many}`, /201.*200/],
    [`neu „A“ jeden Montag 10:00 --mit ${many}`, /201.*200/],
  ],
  [
    'people who are none',
    ['new "A" every monday 10:00 --with everybody', /“everybody”.*--with @a @b/],
    ['neu „A“ jeden Montag 10:00 --mit alle', /„alle“/],
  ],
  [
    'a bot among the people',
    ['new "A" every monday 10:00 --with @concord', /cannot take part/],
    ['neu „A“ jeden Montag 10:00 --mit @concord', /kann nicht teilnehmen/],
  ],
  [
    'a title that is too long',
    [`new "${'A'.repeat(151)}" every monday 10:00`, /151.*150/],
    [`neu „${'A'.repeat(151)}“ jeden Montag 10:00`, /151.*150/],
  ],
];

describe.each(cases)('%s', (_, [line, words], [zeile, worte]) => {
  test('in English', async () => expect(await refused(english, line)).toMatch(words));
  test('in German', async () => expect(await refused(german, zeile)).toMatch(worte));
});

test('a channel without the bot says which invitation mends it', async () => {
  expect(await refused(english, 'new "A" every monday 10:00 in #leads')).toContain('/invite');
  expect(await refused(german, 'neu „A“ jeden Montag 10:00', 'C0LEADS')).toContain('/invite');
});

test('somebody from outside may not', async () => {
  await app.playground.as('U0SALES').join(channel);
  expect(await refused('U0SALES', 'new "A" every monday 10:00')).toMatch(/Only members of a department/);
  expect(await refused('U0SALES', 'end S-1')).toMatch(/U0CMO/);
});
