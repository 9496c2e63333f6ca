import { enqueue } from '../../../src/jobs/jobs.ts';
import {
  channel,
  it as itPeople,
  marketing,
  startTestConcord,
  type TestConcord,
  wordsOf,
} from '../../helpers/concord.ts';
import * as people from './people-and-rows.ts';

const { english, german, rowsOf } = people;
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

/** Everybody takes this stance, and what follows from it has happened. */
async function decide(id: number, reaction: '+1' | '-1'): Promise<void> {
  const { ts } = await app.playground.waitFor(() =>
    app.playground.messages(channel).find((m) => m.text.includes(`P-${id}`) && m.reactions.size === 3),
  );
  for (const userId of [...marketing, ...itPeople]) await as(userId).react(channel, ts, reaction);
  await app.playground.waitFor(
    async () => (await rowsOf(app)).proposals.find((one) => Number(one.id) === id)?.state === 'closed',
    15_000,
  );
  await people.messageWith(app, reaction === '+1' ? 'leads it from now on' : `*P-${id}* was not agreed`);
  await people.settled(app);
}

/** Marketing and IT both claim it. */
async function overlap(question = '"Who owns the consent banner?"'): Promise<void> {
  await type(question);
  const name = `G-${(await zones()).at(-1)!.id}`;
  await type(`answer ${name} --today Marketing --should Marketing`);
  await type(`antworten ${name} --heute IT --soll IT`, german);
  await people.messageWith(app, new RegExp(`${name} [^]*each claim it`));
}

test('from a question to an owner, and back', async () => {
  expect(await type('"Who owns the consent banner?"')).toContain(`G-1 is on its way to <#${channel}>`);
  const asked = await asking('G-1');
  const open = wordsOf(asked);
  for (const words of [
    'Who owns the consent banner?',
    'Asked: Marketing, IT',
    '0 of 3 people',
    'lead has not answered yet',
  ]) {
    expect(open).toContain(words);
  }
  expect(wordsOf(await click('U0BRAND', asked, 'greyzone_say:today:d1'))).toContain(
    'Today: *our side (Marketing)*',
  );
  expect((await click('U0BRAND', asked, 'greyzone_say:should:d2')).text).toContain('Should lead: *IT*');
  expect(await type('answer G-1 --today IT --should shared', 'U0PLATFORM')).toContain(
    'Should lead: *Shared*',
  );
  expect(await type('antworten G-1 --heute „unsere Seite“ --soll Marketing', german)).toContain(
    'Heute: *unsere Seite (IT)*',
  );
  await click(english, asked, 'greyzone_say:today:d1');
  expect((await click(english, asked, 'greyzone_say:should:d1')).text).toContain('the last answer needed');
  const matrix = await people.messageWith(app, 'each say that they lead it');
  const words = wordsOf(matrix);
  expect(words).toContain('Overlap: Marketing and IT each say that they lead it today.');
  expect(words).toContain('Marketing  Marketing 2★  Marketing 1★ · IT 1');
  expect(words).toContain('IT         IT 2★         Marketing 1★ · Shared 1');
  // The same in words, for notifications.
  expect(matrix.text).toContain('IT: today IT 2★; should Marketing 1★ · Shared 1.');
  await people.settled(app);
  expect(wordsOf(app.playground.messages(channel)[0])).not.toContain('greyzone_say');
  expect(await type('list')).toContain('open since today, overlap');

  // IT's people want Marketing, as their lead says; what the form shows can be left as it is.
  await as(english).click(matrix, 'greyzone_propose');
  const form = JSON.stringify(as(english).views().at(-1)?.view);
  expect(form).toContain('Marketing leads the consent banner; IT supports.');
  await as(english).submit({ owner: '2' });
  expect(JSON.stringify(as(english).views().at(-1)?.view)).toContain('*P-1* in');
  await as(english).closeView();
  const proposal = await people.messageWith(app, 'P-1');
  expect(wordsOf(proposal)).toContain('IT leads the consent banner; Marketing supports.');
  await people.settled(app);
  const put = wordsOf(app.playground.messages(channel).find(({ ts }) => ts === matrix.ts));
  expect(put).toContain('deciding on it: P-1');
  expect(put).not.toContain('greyzone_propose');
  expect(await type('propose G-1 Marketing')).toContain('deciding on G-1 already: P-1');

  await decide(1, '+1');
  expect(wordsOf(app.playground.messages(channel).find(({ ts }) => ts === matrix.ts))).toContain(
    'IT leads it, as agreed in A-1.',
  );
  expect(await type('list')).toMatch(/IT, A-1, since June 8, 2027/);
  expect(await type('propose G-1 Marketing')).toContain('as agreed in A-1');
  expect(await type('again G-1')).toContain('as agreed in A-1');
  expect(await zones()).toEqual([
    expect.objectContaining({ state: 'closed', owner_department_id: 2, agreement_number: 1 }),
  ]);

  await app.advance(3 * day);
  const { teamId: workspaceId } = app.playground;
  await enqueue(app.db, 'greyzone_agreement_ended', { workspaceId, agreement: 1 });
  const reopened = await people.messageWith(app, 'A-1 no longer holds');
  expect(reopened.text).toBe('A-1 no longer holds: who leads the consent banner is open again.');
  expect(await zones()).toEqual([
    expect.objectContaining({ state: 'open', owner_department_id: null, agreement_number: null }),
  ]);
  await app.advance(2 * day);
  expect(await type('liste', german)).toContain('offen seit 2 Tagen, Überschneidung');
  await as(german).click(reopened, 'greyzone_propose');
  await as(german).submit({ owner: '1', statement: 'Marketing does it all.' });
  await as(german).closeView();
  await decide(2, '+1');
  expect(await type('show G-1')).toContain('Marketing leads it, as agreed in A-2.');
});

