import type { Db } from '../../database/pool.ts';
import type { AgreementService } from '../agreements/agreement.service.ts';
import * as repository from './initiative.repository.ts';
import type { Change } from './initiative.ts';

/** What follows for initiatives from what the departments decide. */
export function createDecisions(deps: { db: Db; agreements: Pick<AgreementService, 'hasEnded'> }) {
  const { db, agreements } = deps;

  return {
    /**
     * The job: what was agreed is so from now on. A later agreement stays, and one that has ended meanwhile says
     * nothing any more.
     * @param agreement null: they did not agree, and may be asked again
     * @param asOf when what was put to them had been changed last
     */
    async decided(
      workspaceId: string,
      initiativeId: number,
      change: Change,
      agreement: number | null,
      asOf: Date | null,
    ): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const isInForce = agreement !== null && !(await agreements.hasEnded(trx, workspaceId, agreement));
        const initiative = await repository.lockInitiative(trx, workspaceId, initiativeId);
        if (!initiative) return;
        if (isInForce) {
          // That it is agreed was not among what they read: what has become of it since then stays.
          const isPast = change.status === 'agreed' && initiative.status !== 'idea';
          const agreed = isPast ? { ...change, status: initiative.status } : change;
          await repository.applyAgreed(trx, workspaceId, initiativeId, agreed, agreement);
        } else if (asOf !== null && initiative.changedAt <= asOf) {
          await repository.updateInitiative(trx, workspaceId, initiativeId, {});
        }
      });
    },

    /**
     * The job: an agreement is not in force any more. What it said stays, and nobody is bound to it; agreed it is
     * not.
     */
    async agreementEnded(workspaceId: string, agreement: number): Promise<void> {
      await db.transaction().execute((trx) => repository.freeOfAgreement(trx, workspaceId, agreement));
    },
  };
}
