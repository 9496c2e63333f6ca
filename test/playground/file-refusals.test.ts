import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Playground } from '../../playground/playground.ts';
import { startEmpty } from './bolt-app.ts';
import { call } from './call.ts';
import { announce, length, send, text, uploaded } from './uploads.ts';

const channel = 'C0MARKETINGIT';
let playground: Playground;
beforeEach(async () => {
  playground = await startEmpty();
});
afterEach(() => playground.close());

const complete = (args: Record<string, unknown>) => call(playground, 'files.completeUploadExternal', args);

describe('files.getUploadURLExternal', () => {
  it.each([
    ['invalid_arguments', { filename: '' }],
    ['invalid_arguments', { length: '' }],
    ['invalid_arguments', { length: -1 }],
    ['invalid_arguments', { length: 1.5 }],
    ['invalid_arguments', { length: 'long' }],
    ['missing_argument', { length: 0 }],
    ['alt_txt_too_large', { alt_txt: 'x'.repeat(1001) }],
    ['unknown_snippet_type', { snippet_type: 'klingon' }],
    ['snippet_too_large', { snippet_type: 'python', length: 2 ** 20 + 1 }],
    ['file_upload_size_restricted', { length: 2 ** 30 + 1 }],
  ])('refuses with %s: %j', async (error, args) => {
    const given = { filename: 'minutes.txt', length, ...args };
    expect(await call(playground, 'files.getUploadURLExternal', given)).toMatchObject({ ok: false, error });
    expect(playground.problems).toMatchObject([{ error }]);
  });
});

describe('an upload address', () => {
  it('takes the bytes as they are or as a form with one file, and says how many', async () => {
    const form = new FormData();
    form.append('filename', new Blob([text]), 'minutes.txt');
    expect(await send((await announce(playground)).url)).toEqual([200, `OK - ${length}`]);
    expect(await send((await announce(playground)).url, form)).toEqual([200, `OK - ${length}`]);
    form.append('another', new Blob([text]), 'another.txt');
    expect(await send((await announce(playground)).url, form)).toEqual([400, 'invalid_form_data']);
  });

  it.each(['', text.slice(1), 'x'.repeat(200_000)])('refuses another length', async (other) => {
    const { id, url } = await announce(playground);
    expect(await send(url, other)).toEqual([400, 'wrong_length']);
    expect(playground.problems).toMatchObject([{ where: 'upload_url', error: 'wrong_length' }]);
    expect(await complete({ files: [{ id }] })).toMatchObject({ error: 'file_not_found' });
    expect(await send(url)).toEqual([200, `OK - ${length}`]);
  });

  it('works once, and only where it was given out', async () => {
    const { url } = await announce(playground);
    expect((await fetch(url)).status).toBe(405);
    await send(url);
    expect(await send(url)).toEqual([404, 'used_url']);
    expect(await send(`${url}0`)).toEqual([404, 'unknown_url']);
  });
});