test('what all say the same of has its owner at once', async () => {
  await type('"Who owns the consent banner?" --by tomorrow 12:00');
  for (const userId of [english, german]) await type('answer G-1 --today IT --should IT', userId);
  const matrix = await people.messageWith(app, 'Clear: all say IT.');
  expect(wordsOf(matrix)).not.toContain('greyzone_propose');
  expect(await type('list')).toContain('IT, all agree, since June 8, 2027');
  expect(await type('propose G-1 IT')).toContain('nothing to decide');

  expect(await type('again G-1 --by friday')).toContain('G-1 is on its way');
  const second = await asking('G-1');
  expect(wordsOf(second)).toContain('round 2');
  await people.settled(app);
  expect(wordsOf(app.playground.messages(channel)[0])).not.toContain('greyzone_say');
  expect(await zones()).toEqual([
    expect.objectContaining({ state: 'asking', round: 2, owner_department_id: null, finding: null }),
  ]);
  expect(await type('again G-1')).toContain('still being asked');
  await type('answer G-1 --today IT --should shared', 'U0BRAND');
  expect((await click(english, second, 'greyzone_close')).text).toContain('ended without a result');
  await app.playground.waitFor(() =>
    app.playground.messages(channel).find((m) => wordsOf(m).includes('greyzone again G-1`')),
  );
  expect(await type('schließen G-1', german)).toContain('wird nicht mehr gefragt');
  expect(wordsOf(app.playground.messages(channel).find(({ ts }) => ts === matrix.ts))).toContain(
    'asked anew',
  );
});

test('what was not agreed can be proposed again', async () => {
  await overlap();
  expect(await type('vorschlagen G-1 „IT“', german)).toContain('*P-1* in');
  await decide(1, '-1');
  expect(await type('propose G-1 Marketing')).toContain('*P-2* in');
  await decide(2, '+1');
  expect(await type('list')).toContain('Marketing, A-1, since');
});

test('what has no owner is on the agenda until it has one', async () => {
  await overlap();
  const line = 'new "Sync" every wednesday 10:00 in #marketing-it --departments Marketing, IT --agenda 0';
  expect(await as(english).command(channel, `/concord-sync ${line}`)).toMatchObject({ ok: true });
  await app.advance(day);
  const agenda = await people.messageWith(app, 'Agenda of');
  expect(wordsOf(agenda)).toContain(
    'G-1: Who owns the consent banner? (Overlap: Marketing and IT each claim it)',
  );
  await type('propose G-1 Marketing');
  await decide(1, '+1');
  await app.advance(7 * day);
  const next = await app.playground.waitFor(() =>
    app.playground.messages(channel).findLast((m) => m.text.includes('Agenda of') && m.ts !== agenda.ts),
  );
  expect(wordsOf(next)).not.toContain('G-1:');
});

test('an agreement that the departments revoke opens it again', async () => {
  await overlap();
  await type('propose G-1 IT');
  await decide(1, '+1');
  await as(german).command(channel, '/concord-agreements revoke A-1 because everything is different');
  await app.playground.waitFor(async () => (await rowsOf(app)).proposals.length === 2);
  const { ts } = await app.playground.waitFor(() =>
    app.playground.messages(channel).find((m) => m.text.includes('P-2') && m.reactions.size === 3),
  );
  for (const userId of [...marketing, ...itPeople]) await as(userId).react(channel, ts, '+1');
  const reopened = await people.messageWith(app, 'A-1 no longer holds: who leads');
  expect(wordsOf(reopened)).toContain('greyzone_again');
  expect(await zones()).toEqual([expect.objectContaining({ state: 'open', agreement_number: null })]);
});
