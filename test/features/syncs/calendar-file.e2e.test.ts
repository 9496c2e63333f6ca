import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { sql } from 'kysely';
import { tasks } from '../../../src/features/syncs/tasks.ts';
import { enqueue } from '../../../src/jobs/jobs.ts';
import {
  channel,
  manifest,
  startTestConcord,
  type TestConcord,
  type TestConcordOptions,
  wordsOf,
} from '../../helpers/concord.ts';

let app: TestConcord;
/** What Slack is to refuse. */
let refused: string[] = [];
afterEach(async () => {
  const { problems } = app.playground;
  await app.stop();
  expect([...new Set(problems.map(({ where }) => where))]).toEqual(refused);
  refused = [];
});

const start = async (options: TestConcordOptions = {}) => {
  app = await startTestConcord(options);
  await type('/concord-sync new "CMO/CIO sync" every thursday 10:00 --zone Europe/Berlin');
  const second = '/concord-sync new "Review" every friday 14:00 --zone Europe/Berlin --with @cio';
  expect(await type(second)).toContain('S-2');
};
const answerTo = async (line: string, userId = 'U0CMO') => {
  const answer = await app.playground.as(userId).command(channel, line);
  if (!answer.ok) throw new Error(answer.error);
  return answer.response;
};
const type = async (line: string, userId = 'U0CMO') => wordsOf(await answerTo(line, userId));

const withFiles = (userId = 'U0CMO') =>
  app.playground
    .as(userId)
    .directMessages()
    .filter(({ files }) => files.length > 0);
const arrived = (count: number, userId = 'U0CMO') =>
  app.playground.waitFor(() => withFiles(userId).length === count, 20_000);
const contentOf = (userId = 'U0CMO', i = 0) =>
  app.playground.as(userId).download(withFiles(userId)[i]!.files[0]!.id).toString('utf8');
const titles = (text: string) =>
  new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map((event) => event.getFirstPropertyValue('summary'));
const rows = () => app.db.selectFrom('calendar_files').selectAll().orderBy('id').execute();
const isSettled = () =>
  app.playground.waitFor(async () => (await rows()).every((row) => row.settled_at), 20_000);
const calls = (method: string) => app.playground.calls.filter((call) => call.method === method);
const jobsAreDone = () =>
  app.playground.waitFor(async () => {
    const { rows } = await sql`select from graphile_worker.jobs`.execute(app.db);
    return rows.length === 0;
  }, 20_000);
/** The job once more, also as if the process had died before it could note that it was done. */
async function again({ forgotten = false } = {}): Promise<void> {
  const [row] = await rows();
  if (forgotten) await app.db.updateTable('calendar_files').set({ settled_at: null }).execute();
  await enqueue(app.db, tasks.calendarFile, { workspaceId: row!.workspace_id, id: row!.id });
  await enqueue(app.db, tasks.calendarFile, { workspaceId: row!.workspace_id, id: row!.id });
  await jobsAreDone();
}

test('the file is what the address gives, in a direct message, in the language of the person', async () => {
  await start();
  const [, path] = /example\.com(\/calendar\/[\w-]+\.ics)/.exec(await type('/concord-sync calendar')) ?? [];
  const feed = await (await fetch(`http://127.0.0.1:${app.concord.port}${path}`)).text();
  expect(await type('/concord-sync calendar file')).toContain('comes as a file');
  await arrived(1);
  expect(contentOf()).toBe(feed);
  expect(titles(contentOf())).toEqual(['CMO/CIO sync']);
  expect(withFiles()[0]).toMatchObject({
    text: expect.stringContaining('Your syncs as they stand now'),
    files: [{ name: 'concord.ics', title: 'Your syncs' }],
  });

  expect(await type('/concord-sync kalender datei', 'U0CIO')).toContain('kommt als Datei');
  await arrived(1, 'U0CIO');
  expect(titles(contentOf('U0CIO'))).toEqual(['CMO/CIO sync', 'Review']);
  expect(await type('/concord-sync kalender S-2 DATEI', 'U0CIO')).toContain('kommt als Datei');
  await arrived(2, 'U0CIO');
  expect(titles(contentOf('U0CIO', 1))).toEqual(['Review']);
  expect(withFiles('U0CIO')[1]).toMatchObject({
    text: expect.stringContaining('*S-2* „Review“ nach dem Stand von jetzt'),
    files: [{ name: 'concord-S-2.ics', title: 'Review' }],
  });
  expect(withFiles()).toHaveLength(1);
});

