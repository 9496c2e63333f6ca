import type { Poll } from '../../../src/features/polls/poll.ts';
import { channel } from '../../helpers/concord.ts';
import { everybody, refused, startOffice } from './office.ts';

const office = await startOffice();
const { workspaceId, polls, run, open, choose, stored, messagesOf, person } = office;
const keysOf = async (id: number) => (await messagesOf(id)).map(({ key }) => key);
const [cmo, cio, platform] = [person('U0CMO'), person('U0CIO'), person('U0PLATFORM')];
afterAll(office.stop);

describe('people', () => {
  test('one reminder goes to those who have not answered', async () => {
    const id = await open();
    await choose('U0CMO', id, 1);
    await choose('U0DATA', id, 1);
    expect(await refused(polls.remind(platform, id))).toBe('not_yours');
    expect((await polls.remind(cio, id)).count).toBe(4);
    expect((await keysOf(id)).slice(1).sort()).toEqual(
      ['U0BRAND', 'U0CIO', 'U0CRM', 'U0PLATFORM'].map((userId) => `poll:${id}:remind:${userId}`),
    );
    expect(await refused(polls.remind(cmo, id))).toBe('reminded_already');
    expect(await keysOf(id)).toHaveLength(5);
  });

  test('the author alone learns who has not answered', async () => {
    const id = await open();
    for (const userId of everybody.slice(1)) await choose(userId, id, 1);
    expect((await polls.silent(cmo, id)).userIds).toEqual(['U0CMO']);
    expect(await refused(polls.silent(cio, id))).toBe('not_yours');
  });

  test('who has chosen what is told to whoever may see the results', async () => {
    const [always, voted, closed] = [
      await open(),
      await open({ visibility: 'voted' }),
      await open({ visibility: 'closed' }),
    ];
    for (const id of [always, voted, closed]) await choose('U0CIO', id, 2);
    const chosen = [{ userId: 'U0CIO', options: [2] }];
    expect((await polls.answers(cmo, always)).chosen).toEqual(chosen);
    expect(await refused(polls.answers(cmo, voted))).toBe('not_yet');
    expect((await polls.answers(cio, voted)).chosen).toEqual(chosen);
    expect(await refused(polls.answers(cio, closed))).toBe('not_yet');
    await polls.closeNow(cmo, closed);
    expect((await polls.answers(cmo, closed)).chosen).toEqual(chosen);
  });
});

describe('its message', () => {
  const told = (id: number, attempt: number, result: string) =>
    run('message', { workspaceId, pollId: id, attempt, result });
  const current = async (id: number): Promise<Poll['message']> =>
    (await polls.existing(workspaceId, id)).message;

  test('is posted anew once where it was deleted, with the answers there are', async () => {
    const id = await open();
    await choose('U0CMO', id, 1);
    const first = await current(id);
    await told(id, 0, 'posted');
    expect(await current(id)).toEqual(first);
    await told(id, 0, 'missing');
    const second = await current(id);
    expect(second.id).not.toBe(first.id);
    await told(id, 0, 'missing');
    expect(await current(id)).toEqual(second);
    await told(id, 1, 'missing');
    await told(id, 0, 'missing');
    expect(await keysOf(id)).toEqual([`poll:${id}`, `poll:${id}:again:1`, `poll:${id}:again:2`]);
    await polls.closeNow(cmo, id);
    await told(id, 2, 'missing');
    expect(await keysOf(id)).toHaveLength(4);
  });

  test('refused, it ends the poll, and only the author is told, once', async () => {
    const id = await open();
    await told(id, 0, 'failed');
    const before = [await stored(id), await messagesOf(id)];
    await told(id, 0, 'failed');
    expect([await stored(id), await messagesOf(id)]).toEqual(before);
    expect(await stored(id)).toMatchObject({ state: 'closed' });
    expect((await messagesOf(id)).map(({ key, channel_id }) => [key, channel_id])).toEqual([
      [`poll:${id}`, channel],
      [`poll:${id}:not-posted`, 'U0CMO'],
    ]);
  });
});
