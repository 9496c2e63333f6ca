import { WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import { enqueue } from '../../../src/jobs/jobs.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let app: TestConcord;
/** It is Tuesday, 8 June 2027, 10:00 in Berlin; the sync is on Thursday at 10:00. */
beforeEach(async () => {
  app = await startTestConcord();
  const answer = await app.playground
    .as('U0CMO')
    .command(channel, '/concord sync new "CMO/CIO sync" every thursday 10:00 --zone Europe/Berlin');
  expect(wordsOf(answer.ok ? answer.response : undefined)).toContain('S-1');
});
afterEach(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const find = (words: string) => app.playground.messages(channel).filter((m) => m.text.includes(words));
const told = (words: string) =>
  app.playground
    .as('U0CMO')
    .directMessages()
    .filter((m) => wordsOf(m).includes(words));
const first = () => app.db.selectFrom('syncs').selectAll().orderBy('slot').executeTakeFirstOrThrow();
const until = (check: (sync: Awaited<ReturnType<typeof first>>) => boolean) =>
  app.playground.waitFor(async () => check(await first()), 10_000);

/** Until everything due has fired and every job is done. */
const quiet = () =>
  app.playground.waitFor(async () => {
    const { rows } = await sql<{ left: number }>`select (select count(*)::int from graphile_worker.jobs)
      + (select count(*)::int from schedule where fired_at is null and due_at <= concord_now()) as left
    `.execute(app.db);
    return rows[0]!.left === 0;
  }, 20_000);

/** Everything that was due is fired once more, as after a crash between firing and noting it. */
async function again(): Promise<void> {
  await quiet();
  await sql`update schedule set fired_at = null where fired_at is not null`.execute(app.db);
  await quiet();
}

const everything = async () => ({
  syncs: await app.db.selectFrom('syncs').selectAll().orderBy('id').execute(),
  items: await app.db.selectFrom('agenda_items').selectAll().orderBy('id').execute(),
  followUps: await app.db.selectFrom('follow_ups').selectAll().orderBy('id').execute(),
  messages: await app.db.selectFrom('messages').select(['id', 'key']).orderBy('id').execute(),
});

it('an agenda whose time has passed is posted once, with the remark that it is late', async () => {
  await app.advance(day + 6 * hour);
  await until((sync) => sync.agenda_done_at !== null);
  await app.playground.waitFor(() => find('Agenda of S-1').length === 1);
  expect(wordsOf(find('Agenda of S-1')[0])).toContain('comes late');
});

it('a start of some minutes ago is posted with the remark, the agenda before it no more', async () => {
  await app.advance(2 * day + 12 * minute);
  await until((sync) => sync.start_done_at !== null && sync.agenda_done_at !== null);
  await app.playground.waitFor(() => find('starts now').length === 1);
  expect(wordsOf(find('starts now')[0])).toContain('This comes late');
  expect(find('Agenda of S-1')).toEqual([]);
});

it('a start of long ago is noted as missed and the organiser told once; the question comes late', async () => {
  await app.advance(2 * day + 3 * hour);
  await until((sync) => sync.after_done_at !== null && sync.start_done_at !== null);
  await app.playground.waitFor(() => told('was not posted').length === 1);
  await app.playground.waitFor(() => find('held?').length === 1);
  expect(wordsOf(find('held?')[0])).toContain('I ask late');
  expect(find('starts now')).toEqual([]);
  await again();
  expect(told('was not posted')).toHaveLength(1);
  expect(find('held?')).toHaveLength(1);
});

it('after days of downtime it counts as missed by downtime, and nobody is asked', async () => {
  await app.advance(5 * day + 6 * hour);
  await until((sync) => sync.state === 'missed');
  expect(await first()).toMatchObject({ cause: 'downtime', after_message_id: null });
  expect(find('held?')).toEqual([]);
});

it('every job run twice changes nothing the second time; a deleted agenda stays deleted', async () => {
  await app.playground.as('U0CMO').command(channel, '/concord sync agenda S-1 add Budget');
  await app.advance(day + minute);
  await until((sync) => sync.agenda_message_id !== null);
  await quiet();
  const [agenda] = find('Agenda of S-1');
  const slack = new WebClient(app.playground.botToken, { slackApiUrl: app.playground.apiUrl });
  await slack.chat.delete({ channel, ts: agenda!.ts });
  await app.playground.as('U0CMO').command(channel, '/concord sync agenda S-1 add Hiring');
  await quiet();
  expect(find('Agenda of S-1')).toEqual([]);
  await app.advance(day);
  await app.playground.waitFor(() => find('starts now').length === 1);
  expect(wordsOf(find('starts now')[0])).toContain('Hiring');
  expect(find('Agenda of S-1')).toEqual([]);
  await app.advance(hour);
  await until((sync) => sync.after_message_id !== null);
  const cio = app.playground.as('U0CIO');
  const [ask] = await app.playground.waitFor(() => (find('held?').length === 1 ? find('held?') : null));
  await cio.click(ask!, 'sync_held');
  await cio.submit({ 'follow_up:1': 'Write the brief', 'owner:1': 'U0CMO', 'due:1': '2027-06-11' });
  await until((sync) => sync.state === 'held');
  await app.advance(day);
  await app.playground.waitFor(() => told('Write the brief').length === 1);
  await quiet();
  const before = await everything();
  await again();
  expect(await everything()).toEqual(before);
  expect(told('Write the brief')).toHaveLength(1);
});

it('put off to tomorrow, a follow-up reminds tomorrow, whatever is still under way for today', async () => {
  await app.advance(2 * day + minute);
  await until((sync) => sync.start_message_id !== null);
  await app.advance(hour);
  const cmo = app.playground.as('U0CMO');
  const [ask] = await app.playground.waitFor(() => (find('held?').length === 1 ? find('held?') : null));
  await cmo.click(ask!, 'sync_held');
  await cmo.submit({ 'follow_up:1': 'Write the brief', 'owner:1': 'U0CMO', 'due:1': '2027-06-11' });
  await app.advance(day);
  await app.playground.waitFor(() => told('Write the brief').length === 1);
  const { id, workspace_id: workspaceId } = await app.db
    .selectFrom('follow_ups')
    .select(['id', 'workspace_id'])
    .executeTakeFirstOrThrow();
  await cmo.click(told('Write the brief')[0]!, 'sync_follow_up_tomorrow');
  await app.playground.waitFor(
    async () =>
      (await app.db.selectFrom('follow_ups').select('due_on').executeTakeFirstOrThrow()).due_on ===
      '2027-06-12',
  );
  const payload = { workspaceId, followUpId: id, dueOn: '2027-06-11', dueAt: '2027-06-11T07:00:00.000Z' };
  await enqueue(app.db, 'sync_follow_up', payload);
  await quiet();
  expect(told('Write the brief')).toHaveLength(1);
  await app.advance(day);
  await app.playground.waitFor(() => told('Write the brief').length === 2);
});
