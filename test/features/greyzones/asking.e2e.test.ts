import {
  channel,
  it as itPeople,
  marketing,
  startTestConcord,
  type TestConcord,
  wordsOf,
} from '../../helpers/concord.ts';
import * as people from './people-and-rows.ts';

const { english, german, outside, rowsOf } = people;
const day = 86_400_000;

let app: TestConcord;
beforeEach(async () => {
  app = await startTestConcord();
});
afterEach(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const as = (userId: string) => app.playground.as(userId);
const type = async (line: string, userId = english) => wordsOf(await people.answerTo(app, userId, line));
const click = (userId: string, where: { channel: string; ts: string }, key: string) =>
  people.clicked(app, userId, where, key);
const zones = async () => (await rowsOf(app)).zones;
const asking = (name: string) => people.messageWith(app, `${name} Who leads it`);

/** Marketing and IT both claim it. */
async function overlap(question = '"Who owns the consent banner?"'): Promise<void> {
  await type(question);
  const name = `G-${(await zones()).at(-1)!.id}`;
  await type(`answer ${name} --today Marketing --should Marketing`);
  await type(`antworten ${name} --heute IT --soll IT`, german);
  await people.messageWith(app, new RegExp(`${name} [^]*each claim it`));
}

test('a line and a form ask the same', async () => {
  const initiative = 'new "Customer data" --direction d --extent e';
  await as(english).command(channel, `/concord-initiative ${initiative}`);
  await type(
    '"Who owns R&D <moves>?" --initiative customer --departments IT, Marketing --by 10.6.2027 12:00 --in #marketing-it',
  );
  await as(german).command(
    channel,
    '/concord-greyzone --initiative Customer --abteilungen Marketing und IT --bis 10.6.2027 11 Uhr --in #marketing-it',
  );
  const view = JSON.stringify(as(german).views().at(-1)?.view);
  for (const part of ['Customer data', '10.6.2027 11 Uhr', `"initial_conversation":"${channel}"`]) {
    expect(view).toContain(part);
  }
  expect(
    await as(german).submit({ area: 'Who owns R&D  <moves>?', deadline: '10.6.2027 13 Uhr' }),
  ).toMatchObject({
    ok: true,
  });
  expect(JSON.stringify(as(german).views().at(-1)?.view)).toContain('G-2 ist unterwegs');
  const [typed, filled] = await zones();
  const same = { id: 0, creation_key: '', author_user_id: '', opened_at: 0 };
  expect({ ...filled, ...same }).toEqual({ ...typed, ...same });
  expect(typed).toMatchObject({ area: 'Who owns R&D <moves>?', initiative_id: 1 });
  expect(wordsOf(await asking('G-1'))).toContain('Initiative: Customer data');
});

test('a message becomes a question', async () => {
  const ts = await as(german).post(channel, 'Wer kümmert sich um den @cmo Banner?');
  await as(german).messageShortcut('grey_zone_from_message', channel, ts);
  expect(JSON.stringify(as(german).views().at(-1)?.view)).toContain('um den @Carla Moreno Banner?');
  await as(german).submit({ area: 'Wer kümmert sich um den Banner?' });
  await as(german).closeView();
  await overlap('"Whose is the banner?"');
  await type('close G-1', german);
  await type('propose G-1 IT');
  expect(wordsOf(await people.messageWith(app, 'P-1'))).toContain(
    'IT verantwortet den Banner; Marketing unterstützt.',
  );
  await type('propose G-2 IT');
  expect(wordsOf(await people.messageWith(app, 'P-2'))).toContain(
    'IT leads “Whose is the banner?”; Marketing supports.',
  );
});

test('with more than three departments the answers are in a menu', async () => {
  const { db, playground } = app;
  for (const [i, name] of ['Sales', 'Digital'].entries()) {
    const { id } = await db
      .insertInto('departments')
      .values({ workspace_id: playground.teamId, name })
      .returning('id')
      .executeTakeFirstOrThrow();
    const member = { workspace_id: playground.teamId, department_id: id, is_lead: false };
    await db.deleteFrom('department_members').where('user_id', '=', ['U0DATA', 'U0CRM'][i]!).execute();
    await db
      .insertInto('department_members')
      .values({ ...member, user_id: ['U0DATA', 'U0CRM'][i]! })
      .execute();
  }
  await type('"Who owns the consent banner?"');
  const asked = await asking('G-1');
  const choose = (userId: string, question: string, claim: string) =>
    people.clicked(app, userId, asked, `greyzone_say:${question}:menu`, `1:1:${question}:${claim}`);
  for (const userId of [english, german, 'U0DATA', 'U0CRM']) {
    await choose(userId, 'today', 'nobody');
    await choose(userId, 'should', 'd3');
  }
  // For a department without a lead half of its people stand in.
  expect(wordsOf(await people.messageWith(app, 'G-1 Who owns'))).toContain('Sales');
  const {
    zones: [zone],
  } = await rowsOf(app);
  expect(zone).toMatchObject({ state: 'open', finding: 'gap' });
});

test('who is in no department looks and does nothing', async () => {
  await as(outside).join(channel);
  await overlap();
  await type('"And who owns the shop?"');
  expect(await type('show G-1', outside)).toContain('Marketing 1★');
  for (const line of ['propose G-1 IT', 'again G-1']) {
    expect(await type(line, outside)).toContain('Only people of its departments (Marketing, IT)');
  }
  expect(await type('answer G-2 --today IT', outside)).toContain('Only those who belonged to');
  expect(await type('close G-2', outside)).toContain('Only <@U0CMO>');
  expect(await type('"Who owns it?"', outside)).toContain('Only members of a department');
});

test('nothing of an answer is seen by anybody else before the end', async () => {
  await type('"Who owns the consent banner?"');
  const asked = await asking('G-1');
  const before = wordsOf(asked);
  await type('answer G-1 --today nobody --should shared', 'U0BRAND');
  await type('antworten G-1 --heute niemand --soll gemeinsam', german);
  const now = await app.playground.waitFor(() => {
    const words = wordsOf(app.playground.messages(channel)[0]);
    return words.includes('1 of 3 people have answered  ·  lead has answered') ? words : undefined;
  });
  // Only how many there are has changed.
  const counts = /\d of 3 people|lead (?:has answered|has not answered yet)|"block_id":"[^":]+"/g;
  expect(now.replaceAll(counts, '#')).toBe(before.replaceAll(counts, '#'));
  expect(app.playground.messages(channel)).toHaveLength(1);
  const shown = await people.answerTo(app, english, 'show G-1');
  expect(wordsOf(shown)).not.toMatch(/★|Today: |greyzones/);
  expect(wordsOf(shown).replaceAll(counts, '#')).toContain('# have answered');
  expect(await type('list')).toMatch(/being asked, open since today {2}</);
  // Who has answered sees what they said themselves.
  expect(await type('zeigen G-1', german)).toContain('Heute: *Niemand*');
  expect(await type('propose G-1 IT')).toContain('still being asked');
  for (const userId of [...marketing, ...itPeople]) expect(as(userId).directMessages()).toEqual([]);

  await type('answer G-1 --today nobody --should nobody');
  expect(wordsOf(await people.messageWith(app, 'nobody leads it today'))).toContain('Shared 1★');
});

