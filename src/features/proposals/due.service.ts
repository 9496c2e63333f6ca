import type { Db } from '../../database/pool.ts';
import { enqueue } from '../../jobs/jobs.ts';
import * as due from './due.repository.ts';
import { tasks } from './tasks.ts';

export type DueService = ReturnType<typeof createDueService>;

/** What falls due about proposals, claimed in bounded batches and enqueued in the same transaction. */
export function createDueService({ db }: { db: Db }) {
  /** A workspace of which events may have been lost. */
  let behind: string | null = null;

  return {
    /** Proposals past their deadline. */
    claimClosing: () =>
      db.transaction().execute(async (trx) => {
        for (const subject of await due.claimClosing(trx)) {
          const key = `${tasks.close}:${subject.workspaceId}:${subject.proposalId}`;
          await enqueue(trx, tasks.close, { ...subject, secondLook: false }, { key });
        }
      }),

    /** Proposals whose reactions have not been read back for a while. */
    async claimReadBack(): Promise<void> {
      if (behind !== null) await due.readBackAll(db, behind);
      behind = null;
      await db.transaction().execute(async (trx) => {
        for (const subject of await due.claimReadBack(trx)) {
          const key = `${tasks.readBack}:${subject.workspaceId}:${subject.proposalId}`;
          await enqueue(trx, tasks.readBack, { ...subject }, { key });
        }
      });
    },

    /** After a time in which events may not have reached us: with the next beat everything open is read back. */
    readBackAll(workspaceId: string): void {
      behind = workspaceId;
    },

    /** The next instant at which something falls due; null: nothing is scheduled. */
    next: () => due.nextDue(db),
  };
}
