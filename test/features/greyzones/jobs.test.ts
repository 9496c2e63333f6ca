import { sql } from 'kysely';
import { startPlayground } from '../../../playground/playground.ts';
import { createDatabase, createPool } from '../../../src/database/pool.ts';
import { tasks } from '../../../src/features/greyzones/tasks.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { addDepartments, channel, manifest } from '../../helpers/concord.ts';
import { createTestDatabase } from '../../helpers/database.ts';
import { rowsOf } from './people-and-rows.ts';
import { draft, servicesOn } from './services.ts';

const database = await createTestDatabase();
const { db } = database;
/** Of two processes. */
const own = [1, 2].map(() => createDatabase(createPool(database.url, { max: 25 })));
const playground = await startPlayground({ manifest });
const { botToken: token, apiUrl, teamId: workspaceId } = playground;
const client = createSlackClient({ token, apiUrl, timeoutMs: 10_000, log: createLogger('silent') });
const processes = own.map((on) => servicesOn(on, client));
const { workspaces, proposals, greyZones, asking, owning, run } = servicesOn(db, client);
beforeAll(async () => {
  await workspaces.register({ id: workspaceId, name: 'Northwind', botUserId: playground.botUserId });
  await addDepartments(db, workspaceId);
});
afterAll(async () => {
  await playground.close();
  await Promise.all(own.map((one) => one.destroy()));
  await database.drop();
});

const known = { name: '', locale: 'en', timezone: 'UTC', isWorkspaceAdmin: false, isGuest: false } as const;
const readerOf = (userId: string): Reader => ({ ...known, workspaceId, userId });
const [cmo, cio, brand] = ['U0CMO', 'U0CIO', 'U0BRAND'].map(readerOf) as [Reader, Reader, Reader];
const [M, I] = [1, 2];
const codeOf = (error: unknown) => (error as { code: string }).code;

const messages = () =>
  db.selectFrom('messages').select(['key', 'body', 'revision', 'channel_id']).orderBy('id').execute();
const everything = async () => ({
  ...(await rowsOf({ db })),
  messages: await messages(),
  schedule: await db.selectFrom('schedule').select(['key', 'due_at']).orderBy('key').execute(),
});
const of = async (id: number) => (await rowsOf({ db })).zones.find((zone) => zone.id === id);
const matricesOf = async (id: number) =>
  (await messages()).filter(({ key }) => key.startsWith(`greyzone:${id}:`) && key.endsWith(':matrix'));

let requests = 0;
const ask = async (area = 'Who owns the banner?') => {
  requests += 1;
  return (await greyZones.create(cmo, `ask ${requests}`, draft(area))).id;
};
/** Both claim it. */
async function overlap(): Promise<number> {
  const id = await ask();
  await asking.answer(cmo, id, 1, { today: M, should: M }, '1');
  await asking.answer(cio, id, 1, { today: I, should: I }, '1');
  return id;
}
const advance = (days: number) =>
  sql`update clock set shift = shift + ${`${days} days`}::interval`.execute(db);
async function twice(task: string, payload: object): Promise<void> {
  await run(task, { workspaceId, ...payload });
  const before = await everything();
  await run(task, { workspaceId, ...payload });
  expect(await everything()).toEqual(before);
}
async function closedProposal(id: number): Promise<number> {
  const opened = await owning.propose(cmo, `propose ${id} ${requests++}`, id, {
    ...{ ownerDepartmentId: M, statement: null },
  });
  await proposals.withdraw(cmo, opened.id);
  return opened.id;
}

test('the deadline ends the asking once, and not before it has come', async () => {
  const id = await ask();
  await asking.answer(brand, id, 1, { today: I }, '1');
  const before = await everything();
  await run(tasks.assess, { workspaceId, greyZoneId: id, round: 1 });
  await run(tasks.assess, { workspaceId, greyZoneId: 999, round: 1 });
  expect(await everything()).toEqual(before);
  await advance(5);
  await run(tasks.assess, { workspaceId, greyZoneId: id, round: 2 });
  expect(await of(id)).toMatchObject({ state: 'asking' });
  await twice(tasks.assess, { greyZoneId: id, round: 1 });
  expect(await of(id)).toMatchObject({ state: 'open', finding: 'gap' });
  expect(await matricesOf(id)).toHaveLength(1);
});

test('two processes at the same time assess once', async () => {
  const ids = [await ask(), await ask(), await ask()];
  await advance(5);
  await Promise.all(
    ids.flatMap((greyZoneId) =>
      processes.flatMap((process) =>
        [1, 2, 3].map(() => process.run(tasks.assess, { workspaceId, greyZoneId, round: 1 })),
      ),
    ),
  );
  for (const id of ids) {
    expect(await of(id)).toMatchObject({ state: 'open', finding: 'unclear' });
    expect(await matricesOf(id)).toHaveLength(1);
  }
});

