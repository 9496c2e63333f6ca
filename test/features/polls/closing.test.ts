import { holdOpen, insertAct } from '../../../src/features/polls/ballot.repository.ts';
import { closePoll, lockPoll } from '../../../src/features/polls/poll.repository.ts';
import type { BallotAct } from '../../../src/features/polls/poll.ts';
import { everybody, refused, startOffice } from './office.ts';
import { advance, draft } from './services.ts';

const office = await startOffice();
const { db, database, workspaceId, polls, another, renamed, run, ended } = office;
const { open, choose, stored, actsOf, messagesOf, moment, person } = office;
const keysOf = async (id: number) => (await messagesOf(id)).map(({ key }) => key);
const [cmo, brand, cio, platform] = [
  person('U0CMO'),
  person('U0BRAND'),
  person('U0CIO'),
  person('U0PLATFORM'),
];
afterAll(office.stop);

describe('closing', () => {
  test('happens once, whoever does it at the same time and however often', async () => {
    const id = await open();
    await choose('U0CMO', id, 1);
    await choose('U0CIO', id, 2);
    await Promise.all([
      ...[polls, another.polls, polls].map((one) => one.closeNow(cmo, id)),
      ...[run, another.run].map((job) => job('close', { workspaceId, pollId: id })),
    ]);
    const poll = await polls.existing(workspaceId, id);
    expect(poll).toMatchObject({
      ...{ state: 'closed', closedBy: 'U0CMO' },
      outcome: { questions: [{ alignment: { value: 0 } }] },
    });
    expect(await keysOf(id)).toEqual([`poll:${id}`, `poll:${id}:outcome`]);
    expect(ended.filter((one) => one === id)).toHaveLength(1);
    expect(await moment(id)).toEqual([]);
    const before = [await stored(id), await messagesOf(id), await actsOf(id)];
    await polls.closeNow(cio, id);
    await run('close', { workspaceId, pollId: id });
    await run('refresh', { workspaceId, pollId: id });
    expect([await stored(id), await messagesOf(id), await actsOf(id)]).toEqual(before);
    // Who has chosen what stays.
    expect(await actsOf(id)).toHaveLength(2);
    expect(await polls.resultNow(poll)).toEqual(poll.outcome);
  });

  /** Until somebody waits for a lock in this database. */
  async function untilBlocked(): Promise<void> {
    for (;;) {
      const { rows } = await database.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rows.length > 0) return;
    }
  }

  test('waits for an answer that was accepted before, and counts it', async () => {
    const id = await open();
    const [department] = (await polls.existing(workspaceId, id)).departments;
    const closed = await db.transaction().execute(async (trx) => {
      expect(await holdOpen(trx, workspaceId, id, 'U0CMO')).toMatchObject({ isOpen: true });
      const closing = another.polls.closeNow(cmo, id);
      await untilBlocked();
      const click = { ballot: 'U0CMO', departmentId: department!.id, key: 'last', at: '1812441600' };
      await insertAct(trx, workspaceId, id, { ...click, kind: 'choose', question: 0, options: [1] });
      return [closing];
    });
    expect((await closed[0]!).outcome!.turnout[0]).toMatchObject({ answered: 1 });
  });

  test('refuses an answer that had to wait for it', async () => {
    const id = await open();
    const answers = await db.transaction().execute(async (trx) => {
      const poll = await lockPoll(trx, workspaceId, id, { isEnd: true });
      const answering = refused(choose('U0CMO', id, 1));
      await untilBlocked();
      const outcome = await polls.resultNow(poll!);
      await closePoll(trx, poll!, { outcome, closedAt: new Date(), closedBy: null });
      return [answering];
    });
    expect(await answers[0]).toBe('poll_closed');
    expect(await actsOf(id)).toEqual([]);
  });

  test('comes at the deadline, not before, unless everybody has answered', async () => {
    const deadline = new Date(Date.parse('2027-06-08T09:00:00Z') + 60_000);
    const [late, full] = [await open({ deadline }), await open({ deadline })];
    await run('close', { workspaceId, pollId: late, dueAt: deadline });
    expect((await stored(late)).state).toBe('open');
    for (const userId of everybody) await choose(userId, full, 1);
    await run('close', { workspaceId, pollId: full });
    expect(await stored(full)).toMatchObject({ state: 'closed', closed_by: null });
    await advance(db, 2 * 3_600_000);
    expect(await refused(choose('U0CMO', late, 1))).toBe('poll_closed');
    expect(await refused(polls.remind(cmo, late))).toBe('poll_closed');
    await polls.closeNow(cmo, late);
    // The deadline had come.
    expect(await stored(late)).toMatchObject({ state: 'closed', closed_by: null });
    await run('close', { workspaceId, pollId: late, dueAt: deadline });
    expect(await keysOf(late)).toEqual([`poll:${late}`, `poll:${late}:outcome`]);
  });

  test.each([false, true])('does not wait for who is deactivated, anonymous: %s', async (isAnonymous) => {
    const id = await open({ isAnonymous });
    for (const userId of everybody.slice(0, -1)) await choose(userId, id, 1);
    await run('close', { workspaceId, pollId: id });
    expect((await stored(id)).state).toBe('open');
    const deactivate = (deactivated: boolean) =>
      db.updateTable('people').set({ deactivated }).where('user_id', '=', 'U0DATA').execute();
    await deactivate(true);
    if (!isAnonymous) expect((await polls.silent(cmo, id)).userIds).toEqual([]);
    await run('close', { workspaceId, pollId: id });
    await deactivate(false);
    expect((await stored(id)).state).toBe('closed');
  });

  test('early is for its author, the leads of its departments and admins', async () => {
    const byBrand = async (key: string) => (await polls.open(brand, key, draft())).id;
    const id = await byBrand('brand 1');
    expect(await refused(polls.closeNow(platform, id))).toBe('not_yours');
    expect((await polls.closeNow(cio, id)).closedBy).toBe('U0CIO');
    expect((await polls.closeNow(brand, await byBrand('brand 2'))).closedBy).toBe('U0BRAND');
    expect(await refused(polls.closeNow(cmo, 4711))).toBe('poll_gone');
  });
});

