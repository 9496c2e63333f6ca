import { sql } from 'kysely';
import type { Db } from '../../src/database/pool.ts';
import { createDueService } from '../../src/features/proposals/due.service.ts';
import type { Clock } from '../clock.ts';

const what = { deadline: 'a proposal closes', reminder: 'people are reminded to vote' };

/**
 * The demo's time: real time and a shift, which Concord's database and the playground share, so that moving it
 * lets what is scheduled happen now. The shift is kept with the data.
 */
export async function demoClock(db: Db): Promise<Clock & { advance(ms: number): Promise<void> }> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from shift)::float8 as seconds from clock`.execute(db);
  let shift = (rows[0]?.seconds ?? 0) * 1000;

  const dueService = createDueService({ db });

  async function advance(ms: number): Promise<void> {
    if (ms <= 0) return;
    shift += ms;
    await sql`update clock set shift = shift + ${`${ms} milliseconds`}::interval`.execute(db);
  }

  return {
    now: () => Date.now() + shift,
    async next() {
      const due = await dueService.next();
      return due && { at: due.at.toISOString(), what: what[due.what] };
    },
    // A moment more, since the playground's and the database's clocks are not read at the same instant.
    advanceTo: (iso) => advance(new Date(iso).getTime() - (Date.now() + shift) + 500),
    advance,
  };
}
