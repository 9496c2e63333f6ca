import { sql } from 'kysely';
import { tasks } from '../../../src/features/greyzones/tasks.ts';
import { I, M, startOffice } from './office.ts';

const office = await startOffice();
const { db, workspaceId, cmo, cio, brand, greyZones, asking, run } = office;
const { ask, of, advance, everything, matricesOf, twice } = office;
afterAll(office.stop);

const complete = (id: number) => run(tasks.complete, { workspaceId, greyZoneId: id, round: 1 });
const look = (id: number) => run(tasks.look, { workspaceId, greyZoneId: id, round: 1 });

/** When it ends, in real time; null: nothing waits. */
async function endsAt(id: number): Promise<number | null> {
  const key = `greyzone:${workspaceId}:${id}:complete`;
  const { rows } = await sql<{ run_at: Date }>`
    select run_at from graphile_worker.jobs where key = ${key}`.execute(db);
  return rows[0]?.run_at.getTime() ?? null;
}

const both = (claim: number) => ({ today: claim, should: claim });

test('a slip of the last lead can be mended, and nobody is cut off between two clicks', async () => {
  const id = await ask();
  await asking.answer(cmo, id, 1, both(M), '1');
  expect(await endsAt(id)).toBeNull();
  expect(await asking.answer(cio, id, 1, both(M), '1')).toMatchObject({ isLast: true });
  expect(await of(id)).toMatchObject({ state: 'asking' });
  const first = (await endsAt(id))!;
  expect(first).toBeGreaterThan(Date.now() + 5_000);
  expect(await asking.answer(cio, id, 1, both(I), '2')).toMatchObject({ isLast: false });
  await asking.answer(brand, id, 1, { today: I }, '3');
  // Counted from the last click.
  expect(await endsAt(id)).toBeGreaterThan(first);
  await twice(tasks.complete, { greyZoneId: id, round: 1 });
  expect(await of(id)).toMatchObject({ state: 'open', finding: 'overlap' });
  expect(await matricesOf(id)).toHaveLength(1);
});

test('before its answers are there, the job changes nothing', async () => {
  const id = await ask();
  await asking.answer(cmo, id, 1, both(M), '1');
  const before = await everything();
  await complete(id);
  await run(tasks.complete, { workspaceId, greyZoneId: id, round: 2 });
  expect(await everything()).toEqual(before);
});

test('whoever leads by now is waited for, and nobody who does no longer', async () => {
  const id = await ask();
  const lead = (userId: string, is_lead: boolean) =>
    db.updateTable('department_members').set({ is_lead }).where('user_id', '=', userId).execute();
  await asking.answer(cmo, id, 1, both(M), '1');
  await asking.answer({ ...cmo, userId: 'U0DATA' }, id, 1, both(I), '1');
  await look(id);
  expect(await endsAt(id)).toBeNull();
  await lead('U0CIO', false);
  await lead('U0DATA', true);
  expect((await greyZones.show(brand, id)).shown.turnout[1]).toMatchObject({ hasLeadAnswered: true });
  await look(id);
  expect(await endsAt(id)).not.toBeNull();
  await complete(id);
  expect(await of(id)).toMatchObject({ state: 'open', finding: 'overlap' });
  // Of the round that has ended it stays whose answer was marked.
  await lead('U0DATA', false);
  await lead('U0CIO', true);
  const { shown } = await greyZones.show(brand, id);
  expect(shown.assessment?.rows[1]?.counts.today).toEqual([{ claim: I, count: 1, isLeads: true }]);
});

test('a lead who is deactivated is not waited for: half of the people stand in', async () => {
  const id = await ask();
  await asking.answer(cmo, id, 1, both(M), '1');
  for (const userId of ['U0DATA', 'U0PLATFORM']) {
    await asking.answer({ ...cmo, userId }, id, 1, both(M), '1');
  }
  expect(await endsAt(id)).toBeNull();
  const deactivated = (is: boolean) =>
    db.updateTable('people').set({ deactivated: is }).where('user_id', '=', 'U0CIO').execute();
  await deactivated(true);
  await look(id);
  expect(await endsAt(id)).not.toBeNull();
  await complete(id);
  expect(await of(id)).toMatchObject({ state: 'closed', owner_department_id: M });
  await deactivated(false);
});

test('it is looked again and again while it is asked, and no longer', async () => {
  const id = await ask();
  const due = async () => (await everything()).schedule.find(({ key }) => key === `greyzone:${id}:look`);
  const first = (await due())!.due_at;
  await advance(1);
  await look(id);
  expect((await due())!.due_at.getTime()).toBeGreaterThan(first.getTime());
  await asking.cancel(cmo, id);
  expect(await due()).toBeUndefined();
  await look(id);
  expect(await due()).toBeUndefined();
});
