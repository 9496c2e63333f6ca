import type { Playground } from '../../playground/playground.ts';
import { startEmpty } from './bolt-app.ts';
import { call } from './call.ts';

let playground: Playground;
beforeAll(async () => {
  playground = await startEmpty();
});
afterAll(() => playground.close());

/** Each block is allowed by itself. */
function sections(characters: number): object[] {
  const lengths = Array.from({ length: Math.ceil(characters / 3000) }, (_, i) =>
    Math.min(3000, characters - i * 3000),
  );
  return lengths.map((length) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } }));
}

const channel = 'C0MARKETINGIT';
const fits = sections(12_375);
const tooLong = sections(12_376);

test.each(['chat.postMessage', 'chat.postEphemeral', 'chat.update'])(
  '%s refuses blocks that are too long together',
  async (method) => {
    const { ts } = await call(playground, 'chat.postMessage', { channel, text: 'first' });
    const target = { channel, text: 'short', ts, user: 'U0CMO' };
    expect(await call(playground, method, { ...target, blocks: fits })).toMatchObject({ ok: true });
    expect(await call(playground, method, { ...target, blocks: tooLong })).toMatchObject({
      ok: false,
      error: 'msg_blocks_too_long',
    });
  },
);

test('texts count wherever they stand', async () => {
  const text = { type: 'mrkdwn', text: 'x'.repeat(1300) };
  const blocks = [
    { type: 'section', fields: Array.from({ length: 5 }, () => text) },
    { type: 'context', elements: Array.from({ length: 5 }, () => text) },
  ];
  expect(await call(playground, 'chat.postMessage', { channel, blocks, text: 'short' })).toMatchObject({
    error: 'msg_blocks_too_long',
  });
});

test('a view may be longer', async () => {
  const view = { type: 'home', blocks: sections(30_000) };
  expect(await call(playground, 'views.publish', { user_id: 'U0CMO', view })).toMatchObject({ ok: true });
});
