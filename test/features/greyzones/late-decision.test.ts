import { sql } from 'kysely';
import type { Db } from '../../../src/database/pool.ts';
import { append, lockHead } from '../../../src/features/agreements/ledger.repository.ts';
import { tasks } from '../../../src/features/greyzones/tasks.ts';
import { agree } from '../agreements/ledgers.ts';
import { M, startOffice } from './office.ts';

const office = await startOffice();
const { db, workspaceId, agreements, processes, cmo, owning, run } = office;
const { of, messages, matricesOf, overlap, twice, closedProposal, proposals } = office;
afterAll(office.stop);

async function endIn(trx: Db, number: number): Promise<void> {
  const head = await lockHead(trx, workspaceId);
  const entry = {
    workspaceId,
    kind: 'revoked',
    agreementNumber: number,
    at: new Date(),
    actor: 'U1',
  } as const;
  await append(trx, head, entry, { number, by: number, proposalId: 1, statement: null, rationale: null });
}

/** A grey zone, and the agreement on its owner of which it is not told yet. */
async function agreedOn() {
  const id = await overlap();
  const proposalId = await closedProposal(id);
  const agreement = await agree(db, agreements, workspaceId);
  return { id, agreement, decision: { greyZoneId: id, ownerDepartmentId: M, proposalId, agreement } };
}

test('an agreement that has ended before the grey zone is told of it gives it no owner', async () => {
  const { id, agreement, decision } = await agreedOn();
  await db.transaction().execute((trx) => endIn(trx, agreement));
  await run(tasks.agreementEnded, { workspaceId, agreement });
  await twice(tasks.decided, decision);
  expect(await of(id)).toMatchObject({ state: 'open', owner_department_id: null, agreement_number: null });
  expect((await messages()).filter(({ key }) => key.startsWith(`greyzone:${id}:decided`))).toEqual([]);
  // What can be done about it is offered again.
  expect(JSON.stringify(await matricesOf(id))).toContain('greyzone_propose');
  const next = await owning.propose(cmo, 'once more', id, { ownerDepartmentId: M, statement: null });
  expect(await proposals.existing(workspaceId, next.id)).toMatchObject({ state: 'open' });
});

test('one that ends afterwards opens it again', async () => {
  const { id, agreement, decision } = await agreedOn();
  await run(tasks.decided, { workspaceId, ...decision });
  expect(await of(id)).toMatchObject({ state: 'closed', agreement_number: agreement });
  await db.transaction().execute((trx) => endIn(trx, agreement));
  await twice(tasks.agreementEnded, { agreement });
  await twice(tasks.decided, decision);
  expect(await of(id)).toMatchObject({ state: 'open', owner_department_id: null, agreement_number: null });
});

test('an ending that is being written is waited for', async () => {
  const { id, agreement, decision } = await agreedOn();
  let isTold = false;
  let told: Promise<void> | undefined;
  await db.transaction().execute(async (trx) => {
    await endIn(trx, agreement);
    told = processes[0]!.run(tasks.decided, { workspaceId, ...decision }).then(() => {
      isTold = true;
    });
    const waiting = sql`select from pg_locks where not granted`;
    while (!isTold && (await waiting.execute(trx)).rows.length === 0);
    expect(isTold).toBe(false);
  });
  await told;
  await run(tasks.agreementEnded, { workspaceId, agreement });
  expect(await of(id)).toMatchObject({ state: 'open', owner_department_id: null });
});
