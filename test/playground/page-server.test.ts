import { request } from 'node:http';
import type { Act, ActResult, Snapshot } from '../../playground/contract.ts';
import type { Playground } from '../../playground/playground.ts';
import { startEmpty } from './bolt-app.ts';
import { call } from './call.ts';

const channel = 'C0MARKETINGIT';
let playground: Playground;
beforeEach(async () => {
  playground = await startEmpty();
});
afterEach(() => playground.close());

async function act(body: Act & { as: string }, headers: Record<string, string> = {}): Promise<ActResult> {
  const response = await fetch(`${playground.url}/playground/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.status === 200
    ? ((await response.json()) as ActResult)
    : { ok: false, error: String(response.status) };
}

async function stateFor(person: string): Promise<Snapshot> {
  return (await (await fetch(`${playground.url}/playground/state?as=${person}`)).json()) as Snapshot;
}

/** Status of a request with any Host, which `fetch` does not let one choose. */
function statusOf(path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${playground.url}${path}`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

it('shows each person what they may see', async () => {
  await act({ as: 'U0CMO', type: 'post', channel: 'C0LEADS', text: 'between us' });
  await call(playground, 'chat.postEphemeral', { channel, user: 'U0CMO', text: 'psst' });
  const [cmo, sales] = [await stateFor('U0CMO'), await stateFor('U0SALES')];
  expect(cmo.channels.map((c) => c.id)).toEqual(['C0GENERAL', channel, 'C0LEADS']);
  expect(cmo.messages.C0LEADS).toMatchObject([{ text: 'between us', ephemeral: false }]);
  expect(cmo.messages[channel]).toMatchObject([{ text: 'psst', ephemeral: true }]);
  expect(sales.channels).toMatchObject([{ id: 'C0GENERAL' }, { id: channel, isMember: false }]);
  expect(sales.messages[channel]).toEqual([]);
  expect(cmo).toMatchObject({
    team: { name: 'Northwind', domain: 'northwind' },
    app: { name: 'Teatime', connected: false },
    commands: [{ command: '/tea', usageHint: '[kind]' }, { command: '/tea-raw' }],
    clock: { next: null },
  });
});

it('counts what a person has not read', async () => {
  await act({ as: 'U0CMO', type: 'post', channel, text: 'hello' });
  const unread = async () => (await stateFor('U0CIO')).channels.find((c) => c.id === channel)?.unread;
  expect(await unread()).toBe(1);
  await act({ as: 'U0CIO', type: 'read', channel });
  expect(await unread()).toBe(0);
});

it('lets people act, and refuses what their client would refuse', async () => {
  const posted = await act({ as: 'U0CMO', type: 'post', channel, text: 'hello' });
  const ts = posted.ok ? String(posted.ts) : '';
  expect(await act({ as: 'U0CIO', type: 'react', channel, ts, name: 'thumbsup' })).toEqual({ ok: true });
  expect(playground.messages(channel)[0]?.reactions.get('+1')).toEqual(new Set(['U0CIO']));
  const refused: [Act & { as: string }, string][] = [
    [{ as: 'U0CIO', type: 'react', channel, ts, name: '+1' }, 'already_reacted'],
    [{ as: 'U0CIO', type: 'edit', channel, ts, text: 'x' }, 'cant_update_message'],
    [{ as: 'U0CIO', type: 'delete', channel, ts }, 'cant_delete_message'],
    [{ as: 'U0SALES', type: 'post', channel, text: 'x' }, 'not_in_channel'],
    [{ as: 'U0SALES', type: 'post', channel: 'C0LEADS', text: 'x' }, 'channel_not_found'],
    [{ as: 'U0NOBODY', type: 'post', channel, text: 'x' }, 'user_not_found'],
    [{ as: 'U0DATA', type: 'post', channel, text: 'x' }, 'account_inactive'],
    [{ as: 'U0CMO', type: 'view_submit', viewId: 'V1', values: {} }, 'not_found'],
    [{ as: 'U0CMO', type: 'advance_clock', to: '2100-01-01T00:00:00Z' }, 'clock_not_movable'],
  ];
  playground.setPerson('U0DATA', { deactivated: true });
  for (const [body, error] of refused) expect(await act(body)).toEqual({ ok: false, error });
});

it('opens direct messages, joins and invites', async () => {
  const opened = await act({ as: 'U0CMO', type: 'open_dm', user: playground.botUserId });
  const summary = (await stateFor('U0CMO')).channels.find((c) => c.kind === 'im');
  expect(playground.deliveries[0]?.payload.event).toMatchObject({ type: 'app_home_opened', tab: 'messages' });
  const id = opened.ok ? String(opened.channel) : '';
  expect(summary).toMatchObject({ id, name: 'Teatime', isReadOnly: true });
  expect(await act({ as: 'U0CMO', type: 'post', channel: id, text: 'hello' })).toMatchObject({
    error: 'messages_tab_read_only',
  });
  await act({ as: 'U0SALES', type: 'join', channel });
  await act({ as: 'U0CMO', type: 'invite', channel: 'C0GENERAL', user: playground.botUserId });
  expect((await stateFor('U0SALES')).channels).toMatchObject([{ botIsMember: true }, { isMember: true }]);
});

it('moves a clock that can be moved, and only forward', async () => {
  let now = Date.parse('2025-01-01T00:00:00Z');
  const movable = await startEmpty({
    clock: {
      now: () => now,
      next: async () => ({ at: '2025-01-02T00:00:00.000Z', what: 'tea' }),
      advanceTo: async (iso) => {
        now = Date.parse(iso);
      },
    },
  });
  const cmo = movable.as('U0CMO');
  expect(await cmo.act({ type: 'advance_clock', to: '2025-01-02T00:00:00Z' })).toEqual({ ok: true });
  expect(await cmo.act({ type: 'advance_clock', to: '2025-01-01T00:00:00Z' })).toMatchObject({ ok: false });
  const snapshot = (await (await fetch(`${movable.url}/playground/state?as=U0CMO`)).json()) as Snapshot;
  await movable.close();
  expect(snapshot.clock).toEqual({
    now: '2025-01-02T00:00:00.000Z',
    next: { at: '2025-01-02T00:00:00.000Z', what: 'tea' },
  });
});

it('streams a snapshot at once and after a change', async () => {
  const response = await fetch(`${playground.url}/playground/stream?as=U0CMO`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const readUntil = async (sign: string) => {
    while (!text.includes(sign)) text += (await reader.read()).value ?? '';
  };
  await readUntil('\n\n');
  expect(text).toMatch(/^event: snapshot\ndata: \{/);
  await playground.as('U0CIO').post(channel, 'a new message');
  await readUntil('a new message');
  await reader.cancel();
});

it('serves the libraries of the page, and nothing else of the disk', async () => {
  for (const name of ['preact', 'preact/hooks', 'htm', 'htm/preact']) {
    const module = await fetch(`${playground.url}/vendor/${name}`);
    const answer = [name, module.status, module.headers.get('content-type')];
    expect(answer).toEqual([name, 200, 'text/javascript; charset=utf-8']);
  }
  for (const path of [
    '/vendor/ws/package.json',
    '/vendor/preact/..%2f..%2fpackage.json',
    '/%2e%2e/playground.ts',
    '/nothing',
  ]) {
    expect((await fetch(playground.url + path)).status).toBe(404);
  }
});

it('answers to loopback names only, and to no other page', async () => {
  expect(await statusOf('/playground/state?as=U0CMO', 'evil.example')).toBe(403);
  expect(await statusOf('/playground/state?as=U0CMO', 'localhost:1')).toBe(200);
  const post: Act & { as: string } = { as: 'U0CMO', type: 'post', channel, text: 'x' };
  expect(await act(post, { origin: 'http://evil.example' })).toEqual({ ok: false, error: '403' });
  expect(await act(post, { 'content-type': 'text/plain' })).toEqual({ ok: false, error: '403' });
});