test('the last leads at the same time, on two processes, assess once, with both answers', async () => {
  for (let i = 0; i < 5; i += 1) {
    const id = await ask();
    await Promise.all([
      processes[0]!.asking.answer(cmo, id, 1, { today: I, should: I }, '1'),
      processes[1]!.asking.answer(cio, id, 1, { today: I, should: I }, '1'),
    ]);
    expect(await of(id)).toMatchObject({ state: 'closed', finding: 'clear', owner_department_id: I });
    expect(await matricesOf(id)).toHaveLength(1);
  }
});

test('the newest click counts, in whatever order they come and however often', async () => {
  const clicks = [
    { today: M, at: '100.000001' },
    { today: 'shared', at: '100.000002' },
    { today: I, at: '100.000010' },
    { should: M, at: '99.5' },
    { should: 'nobody', at: '99.6' },
  ] as const;
  for (let i = 0; i < 6; i += 1) {
    const id = await ask();
    const shuffled = [...clicks, ...clicks].sort(
      (a, b) => ((Number(a.at) * (i + 7) * 1e6) % 13) - ((Number(b.at) * (i + 7) * 1e6) % 13),
    );
    for (const { at, ...said } of shuffled) await asking.answer(brand, id, 1, said, at);
    const { own: said } = await greyZones.show(brand, id);
    expect(said).toEqual({ today: I, should: 'nobody' });
  }
});

test('the count is shown once however often it is refreshed, and not after the end', async () => {
  const id = await ask();
  await asking.answer(brand, id, 1, { today: M, should: M }, '1');
  await twice(tasks.refresh, { greyZoneId: id });
  expect(JSON.stringify(await messages())).toContain('1 of 3 people');
  await asking.closeNow(cmo, id);
  const before = await everything();
  await run(tasks.refresh, { workspaceId, greyZoneId: id });
  expect(await everything()).toEqual(before);
});

test('a message that was deleted is posted again while it is needed, once', async () => {
  const id = await ask();
  const missing = { greyZoneId: id, round: 1, what: 'asking', posting: 0, result: 'missing' };
  await twice(tasks.message, missing);
  const asked = (await messages()).filter(({ key }) => key.startsWith(`greyzone:${id}:1:asking`));
  expect(asked).toHaveLength(2);
  await asking.closeNow(cmo, id);
  const before = await everything();
  await run(tasks.message, { workspaceId, ...missing, posting: 1 });
  await run(tasks.message, { workspaceId, ...missing, what: 'matrix' });
  await run(tasks.message, { workspaceId, ...missing, result: 'posted' });
  expect(await everything()).toEqual(before);
});

test('where nothing can be posted, the author is told once, and can ask again', async () => {
  const id = await ask('Who owns <R&D>?');
  const failed = { greyZoneId: id, round: 1, what: 'asking', posting: 0, result: 'failed' };
  await twice(tasks.message, failed);
  const told = (await messages()).filter(({ key }) => key === `greyzone:${id}:1:not-posted`);
  expect(told).toEqual([expect.objectContaining({ channel_id: 'U0CMO' })]);
  expect(JSON.stringify(told)).toContain(`/concord-greyzone again G-${id}`);
  expect(await of(id)).toMatchObject({ state: 'open', finding: null });
  await greyZones.again(cmo, `again ${id}`, id, null);
  expect(await of(id)).toMatchObject({ state: 'asking', round: 2 });
  // The first round's message is no concern of the second.
  const before = await everything();
  await run(tasks.message, { workspaceId, ...failed });
  expect(await everything()).toEqual(before);
});

test('an agreement gives it an owner once, and an older one takes nothing back', async () => {
  const id = await overlap();
  const proposalId = await closedProposal(id);
  const decided = { greyZoneId: id, ownerDepartmentId: M, proposalId, round: 1, outcome: 'agreed' };
  await twice(tasks.decided, { ...decided, agreement: 7 });
  expect(await of(id)).toMatchObject({ state: 'closed', owner_department_id: M, agreement_number: 7 });
  await twice(tasks.decided, { ...decided, ownerDepartmentId: I, agreement: 6 });
  expect(await of(id)).toMatchObject({ owner_department_id: M, agreement_number: 7 });
});

test('what was not agreed leaves it open and is said once', async () => {
  const id = await overlap();
  const proposalId = await closedProposal(id);
  await twice(tasks.decided, { greyZoneId: id, ownerDepartmentId: M, proposalId, agreement: null });
  expect(await of(id)).toMatchObject({ state: 'open', owner_department_id: null });
  expect((await messages()).filter(({ key }) => key === `greyzone:${id}:decided:${proposalId}`)).toHaveLength(
    1,
  );
});

test('the end of an agreement opens what it gave an owner, once, and that agreement does not close it again', async () => {
  const [one, other, third] = [await overlap(), await overlap(), await overlap()];
  const ends: object[] = [];
  for (const [id, agreement] of [
    [one, 20],
    [other, 20],
    [third, 21],
  ] as const) {
    const end = { greyZoneId: id, ownerDepartmentId: I, proposalId: await closedProposal(id), agreement };
    await run(tasks.decided, { workspaceId, ...end });
    ends.push(end);
  }
  await advance(1);
  await twice(tasks.agreementEnded, { agreement: 20 });
  await twice(tasks.agreementEnded, { agreement: 19 });
  for (const id of [one, other]) {
    expect(await of(id)).toMatchObject({ state: 'open', owner_department_id: null, agreement_number: null });
  }
  expect(await of(third)).toMatchObject({ state: 'closed', agreement_number: 21 });
  const before = await everything();
  for (const end of ends) await run(tasks.decided, { workspaceId, ...end });
  expect(await everything()).toEqual(before);
  expect((await messages()).filter(({ key }) => key.endsWith(':reopened:20'))).toHaveLength(2);
});

