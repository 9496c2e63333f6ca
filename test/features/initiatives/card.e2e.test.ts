import { refusesCharts } from '../../../playground/faults.ts';
import {
  chartsShown,
  recordChartsRefused,
  recordChartsShown,
} from '../../../src/slack/chart-support.repository.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';
import { type Answers, all, apart, insertPulse } from '../polls/closed-poll.ts';
import { english, german } from './people-and-rows.ts';

const together: Answers = { 1: all(3), 2: all(3) };

let app: TestConcord;
let workspaceId: string;
beforeEach(async () => {
  app = await startTestConcord();
  workspaceId = app.playground.teamId;
  await type(
    english,
    'new "Customer data" --direction "One platform" --extent "Until June" --in #marketing-it',
  );
});
afterEach(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

async function answer(userId: string, line: string) {
  const given = await app.playground.as(userId).command(channel, `/concord-initiative ${line}`);
  if (!given.ok || !given.response) throw new Error(`no answer to ${line}`);
  return given.response;
}
const type = async (userId: string, line: string) => wordsOf(await answer(userId, line));

const pulse = (day: string, direction: Answers, extent = together, initiativeId = 1) =>
  insertPulse(app.db, { workspaceId, initiativeId, at: new Date(`${day}T20:00:00Z`) }, [direction, extent]);

const titlesOfCharts = (blocks: readonly object[]) =>
  (blocks as { type: string; title: string }[])
    .filter(({ type: kind }) => kind === 'data_visualization')
    .map(({ title }) => title);

test('a card says where the departments stand and how that changed, in the language of whoever reads it', async () => {
  expect(await type(english, 'show "Customer data"')).toContain('Nobody has asked yet.');
  await pulse('2027-05-03', apart(1));
  await pulse('2027-05-20', { 1: all(4) }, { 1: all(3) });
  await pulse('2027-06-01', { 1: all(4), 2: all(1) }, { 1: all(2), 2: all(3) });
  const card = await type(english, 'show "Customer data"');
  for (const part of [
    'Alignment *25* of 100 on 1 Jun  ·  direction 25, extent 75',
    'Trend: down by 50 points since the pulse before',
    'Direction: Alignment *25* of 100: furthest apart are Marketing and IT. Marketing finds the direction mostly right, IT the wrong way.',
    'Extent: Alignment *75* of 100: furthest apart are Marketing and IT. Marketing finds the extent too little, IT about right.',
    'Direction, Marketing: mostly right 100%\\nDirection, IT: wrong way 100%\\nExtent, Marketing: too little 100%\\nExtent, IT: about right 100%',
    'Pulses so far: 3 May *75* (direction 75, extent 100)  ·  20 May too few answers  ·  1 Jun *25* (direction 25, extent 75)',
  ]) {
    expect(card).toContain(part);
  }
  expect(await type(german, 'zeigen „Customer data“')).toContain(
    'Verlauf: 50 Punkte weniger als beim vorigen Puls',
  );
});

test('it is drawn as well where charts are known to be shown, and not where they were refused since', async () => {
  await pulse('2027-05-03', apart(1));
  const charts = async () => titlesOfCharts((await answer(english, 'show "Customer data"')).blocks);
  expect(await charts()).toEqual([]);
  await recordChartsShown(app.db, workspaceId);
  // One pulse is no trend, which leaves room for both of its questions.
  expect(await charts()).toEqual(['Is the direction right?', 'Is the extent right?']);
  await pulse('2027-06-01', apart(3));
  expect(await charts()).toEqual(['Alignment over time', 'Is the direction right?']);
  // The words say the other one as well.
  expect(await type(german, 'zeigen „Customer data“')).toContain('Umfang, IT: gerade richtig 100\u00a0%');
  await recordChartsRefused(app.db, workspaceId);
  expect(await charts()).toEqual([]);
  expect(await chartsShown(app.db, workspaceId)).toBe(false);
});

test('a card that is refused with its charts is given without them', async () => {
  await pulse('2027-05-03', apart(1));
  await recordChartsShown(app.db, workspaceId);
  app.playground.faults.api('response_url', refusesCharts);
  const list = await answer(english, 'list');
  expect(await app.playground.as(english).click(list, 'initiative_show')).toMatchObject({ ok: true });
  const card = await app.playground.waitFor(() =>
    app.playground
      .as(english)
      .ephemerals(channel)
      .find((message) => wordsOf(message).includes('Alignment *75* of 100')),
  );
  expect(titlesOfCharts(card.blocks)).toEqual([]);
});

test('the list says the newest alignment of each, and how it moves over all', async () => {
  expect(await type(english, 'list')).not.toContain('lignment');
  await type(english, 'new "Cloud" --direction "To Frankfurt" --extent "All of it" --in #marketing-it');
  await type(english, 'new "Shop" --direction "Anew" --extent "All of it" --in #marketing-it');
  await pulse('2027-05-03', apart(3));
  await pulse('2027-05-04', apart(2), together, 2);
  await pulse('2027-06-01', apart(1));
  const list = await type(english, 'list');
  for (const part of [
    'Alignment over all initiatives: *63* of 100, up from 38  ·  so far 25 → 38 → 63',
    'alignment *75*, up from 25',
    'alignment *50*"',
  ]) {
    expect(list).toContain(part);
  }
  expect(list).toMatch(/\*Shop\* [^"\n]*Marketing, IT"/);
  expect(await type(german, 'liste')).toContain('*63* von 100, gestiegen von 38');
  // What is over says nothing about where they stand now.
  await type(english, 'change Cloud --status done');
  expect(await type(english, 'list')).toContain('Alignment over all initiatives: *75* of 100, up from 25');
});

test('a card names the polls that are open about it, and not those that are closed or about another', async () => {
  await type(english, 'new "Cloud" --direction "To Frankfurt" --extent "All of it" --in #marketing-it');
  const open = await pulse('2027-05-03', apart(1));
  await pulse('2027-05-04', apart(1));
  await pulse('2027-05-05', apart(1), together, 2);
  await app.db
    .updateTable('polls')
    .set({ state: 'open', closed_at: null, outcome: null, deadline: new Date('2027-07-01T08:00:00Z') })
    .where('id', 'in', [open, open + 2])
    .execute();
  const card = await type(english, 'show "Customer data"');
  expect(card).toContain(`*Open polls*\\n*PL-${open}*  Where we stand: direction and extent`);
  expect(card).not.toContain('PL-2');
  expect(card).not.toContain('PL-3');
});

test('from a card the departments are asked where they stand', async () => {
  const card = await answer(english, 'show "Customer data"');
  expect(await app.playground.as(english).click(card, 'poll_pulse')).toMatchObject({ ok: true });
  const view = await app.playground.waitFor(() => app.playground.as(english).views().at(-1));
  expect(JSON.stringify(view.view)).toContain('Customer data');
});

test('a card names the grey zones of the initiative', async () => {
  await app.playground
    .as(english)
    .command(channel, '/concord-greyzone "Who owns the consent banner?" --initiative "Customer data"');
  expect(await type(english, 'show "Customer data"')).toContain(
    '*Grey zones*\\n*G-1*  Who owns the consent banner? · answers come in',
  );
});

test('far apart, it stands on the agenda of the next sync of its departments', async () => {
  await app.playground
    .as(english)
    .command(channel, '/concord-sync new "Weekly" every thursday 10:00 --in #marketing-it');
  await pulse('2027-06-01', { 1: all(4), 2: all(1) });
  await app.advance(2 * 86_400_000);
  const agenda = await app.playground.waitFor(
    () => app.playground.messages(channel).find((message) => wordsOf(message).includes('alignment 25')),
    15_000,
  );
  expect(wordsOf(agenda)).toContain('Marketing finds the direction mostly right, IT the wrong way.');

  // Talked about, it is on no further agenda, until another pulse says so.
  const items = () =>
    app.db.selectFrom('agenda_items').select(['source_key', 'sync_id', 'state', 'initiative_id']).execute();
  const [talked] = await items();
  await app.db.updateTable('agenda_items').set({ state: 'done' }).execute();
  const next = async () => {
    const shown = await app.playground.as(english).command(channel, '/concord-sync agenda S-1');
    return shown.ok ? wordsOf(shown.response) : shown.error;
  };
  await app.advance(2 * 86_400_000);
  expect(await next()).toMatch(/^(?!.*alignment 25).*S-1/s);
  await app.advance(5 * 86_400_000);
  expect(await items()).toEqual([{ ...talked, state: 'done', initiative_id: 1 }]);
  await pulse('2027-06-12', { 1: all(5), 2: all(1) });
  expect(await next()).toContain('alignment 0 (before: 25)');
});
