import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { App } from '@slack/bolt';
import { WebSocket } from 'ws';
import { sign } from '../../playground/delivery/http.ts';
import { type Running, startEmpty, startOverHttp, startOverSocketMode } from './bolt-app.ts';
import { call } from './call.ts';

const transports: [string, typeof startOverHttp][] = [
  ['Socket Mode', startOverSocketMode],
  ['HTTP', startOverHttp],
];
const channel = 'C0MARKETINGIT';

describe.each(transports)('a real Bolt app over %s', (_name, start) => {
  let running: Running;
  const heard: string[] = [];

  function register(app: App): void {
    app.command('/tea', async ({ ack, command, client, respond }) => {
      if (command.text === 'silence') return;
      if (command.text !== 'post') return ack(`You typed: ${command.text}`);
      await ack();
      await client.chat.postMessage({ channel: command.channel_id, text: 'Tea?' });
      await respond({ text: 'Posted.', response_type: 'ephemeral' });
    });
    app.command('/tea-raw', async ({ ack, command }) => ack(command.text));
    app.event('reaction_added', async ({ event }) => {
      heard.push(`${event.user} ${event.reaction}`);
    });
    app.event('user_change', async ({ event }) => {
      heard.push(`user_change ${event.user.id} ${event.user.deleted}`);
    });
    app.event('dnd_updated_user', async ({ event }) => {
      heard.push(`dnd ${event.user} ${JSON.stringify(event.dnd_status)}`);
    });
    app.event('subteam_members_changed', async ({ event }) => {
      heard.push(`members ${event.added_users} ${event.removed_users}`);
    });
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'divider' }] },
      });
    });
  }

  beforeAll(async () => {
    running = await start(register, { retryDelaysMs: [0, 20, 20], acknowledgementMs: 500 });
  });
  afterAll(() => running.stop());
  afterEach(() => running.playground.faults.clear());

  it('answers a command in the acknowledgement, seen by that person alone', async () => {
    const { playground } = running;
    const result = await playground.as('U0CMO').command(channel, '/tea hello');
    expect(result).toMatchObject({ ok: true, response: { text: 'You typed: hello', onlyFor: 'U0CMO' } });
    expect(playground.as('U0CIO').ephemerals()).toEqual([]);
  });

  it('escapes names and links only for a command whose manifest asks for it', async () => {
    const cmo = running.playground.as('U0CMO');
    const typed = 'a & b <c> @cio @Ingo Brandt @nobody @marketing-team #marketing-it https://x.test/?a=1&b=2';
    expect(await cmo.command(channel, `/tea ${typed}`)).toMatchObject({
      response: {
        text:
          'You typed: a &amp; b &lt;c&gt; <@U0CIO|cio> <@U0CIO|cio> @nobody ' +
          '<!subteam^S0MARKETING|@marketing-team> <#C0MARKETINGIT|marketing-it> <https://x.test/?a=1&amp;b=2>',
      },
    });
    expect(await cmo.command(channel, '/tea-raw @cio <c>')).toMatchObject({
      response: { text: '@cio &lt;c&gt;' },
    });
  });

  it("takes answers through the response URL, and tells of reactions, the bot's own too", async () => {
    const { playground } = running;
    await playground.as('U0CMO').command(channel, '/tea post');
    await playground.waitFor(() =>
      playground
        .as('U0CMO')
        .ephemerals()
        .some((m) => m.text === 'Posted.'),
    );
    const message = playground.messages(channel).at(-1)!;
    await playground.as('U0CIO').react(channel, message.ts, 'thumbsup');
    await call(playground, 'reactions.add', { channel, timestamp: message.ts, name: 'tea' });
    await playground.waitFor(() => heard.includes('U0CIO +1') && playground.isQuiet());
    // Bolt itself keeps an app's own events from its listeners.
    const told = playground.deliveries.filter((d) => d.type === 'reaction_added').map((d) => d.payload.event);
    expect(told).toMatchObject([
      { user: 'U0CIO', reaction: '+1', item: { channel, ts: message.ts }, item_user: playground.botUserId },
      { user: playground.botUserId, reaction: 'tea' },
    ]);
    expect(playground.problems).toEqual([]);
  });

  it('tells of people, user groups and the Home tab, and not of what the manifest leaves out', async () => {
    const { playground } = running;
    playground.setPerson('U0SALES', { deactivated: true });
    playground.changeUserGroup('S0IT', { userIds: ['U0CIO', 'U0BRAND'] });
    await playground.as('U0CMO').openHome();
    await playground.waitFor(() => playground.as('U0CMO').home());
    await playground.waitFor(() => playground.isQuiet());
    expect(heard).toContain('user_change U0SALES true');
    expect(heard).toContain('members U0BRAND U0PLATFORM,U0DATA');
    expect(playground.deliveries.map((d) => d.type)).not.toContain('subteam_updated');
  });

  it("tells of a person's status, which users.info has too", async () => {
    const { playground } = running;
    await playground.as('U0DATA').setStatus('Vacation', ':palm_tree:', 1_900_000_000);
    await playground.waitFor(() => playground.isQuiet());
    expect(heard).toContain('user_change U0DATA false');
    expect(playground.deliveries.map((d) => d.type)).not.toContain('user_status_changed');
    const { user } = await running.app.client.users.info({ user: 'U0DATA' });
    expect(user?.profile).toMatchObject({
      status_text: 'Vacation',
      status_emoji: ':palm_tree:',
      status_expiration: 1_900_000_000,
    });
  });

  it('tells when a person does not want to be disturbed, and when they do again', async () => {
    const { playground } = running;
    const period = { from: new Date('2027-06-08T08:00:00Z'), until: new Date('2027-06-08T12:00:00Z') };
    playground.setDoNotDisturb('U0DATA', period);
    await playground.waitFor(() => playground.isQuiet());
    playground.setDoNotDisturb('U0DATA', null);
    await playground.waitFor(() => playground.isQuiet());
    expect(heard.filter((told) => told.startsWith('dnd'))).toEqual([
      'dnd U0DATA {"dnd_enabled":true,"next_dnd_start_ts":1812441600,"next_dnd_end_ts":1812456000}',
      'dnd U0DATA {"dnd_enabled":false,"next_dnd_start_ts":1,"next_dnd_end_ts":1}',
    ]);
  });

  it('shows a person that a command was not acknowledged in time, and does not send it again', async () => {
    const { playground } = running;
    const result = await playground.as('U0CMO').command(channel, '/tea silence');
    expect(result).toEqual({ ok: false, error: '/tea failed with the error "operation_timeout"' });
    expect(await playground.as('U0CMO').command(channel, '/coffee')).toMatchObject({ ok: false });
    const deliveries = playground.deliveries.filter((d) => d.payload.text === 'silence');
    expect(deliveries).toHaveLength(1);
  });

  it('sends an event again up to three times when the acknowledgement is lost', async () => {
    const { playground } = running;
    const ts = await playground.as('U0CMO').post(channel, 'hello');
    playground.faults.delivery({ type: 'reaction_added', acknowledgementLost: true });
    await playground.as('U0CRM').react(channel, ts, 'eyes');
    await playground.waitFor(() => playground.isQuiet());
    const deliveries = playground.deliveries.filter((d) => d.type === 'reaction_added').slice(-4);
    expect(deliveries.map((d) => d.retry)).toEqual([0, 1, 2, 3]);
    expect(new Set(deliveries.map((d) => d.payload.event_id)).size).toBe(1);
    expect(heard.filter((line) => line === 'U0CRM eyes')).toHaveLength(4);
  });

  it('doubles, drops and reorders as told', async () => {
    const { playground } = running;
    const ts = await playground.as('U0CMO').post(channel, 'hello');
    playground.faults.delivery({ type: 'reaction_added', times: 1, drop: true });
    playground.faults.delivery({ type: 'reaction_added', times: 1, duplicates: 1, delayMs: 50 });
    await playground.as('U0CIO').react(channel, ts, 'one');
    await playground.as('U0CIO').react(channel, ts, 'two');
    await playground.as('U0CIO').react(channel, ts, 'three');
    await playground.waitFor(() => playground.isQuiet());
    const digits = heard.filter((line) => /^U0CIO (one|two|three)$/.test(line));
    expect(digits).toEqual(['U0CIO three', 'U0CIO two', 'U0CIO two']);
  });
});