describe('an anonymous poll', () => {
  const anonymous = async () => open({ isAnonymous: true, mayAddOptions: true });
  const dump = async (id: number) =>
    JSON.stringify([
      await stored(id),
      await actsOf(id),
      await db.selectFrom('poll_options').selectAll().where('poll_id', '=', id).execute(),
      await messagesOf(id),
      (await database.pool.query('select * from graphile_worker._private_jobs')).rows,
    ]);

  test('names no one while it is open, and counts each person once', async () => {
    const id = await anonymous();
    const { secret } = await stored(id);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    const key = 'U0DATA clicks';
    const vote: BallotAct = { kind: 'choose', question: 0, options: [2] };
    await polls.act(person('U0DATA'), id, key, '1812441600.000001', vote);
    await another.polls.act(person('U0DATA'), id, key, '1812441600.000001', vote);
    await polls.addOption(person('U0DATA'), 'U0DATA adds', id, 'Nowhere');
    expect((await polls.standing(person('U0DATA'), id)).standing.chosen).toEqual([2]);
    expect(await actsOf(id)).toHaveLength(1);
    expect(await dump(id)).not.toContain('U0DATA');
    const other = await anonymous();
    await polls.act(person('U0DATA'), other, key, '1812441600.000001', vote);
    expect((await actsOf(other))[0]!.ballot).not.toBe((await actsOf(id))[0]!.ballot);
  });

  test('leaves nothing but the counts and the reasons', async () => {
    const id = await anonymous();
    for (const [i, userId] of everybody.entries()) {
      await choose(userId, id, i < 3 ? 1 : 2);
      const reason: BallotAct = { kind: 'reason', reason: `reason ${i}` };
      await polls.act(person(userId), id, `why ${id} ${i}`, `18124416${10 + i}`, reason);
    }
    const poll = await polls.existing(workspaceId, id);
    expect(await polls.resultNow(poll)).toMatchObject({
      questions: [{ sides: [] }],
      turnout: [{ answered: 3 }, { answered: 3 }],
      reasons: [],
    });
    await polls.closeNow(cmo, id);
    expect(await actsOf(id)).toEqual([]);
    expect(await stored(id)).toMatchObject({ state: 'closed', secret: null, secret_check: null });
    const { outcome } = await polls.existing(workspaceId, id);
    expect(outcome!.questions[0]).toMatchObject({
      sides: [{ counts: [3, 0, 0] }, { counts: [0, 3, 0] }],
      alignment: { value: 0 },
    });
    expect(outcome!.reasons.map(({ text }) => text).sort()).toEqual(everybody.map((_, i) => `reason ${i}`));
    expect(outcome!.reasons.every(({ userId }) => userId === null)).toBe(true);
    expect(await refused(choose('U0CMO', id, 1))).toBe('poll_closed');
  });

  test('takes no answers under another key, and still closes with those it has', async () => {
    const id = await anonymous();
    await choose('U0DATA', id, 1);
    const vote: BallotAct = { kind: 'choose', question: 0, options: [2] };
    const again = renamed.polls.act(person('U0DATA'), id, 'again', '1812441700', vote);
    expect(await refused(again)).toBe('key_changed');
    expect(await refused(renamed.polls.standing(person('U0DATA'), id))).toBe('key_changed');
    expect(await actsOf(id)).toHaveLength(1);
    const closed = await renamed.polls.closeNow(cmo, id);
    expect(closed.outcome!.turnout.map(({ answered }) => answered)).toEqual([0, 1]);
  });

  test('reminds everybody, and tells nobody who has answered', async () => {
    const id = await anonymous();
    await choose('U0DATA', id, 1);
    expect((await polls.remind(cmo, id)).count).toBe(6);
    expect(await refused(polls.silent(cmo, id))).toBe('is_anonymous');
    expect(await refused(polls.answers(cmo, id))).toBe('is_anonymous');
    await polls.closeNow(cmo, id);
    expect(await refused(polls.answers(cmo, id))).toBe('is_anonymous');
  });
});
