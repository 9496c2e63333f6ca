import { jest } from '@jest/globals';
import { type Running, startOverSocketMode } from './bolt-app.ts';
import { call } from './call.ts';

const channel = 'C0MARKETINGIT';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const kinds = ['Green', 'Black'].map((kind) => ({ text: plain(kind), value: kind.toLowerCase() }));

const form = {
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('Tea'),
  submit: plain('Order'),
  notify_on_close: true,
  private_metadata: 'kept',
  blocks: [
    {
      type: 'input' as const,
      block_id: 'kind',
      label: plain('Kind'),
      element: { type: 'static_select' as const, action_id: 'kind', options: kinds },
    },
    {
      type: 'input' as const,
      block_id: 'note',
      optional: true,
      label: plain('Note'),
      element: { type: 'plain_text_input' as const, action_id: 'note', min_length: 3, max_length: 5 },
    },
    {
      type: 'input' as const,
      block_id: 'who',
      optional: true,
      dispatch_action: true,
      label: plain('Who'),
      element: { type: 'multi_users_select' as const, action_id: 'who', initial_users: ['U0CIO'] },
    },
  ],
};
const buttons = [
  {
    type: 'actions' as const,
    block_id: 'buttons',
    elements: [
      { type: 'button' as const, action_id: 'press', text: plain('Press'), value: 'pressed' },
      { type: 'static_select' as const, action_id: 'pick', options: kinds },
    ],
  },
];

let running: Running;
let payloads: Record<string, unknown>[];
/** What the app answers to the next submission. */
let answer: Record<string, unknown> | undefined;

beforeEach(async () => {
  payloads = [];
  answer = undefined;
  running = await startOverSocketMode((app) => {
    app.use(async ({ body, next }) => {
      payloads.push(body as unknown as Record<string, unknown>);
      await next();
    });
    app.command('/tea', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: form });
    });
    app.view('form', async ({ ack }) => ack(answer as never));
    app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => ack());
    app.action(/.*/, async ({ ack }) => ack());
    app.shortcut(/.*/, async ({ ack }) => ack());
  });
});
afterEach(() => running.stop());

async function openForm() {
  const { playground } = running;
  const cmo = playground.as('U0CMO');
  await cmo.command(channel, '/tea');
  const view = await playground.waitFor(() => cmo.views()[0]);
  return { playground, cmo, view };
}
const last = (type: string) => payloads.filter((payload) => payload.type === type).at(-1);

