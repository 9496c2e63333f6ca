import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, startOverSocketMode } from './bolt-app.ts';

const teatime = readFileSync(new URL('./manifest.yml', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'playground-direct-messages-'));
afterAll(() => rmSync(folder, { recursive: true }));

let running: Running;

/** Everything told, the app's own messages too, which Bolt keeps from its listeners. */
const heard = () =>
  running.playground.deliveries.map(({ payload }) => payload.event as Record<string, unknown>);

async function start(manifest: string): Promise<void> {
  const path = join(folder, 'manifest.yml');
  writeFileSync(path, manifest);
  running = await startOverSocketMode(() => {}, { manifest: path });
}

const open = teatime.replace('messages_tab_read_only_enabled: true', 'messages_tab_read_only_enabled: false');

describe('an app that hears of its direct messages', () => {
  beforeEach(() => start(open.replace('- message.channels', '- message.channels\n      - message.im')));
  afterEach(() => running.stop());

  it("is told of a person's message and of its own, also in a thread", async () => {
    const { playground, app } = running;
    const cmo = playground.as('U0CMO');
    const { channel = '', ts = '' } = await app.client.chat.postMessage({ channel: 'U0CMO', text: 'Tea?' });
    const reply = await cmo.post(channel, 'Earl Grey', { threadTs: ts });
    await playground.waitFor(playground.isQuiet);
    const told = heard();
    const im = { type: 'message', channel, channel_type: 'im' };
    expect(told).toMatchObject([
      { ...im, ts, text: 'Tea?', bot_id: expect.any(String), app_id: expect.any(String) },
      { ...im, ts: reply, thread_ts: ts, user: 'U0CMO', text: 'Earl Grey' },
    ]);
    expect(told[1]).not.toHaveProperty('bot_id');
  });

  it('is told of an edit and of a deletion with the message as it was', async () => {
    const { playground } = running;
    const cmo = playground.as('U0CMO');
    const channel = await cmo.openDirectMessage(playground.botUserId);
    const ts = await cmo.post(channel, 'Earl Grey');
    await cmo.edit(channel, ts, 'Assam');
    await cmo.delete(channel, ts);
    await playground.waitFor(playground.isQuiet);
    expect(heard().slice(-2)).toMatchObject([
      {
        subtype: 'message_changed',
        channel,
        channel_type: 'im',
        message: { ts, user: 'U0CMO', text: 'Assam', edited: { user: 'U0CMO' } },
        previous_message: { ts, user: 'U0CMO', text: 'Earl Grey' },
      },
      {
        subtype: 'message_deleted',
        channel,
        channel_type: 'im',
        deleted_ts: ts,
        previous_message: { ts, user: 'U0CMO', text: 'Assam' },
      },
    ]);
  });
});

it('an app whose manifest does not ask for direct messages is not told', async () => {
  await start(open);
  const { playground } = running;
  const cmo = playground.as('U0CMO');
  await cmo.post(await cmo.openDirectMessage(playground.botUserId), 'Earl Grey');
  await playground.waitFor(playground.isQuiet);
  const told = heard().filter(({ type }) => type === 'message');
  await running.stop();
  expect(told).toEqual([]);
});
