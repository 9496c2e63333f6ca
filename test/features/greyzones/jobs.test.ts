import { tasks } from '../../../src/features/greyzones/tasks.ts';
import { I, M, startOffice } from './office.ts';

const office = await startOffice();
const { workspaceId, processes, cmo, cio, brand, greyZones, asking, run } = office;
const { messages, everything, ask, of, matricesOf, overlap, advance, twice, closedProposal } = office;
afterAll(office.stop);

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
  expect(await of(id)).toMatchObject({ state: 'open', finding: 'unclear' });
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
    await Promise.all(
      processes.map((process) => process.run(tasks.complete, { workspaceId, greyZoneId: id, round: 1 })),
    );
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
  for (let i = 0; i < clicks.length; i += 1) {
    const id = await ask();
    // Delivered twice, and from every beginning, forwards and backwards.
    const turned = [...clicks.slice(i), ...clicks.slice(0, i)];
    const shuffled = [...turned, ...turned.toReversed()];
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
  await asking.cancel(cmo, id);
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
  await asking.cancel(cmo, id);
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