describe('a modal', () => {
  it('sends what was put in, initial values included, and closes', async () => {
    const { cmo, playground } = await openForm();
    expect(await cmo.submit({ kind: 'Black' })).toEqual({ ok: true });
    expect(cmo.views()).toEqual([]);
    expect(last('view_submission')).toMatchObject({
      user: { id: 'U0CMO' },
      view: {
        callback_id: 'form',
        private_metadata: 'kept',
        state: {
          values: {
            kind: { kind: { type: 'static_select', selected_option: kinds[1] } },
            note: { note: { type: 'plain_text_input', value: null } },
            who: { who: { type: 'multi_users_select', selected_users: ['U0CIO'] } },
          },
        },
      },
    });
    expect(playground.problems).toEqual([]);
  });

  it.each([
    ['an empty required input', {}, 'kind'],
    ['too short a text', { kind: 'green', note: 'ab' }, 'note'],
    ['too long a text', { kind: 'green', note: 'abcdef' }, 'note'],
  ])('does not send %s, and shows the error beside it', async (_name, inputs, block) => {
    const { cmo } = await openForm();
    expect((await cmo.submit(inputs)).ok).toBe(false);
    expect(Object.keys(cmo.views()[0]?.errors ?? {})).toEqual([block]);
    expect(last('view_submission')).toBeUndefined();
  });

  it("shows the app's errors and keeps what was put in", async () => {
    const { cmo } = await openForm();
    answer = { response_action: 'errors', errors: { note: 'Too sweet' } };
    expect(await cmo.submit({ kind: 'green', note: 'sugar' })).toEqual({ ok: false, error: 'Too sweet' });
    expect(cmo.views()[0]).toMatchObject({
      errors: { note: 'Too sweet' },
      putIn: { note: { note: { value: 'sugar' } } },
    });
  });

  it('is changed, stacked and cleared by the answer', async () => {
    const { cmo } = await openForm();
    answer = { response_action: 'update', view: { ...form, title: plain('Again') } };
    await cmo.submit({ kind: 'green' });
    expect(cmo.views()).toMatchObject([{ view: { title: { text: 'Again' } } }]);
    answer = { response_action: 'push', view: { ...form, title: plain('On top') } };
    await cmo.submit();
    expect(cmo.views()).toMatchObject([{}, { view: { title: { text: 'On top' } } }]);
    answer = { response_action: 'clear' };
    await cmo.submit({ kind: 'green' });
    expect(cmo.views()).toEqual([]);
  });

  it.each([
    ['errors beside no input', { response_action: 'errors', errors: { nowhere: 'x' } }],
    ['a view that is not right', { response_action: 'update', view: { type: 'modal', blocks: [] } }],
    ['an unknown action', { response_action: 'explode' }],
  ])('takes no answer with %s', async (_name, wrong) => {
    const { cmo, playground } = await openForm();
    answer = wrong;
    expect(await cmo.submit({ kind: 'green' })).toMatchObject({ ok: false });
    expect(cmo.views()).toHaveLength(1);
    expect(playground.problems).toMatchObject([{ where: 'answer to view_submission' }]);
  });

  it('tells that it was closed if it asked for that', async () => {
    const { cmo } = await openForm();
    await cmo.closeView();
    expect(cmo.views()).toEqual([]);
    expect(last('view_closed')).toMatchObject({ is_cleared: false, view: { callback_id: 'form' } });
  });

  it('tells at once of inputs that dispatch, and not of others', async () => {
    const { cmo, view } = await openForm();
    await cmo.click(view, 'kind', 'green');
    expect(last('block_actions')).toBeUndefined();
    await cmo.click(view, 'who', ['U0CRM']);
    expect(last('block_actions')).toMatchObject({
      container: { type: 'view', view_id: view.id },
      actions: [{ action_id: 'who', block_id: 'who', selected_users: ['U0CRM'] }],
      view: { state: { values: { kind: { kind: { selected_option: kinds[0] } } } } },
    });
  });

  it('keeps what was put into inputs that an update leaves in place', async () => {
    const { cmo, view, playground } = await openForm();
    await cmo.click(view, 'kind', 'green');
    const [kind] = form.blocks;
    await call(playground, 'views.update', { view_id: view.id, view: { ...form, blocks: [kind] } });
    await cmo.submit();
    expect(last('view_submission')).toMatchObject({
      view: { state: { values: { kind: { kind: { selected_option: kinds[0] } } } } },
    });
  });
});

