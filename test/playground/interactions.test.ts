import { call } from './call.ts';
import { buttons, channel, startTeaApp, type TeaApp } from './tea-app.ts';

let tea: TeaApp;
beforeEach(async () => {
  tea = await startTeaApp();
});
afterEach(() => tea.stop());

describe('messages', () => {
  it('send clicks with the message, the inputs of that person, and a response URL', async () => {
    const { playground } = tea;
    const { ts } = await call(playground, 'chat.postMessage', { channel, text: 'hello', blocks: buttons });
    const message = { channel, ts: String(ts) };
    const [cmo, cio] = [playground.as('U0CMO'), playground.as('U0CIO')];
    await cio.click(message, 'pick', 'black');
    await cmo.click(message, 'press');
    const payload = tea.last('block_actions');
    expect(payload).toMatchObject({
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      message: { ts, text: 'hello' },
      actions: [{ type: 'button', action_id: 'press', block_id: 'buttons', value: 'pressed' }],
      state: { values: { buttons: { pick: { selected_option: null } } } },
    });
    const respond = (body: object) =>
      fetch(String(payload?.response_url), { method: 'POST', body: JSON.stringify(body) });
    expect((await respond({ text: 'psst' })).status).toBe(200);
    expect(cmo.ephemerals().map((m) => m.text)).toEqual(['psst']);
    expect((await respond({ text: 'all', response_type: 'in_channel' })).status).toBe(200);
    expect((await respond({ text: 'new', replace_original: true })).status).toBe(200);
    expect(playground.messages(channel).map((m) => m.text)).toEqual(['new', 'all']);
    expect(await (await respond({ blocks: [{ type: 'nonsense' }] })).text()).toBe('invalid_blocks');
    expect((await respond({ delete_original: true })).status).toBe(200);
    expect(await (await respond({ text: 'a sixth' })).text()).toBe('used_url');
    expect(playground.messages(channel).map((m) => m.text)).toEqual(['all']);
    expect(playground.problems.map((p) => p.error)).toEqual(['invalid_blocks', 'used_url']);
  });

  it('that are ephemeral send clicks without their content, and can be replaced', async () => {
    const { playground } = tea;
    const cmo = playground.as('U0CMO');
    await call(playground, 'chat.postEphemeral', { channel, user: 'U0CMO', text: 'psst', blocks: buttons });
    await cmo.click(cmo.ephemerals()[0]!, 'press');
    const payload = tea.last('block_actions');
    expect(payload).toMatchObject({ container: { is_ephemeral: true } });
    expect(payload).not.toHaveProperty('message');
    await fetch(String(payload?.response_url), {
      method: 'POST',
      body: JSON.stringify({ text: 'done', replace_original: true }),
    });
    expect(cmo.ephemerals().map((m) => m.text)).toEqual(['done']);
  });
});

describe('shortcuts and the Home tab', () => {
  it('send global and message shortcuts of the manifest, and no others', async () => {
    const cmo = tea.playground.as('U0CMO');
    const ts = await cmo.post(channel, 'hello');
    expect(await cmo.globalShortcut('order')).toEqual({ ok: true });
    expect(await cmo.messageShortcut('order_for', channel, ts)).toEqual({ ok: true });
    expect(tea.last('message_action')).toMatchObject({
      callback_id: 'order_for',
      message: { ts, text: 'hello' },
    });
    expect(await cmo.globalShortcut('order_for')).toEqual({ ok: false, error: 'no_such_shortcut' });
  });

  it('publishes a Home tab for each person, and sends its clicks', async () => {
    const { playground } = tea;
    const view = { type: 'home', blocks: buttons };
    await call(playground, 'views.publish', { user_id: 'U0CMO', view });
    const cmo = playground.as('U0CMO');
    await cmo.click(cmo.home()!, 'press');
    expect(tea.last('block_actions')).toMatchObject({
      view: { type: 'home' },
      actions: [{ action_id: 'press' }],
    });
    expect(playground.as('U0CIO').home()).toBeNull();
  });
});
