import type { Db } from '../../database/pool.ts';
import { alignmentsOf, type Run } from './alignment-history.ts';
import type { PollOutcome } from './poll.ts';

/** More runs than a year of weekly pulses of forty initiatives. */
const mostRuns = 2000;

/**
 * Closed pulses, oldest first.
 * @param of only of one initiative, and of those the newest
 */
export async function closedRuns(
  db: Db,
  workspaceId: string,
  of: { initiativeId?: number; limit?: number } = {},
): Promise<Run[]> {
  const rows = await db
    .selectFrom('polls as p')
    .leftJoin('messages as m', (join) =>
      join.onRef('m.workspace_id', '=', 'p.workspace_id').onRef('m.id', '=', 'p.outcome_message_id'),
    )
    .select(['p.id', 'p.initiative_id', 'p.closed_at', 'p.outcome', 'm.permalink'])
    .where('p.workspace_id', '=', workspaceId)
    .where('p.kind', '=', 'pulse')
    .where('p.state', '=', 'closed')
    .$if(of.initiativeId !== undefined, (query) => query.where('p.initiative_id', '=', of.initiativeId ?? 0))
    .orderBy('p.closed_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(of.limit ?? mostRuns)
    .execute();
  return rows
    .flatMap(({ id, initiative_id, closed_at, outcome, permalink }) =>
      initiative_id === null || closed_at === null
        ? []
        : [
            {
              pollId: id,
              initiativeId: initiative_id,
              at: closed_at,
              ...alignmentsOf(outcome as unknown as PollOutcome),
              link: permalink,
            },
          ],
    )
    .reverse();
}
