import type { Db } from '../../database/pool.ts';
import { type Ends, endingKinds, endsOf } from './ending.ts';
import { tasks } from './tasks.ts';

/** Whether an agreement has ended. For what is to follow from it the caller holds the ledger's head. */
export async function hasEnded(trx: Db, workspaceId: string, number: number): Promise<boolean> {
  const row = await trx
    .selectFrom('ledger_entries')
    .select('seq')
    .where('workspace_id', '=', workspaceId)
    .where('agreement_number', '=', number)
    .where('kind', 'in', endingKinds)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The proposal that an agreement was. */
export async function proposalOf(db: Db, workspaceId: string, number: number): Promise<number | null> {
  const row = await db
    .selectFrom('agreements')
    .select('proposal_id')
    .where('workspace_id', '=', workspaceId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.proposal_id ?? null;
}

/** Agreed proposals that end an agreement, each by the number of the agreement that it became. */
export async function decidedEndings(
  db: Db,
  workspaceId: string,
): Promise<Map<number, Ends & { proposalId: number }>> {
  const rows = await db
    .selectFrom('proposals as p')
    .innerJoin('agreements as a', (join) =>
      join.onRef('a.workspace_id', '=', 'p.workspace_id').onRef('a.proposal_id', '=', 'p.id'),
    )
    .select(['a.number', 'p.id', 'p.on_closed_task as task', 'p.on_closed_payload as payload'])
    .where('p.workspace_id', '=', workspaceId)
    .where('p.outcome', '=', 'agreed')
    .where('p.on_closed_task', 'in', Object.values(tasks))
    .execute();
  return new Map(
    rows.flatMap(({ number, id, task, payload }) => {
      const ends = endsOf({ task: String(task), payload: payload as Record<string, unknown> });
      return ends ? [[number, { ...ends, proposalId: id }] as const] : [];
    }),
  );
}
