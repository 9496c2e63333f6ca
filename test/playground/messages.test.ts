import type { Playground } from '../../playground/playground.ts';
import { startEmpty } from './bolt-app.ts';
import { call } from './call.ts';

const channel = 'C0MARKETINGIT';
let playground: Playground;

beforeEach(async () => {
  playground = await startEmpty();
});
afterEach(() => playground.close());

async function post(args: Record<string, unknown> = {}): Promise<string> {
  return String((await call(playground, 'chat.postMessage', { channel, text: 'hello', ...args })).ts);
}

describe('messages', () => {
  it('takes forms and JSON alike, structures as JSON strings too', async () => {
    const blocks = [{ type: 'divider' }];
    await call(playground, 'chat.postMessage', { channel, text: 'a', blocks });
    await call(
      playground,
      'chat.postMessage',
      { channel, text: 'b', blocks: JSON.stringify(blocks) },
      { form: true },
    );
    const [a, b] = playground.messages(channel);
    expect(a?.blocks).toMatchObject(blocks);
    expect(b?.blocks).toMatchObject(blocks);
    expect(playground.calls.map((c) => c.args.blocks)).toEqual([blocks, blocks]);
  });

  it.each([
    ['invalid_arguments', { text: 'x' }],
    ['channel_not_found', { channel: 'C0NOWHERE', text: 'x' }],
    ['channel_not_found', { channel: 'C0LEADS', text: 'x' }],
    ['not_in_channel', { channel: 'C0GENERAL', text: 'x' }],
    ['no_text', { channel }],
    ['no_text', { channel, blocks: [] }],
    ['msg_too_long', { channel, text: 'x'.repeat(40_001) }],
    ['invalid_blocks_format', { channel, text: 'x', blocks: 'no json' }],
    ['invalid_blocks', { channel, text: 'x', blocks: [{ type: 'nonsense' }] }],
    ['thread_not_found', { channel, text: 'x', thread_ts: '1.000001' }],
    ['invalid_metadata_format', { channel, text: 'x', metadata: 'no json' }],
    ['invalid_metadata_schema', { channel, text: 'x', metadata: { event_type: 'a' } }],
    [
      'metadata_too_large',
      { channel, text: 'x', metadata: { event_type: 'a', event_payload: { b: 'x'.repeat(8001) } } },
    ],
  ])('chat.postMessage refuses with %s', async (error, args) => {
    expect(await call(playground, 'chat.postMessage', args)).toMatchObject({ ok: false, error });
    expect(playground.messages(channel)).toEqual([]);
  });

  it('refuses an archived channel', async () => {
    const ts = await post();
    playground.archive(channel);
    for (const [method, args] of [
      ['chat.postMessage', { channel, text: 'x' }],
      ['chat.update', { channel, ts, text: 'x' }],
      ['reactions.add', { channel, timestamp: ts, name: 'eyes' }],
    ] as const) {
      expect(await call(playground, method, args)).toMatchObject({ error: 'is_archived' });
    }
  });

  it('takes a shorter text for a change than for a message', async () => {
    const ts = await post();
    const change = (length: number) =>
      call(playground, 'chat.update', { channel, ts, text: 'x'.repeat(length) });
    expect(await change(4_000)).toMatchObject({ ok: true });
    expect(await change(4_001)).toMatchObject({ ok: false, error: 'msg_too_long' });
  });

  it('lets an app change and delete its own messages only', async () => {
    const own = await post();
    const other = await playground.as('U0CMO').post(channel, 'mine');
    expect(await call(playground, 'chat.update', { channel, ts: other, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await call(playground, 'chat.delete', { channel, ts: other })).toMatchObject({
      error: 'cant_delete_message',
    });
    expect(await call(playground, 'chat.update', { channel, ts: '1.000001', text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
    expect(await call(playground, 'chat.update', { channel, ts: own, text: 'changed' })).toMatchObject({
      ok: true,
    });
    expect(playground.messages(channel)[0]).toMatchObject({ text: 'changed' });
    expect(await call(playground, 'chat.delete', { channel, ts: own })).toMatchObject({ ok: true });
    expect(playground.messages(channel).map((m) => m.ts)).toEqual([other]);
  });

  it('takes the blocks away with new text alone', async () => {
    const ts = await post({ blocks: [{ type: 'divider' }] });
    await call(playground, 'chat.update', { channel, ts, text: 'plain' });
    expect(playground.messages(channel)[0]).toMatchObject({ text: 'plain', blocks: [] });
  });

  it('shows ephemeral messages to their one reader, and not to the Web API', async () => {
    const answer = await call(playground, 'chat.postEphemeral', { channel, user: 'U0CMO', text: 'psst' });
    expect(
      playground
        .as('U0CMO')
        .ephemerals()
        .map((m) => m.text),
    ).toEqual(['psst']);
    expect(playground.as('U0CIO').ephemerals()).toEqual([]);
    expect(
      await call(playground, 'chat.update', { channel, ts: answer.message_ts, text: 'x' }),
    ).toMatchObject({
      error: 'message_not_found',
    });
    expect(
      await call(playground, 'chat.postEphemeral', { channel, user: 'U0SALES', text: 'x' }),
    ).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  it('posts to a person in their direct message with the app', async () => {
    await post({ channel: 'U0CIO', text: 'for you' });
    expect(
      playground
        .as('U0CIO')
        .directMessages()
        .map((m) => m.text),
    ).toEqual(['for you']);
  });

  it('links to messages', async () => {
    const ts = await post();
    expect(await call(playground, 'chat.getPermalink', { channel, message_ts: ts })).toMatchObject({
      permalink: `https://northwind.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
    });
  });

  it('gives every message its own increasing ts, also when the clock stands', async () => {
    const still = await startEmpty({ clock: { now: () => 1_700_000_000_000 } });
    const first = await still.as('U0CMO').post(channel, 'one');
    const second = await still.as('U0CMO').post(channel, 'two');
    await still.close();
    expect(Number(second)).toBeGreaterThan(Number(first));
    expect(first).toMatch(/^1700000000\.\d{6}$/);
  });

  it('escapes what people type, and links the people they name', async () => {
    await playground.as('U0CMO').post(channel, '<b> & @cio');
    expect(playground.messages(channel)[0]?.text).toBe('&lt;b&gt; &amp; <@U0CIO>');
  });
});

describe('histories', () => {
  const metadata = { event_type: 'order', event_payload: { id: 1 } };

  it('pages through a channel, newest first, without thread replies', async () => {
    const first = await post({ text: 'one' });
    await post({ text: 'reply', thread_ts: first });
    await post({ text: 'broadcast', thread_ts: first, reply_broadcast: true });
    await post({ text: 'two' });
    const page = await call(playground, 'conversations.history', { channel, limit: 2 });
    expect(page).toMatchObject({ has_more: true, messages: [{ text: 'two' }, { text: 'broadcast' }] });
    const { next_cursor: cursor } = page.response_metadata as { next_cursor: string };
    const rest = await call(playground, 'conversations.history', { channel, limit: 2, cursor });
    expect(rest).toMatchObject({ has_more: false, messages: [{ text: 'one', reply_count: 2 }] });
  });

  it('gives the range asked for, its ends only if inclusive', async () => {
    const [a, b, c] = [await post({ text: 'a' }), await post({ text: 'b' }), await post({ text: 'c' })];
    const texts = async (args: object) => {
      const { messages } = await call(playground, 'conversations.history', { channel, ...args });
      return (messages as { text: string }[]).map((m) => m.text);
    };
    expect(await texts({ oldest: a, latest: c })).toEqual(['b']);
    expect(await texts({ oldest: a, latest: c, inclusive: true })).toEqual(['c', 'b', 'a']);
    expect(await texts({ latest: b, inclusive: true, limit: 1 })).toEqual(['b']);
  });

  it('gives a thread with its parent first, and metadata only when asked', async () => {
    const parent = await post({ text: 'parent', metadata });
    const reply = await post({ text: 'reply', thread_ts: parent });
    await post({ text: 'reply to a reply', thread_ts: reply });
    const bare = await call(playground, 'conversations.replies', { channel, ts: parent });
    expect(bare.messages).toMatchObject([
      { text: 'parent' },
      { text: 'reply' },
      { text: 'reply to a reply' },
    ]);
    expect(bare.messages).not.toMatchObject([{ metadata }, {}, {}]);
    const full = await call(playground, 'conversations.replies', {
      channel,
      ts: parent,
      include_all_metadata: true,
    });
    expect(full.messages).toMatchObject([{ metadata }, {}, {}]);
  });

  it('leaves a tombstone where a deleted message has replies', async () => {
    const parent = await post();
    await post({ thread_ts: parent });
    await call(playground, 'chat.delete', { channel, ts: parent });
    const { messages } = await call(playground, 'conversations.replies', { channel, ts: parent });
    expect(messages).toMatchObject([{ subtype: 'tombstone' }, { text: 'hello' }]);
    expect(await call(playground, 'chat.update', { channel, ts: parent, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
  });

  it('is for members', async () => {
    expect(await call(playground, 'conversations.history', { channel: 'C0GENERAL' })).toMatchObject({
      error: 'not_in_channel',
    });
  });
});

describe('reactions', () => {
  it.each([
    ['already_reacted', 'reactions.add', 'eyes'],
    ['no_reaction', 'reactions.remove', 'tada'],
    ['invalid_name', 'reactions.add', 'no_such_emoji'],
    ['invalid_name', 'reactions.add', 'tada::skin-tone-3'],
  ])('refuses with %s', async (error, method, name) => {
    const timestamp = await post();
    await call(playground, 'reactions.add', { channel, timestamp, name: 'eyes' });
    expect(await call(playground, method, { channel, timestamp, name })).toMatchObject({ ok: false, error });
  });

  it.each([
    ['message_not_found', { channel, timestamp: '1.000001' }],
    ['no_item_specified', { channel }],
    ['bad_timestamp', { channel, timestamp: 'today' }],
    ['not_in_channel', { channel: 'C0GENERAL', timestamp: '1.000001' }],
  ])('refuses with %s', async (error, args) => {
    expect(await call(playground, 'reactions.add', { name: 'eyes', ...args })).toMatchObject({ error });
  });

  it('lists everybody only in full, and always counts them', async () => {
    const world = playground.world;
    const people = Array.from({ length: 60 }, (_, n) => `U0EXTRA${n}`);
    for (const id of people) {
      world.people.set(id, { ...world.person('U0CMO'), id, handle: id.toLowerCase() });
      world.channel(channel).members.add(id);
    }
    const timestamp = await post();
    for (const id of people) await playground.as(id).react(channel, timestamp, 'thumbsup');
    const lists = async (args: object) => {
      const { message } = await call(playground, 'reactions.get', { channel, timestamp, ...args });
      const [reaction] = (message as { reactions: { name: string; users: string[]; count: number }[] })
        .reactions;
      return [reaction?.name, reaction?.users.length, reaction?.count];
    };
    expect(await lists({})).toEqual(['+1', 50, 60]);
    expect(await lists({ full: true })).toEqual(['+1', 60, 60]);
  });
});
