import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { Decided, DecisionKind } from './after.ts';

export async function insertDecisions(
  trx: Db,
  workspaceId: string,
  syncId: number,
  decisions: readonly { proposalId: number; kind: DecisionKind }[],
): Promise<void> {
  if (decisions.length === 0) return;
  await trx
    .insertInto('sync_decisions')
    .values(
      decisions.map(({ proposalId, kind }) => ({
        workspace_id: workspaceId,
        sync_id: syncId,
        proposal_id: proposalId,
        kind,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** In the order in which they were made, with the sentences as they were put. */
export async function decisionsOf(db: Db, workspaceId: string, syncId: number): Promise<Decided[]> {
  const { rows } = await sql<Decided>`
    select d.proposal_id as "proposalId", d.kind, v.statement as text
    from sync_decisions d
    join proposal_versions v on v.workspace_id = d.workspace_id and v.proposal_id = d.proposal_id
      and v.version = 1
    where d.workspace_id = ${workspaceId} and d.sync_id = ${syncId}
    order by d.proposal_id`.execute(db);
  return rows;
}
