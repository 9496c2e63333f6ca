import { type Running, startOverSocketMode } from './bolt-app.ts';

export const channel = 'C0MARKETINGIT';
export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const kinds = ['Green', 'Black'].map((kind) => ({ text: plain(kind), value: kind.toLowerCase() }));

export const form = {
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
export const buttons = [
  {
    type: 'actions' as const,
    block_id: 'buttons',
    elements: [
      { type: 'button' as const, action_id: 'press', text: plain('Press'), value: 'pressed' },
      { type: 'static_select' as const, action_id: 'pick', options: kinds },
    ],
  },
];

/** An app with that form, and what reached it. */
export interface TeaApp extends Running {
  payloads: Record<string, unknown>[];
  /** What the app answers to submissions; absent: nothing, which closes the form. */
  answer?: Record<string, unknown>;
  /** The newest payload of a type. */
  last(type: string): Record<string, unknown> | undefined;
}

export async function startTeaApp(): Promise<TeaApp> {
  const payloads: Record<string, unknown>[] = [];
  const running = await startOverSocketMode((app) => {
    app.use(async ({ body, next }) => {
      payloads.push(body as unknown as Record<string, unknown>);
      await next();
    });
    app.command('/tea', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: form });
    });
    app.view('form', async ({ ack }) => ack(tea.answer as never));
    app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => ack());
    app.action(/.*/, async ({ ack }) => ack());
    app.shortcut(/.*/, async ({ ack }) => ack());
  });
  const tea: TeaApp = {
    ...running,
    payloads,
    last: (type) => payloads.filter((payload) => payload.type === type).at(-1),
  };
  return tea;
}

/** The CMO types the command and gets the form. */
export async function openForm({ playground }: TeaApp) {
  const cmo = playground.as('U0CMO');
  await cmo.command(channel, '/tea');
  const view = await playground.waitFor(() => cmo.views()[0]);
  return { playground, cmo, view };
}
