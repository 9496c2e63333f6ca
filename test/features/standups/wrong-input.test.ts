import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

/** Reads English, reads German; each leads a department. */
const english = 'U0CMO';
const german = 'U0CIO';

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord();
  await app.playground.as(english).command(channel, '/concord-standup new "First" --days monday --at 9:30');
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const state = () => app.db.selectFrom('standups').selectAll().execute();

/** @returns what a line is answered with; it must change nothing and open nothing */
async function refused(userId: string, typed: string, where = channel): Promise<string> {
  const before = await state();
  const answer = await app.playground.as(userId).command(where, `/concord-standup ${typed}`);
  if (!answer.ok || !answer.response) throw new Error(`no answer to ${typed}`);
  expect(await state()).toEqual(before);
  expect(wordsOf(answer.response)).toContain(userId === german ? 'Das Eingegebene' : 'What you typed');
  return answer.response.text;
}

const cases: [what: string, english: [string, RegExp], german: [string, RegExp]][] = [
  ['an unknown word', ['strat ST-1', /“strat”.*list/], ['strat ST-1', /„strat“.*liste/]],
  ['an unknown standup', ['run ST-99', /no standup ST-99.*ST-1/], ['starten ST-99', /ST-99.*ST-1/]],
  [
    'a day that is none',
    ['new "A" --days someday --at 9:30', /“someday”.*monday/],
    ['neu „A“ --tage irgendwann --um 9:30', /„irgendwann“.*montags/],
  ],
  [
    'a time that is none',
    ['new "A" --days monday --at 25:00', /25:00/],
    ['neu „A“ --tage montags --um 25:00', /25:00/],
  ],
  [
    'a window that is too short',
    ['new "A" --days monday --at 9:30 --window 5 minutes', /between 15 minutes and 23 hours/],
    ['neu „A“ --tage montags --um 9:30 --fenster 5 Minuten', /zwischen 15 Minuten und 23 Stunden/],
  ],
  [
    'a window that nobody can read',
    ['new "A" --days monday --at 9:30 --window long', /between 15/],
    ['neu „A“ --tage montags --um 9:30 --fenster lang', /zwischen 15/],
  ],
  [
    'a reminder after the end',
    ['new "A" --days monday --at 9:30 --window 1 hour --remind 2 hours', /within the window/],
    ['neu „A“ --tage montags --um 9:30 --fenster 1 Stunde --erinnern 2 Stunden', /in das Fenster/],
  ],
  [
    'nobody to ask',
    ['new "A" --days monday --at 9:30 --with @sales', /Sam Ortiz is in no department/],
    ['neu „A“ --tage montags --um 9:30 --mit @sales', /Sam Ortiz gehört zu keiner/],
  ],
  [
    'people who are none',
    ['new "A" --days monday --at 9:30 --with everybody', /“everybody”.*--with @a @b/],
    ['neu „A“ --tage montags --um 9:30 --mit alle', /„alle“/],
  ],
  [
    'a department that is none',
    ['new "A" --days monday --at 9:30 --departments Sales', /“Sales”/],
    ['neu „A“ --tage montags --um 9:30 --abteilungen Vertrieb', /„Vertrieb“/],
  ],
  [
    'six questions',
    ['new "A" --days monday --at 9:30 --questions "1" "2" "3" "4" "5" "6"', /6 questions/],
    ['neu „A“ --tage montags --um 9:30 --fragen „1“ „2“ „3“ „4“ „5“ „6“', /6 Fragen/],
  ],
  [
    'a name that is too long',
    [`new "${'A'.repeat(101)}" --days monday --at 9:30`, /101.*100/],
    [`neu „${'A'.repeat(101)}“ --tage montags --um 9:30`, /101.*100/],
  ],
  [
    'what belongs nowhere',
    ['new "A" on the moon --days monday --at 9:30', /“on”/],
    ['neu „A“ auf dem Mond --tage montags --um 9:30', /„auf“/],
  ],
  [
    'an unknown way to show it',
    ['new "A" --days monday --at 9:30 --visibility secret', /“secret”.*names and departments/],
    ['neu „A“ --tage montags --um 9:30 --sichtbarkeit geheim', /„geheim“/],
  ],
  ['away without an end', ['away', /Until when/], ['abwesend', /Bis wann/]],
  ['away until a day that is over', ['away until 6 jan 2020', /over/], ['abwesend bis 6.1.2020', /vorbei/]],
];

describe.each(cases)('%s', (_, [line, words], [zeile, worte]) => {
  test('in English', async () => expect(await refused(english, line)).toMatch(words));
  test('in German', async () => expect(await refused(german, zeile)).toMatch(worte));
});

test('a channel without the bot says which invitation mends it', async () => {
  expect(await refused(english, 'new "A" --days monday --at 9:30 --in #leads')).toContain('/invite');
});

test('somebody from outside may not, and neither may others change it', async () => {
  await app.playground.as('U0SALES').join(channel);
  expect(await refused('U0SALES', 'new "A" --days monday --at 9:30')).toMatch(/Only members of a department/);
  expect(await refused(german, 'beenden ST-1')).toContain('U0CMO');
});

test('the form says beside the field what is wrong, and keeps what was typed', async () => {
  const cmo = app.playground.as(english);
  await cmo.command(channel, '/concord-standup new "Weekly"');
  expect(await cmo.submit({ window: '240', remind: '120', departments: [] })).toMatchObject({ ok: false });
  expect(cmo.views().at(-1)?.errors).toMatchObject({ departments: expect.stringContaining('Nobody') });
  expect(await cmo.submit({ window: '60', remind: '120', departments: ['1', '2'] })).toMatchObject({
    ok: false,
  });
  expect(cmo.views().at(-1)?.errors).toMatchObject({ remind: expect.stringContaining('within the window') });
  expect(await cmo.submit({ window: '240', remind: '60' })).toMatchObject({ ok: true });
  expect((await state()).at(-1)).toMatchObject({ name: 'Weekly', window_minutes: 240 });
});
