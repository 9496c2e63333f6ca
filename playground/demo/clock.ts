import { sql } from 'kysely';
import type { Db } from '../../src/database/pool.ts';
import { tasks as greyZoneTasks } from '../../src/features/greyzones/tasks.ts';
import { tasks as pollTasks } from '../../src/features/polls/tasks.ts';
import { createDueService } from '../../src/features/proposals/due.service.ts';
import { tasks as standupTasks } from '../../src/features/standups/tasks.ts';
import { tasks as syncTasks } from '../../src/features/syncs/tasks.ts';
import { nextMoments } from '../../src/jobs/schedule.ts';
import type { Clock } from '../clock.ts';
import { isAtRest, omissions } from './rest.ts';

const what: Readonly<Record<string, string>> = {
  deadline: 'a proposal closes',
  reminder: 'people are reminded to vote',
  [syncTasks.agenda]: 'the agenda of a sync is posted',
  [syncTasks.start]: 'a sync starts',
  [syncTasks.after]: 'the leads are asked whether a sync was held',
  [syncTasks.close]: 'a sync counts as missed, since nobody has told',
  [syncTasks.followUp]: 'somebody is reminded of a follow-up',
  [standupTasks.prompt]: 'somebody is asked in a standup',
  [standupTasks.remind]: 'somebody is reminded to answer a standup',
  [greyZoneTasks.assess]: 'the answers to a grey zone are shown',
  [pollTasks.close]: 'a poll closes',
  [pollTasks.run]: 'a saved poll is opened',
  [standupTasks.report]: 'the report of a standup is posted',
};

/** What happens out of sight is no scheduled moment for a visitor; so many are looked through for one that is. */
const lookedThrough = 100;

/** What the story asks besides. */
export interface StoryClock {
  advance(ms: number): Promise<void>;
  /** Whether nothing is due, being done or waiting to be sent, so that time may go on. */
  isAtRest(): Promise<boolean>;
  /** What was due and did not happen. */
  omissions(): Promise<string[]>;
}

/**
 * The demo's time: real time and a shift, which Concord's database and the playground share, so that moving it
 * lets what is scheduled happen now. The shift is kept with the data.
 */
export async function demoClock(db: Db): Promise<Required<Clock> & StoryClock> {
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
      const proposal = await dueService.next();
      const moments = await nextMoments(db, lookedThrough);
      const due = [
        ...(proposal ? [{ at: proposal.at, what: what[proposal.what] }] : []),
        ...moments.map(({ at, task }) => ({ at, what: what[task.split(':', 1)[0] ?? ''] })),
      ]
        .filter((moment): moment is { at: Date; what: string } => moment.what !== undefined)
        .sort((a, b) => a.at.getTime() - b.at.getTime())[0];
      return due ? { at: due.at.toISOString(), what: due.what } : null;
    },
    // A moment more, since the playground's and the database's clocks are not read at the same instant.
    advanceTo: (iso) => advance(new Date(iso).getTime() - (Date.now() + shift) + 500),
    advance,
    isAtRest: () => isAtRest(db),
    omissions: () => omissions(db),
  };
}
