import { sql } from 'kysely';
import { tasks } from '../../../src/features/greyzones/tasks.ts';
import { channel } from '../../helpers/concord.ts';
import { codeOf, I, M, startOffice } from './office.ts';
import { rowsOf } from './people-and-rows.ts';
import { draft } from './services.ts';

const office = await startOffice();
const { db, workspaceId, processes, cmo, cio, brand, greyZones, asking, owning, run } = office;
const { everything, ask, of, overlap, advance, twice, closedProposal } = office;
afterAll(office.stop);

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
  await asking.cancel(cmo, id);
  await db
    .updateTable('departments')
    .set({ removed_at: sql<Date>`concord_now()` })
    .where('id', '=', department)
    .execute();
  await greyZones.again(cmo, 'again without', id, null);
  const { shown } = await greyZones.show(cmo, id);
  expect(shown.zone.departments.map(({ name }) => name)).toEqual(['Marketing', 'IT']);
  for (const by of [cmo, cio]) await asking.answer(by, id, 2, { today: M, should: M }, '1');
  await run(tasks.complete, { workspaceId, greyZoneId: id, round: 2 });
  expect(await of(id)).toMatchObject({ state: 'closed', finding: 'clear', owner_department_id: M });
});
