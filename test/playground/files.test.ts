import { WebClient } from '@slack/web-api';
import type { Snapshot } from '../../playground/contract.ts';
import type { Playground } from '../../playground/playground.ts';
import { silent, startEmpty } from './bolt-app.ts';
import { call } from './call.ts';
import { announce, length, send, text, uploaded } from './uploads.ts';

const channel = 'C0MARKETINGIT';
let playground: Playground;
let client: WebClient;

beforeEach(async () => {
  playground = await startEmpty();
  const retryConfig = { retries: 2, minTimeout: 1 };
  client = new WebClient(playground.botToken, {
    slackApiUrl: playground.apiUrl,
    logger: silent,
    retryConfig,
  });
});
afterEach(() => playground.close());

const complete = (args: Record<string, unknown>) => call(playground, 'files.completeUploadExternal', args);

describe("Slack's own client", () => {
  const minutes = { filename: 'minutes.txt', title: 'Minutes', content: text };

  it('uploads a file and shares it in a channel', async () => {
    const answer = await client.filesUploadV2({ ...minutes, channel_id: channel, initial_comment: 'Here:' });
    const [message] = playground.messages(channel);
    const [file] = message?.files ?? [];
    expect(message).toMatchObject({ user: playground.botUserId, text: 'Here:', threadTs: null });
    expect(file).toMatchObject({ name: 'minutes.txt', title: 'Minutes', size: length });
    expect(answer.files).toMatchObject([{ ok: true, files: [{ id: file?.id, title: 'Minutes' }] }]);
    expect(
      playground
        .as('U0CIO')
        .download(file?.id ?? '')
        .toString(),
    ).toBe(text);
    expect(playground.problems).toEqual([]);
  });

  it('shares several files with one message, in a thread', async () => {
    const threadTs = await playground.as('U0CMO').post(channel, 'What was said?');
    const bytes = Buffer.from([0, 255, 13, 10, 0]);
    await client.files.uploadV2({
      channel_id: channel,
      thread_ts: threadTs,
      file_uploads: [
        { filename: 'minutes.txt', content: text },
        { filename: 'picture.png', file: bytes },
      ],
    });
    const [, reply] = playground.thread(channel, threadTs);
    expect(reply?.files.map(({ title }) => title)).toEqual(['minutes.txt', 'picture.png']);
    expect(playground.as('U0CMO').download(reply?.files[1]?.id ?? '')).toEqual(bytes);
  });

  it('shares a file in a direct message, and not by the id of a person', async () => {
    const { channel: im } = await client.conversations.open({ users: 'U0CIO' });
    await client.filesUploadV2({ ...minutes, channel_id: im?.id ?? '' });
    const [message] = playground.as('U0CIO').directMessages();
    expect(message?.files).toMatchObject([{ title: 'Minutes' }]);
    await expect(client.filesUploadV2({ ...minutes, channel_id: 'U0CIO' })).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: [expect.stringContaining('[json-pointer:/channel_id]')] },
      },
    });
  });

  it.each(['files.getUploadURLExternal', 'upload_url', 'files.completeUploadExternal'])(
    'tries %s again after a fault',
    async (method) => {
      playground.faults.api(method, { kind: 'drop' });
      playground.faults.api(method, { kind: '5xx' });
      await client.filesUploadV2({ ...minutes, channel_id: channel });
      expect(playground.messages(channel)).toHaveLength(1);
      expect(playground.calls.filter((made) => made.method === method)).toHaveLength(3);
    },
  );

  it('finds an address used, and a file completed, whose answer was lost', async () => {
    playground.faults.api('upload_url', { kind: 'lost' });
    await expect(client.filesUploadV2({ ...minutes, channel_id: channel })).rejects.toThrow('404');
    expect(playground.messages(channel)).toEqual([]);
    playground.faults.api('files.completeUploadExternal', { kind: 'lost' });
    await expect(client.filesUploadV2({ ...minutes, channel_id: channel })).rejects.toThrow('file_not_found');
    expect(playground.messages(channel)).toHaveLength(1);
    expect(playground.problems).toEqual([]);
  });
});

