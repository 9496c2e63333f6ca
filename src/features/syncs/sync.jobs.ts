import { z } from 'zod';
import type { AnyJob, Job } from '../../jobs/jobs.ts';
import type { PlanningService } from './planning.service.ts';
import { tasks } from './tasks.ts';

export function planningJobs(planning: PlanningService): AnyJob[] {
  const subject = z.object({ workspaceId: z.string(), seriesId: z.int() });
  const plan: Job<z.infer<typeof subject>> = {
    name: tasks.plan,
    payload: subject,
    run: ({ workspaceId, seriesId }) => planning.planAgain(workspaceId, seriesId),
  };
  return [plan];
}