test('a request that comes again, and at the same time, asks once and answers as the first did', async () => {
  const before = (await rowsOf({ db })).zones.length;
  const made = await Promise.all(
    [1, 2, 3, 4].flatMap((n) =>
      processes.map((process) => process.greyZones.create(cmo, `same ${n}`, draft(`Who owns it ${n}?`))),
    ),
  );
  // Without gaps.
  expect([...new Set(made.map(({ id }) => id))].sort((a, b) => a - b)).toEqual(
    [1, 2, 3, 4].map((n) => before + n),
  );

  const id = await overlap();
  const results = await Promise.allSettled(
    [1, 2, 3].flatMap((n) =>
      processes.map((process) => process.greyZones.again(cmo, n === 3 ? 'other' : 'same again', id, null)),
    ),
  );
  for (const result of results) {
    if (result.status === 'rejected') expect(codeOf(result.reason)).toBe('still_asking');
  }
  expect(await of(id)).toMatchObject({ round: 2, state: 'asking' });
  expect((await rowsOf({ db })).rounds.filter((round) => round.grey_zone_id === id)).toHaveLength(2);
});

test('however many propose at the same time, it is one proposal', async () => {
  const id = await overlap();
  const wish = (ownerDepartmentId: number) => ({ ownerDepartmentId, statement: null });
  const results = await Promise.allSettled(
    processes.flatMap((process, i) =>
      [cmo, cio].map((by) => process.owning.propose(by, `many ${by.userId}`, id, wish([M, I][i]!))),
    ),
  );
  const [first, ...more] = await owning.pending(workspaceId, id);
  expect(more).toEqual([]);
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
  for (const result of results) {
    if (result.status === 'rejected') expect(codeOf(result.reason)).toBe('pending');
    else expect(result.value).toEqual({ id: first, channelId: channel });
  }
  expect(await greyZones.again(cmo, 'while deciding', id, null).catch(codeOf)).toBe('pending');
});

test('an agreement that comes while it is asked anew ends the asking', async () => {
  const id = await overlap();
  const proposalId = await closedProposal(id);
  await greyZones.again(cmo, `anew ${id}`, id, null);
  await asking.answer(brand, id, 2, { today: M }, '1');
  await twice(tasks.decided, { greyZoneId: id, ownerDepartmentId: I, proposalId, agreement: 30 });
  expect(await of(id)).toMatchObject({ state: 'closed', owner_department_id: I, finding: null });
  await advance(9);
  const before = await everything();
  await run(tasks.assess, { workspaceId, greyZoneId: id, round: 2 });
  expect(await everything()).toEqual(before);
  expect(before.schedule.filter(({ key }) => key === `greyzone:${id}:deadline`)).toEqual([]);
});

test('a click after the deadline does not count, though nobody has come yet to end the asking', async () => {
  const id = await ask();
  const { deadline } = (await of(id))!;
  const late = (deadline.getTime() / 1000).toFixed(6);
  const early = (deadline.getTime() / 1000 - 0.001).toFixed(6);
  expect(await asking.answer(brand, id, 1, { today: M }, late).catch(codeOf)).toBe('asking_ended');
  await advance(5);
  expect(await asking.answer(brand, id, 1, { today: M }, null).catch(codeOf)).toBe('asking_ended');
  expect((await asking.answer(brand, id, 1, { today: I }, early)).own).toEqual({ today: I });
});

test('a department that is gone by the second round is not asked, and hinders nothing', async () => {
  const sales = { workspace_id: workspaceId, name: 'Sales' };
  const { id: department } = await db
    .insertInto('departments')
    .values(sales)
    .returning('id')
    .executeTakeFirstOrThrow();
  const member = { workspace_id: workspaceId, user_id: 'U0SALES', department_id: department, is_lead: true };
  await db.insertInto('department_members').values(member).execute();
  const { id } = await greyZones.create(cmo, 'three', draft('Who?', { departmentIds: [M, I, department] }));
  await asking.closeNow(cmo, id);
  await db
    .updateTable('departments')
    .set({ removed_at: sql<Date>`concord_now()` })
    .where('id', '=', department)
    .execute();
  await greyZones.again(cmo, 'again without', id, null);
  const { shown } = await greyZones.show(cmo, id);
  expect(shown.zone.departments.map(({ name }) => name)).toEqual(['Marketing', 'IT']);
  for (const by of [cmo, cio]) await asking.answer(by, id, 2, { today: M, should: M }, '1');
  expect(await of(id)).toMatchObject({ state: 'closed', finding: 'clear', owner_department_id: M });
});
