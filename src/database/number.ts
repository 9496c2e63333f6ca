import { sql } from 'kysely';
import type { Db } from './pool.ts';

/**
 * The number of a workspace's next row, counted from 1 without gaps: rows of these tables stay for good. Whoever
 * else wants one there waits until the transaction ends, so it is taken before any other lock.
 */
export async function nextNumber(
  trx: Db,
  table: 'sync_series' | 'standups' | 'initiatives' | 'polls' | 'poll_plans' | 'grey_zones',
  workspaceId: string,
): Promise<number> {
  // A statement of its own: the next one sees what the one before in the queue has committed. A row's lock could
  // meet others that are taken in another order; nothing else takes this one.
  const lock = `number:${table}:${workspaceId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(trx);
  const { rows } = await sql<{ next: number }>`select coalesce(max(id), 0) + 1 as next
    from ${sql.table(table)} where workspace_id = ${workspaceId}`.execute(trx);
  return rows[0]!.next;
}