test('without an address the file is offered, with a button; one offer is one file', async () => {
  await start({ publicUrl: null });
  const german = await answerTo('/concord-sync kalender S-2', 'U0CIO');
  expect(wordsOf(german)).toContain('`/concord-sync kalender datei S-2`');
  const cio = app.playground.as('U0CIO');
  const offer = cio.ephemerals(channel).at(-1)!;
  await Promise.all([cio.click(offer, 'sync_calendar_file'), cio.click(offer, 'sync_calendar_file')]);
  await arrived(1, 'U0CIO');
  await app.playground.waitFor(() => wordsOf(cio.ephemerals(channel).at(-1)).includes('kommt als Datei'));
  expect(await rows()).toHaveLength(1);
  expect(titles(contentOf('U0CIO'))).toEqual(['Review']);

  expect(await type('/concord-sync calendar')).toContain('`/concord-sync calendar file`');
  const cmo = app.playground.as('U0CMO');
  await cmo.click(cmo.ephemerals(channel).at(-1)!, 'sync_calendar_file');
  await arrived(1);
  expect(titles(contentOf())).toEqual(['CMO/CIO sync']);
});

test('a redelivered command, and a job run again at any point, send nothing more', async () => {
  await start({ publicUrl: null });
  app.playground.faults.delivery({ type: '/concord-sync', duplicates: 2 });
  await type('/concord-sync calendar file');
  app.playground.faults.clear();
  const commands = app.playground.deliveries.filter(({ type }) => type === '/concord-sync');
  expect(commands).toHaveLength(2 + 3);
  await isSettled();
  await again();
  await again({ forgotten: true });
  await isSettled();
  expect(await rows()).toHaveLength(1);
  expect(withFiles()).toHaveLength(1);
  expect(calls('files.getUploadURLExternal')).toHaveLength(1);
});

test.each(['files.getUploadURLExternal', 'upload_url', 'files.completeUploadExternal'])(
  'a lost answer of %s costs and doubles nothing',
  async (method) => {
    await start({ publicUrl: null });
    app.playground.faults.api(method, { kind: 'lost' });
    await type('/concord-sync calendar file');
    await isSettled();
    expect(calls(method)).toHaveLength(2);
    expect(withFiles()).toHaveLength(1);
    expect(titles(contentOf())).toEqual(['CMO/CIO sync']);
  },
);

test('where Slack asks to wait, it waits', async () => {
  await start({ publicUrl: null });
  app.playground.faults.api('files.completeUploadExternal', { kind: '429', retryAfter: 2 });
  await type('/concord-sync calendar file');
  await isSettled();
  const [first, second] = calls('files.completeUploadExternal');
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(2000);
  expect(withFiles()).toHaveLength(1);
});

test('where Slack refuses files, the person is told, once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'concord-manifest-'));
  const without = join(folder, 'manifest.yml');
  writeFileSync(without, readFileSync(manifest, 'utf8').replace(/^ *- files:write\n/m, ''));
  await start({ publicUrl: null, manifest: without });
  rmSync(folder, { recursive: true });
  refused = ['files.getUploadURLExternal'];
  await type('/concord-sync kalender datei S-2', 'U0CIO');
  await isSettled();
  await again();
  const told = () =>
    app.playground
      .as('U0CIO')
      .directMessages()
      .filter(({ text }) => text.includes('`missing_scope`'));
  await app.playground.waitFor(() => told().length === 1);
  expect(told()[0]!.text).toContain('`/concord-sync kalender datei S-2`');
  await again({ forgotten: true });
  expect(told()).toHaveLength(1);
});

test('what another workspace asked for is not sent', async () => {
  await start({ publicUrl: null });
  const workspaceId = app.concord.workspaceId;
  const workspace = await app.db.selectFrom('workspaces').selectAll().executeTakeFirstOrThrow();
  await app.db
    .insertInto('workspaces')
    .values({ ...workspace, id: 'T0OTHER' })
    .execute();
  const asked = { workspace_id: 'T0OTHER', creation_key: 'x', user_id: 'U0CMO' };
  const { id } = await app.db
    .insertInto('calendar_files')
    .values(asked)
    .returning('id')
    .executeTakeFirstOrThrow();
  await enqueue(app.db, tasks.calendarFile, { workspaceId, id });
  await jobsAreDone();
  expect(calls('files.getUploadURLExternal')).toEqual([]);
  expect((await rows())[0]!.settled_at).toBeNull();
});

test('what cannot be read is answered kindly, and there is no empty file', async () => {
  await start();
  expect(await type('/concord-sync calendar fiel')).toContain('“fiel” does not belong here');
  expect(await type('/concord-sync kalender datei S-2 morgen', 'U0CIO')).toContain('„morgen“ gehört nicht');
  expect(await type('/concord-sync calendar file renew')).toContain('“renew” does not belong here');
  expect(await type('/concord-sync calendar file S-9')).toContain('There is no series S-9');
  expect(await type('/concord-sync calendar file', 'U0BRAND')).toContain('You take part in no sync series');
  expect(await type('/concord-sync kalender datei', 'U0DATA')).toContain('an keiner Sync-Serie teil');
  expect(await rows()).toEqual([]);
});