describe('files.completeUploadExternal', () => {
  const here = { channel_id: channel };

  it.each<[string, (id: string) => Record<string, unknown>]>([
    ['invalid_arguments', () => here],
    ['invalid_arguments', () => ({ ...here, files: 'no json' })],
    ['invalid_arguments', (id) => ({ ...here, files: { id } })],
    ['invalid_arguments', () => ({ ...here, files: [] })],
    ['invalid_arguments', (id) => ({ ...here, files: [id] })],
    ['invalid_arguments', () => ({ ...here, files: [{ title: 'Tea' }] })],
    ['invalid_arguments', (id) => ({ ...here, files: [{ id, title: 5 }] })],
    ['invalid_arguments', (id) => ({ ...here, files: [{ id }, { id }] })],
    ['file_not_found', (id) => ({ ...here, files: [{ id }, { id: 'F0NOWHERE' }] })],
    ['invalid_arguments', (id) => ({ files: [{ id }], channel_id: '#marketing-it' })],
    ['channel_not_found', (id) => ({ files: [{ id }], channel_id: 'C0NOWHERE' })],
    ['channel_not_found', (id) => ({ files: [{ id }], channel_id: 'C0LEADS' })],
    ['invalid_channel', (id) => ({ files: [{ id }], channels: `${channel},C0NOWHERE` })],
    ['invalid_channel', (id) => ({ files: [{ id }], channels: 'U0CIO' })],
    ['not_in_channel', (id) => ({ files: [{ id }], channel_id: 'C0GENERAL' })],
    ['channels_limit_exceeded', (id) => ({ files: [{ id }], channels: [...Array(101).keys()].join() })],
    ['thread_not_found', (id) => ({ ...here, files: [{ id }], thread_ts: '1.000001' })],
    ['invalid_arguments', (id) => ({ files: [{ id }], thread_ts: '1.000001' })],
    ['msg_too_long', (id) => ({ ...here, files: [{ id }], initial_comment: 'x'.repeat(40_001) })],
    ['invalid_blocks', (id) => ({ ...here, files: [{ id }], blocks: 'no json' })],
    ['invalid_blocks', (id) => ({ ...here, files: [{ id }], blocks: [{ type: 'nonsense' }] })],
  ])('refuses with %s: %s', async (error, argsFor) => {
    const id = await uploaded(playground);
    expect(await complete(argsFor(id))).toMatchObject({ ok: false, error });
    expect(playground.messages(channel)).toEqual([]);
    expect(await complete({ ...here, files: [{ id }] })).toMatchObject({ ok: true });
  });

  it('wants a file that is uploaded and not completed yet', async () => {
    const { id, url } = await announce(playground);
    expect(await complete({ files: [{ id }] })).toMatchObject({ error: 'file_not_found' });
    await send(url);
    expect(await complete({ files: [{ id }] })).toMatchObject({ ok: true });
    expect(await complete({ ...here, files: [{ id }] })).toMatchObject({ error: 'file_not_found' });
  });

  it('wants an open channel, and the start of a thread', async () => {
    const start = await playground.as('U0CMO').post(channel, 'one');
    const reply = await playground.as('U0CMO').post(channel, 'two', { threadTs: start });
    const files = [{ id: await uploaded(playground) }];
    expect(await complete({ ...here, files, thread_ts: reply })).toMatchObject({
      error: 'invalid_arguments',
    });
    playground.archive(channel);
    expect(await complete({ ...here, files })).toMatchObject({ error: 'is_archived' });
  });
});

describe('the scope and the limits', () => {
  const methods = ['files.getUploadURLExternal', 'files.completeUploadExternal'];

  it.each(methods)('%s wants files:write and the bot token', async (method) => {
    const folder = mkdtempSync(join(tmpdir(), 'playground-files-'));
    const manifest = join(folder, 'manifest.yml');
    const teatime = readFileSync(new URL('./manifest.yml', import.meta.url), 'utf8');
    writeFileSync(manifest, teatime.replace('      - files:write\n', ''));
    const without = await startEmpty({ manifest });
    const answer = await call(without, method);
    await without.close();
    rmSync(folder, { recursive: true });
    expect(answer).toMatchObject({ ok: false, error: 'missing_scope', needed: 'files:write' });
    const { appToken: token } = playground;
    expect(await call(playground, method, {}, { token })).toMatchObject({ error: 'not_allowed_token_type' });
  });

  it.each(methods)('%s may be called a hundred times a minute', async (method) => {
    const strict = await startEmpty({ rateLimits: true });
    const answers = await Promise.all(Array.from({ length: 110 }, () => call(strict, method)));
    await strict.close();
    const limited = answers.filter(({ error }) => error === 'ratelimited');
    expect(limited.length).toBeGreaterThan(0);
    expect(limited.length).toBeLessThanOrEqual(10);
  });
});