describe('the views methods', () => {
  it('take a trigger once, and only a real one', async () => {
    const { playground } = await openForm();
    const { trigger_id } = payloads.find((payload) => payload.command === '/tea') ?? {};
    expect(await call(playground, 'views.open', { trigger_id, view: form })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    expect(await call(playground, 'views.open', { trigger_id: '1.2.3', view: form })).toMatchObject({
      error: 'invalid_trigger_id',
    });
    expect(
      await call(playground, 'views.open', { trigger_id: '1.2.3', view: { type: 'modal' } }),
    ).toMatchObject({
      error: 'invalid_arguments',
    });
  });

  it('stack three modals and no more', async () => {
    const { playground, cmo } = await openForm();
    const push = async () => {
      await cmo.click(cmo.views().at(-1)!, 'who', ['U0CRM']);
      const { trigger_id } = last('block_actions') ?? {};
      return (await call(playground, 'views.push', { trigger_id, view: form })).error ?? 'ok';
    };
    expect([await push(), await push(), await push()]).toEqual(['ok', 'ok', 'push_limit_reached']);
  });

  it('refuse to push where no modal is, and to update what is closed', async () => {
    const { playground, cmo, view } = await openForm();
    await cmo.closeView();
    expect(await call(playground, 'views.update', { view_id: view.id, view: form })).toMatchObject({
      error: 'not_found',
    });
    await cmo.globalShortcut('order');
    const { trigger_id } = last('shortcut') ?? {};
    expect(await call(playground, 'views.push', { trigger_id, view: form })).toMatchObject({
      error: 'not_found',
    });
  });

  it('refuse an update made for an older view, and an external id twice', async () => {
    const { playground, view } = await openForm();
    const update = (args: object) =>
      call(playground, 'views.update', { view_id: view.id, view: form, ...args });
    const { hash } = (await update({})).view as { hash: string };
    expect(await update({ hash })).toMatchObject({ ok: true });
    expect(await update({ hash })).toMatchObject({ error: 'hash_conflict' });
    const home = { type: 'home', external_id: 'the-one', blocks: [] };
    expect(await call(playground, 'views.publish', { user_id: 'U0CMO', view: home })).toMatchObject({
      ok: true,
    });
    expect(await call(playground, 'views.publish', { user_id: 'U0CIO', view: home })).toMatchObject({
      error: 'duplicate_external_id',
    });
  });
});

describe('triggers', () => {
  it('live three seconds', async () => {
    const { playground, cmo } = await openForm();
    await cmo.globalShortcut('order');
    const { trigger_id } = last('shortcut') ?? {};
    const later = Date.now() + 3001;
    const now = jest.spyOn(Date, 'now').mockReturnValue(later);
    const opened = await call(playground, 'views.open', { trigger_id, view: form });
    now.mockRestore();
    expect(opened).toMatchObject({ error: 'expired_trigger_id' });
  });
});

describe('messages', () => {
  it('send clicks with the message, the inputs of that person, and a response URL', async () => {
    const { playground } = running;
    const { ts } = await call(playground, 'chat.postMessage', { channel, text: 'hello', blocks: buttons });
    const message = { channel, ts: String(ts) };
    const [cmo, cio] = [playground.as('U0CMO'), playground.as('U0CIO')];
    await cio.click(message, 'pick', 'black');
    await cmo.click(message, 'press');
    const payload = last('block_actions');
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
    const { playground } = running;
    const cmo = playground.as('U0CMO');
    await call(playground, 'chat.postEphemeral', { channel, user: 'U0CMO', text: 'psst', blocks: buttons });
    await cmo.click(cmo.ephemerals()[0]!, 'press');
    const payload = last('block_actions');
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
    const cmo = running.playground.as('U0CMO');
    const ts = await cmo.post(channel, 'hello');
    expect(await cmo.globalShortcut('order')).toEqual({ ok: true });
    expect(await cmo.messageShortcut('order_for', channel, ts)).toEqual({ ok: true });
    expect(last('message_action')).toMatchObject({
      callback_id: 'order_for',
      message: { ts, text: 'hello' },
    });
    expect(await cmo.globalShortcut('order_for')).toEqual({ ok: false, error: 'no_such_shortcut' });
  });

  it('publishes a Home tab for each person, and sends its clicks', async () => {
    const { playground } = running;
    const view = { type: 'home', blocks: buttons };
    await call(playground, 'views.publish', { user_id: 'U0CMO', view });
    const cmo = playground.as('U0CMO');
    await cmo.click(cmo.home()!, 'press');
    expect(last('block_actions')).toMatchObject({
      view: { type: 'home' },
      actions: [{ action_id: 'press' }],
    });
    expect(playground.as('U0CIO').home()).toBeNull();
  });
});
