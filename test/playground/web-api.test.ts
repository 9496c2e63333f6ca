import type { Playground } from '../../playground/playground.ts';
import { startEmpty } from './bolt-app.ts';
import { call } from './call.ts';

const channel = 'C0MARKETINGIT';
let playground: Playground;

beforeEach(async () => {
  playground = await startEmpty();
});
afterEach(() => playground.close());

describe('tokens and scopes', () => {
  it.each([
    ['not_authed', 'auth.test', null],
    ['invalid_auth', 'auth.test', 'xoxb-another'],
    ['unknown_method', 'chat.shout', undefined],
  ])('refuses with %s', async (error, method, token) => {
    expect(await call(playground, method, {}, token === undefined ? {} : { token })).toMatchObject({
      ok: false,
      error,
    });
    expect(playground.problems.map((p) => p.error)).toEqual([error]);
  });

  it('tells the app-level token from the bot token', async () => {
    const wrong = { ok: false, error: 'not_allowed_token_type' };
    expect(await call(playground, 'auth.test', {}, { token: playground.appToken })).toEqual(wrong);
    expect(await call(playground, 'apps.connections.open')).toEqual(wrong);
    expect(await call(playground, 'apps.connections.open', {}, { token: playground.appToken })).toMatchObject(
      {
        ok: true,
      },
    );
  });

  it.each([
    ['team.info', {}, 'team:read'],
    ['conversations.join', { channel: 'C0GENERAL' }, 'channels:join'],
    ['conversations.list', { types: 'im' }, 'im:read'],
    ['chat.postMessage', { channel, text: 'x', username: 'Somebody' }, 'chat:write.customize'],
  ])('refuses %s without its scope, and names it', async (method, args, needed) => {
    expect(await call(playground, method, args)).toMatchObject({
      ok: false,
      error: 'missing_scope',
      needed,
      provided: expect.stringContaining('chat:write,'),
    });
  });

  it("asks for the scope of the conversation's own kind", async () => {
    const im = await call(playground, 'conversations.open', { users: 'U0CMO' });
    const imId = (im.channel as { id: string }).id;
    expect(await call(playground, 'conversations.info', { channel: imId })).toMatchObject({
      needed: 'im:read',
    });
    await playground.as('U0CMO').invite('C0LEADS', playground.botUserId);
    expect(await call(playground, 'conversations.history', { channel: 'C0LEADS' })).toMatchObject({
      needed: 'groups:history',
    });
  });

  it('says who the token is', async () => {
    expect(await call(playground, 'auth.test')).toMatchObject({
      ok: true,
      team_id: playground.teamId,
      user_id: playground.botUserId,
    });
  });
});

describe('people, user groups and conversations', () => {
  it('tells of people, their locale on request, and flags those who left', async () => {
    expect(await call(playground, 'users.info', { user: 'U0CIO', include_locale: true })).toMatchObject({
      user: { name: 'cio', tz: 'Europe/Berlin', locale: 'de-DE', is_admin: false, deleted: false },
    });
    playground.setPerson('U0CIO', { deactivated: true });
    expect(await call(playground, 'users.info', { user: 'U0CIO' })).toMatchObject({
      user: { deleted: true },
    });
    expect(await call(playground, 'users.info', { user: 'U0NOBODY' })).toMatchObject({
      error: 'user_not_found',
    });
    const { members } = await call(playground, 'users.list', { limit: 3 });
    expect(members).toHaveLength(3);
  });

  it('tells of user groups and who is in them', async () => {
    expect(await call(playground, 'usergroups.list', { include_users: true })).toMatchObject({
      usergroups: [{ handle: 'marketing-team', users: ['U0CMO', 'U0BRAND', 'U0CRM'] }, { handle: 'it-team' }],
    });
    expect(await call(playground, 'usergroups.users.list', { usergroup: 'S0NONE' })).toMatchObject({
      error: 'no_such_subteam',
    });
  });

  it('hides private channels without the bot', async () => {
    expect(await call(playground, 'conversations.info', { channel: 'C0LEADS' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await call(playground, 'conversations.info', { channel: 'C0GENERAL' })).toMatchObject({
      channel: { is_member: false },
    });
    const { channels } = await call(playground, 'conversations.list', {
      types: 'public_channel,private_channel',
    });
    expect((channels as { id: string }[]).map((c) => c.id)).toEqual(['C0GENERAL', channel]);
  });
});

describe('faults and limits', () => {
  it('answers 429 and 5xx as told, then goes on', async () => {
    playground.faults.api('chat.postMessage', { kind: '429', retryAfter: 7 });
    playground.faults.api('chat.postMessage', { kind: '5xx' });
    const send = () =>
      fetch(`${playground.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${playground.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel, text: 'x' }),
      });
    const limited = await send();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await send()).status).toBe(503);
    expect(playground.messages(channel)).toEqual([]);
    expect((await send()).status).toBe(200);
    expect(playground.messages(channel)).toHaveLength(1);
  });

  it('loses answers after, and connections before, a call is performed', async () => {
    playground.faults.api('*', { kind: 'drop', when: (args) => args.text === 'never' });
    playground.faults.api('*', { kind: 'lost' });
    await expect(call(playground, 'chat.postMessage', { channel, text: 'never' })).rejects.toThrow();
    await expect(call(playground, 'chat.postMessage', { channel, text: 'unheard' })).rejects.toThrow();
    expect(playground.messages(channel).map((m) => m.text)).toEqual(['unheard']);
  });

  it('limits posts to a channel when asked to', async () => {
    const strict = await startEmpty({ rateLimits: true });
    const posts = [1, 2, 3, 4].map(() => call(strict, 'chat.postMessage', { channel, text: 'x' }));
    const errors = (await Promise.all(posts)).map((answer) => answer.error).sort();
    await strict.close();
    expect(errors).toEqual(['ratelimited', undefined, undefined, undefined]);
  });
});
