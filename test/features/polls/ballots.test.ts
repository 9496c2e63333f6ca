import type { BallotAct } from '../../../src/features/polls/poll.ts';
import { everybody, fieldOf, refused, startOffice } from './office.ts';

const office = await startOffice();
const { db, database, workspaceId, polls, run, open, choose, actsOf, messagesOf, person } = office;
const [cmo, brand, cio, sales] = [person('U0CMO'), person('U0BRAND'), person('U0CIO'), person('U0SALES')];

const waiting = async (task: string, id: number) => {
  const { rows } = await database.pool.query(
    `select j.key, t.identifier as task from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = $1 and j.payload ->> 'pollId' = $2`,
    [`${task}:${workspaceId}`, String(id)],
  );
  return rows.length;
};
afterAll(office.stop);

describe('answering', () => {
  test('a later choice takes the place of the one before, and a withdrawal of all', async () => {
    const id = await open();
    expect((await choose('U0CMO', id, 1)).standing).toEqual({ chosen: [1], reason: null });
    expect((await choose('U0CMO', id, 3)).standing).toEqual({ chosen: [3], reason: null });
    const why: BallotAct = { kind: 'reason', reason: ' both work ' };
    const { standing } = await polls.act(cmo, id, 'why', '1812441601', why);
    expect(standing).toEqual({ chosen: [3], reason: 'both work' });
    expect((await polls.standing(cmo, id)).standing).toEqual(standing);
    const out = await polls.act(cmo, id, 'out', '1812441602', { kind: 'withdraw' });
    expect(out.standing).toEqual({ chosen: [], reason: null });
  });

  test('the same click counts once, and an older one that comes later changes nothing', async () => {
    const id = await open({ isSeveral: true });
    const toggle: BallotAct = { kind: 'toggle', question: 0, option: 2 };
    await polls.act(cmo, id, 'a', '1812441602', toggle);
    const again = await polls.act(cmo, id, 'a', '1812441602', toggle);
    expect(again.standing.chosen).toEqual([2]);
    const older: BallotAct = { kind: 'choose', question: 0, options: [1] };
    expect((await polls.act(cmo, id, 'b', '1812441601', older)).standing.chosen).toEqual([1, 2]);
    expect(await actsOf(id)).toHaveLength(2);
  });

  test('where one choice is possible a toggle chooses, and several are refused', async () => {
    const id = await open();
    await choose('U0CMO', id, 1);
    const toggle: BallotAct = { kind: 'toggle', question: 0, option: 2 };
    expect((await polls.act(cmo, id, 't', '1812441700', toggle)).standing.chosen).toEqual([2]);
    expect(await refused(choose('U0CMO', id, 1, 2))).toBe('one_option');
    expect(await refused(choose('U0CMO', id, 4))).toBe('option_gone');
    const elsewhere: BallotAct = { kind: 'choose', question: 1, options: [1] };
    expect(await refused(polls.act(cmo, id, 'e', '1812441701', elsewhere))).toBe('option_gone');
  });

  test('it is for voters, while the poll is open, and within bounds', async () => {
    const id = await open();
    expect(await refused(choose('U0SALES', id, 1))).toBe('not_a_voter');
    expect(await refused(polls.standing(sales, id))).toBe('not_a_voter');
    expect(await refused(choose('U0CMO', 4711, 1))).toBe('poll_gone');
    const long: BallotAct = { kind: 'reason', reason: 'x'.repeat(501) };
    expect(await polls.act(cmo, id, 'l', '1812441600', long).catch(fieldOf)).toEqual([
      'long_reason',
      'reason',
    ]);
    const { department_id } = (await choose('U0CMO', id, 1)) && (await actsOf(id))[0]!;
    const many = Array.from({ length: 499 }, (_, i) => ({
      ...{ workspace_id: workspaceId, poll_id: id, ballot: 'U0CMO', key: `${i}`, at: '1812441600' },
      ...{ department_id, kind: 'withdraw' as const },
    }));
    await db.insertInto('poll_acts').values(many).execute();
    expect(await refused(choose('U0CMO', id, 2))).toBe('too_many_clicks');
    expect(await refused(choose('U0BRAND', id, 2))).toBe('accepted');
    await polls.closeNow(cmo, id);
    expect(await refused(choose('U0CMO', id, 1))).toBe('poll_closed');
  });

  test('many clicks share one refresh, which shows them', async () => {
    const id = await open();
    await Promise.all(everybody.slice(0, 5).map((userId) => choose(userId, id, 1)));
    expect(await waiting('poll_refresh', id)).toBe(1);
    const [before] = await messagesOf(id);
    await run('refresh', { workspaceId, pollId: id });
    const [after] = await messagesOf(id);
    expect(after!.body).not.toEqual(before!.body);
    await run('refresh', { workspaceId, pollId: id });
    expect(await messagesOf(id)).toEqual([after]);
    expect(await waiting('poll_close', id)).toBe(0);
    await choose('U0DATA', id, 2);
    await run('refresh', { workspaceId, pollId: id });
    expect(await waiting('poll_close', id)).toBe(1);
  });

  test('others add options where they may, each request one', async () => {
    const id = await open({ mayAddOptions: true });
    const added = await polls.addOption(cio, 'one', id, ' Nowhere ');
    expect(added.options[3]).toEqual({ id: 4, question: 0, text: 'Nowhere' });
    expect((await polls.addOption(cio, 'one', id, 'Nowhere')).options).toHaveLength(4);
    expect(await polls.addOption(brand, 'two', id, 'CLOUD').catch(fieldOf)).toEqual([
      'same_option',
      'option',
    ]);
    expect(await refused(polls.addOption(sales, 'three', id, 'Mine'))).toBe('not_a_voter');
    expect(await refused(polls.addOption(cio, 'four', await open(), 'Mine'))).toBe('no_options_wanted');
    for (let i = 5; i <= 20; i += 1) await polls.addOption(cio, `more ${i}`, id, `Place ${i}`);
    expect(await refused(polls.addOption(cio, 'last', id, 'Place 21'))).toBe('many_options');
    const keys = await db
      .selectFrom('poll_options')
      .select('request_key')
      .where('poll_id', '=', id)
      .execute();
    expect(keys.filter((row) => /^[0-9a-f]{64}$/.test(row.request_key ?? ''))).toHaveLength(17);
    expect((await choose('U0CMO', id, 4)).standing.chosen).toEqual([4]);
  });
});