describe('Socket Mode', () => {
  const started: { stop?(): Promise<void>; close?(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of started.splice(0)) await (each.stop ?? each.close)?.call(each);
  });

  it('gives each envelope to one of several connections, and survives a request to reconnect', async () => {
    const heard: string[] = [];
    const running = await startOverSocketMode((app) => {
      app.command('/tea', async ({ ack }) => ack('ok'));
      app.event('reaction_added', async () => {
        heard.push('event');
      });
    });
    started.push(running);
    const { playground } = running;
    const { url } = await call(playground, 'apps.connections.open', {}, { token: playground.appToken });
    const second = new WebSocket(String(url));
    const taken: string[] = [];
    second.addEventListener('message', ({ data }) => {
      const envelope = JSON.parse(String(data)) as { envelope_id?: string; type: string };
      taken.push(envelope.type);
      if (envelope.envelope_id) second.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
    });
    await playground.waitFor(() => playground.socketMode?.connectionCount() === 2);
    const ts = await playground.as('U0CMO').post(channel, 'hello');
    for (const name of ['one', 'two', 'three', 'four']) await playground.as('U0CIO').react(channel, ts, name);
    await playground.waitFor(() => playground.isQuiet());
    expect(heard).toHaveLength(2);
    expect(taken[0]).toBe('hello');
    second.close();
    await playground.waitFor(() => playground.socketMode?.connectionCount() === 1);
    playground.socketMode?.requestReconnect();
    await playground.waitFor(() => !playground.isAppConnected());
    await playground.waitFor(() => playground.isAppConnected(), 10_000);
    expect(await playground.as('U0CMO').command(channel, '/tea')).toMatchObject({ ok: true });
  });

  it('tells a person when no app is connected, and lets nobody in without a ticket', async () => {
    const playground = await startEmpty();
    started.push(playground);
    expect(await playground.as('U0CMO').command(channel, '/tea')).toEqual({
      ok: false,
      error: '/tea failed with the error "dispatch_failed"',
    });
    const intruder = new WebSocket(`${playground.url.replace('http', 'ws')}/socket?ticket=guess`);
    await new Promise((resolve) => intruder.addEventListener('error', resolve));
    expect(playground.isAppConnected()).toBe(false);
  });
});

describe('HTTP', () => {
  it('signs every request anew and says which redelivery it is, and why', async () => {
    const requests: IncomingHttpHeaders[] = [];
    const valid: boolean[] = [];
    const server = createServer(async (request, response) => {
      const body = await text(request);
      requests.push(request.headers);
      const timestamp = String(request.headers['x-slack-request-timestamp']);
      valid.push(sign('secret', timestamp, body) === request.headers['x-slack-signature']);
      if (requests.length === 1) request.socket.destroy();
      else response.writeHead(requests.length === 2 ? 503 : 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const playground = await startEmpty({
      deliverTo: { urls: [`http://127.0.0.1:${port}/slack/events`] },
      signingSecret: 'secret',
      retryDelaysMs: [0, 0, 0],
    });
    await playground.as('U0CMO').post(channel, 'hello');
    await playground.waitFor(() => playground.isQuiet());
    await playground.close();
    server.close();
    expect(valid).toEqual([true, true, true]);
    expect(requests.map((h) => [h['x-slack-retry-num'], h['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'connection_failed'],
      ['2', 'http_error'],
    ]);
  });
});
