import { z } from 'zod';
import type { Db } from '../../database/pool.ts';
import type { Claim } from '../../jobs/heartbeat.ts';
import { type AnyJob, enqueue, type Job } from '../../jobs/jobs.ts';
import * as due from './due.repository.ts';
import { messageTask } from './opening.service.ts';
import type { ProposalService } from './proposal.service.ts';
import { refreshTask } from './vote.repository.ts';
import { closeTask, type VotingService } from './voting.service.ts';

const readBackTask = 'proposal_read_back';

const subject = z.object({ workspaceId: z.string(), proposalId: z.number().int() });

export function proposalJobs(voting: VotingService, proposals: ProposalService): AnyJob[] {
  const refresh: Job<z.infer<typeof subject>> = {
    name: refreshTask,
    payload: subject,
    run: ({ workspaceId, proposalId }) => voting.refresh(workspaceId, proposalId),
  };
  const closing = subject.extend({ secondLook: z.boolean() });
  const close: Job<z.infer<typeof closing>> = {
    name: closeTask,
    payload: closing,
    run: ({ workspaceId, proposalId, secondLook }) => voting.close(workspaceId, proposalId, secondLook),
  };
  const readBack: Job<z.infer<typeof subject>> = {
    name: readBackTask,
    payload: subject,
    run: ({ workspaceId, proposalId }) => voting.reconcileOpen(workspaceId, proposalId),
  };
  const messageResult = subject.extend({
    version: z.number().int(),
    result: z.enum(['posted', 'missing', 'failed']),
  });
  const message: Job<z.infer<typeof messageResult>> = {
    name: messageTask,
    payload: messageResult,
    run: ({ workspaceId, proposalId, version, result }) =>
      proposals.messageResult(workspaceId, proposalId, version, result),
  };
  return [refresh, close, readBack, message];
}

/** What the heartbeat looks for. */
export function proposalClaims(db: Db, proposals: ProposalService): Claim[] {
  return [
    {
      name: 'proposal deadlines',
      claim: () =>
        db.transaction().execute(async (trx) => {
          for (const subject of await due.claimClosing(trx)) {
            await enqueue(
              trx,
              closeTask,
              { ...subject, secondLook: false },
              {
                key: `${closeTask}:${subject.workspaceId}:${subject.proposalId}`,
              },
            );
          }
        }),
    },
    { name: 'proposal reminders', claim: proposals.sendDueReminders },
    {
      name: 'reading reactions back',
      claim: () =>
        db.transaction().execute(async (trx) => {
          for (const subject of await due.claimReadBack(trx)) {
            await enqueue(trx, readBackTask, { ...subject }, {
              key: `${readBackTask}:${subject.workspaceId}:${subject.proposalId}`,
            });
          }
        }),
    },
  ];
}