describe('a message with a file', () => {
  it('is shown with it in histories and events', async () => {
    const id = await uploaded(playground);
    await complete({ files: [{ id }], channel_id: channel });
    const file = {
      id,
      title: 'minutes.txt',
      mimetype: 'text/plain',
      filetype: 'text',
      mode: 'hosted',
      size: length,
    };
    const shared = { subtype: 'file_share', upload: true, files: [{ ...file, is_public: true }] };
    const { messages } = await call(playground, 'conversations.history', { channel });
    expect(messages).toMatchObject([{ ...shared, user: playground.botUserId, text: '' }]);
    expect(playground.deliveries[0]?.payload.event).toMatchObject({ ...shared, channel });
  });

  it('has blocks, unless there is a comment', async () => {
    const blocks = [{ type: 'divider' }];
    await complete({ files: [{ id: await uploaded(playground) }], channel_id: channel, blocks });
    await complete({
      files: [{ id: await uploaded(playground) }],
      channel_id: channel,
      blocks,
      initial_comment: 'x',
    });
    expect(playground.messages(channel)).toMatchObject([
      { blocks, text: '' },
      { blocks: [], text: 'x' },
    ]);
  });

  it('answers as Slack before it has gone through the bytes', async () => {
    const id = await uploaded(playground);
    const answer = await complete({ files: JSON.stringify([{ id, title: 'Tea' }]), channels: channel });
    expect(answer).toMatchObject({
      ok: true,
      files: [{ id, title: 'Tea', mimetype: '', shares: {}, channels: [] }],
    });
    expect(playground.messages(channel)).toHaveLength(1);
  });
});

describe('who sees a file', () => {
  it('is who sees a message with it', async () => {
    await playground.as('U0CMO').invite('C0LEADS', playground.botUserId);
    const [secret, lonely] = [await uploaded(playground), await uploaded(playground)];
    await complete({ files: [{ id: secret }], channel_id: 'C0LEADS' });
    await complete({ files: [{ id: lonely }] });
    const cmo = playground.as('U0CMO');
    expect(cmo.download(secret).toString()).toBe(text);
    expect(() => playground.as('U0SALES').download(secret)).toThrow('file_not_found');
    expect(() => cmo.download(lonely)).toThrow('file_not_found');
    expect(() => cmo.download('F0NOWHERE')).toThrow('file_not_found');
    await call(playground, 'chat.delete', { channel: 'C0LEADS', ts: playground.messages('C0LEADS')[0]?.ts });
    expect(() => cmo.download(secret)).toThrow('file_not_found');
  });

  it('holds on the page, which saves and does not show', async () => {
    const { id, url } = await announce(playground, { filename: 'Tee & "Kaffee".html' });
    await send(url);
    await playground.as('U0CMO').invite('C0LEADS', playground.botUserId);
    await complete({ files: [{ id, title: 'Tea' }], channel_id: 'C0LEADS' });
    const state = await fetch(`${playground.url}/playground/state?as=U0CMO`);
    const { messages } = (await state.json()) as Snapshot;
    expect(messages.C0LEADS?.at(-1)?.files).toEqual([
      { id, name: 'Tee & "Kaffee".html', title: 'Tea', size: length },
    ]);
    const file = `${playground.url}/playground/files/${id}`;
    const saved = await fetch(`${file}?as=U0CMO`);
    expect(saved.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''Tee%20%26%20%22Kaffee%22.html",
    );
    expect(await saved.text()).toBe(text);
    for (const person of ['U0SALES', 'U0NOBODY'])
      expect((await fetch(`${file}?as=${person}`)).status).toBe(404);
    playground.setPerson('U0CMO', { deactivated: true });
    expect((await fetch(`${file}?as=U0CMO`)).status).toBe(404);
  });
});
