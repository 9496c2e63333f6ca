import { jest } from '@jest/globals';
import { call } from './call.ts';
import { form, kinds, openForm, plain, startTeaApp, type TeaApp } from './tea-app.ts';

let tea: TeaApp;
beforeEach(async () => {
  tea = await startTeaApp();
});
afterEach(() => tea.stop());

describe('a modal', () => {
  it('sends what was put in, initial values included, and closes', async () => {
    const { cmo, playground } = await openForm(tea);
    expect(await cmo.submit({ kind: 'Black' })).toEqual({ ok: true });
    expect(cmo.views()).toEqual([]);
    expect(tea.last('view_submission')).toMatchObject({
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
    const { cmo } = await openForm(tea);
    expect((await cmo.submit(inputs)).ok).toBe(false);
    expect(Object.keys(cmo.views()[0]?.errors ?? {})).toEqual([block]);
    expect(tea.last('view_submission')).toBeUndefined();
  });

  it("shows the app's errors and keeps what was put in", async () => {
    const { cmo } = await openForm(tea);
    tea.answer = { response_action: 'errors', errors: { note: 'Too sweet' } };
    expect(await cmo.submit({ kind: 'green', note: 'sugar' })).toEqual({ ok: false, error: 'Too sweet' });
    expect(cmo.views()[0]).toMatchObject({
      errors: { note: 'Too sweet' },
      putIn: { note: { note: { value: 'sugar' } } },
    });
  });

  it('is changed, stacked and cleared by the answer', async () => {
    const { cmo } = await openForm(tea);
    tea.answer = { response_action: 'update', view: { ...form, title: plain('Again') } };
    await cmo.submit({ kind: 'green' });
    expect(cmo.views()).toMatchObject([{ view: { title: { text: 'Again' } } }]);
    tea.answer = { response_action: 'push', view: { ...form, title: plain('On top') } };
    await cmo.submit();
    expect(cmo.views()).toMatchObject([{}, { view: { title: { text: 'On top' } } }]);
    tea.answer = { response_action: 'clear' };
    await cmo.submit({ kind: 'green' });
    expect(cmo.views()).toEqual([]);
  });

  it.each([
    ['errors beside no input', { response_action: 'errors', errors: { nowhere: 'x' } }],
    ['a view that is not right', { response_action: 'update', view: { type: 'modal', blocks: [] } }],
    ['an unknown action', { response_action: 'explode' }],
  ])('takes no answer with %s', async (_name, wrong) => {
    const { cmo, playground } = await openForm(tea);
    tea.answer = wrong;
    expect(await cmo.submit({ kind: 'green' })).toMatchObject({ ok: false });
    expect(cmo.views()).toHaveLength(1);
    expect(playground.problems).toMatchObject([{ where: 'answer to view_submission' }]);
  });

  it('tells that it was closed if it asked for that', async () => {
    const { cmo } = await openForm(tea);
    await cmo.closeView();
    expect(cmo.views()).toEqual([]);
    expect(tea.last('view_closed')).toMatchObject({ is_cleared: false, view: { callback_id: 'form' } });
  });

  it('tells at once of inputs that dispatch, and not of others', async () => {
    const { cmo, view } = await openForm(tea);
    await cmo.click(view, 'kind', 'green');
    expect(tea.last('block_actions')).toBeUndefined();
    await cmo.click(view, 'who', ['U0CRM']);
    expect(tea.last('block_actions')).toMatchObject({
      container: { type: 'view', view_id: view.id },
      actions: [{ action_id: 'who', block_id: 'who', selected_users: ['U0CRM'] }],
      view: { state: { values: { kind: { kind: { selected_option: kinds[0] } } } } },
    });
  });

  it('keeps what was put into inputs that an update leaves in place', async () => {
    const { cmo, view, playground } = await openForm(tea);
    await cmo.click(view, 'kind', 'green');
    const [kind] = form.blocks;
    await call(playground, 'views.update', { view_id: view.id, view: { ...form, blocks: [kind] } });
    await cmo.submit();
    expect(tea.last('view_submission')).toMatchObject({
      view: { state: { values: { kind: { kind: { selected_option: kinds[0] } } } } },
    });
  });
});

describe('the views methods', () => {
  it('take a trigger once, and only a real one', async () => {
    const { playground } = await openForm(tea);
    const { trigger_id } = tea.payloads.find((payload) => payload.command === '/tea') ?? {};
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
    const { playground, cmo } = await openForm(tea);
    const push = async () => {
      await cmo.click(cmo.views().at(-1)!, 'who', ['U0CRM']);
      const { trigger_id } = tea.last('block_actions') ?? {};
      return (await call(playground, 'views.push', { trigger_id, view: form })).error ?? 'ok';
    };
    expect([await push(), await push(), await push()]).toEqual(['ok', 'ok', 'push_limit_reached']);
  });

  it('refuse to push where no modal is, and to update what is closed', async () => {
    const { playground, cmo, view } = await openForm(tea);
    await cmo.closeView();
    expect(await call(playground, 'views.update', { view_id: view.id, view: form })).toMatchObject({
      error: 'not_found',
    });
    await cmo.globalShortcut('order');
    const { trigger_id } = tea.last('shortcut') ?? {};
    expect(await call(playground, 'views.push', { trigger_id, view: form })).toMatchObject({
      error: 'not_found',
    });
  });

  it('refuse an update made for an older view, and an external id twice', async () => {
    const { playground, view } = await openForm(tea);
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
    const { playground, cmo } = await openForm(tea);
    await cmo.globalShortcut('order');
    const { trigger_id } = tea.last('shortcut') ?? {};
    const later = Date.now() + 3001;
    const now = jest.spyOn(Date, 'now').mockReturnValue(later);
    const opened = await call(playground, 'views.open', { trigger_id, view: form });
    now.mockRestore();
    expect(opened).toMatchObject({ error: 'expired_trigger_id' });
  });
});
