import { z } from 'zod';
import type { AnyJob, Job } from '../../jobs/jobs.ts';
import type { PlanService } from './plan.service.ts';
import { tasks } from './tasks.ts';

const ofPlan = z.object({ workspaceId: z.string(), planId: z.int() });

export function planJobs({ plans }: { plans: Pick<PlanService, 'run' | 'plan'> }): AnyJob[] {
  const run: Job<z.infer<typeof ofPlan>> = {
    name: tasks.run,
    payload: ofPlan,
    run: ({ workspaceId, planId }) => plans.run(workspaceId, planId),
  };
  const plan: Job<z.infer<typeof ofPlan>> = {
    name: tasks.plan,
    payload: ofPlan,
    run: ({ workspaceId, planId }) => plans.plan(workspaceId, planId),
  };
  return [run, plan];
}
