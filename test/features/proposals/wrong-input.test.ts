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

/** Types a line that fails. @returns why, as the person reads it */
async function refused(userId: string, typed: string, where = channel): Promise<string> {
  const before = (await proposals()).length;
  const answer = await as(userId).command(where, `/concord-propose ${typed}`);
  if (!answer.ok || !answer.response) throw new Error(`no answer to ${typed}`);
  const { response } = answer;
  expect(response.onlyFor).toBe(userId);
  expect(copyOf(response)).toBe(`/concord-propose ${typed}`);
  expect(wordsOf(response)).toContain(userId === english ? 'What you typed' : 'Das Eingegebene');
  expect(await proposals()).toHaveLength(before);
  return response.text;
}

/** What can be copied out of the answer's code blocks. */
function copyOf(message: StoredMessage): string {
  const codes = message.blocks.flatMap((block) =>
    block.type === 'section' && block.text?.text.startsWith('```') ? [block.text.text.slice(3, -3)] : [],
  );
  return codes.join(' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

describe('a command that cannot be carried out', () => {
  const sentence = 'R&D moves <now>';
  const long = 'Ein Satz ist lang. '.repeat(160).trim();

  const cases: [what: string, english: [string, RegExp], german: [string, RegExp]][] = [
    [
      'an unknown flag',
      [`${sentence} --untill friday`, /`--untill`.*--by, --rule.*Example: `\/concord-propose We move/s],
      [`${sentence} --bsi Freitag`, /`--bsi`.*`--bis`.*--bis, --regel.*Beispiel: `\/concord-propose Wir/s],
    ],
    [
      'a flag without its value',
      [`${sentence} --rule`, /after `--rule`.*Example/s],
      [`${sentence} --regel`, /Nach `--r\w+` fehlt.*Beispiel/s],
    ],
    [
      'an unreadable date',
      [`${sentence} --by whenever`, /“whenever”.*Example: friday 17:00/s],
      [`${sentence} --bis irgendwann`, /„irgendwann“.*Beispiel: Freitag 17 Uhr/s],
    ],
    [
      'a deadline that is over',
      [`${sentence} --by yesterday`, /“yesterday”.*over.*Example: tomorrow 12:00/s],
      [`${sentence} --bis gestern`, /„gestern“.*vorbei.*Beispiel: morgen 12 Uhr/s],
    ],
    [
      'a deadline too far away',
      [`${sentence} --by in 2 years`, /more than a year away.*`--by in 2 weeks`/s],
      [`${sentence} --bis in 2 Jahren`, /mehr als ein Jahr entfernt.*`--bis in 2 Wochen`/s],
    ],
    [
      'a review in the past',
      [`${sentence} --review last monday`, /“last monday”.*Example: in 6 months/s],
      [`${sentence} --wiedervorlage gestern`, /„gestern“.*Beispiel: in 6 Monaten/s],
    ],
    [
      'a review today',
      [`${sentence} --review today`, /in the future.*`--review in 6 months`/s],
      [`${sentence} --wiedervorlage heute`, /in der Zukunft.*`--wiedervorlage in 6 Monaten`/s],
    ],
    [
      'an unknown rule',
      [`${sentence} --rule dice`, /“dice”.*two-key, leads, consent.*`--rule consent`/s],
      [`${sentence} --regel würfeln`, /„würfeln“.*zwei-schlüssel, leitung, konsent.*`--regel konsent`/s],
    ],
    [
      'an unknown department',
      [
        `${sentence} --departments Marketing, Sales`,
        /“Sales”.*Marketing, IT.*`--departments "Marketing, IT"`/s,
      ],
      [`${sentence} --abteilungen Vertrieb`, /„Vertrieb“.*Marketing, IT.*`--abteilungen "Marketing, IT"`/s],
    ],
    [
      'one department',
      [`${sentence} --departments Marketing`, /at least two departments.*`--departments/s],
      [`${sentence} --abteilungen IT`, /mindestens zwei Abteilungen.*`--abteilungen/s],
    ],
    [
      'what is no channel',
      [`${sentence} --in somewhere`, /“somewhere”.*`--in #marketing-it`/s],
      [`${sentence} --in irgendwo`, /„irgendwo“.*`--in #marketing-it`/s],
    ],
    [
      'a sentence too long',
      [long, /has 3,?039 characters; 3,?000 is the most/],
      [long, /hat 3\.?039 Zeichen; höchstens 3\.?000/],
    ],
    [
      'a quotation mark left open',
      [`"${sentence}`, /quotation mark.*R&amp;D/s],
      [`„${sentence}`, /Anführungszeichen.*R&amp;D/s],
    ],
  ];

  test.each(cases)(
    '%s: why, in the words of the person, and what was typed',
    async (_, forEnglish, forGerman) => {
      const [inEnglish, inGerman] = [
        await refused(english, forEnglish[0]),
        await refused(german, forGerman[0]),
      ];
      expect(inEnglish).toMatch(forEnglish[1]);
      expect(inGerman).toMatch(forGerman[1]);
    },
  );

  test('where Concord is no member: exactly what mends it', async () => {
    await app.playground.as(english).join('C0GENERAL');
    expect(await refused(english, sentence, 'C0GENERAL')).toMatch(/<#C0GENERAL>.*`\/invite @Concord`/s);
    expect(await refused(german, sentence, 'C0LEADS')).toMatch(/Mitglied.*`\/invite @Concord`/s);
    expect(await refused(german, `${sentence} --in #leads`)).toContain('<#C0LEADS>');
  });

  test('in a direct message, without a home channel to go to', async () => {
    const inEnglish = await as(english).openDirectMessage('U0BRAND');
    expect(await refused(english, sentence, inEnglish)).toMatch(/needs a channel.*`\/concord setup`/s);
    const inGerman = await as(german).openDirectMessage('U0DATA');
    expect(await refused(german, sentence, inGerman)).toMatch(/braucht einen Channel.*`\/concord setup`/s);
  });

  test('by somebody who is in no department', async () => {
    await as('U0SALES').join(channel);
    const answer = await as('U0SALES').command(channel, `/concord-propose ${sentence}`);
    expect(wordsOf(answer.ok ? answer.response : undefined)).toMatch(/Marketing, IT.*R&amp;D moves/s);
  });

  test('a command that does not exist', async () => {
    const answer = await as(german).command(channel, `/concord proposal ${sentence}`);
    if (!answer.ok || !answer.response) throw new Error('no answer');
    expect(answer.response.text).toMatch(/„proposal“.*propose/s);
    expect(copyOf(answer.response)).toBe(`/concord proposal ${sentence}`);
  });
});

test('before departments are set up, it says how', async () => {
  const fresh = await startTestConcord({ departments: false });
  for (const [userId, words] of [
    [english, /two departments.*`\/concord setup`.*R&amp;D/s],
    [german, /zwei Abteilungen.*`\/concord setup`.*R&amp;D/s],
  ] as const) {
    const answer = await fresh.playground.as(userId).command(channel, '/concord-propose R&D');
    expect(wordsOf(answer.ok ? answer.response : undefined)).toMatch(words);
  }
  expect(fresh.playground.problems).toEqual([]);
  await fresh.stop();
});
