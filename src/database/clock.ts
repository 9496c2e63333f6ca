import { sql } from 'kysely';
import type { Db } from './pool.ts';

/** Database time, which decides what is due on every process alike. */
export async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select concord_now() as now`.execute(db);
  return rows[0]!.now;
}
