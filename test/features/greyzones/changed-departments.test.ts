import { registerBlocks } from '../../../src/features/greyzones/grey-zone.views.ts';
import { cardBlocks } from '../../../src/features/greyzones/matrix.views.ts';
import { readOwner } from '../../../src/features/greyzones/proposal-command.ts';
import { tasks } from '../../../src/features/greyzones/tasks.ts';
import { texts } from '../../../src/text/text.ts';
import { codeOf, I, M, startOffice } from './office.ts';
import { draft } from './services.ts';

const office = await startOffice();
const { db, workspaceId, greyZones, asking, owning, proposals, cmo, cio, brand, of, run, overlap } = office;
afterAll(office.stop);

const t = texts('en');
const both = (claim: number | 'nobody') => ({ today: claim, should: claim });
const set = (id: number, change: { removed_at?: Date | null; name?: string }) =>
  db.updateTable('departments').set(change).where('id', '=', id).execute();
const gone = (id: number) => set(id, { removed_at: new Date() });
afterEach(async () => {
  for (const [id, name] of [[M, 'Marketing'] as const, [I, 'IT'] as const])
    await set(id, { removed_at: null, name });
});

/** A third department, led by U0SALES. */
async function sales(): Promise<number> {
  const { id } = await db
    .insertInto('departments')
    .values({ workspace_id: workspaceId, name: 'Sales' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.deleteFrom('department_members').where('user_id', '=', 'U0SALES').execute();
  const member = { workspace_id: workspaceId, user_id: 'U0SALES', department_id: id, is_lead: true };
  await db.insertInto('department_members').values(member).execute();
  return id;
}
const seller = { ...cmo, userId: 'U0SALES' };
const card = async (id: number) => {
  const { shown, own, voter } = await greyZones.show(cmo, id);
  return JSON.stringify(cardBlocks(t, shown, own, voter));
};
const complete = (id: number) => run(tasks.complete, { workspaceId, greyZoneId: id, round: 1 });

test('after a department of three is removed, the others decide, on their own agendas', async () => {
  const S = await sales();
  const { id } = await greyZones.create(cmo, 'three', draft('Who owns it?', { departmentIds: [M, I, S] }));
  for (const [by, claim] of [
    [cmo, M],
    [cio, I],
    [seller, S],
  ] as const) {
    await asking.answer(by, id, 1, both(claim), '1');
  }
  await complete(id);
  expect(await greyZones.forAgenda(workspaceId, [M, I])).toEqual([]);
  await gone(S);
  expect(await greyZones.forAgenda(workspaceId, [M, I])).toEqual([expect.objectContaining({ id })]);
  const { zone } = await owning.forProposing(cmo, id);
  expect(await owning.statementFor(zone, M)).toBe('Marketing leads it; IT supports.');
  expect(
    await owning.propose(cmo, 'of gone', id, { ownerDepartmentId: S, statement: null }).catch(codeOf),
  ).toBe('department_gone');
  const opened = await owning.propose(cmo, 'of two', id, { ownerDepartmentId: M, statement: null });
  const { departments } = await proposals.existing(workspaceId, opened.id);
  expect(departments.map((department) => department.id)).toEqual([M, I]);
  await proposals.withdraw(cmo, opened.id);
});

test('a department that is removed while it is asked owns nothing, and nobody waits for it', async () => {
  const S = await sales();
  const { id } = await greyZones.create(cmo, 'removed', draft('Who owns it?', { departmentIds: [M, I, S] }));
  for (const by of [cmo, seller]) await asking.answer(by, id, 1, both(S), '1');
  await gone(S);
  expect(await asking.answer(brand, id, 1, both(S), '1').catch(codeOf)).toBe('department_gone');
  const { turnout } = (await greyZones.show(cmo, id)).shown;
  expect(turnout.map(({ departmentId }) => departmentId)).toEqual([M, I]);
  await asking.answer(cio, id, 1, both(M), '1');
  await complete(id);
  expect(await of(id)).toMatchObject({ state: 'open', finding: 'gap', owner_department_id: null });
  expect(await card(id)).toContain('Sales 1★');
  const { id: second } = await greyZones.create(cmo, 'removed 2', draft('Who?', { departmentIds: [M, I] }));
  expect((await greyZones.show(cmo, second)).shown.zone.departments).toHaveLength(2);
});

test('with fewer than two departments left it is dropped, by whom it concerns, and comes back nowhere', async () => {
  const id = await overlap();
  expect(await owning.drop(cmo, id).catch(codeOf)).toBe('not_droppable');
  await gone(I);
  for (const attempt of [
    () => owning.forProposing(cmo, id),
    () => owning.propose(cmo, 'stuck', id, { ownerDepartmentId: M, statement: null }),
    () => greyZones.again(cmo, 'stuck', id, null),
  ]) {
    expect(await attempt().catch(codeOf)).toBe('departments_gone');
  }
  expect(await greyZones.forAgenda(workspaceId, [M, I])).toEqual([]);
  expect(await card(id)).toContain('greyzone_drop');
  expect(await card(id)).not.toContain('greyzone_propose');
  expect(await owning.drop(seller, id).catch(codeOf)).toBe('not_of_department');
  await owning.drop(cmo, id);
  await owning.drop(cmo, id);
  await set(I, { removed_at: null });
  expect(await greyZones.forAgenda(workspaceId, [M, I])).not.toContainEqual(expect.objectContaining({ id }));
  expect(await card(id)).not.toMatch(/greyzone_(?:drop|propose|again)/);
  expect(await greyZones.again(cmo, 'dropped', id, null).catch(codeOf)).toBe('dropped');
  expect(await owning.forProposing(cmo, id).catch(codeOf)).toBe('dropped');
  const at = { now: new Date(), timeZone: 'UTC', deciding: new Map() };
  const register = JSON.stringify(registerBlocks(t, await greyZones.list(workspaceId), at));
  expect(
    register
      .split(/\\n|"text":"/)
      .filter((line) => line.startsWith('*G-'))
      .at(-1),
  ).toMatch(`*G-${id}*`);
  expect(register).toContain('dropped');
});

test('a round of which one department is left ends without a result', async () => {
  const id = await office.ask();
  await asking.answer(cmo, id, 1, both(M), '1');
  await gone(I);
  await run(tasks.look, { workspaceId, greyZoneId: id, round: 1 });
  await complete(id);
  expect(await of(id)).toMatchObject({ state: 'open', finding: null, owner_department_id: null });
});

test('one that is asked again stays on the agenda, without answers', async () => {
  const id = await overlap();
  await greyZones.again(cmo, `again ${id}`, id, null);
  await asking.answer(cmo, id, 2, both('nobody'), '1');
  const mine = (await greyZones.forAgenda(workspaceId, [M, I])).find((one) => one.id === id);
  expect(mine).toMatchObject({ round: 2, text: `G-${id}: Who owns the banner? (being asked again)` });
  const first = await office.ask();
  expect(await greyZones.forAgenda(workspaceId, [M, I])).not.toContainEqual(
    expect.objectContaining({ id: first }),
  );
});

test('a department that is renamed is called by its new name, and can be called by either', async () => {
  const id = await overlap();
  await set(I, { name: 'Technology' });
  const zone = await greyZones.existing(workspaceId, id);
  expect(readOwner('technology', zone)).toBe(I);
  expect(readOwner('IT', zone)).toBe(I);
  expect(await owning.statementFor(zone, M)).toContain('Technology supports.');
  expect(await card(id)).toContain('Marketing and Technology');
});