test('a round that is ended early shows nothing, to nobody and nowhere, and can be asked again', async () => {
  await type('"Who owns the consent banner?"');
  const asked = await asking('G-1');
  await type('answer G-1 --today nobody --should shared', 'U0BRAND');
  await type('antworten G-1 --heute niemand --soll gemeinsam', german);
  expect(await type('close G-1')).toContain('has ended without a result. Nobody sees its answers');
  const ended = wordsOf(await people.messageWith(app, 'G-1 This round has ended'));
  const secret = /★|[Nn]obody [12]|[Ss]hared [12]|[1-3] of 3|greyzone_say/;
  expect(ended).not.toMatch(secret);
  expect((await rowsOf(app)).claims).toEqual([]);
  for (const userId of [english, german, 'U0BRAND']) {
    expect(await type('show G-1', userId)).not.toMatch(secret);
    expect(await type('list', userId)).not.toMatch(secret);
  }
  expect(await type('close G-1', german)).toContain('wird nicht mehr gefragt');
  await people.settled(app);
  expect(app.playground.messages(channel).filter(({ ts }) => ts !== asked.ts)).toEqual([]);
  expect(await zones()).toEqual([expect.objectContaining({ state: 'open', finding: null })]);
  expect(await type('again G-1')).toContain('on its way');
});

test('what all leads have answered is shown where somebody ends it, and at the deadline too', async () => {
  await type('"Who owns the consent banner?" --by tomorrow 12:00');
  await app.db
    .updateTable('grey_zones')
    .set({ deadline: new Date(app.now()) })
    .execute();
  expect(await type('close G-1')).toContain('on their way to the channel');
  await people.messageWith(app, 'nobody has answered');
});

test('it is asked again by a form, and proposed in own words, in the register and on the card', async () => {
  await overlap();
  const again = async (userId: string, deadline: string | null) => {
    await as(userId).click(await people.messageWith(app, 'each claim it'), 'greyzone_again');
    const answer = await as(userId).submit({ deadline });
    return { answer, view: JSON.stringify(as(userId).views().at(-1)) };
  };
  expect(await again(english, 'soonish')).toMatchObject({ answer: { ok: false } });
  await as(english).closeView();
  expect((await again(german, 'morgen 12 Uhr')).view).toContain('G-1 ist unterwegs');
  expect((await zones())[0]).toMatchObject({ round: 2, state: 'asking' });
  expect((await zones())[0]?.deadline.toISOString()).toBe('2027-06-09T10:00:00.000Z');
  await type('close G-1');
  await type('propose G-1 "IT" "IT leads the banner; Marketing writes it."');
  expect(wordsOf(await people.messageWith(app, 'P-1'))).toContain(
    'IT leads the banner; Marketing writes it.',
  );
  expect(await type('list')).toMatch(/G-1.*open since today, P-1 open/);
  expect(await type('show G-1')).toContain('deciding on it: P-1');
});

test('at the deadline the answers that there are are shown', async () => {
  await type('"Who owns the consent banner?"');
  const asked = await asking('G-1');
  await click('U0BRAND', asked, 'greyzone_say:today:shared');
  expect((await click('U0BRAND', asked, 'greyzone_close')).text).toContain('Only <@U0CMO>');
  await app.advance(3 * day - 60_000);
  expect(await zones()).toEqual([expect.objectContaining({ state: 'asking' })]);
  await app.advance(2 * 60_000);
  expect(wordsOf(await people.messageWith(app, 'Unclear'))).toContain('Shared 1');
  expect(await type('answer G-1 --today IT', 'U0BRAND')).toContain('not being asked any more');
});
