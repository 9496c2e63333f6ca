import { z } from 'zod';
import type { AnyJob, Job } from '../../jobs/jobs.ts';
import type { PollService } from './poll.service.ts';
import { tasks } from './tasks.ts';

const subject = z.object({ workspaceId: z.string(), pollId: z.int() });

export function pollJobs({
  polls,
}: {
  polls: Pick<PollService, 'refresh' | 'close' | 'messageResult' | 'outcomeResult' | 'look'>;
}): AnyJob[] {
  const refresh: Job<z.infer<typeof subject>> = {
    name: tasks.refresh,
    payload: subject,
    run: ({ workspaceId, pollId }) => polls.refresh(workspaceId, pollId),
  };
  const close: Job<z.infer<typeof subject>> = {
    name: tasks.close,
    payload: subject,
    run: ({ workspaceId, pollId }) => polls.close(workspaceId, pollId),
  };
  const look: Job<z.infer<typeof subject>> = {
    name: tasks.look,
    payload: subject,
    run: ({ workspaceId, pollId }) => polls.look(workspaceId, pollId),
  };
  const outcomeResult = subject.extend({ result: z.enum(['posted', 'missing', 'failed']) });
  const outcome: Job<z.infer<typeof outcomeResult>> = {
    name: tasks.outcome,
    payload: outcomeResult,
    run: ({ workspaceId, pollId, result }) => polls.outcomeResult(workspaceId, pollId, result),
  };
  const messageResult = outcomeResult.extend({ attempt: z.int() });
  const message: Job<z.infer<typeof messageResult>> = {
    name: tasks.message,
    payload: messageResult,
    run: ({ workspaceId, pollId, attempt, result }) =>
      polls.messageResult(workspaceId, pollId, attempt, result),
  };
  return [refresh, close, message, outcome, look];
}
