import { z } from 'zod';
import type { Claim } from '../../jobs/heartbeat.ts';
import type { AnyJob, Job } from '../../jobs/jobs.ts';
import type { DueService } from './due.service.ts';
import type { ProposalService } from './proposal.service.ts';
import type { ReminderService } from './reminder.service.ts';
import { tasks } from './tasks.ts';
import type { VotingService } from './voting.service.ts';

const subject = z.object({ workspaceId: z.string(), proposalId: z.number().int() });

export function proposalJobs(voting: VotingService, proposals: ProposalService): AnyJob[] {
  const refresh: Job<z.infer<typeof subject>> = {
    name: tasks.refresh,
    payload: subject,
    run: ({ workspaceId, proposalId }) => voting.refresh(workspaceId, proposalId),
  };
  const closing = subject.extend({ secondLook: z.boolean() });
  const close: Job<z.infer<typeof closing>> = {
    name: tasks.close,
    payload: closing,
    run: ({ workspaceId, proposalId, secondLook }) => voting.close(workspaceId, proposalId, secondLook),
  };
  const readBack: Job<z.infer<typeof subject>> = {
    name: tasks.readBack,
    payload: subject,
    run: ({ workspaceId, proposalId }) => voting.reconcileOpen(workspaceId, proposalId),
  };
  const messageResult = subject.extend({
    version: z.number().int(),
    result: z.enum(['posted', 'missing', 'failed']),
  });
  const message: Job<z.infer<typeof messageResult>> = {
    name: tasks.message,
    payload: messageResult,
    run: ({ workspaceId, proposalId, version, result }) =>
      proposals.messageResult(workspaceId, proposalId, version, result),
  };
  return [refresh, close, readBack, message];
}

/** What the heartbeat looks for. */
export function proposalClaims(due: DueService, reminders: ReminderService): Claim[] {
  return [
    { name: 'proposal deadlines', claim: due.claimClosing },
    { name: 'proposal reminders', claim: reminders.sendDue },
    { name: 'reading reactions back', claim: due.claimReadBack },
  ];
}
