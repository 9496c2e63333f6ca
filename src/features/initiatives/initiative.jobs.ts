import { z } from 'zod';
import type { AnyJob, Job } from '../../jobs/jobs.ts';
import type { InitiativeService } from './initiative.service.ts';
import { statuses } from './initiative.ts';
import { tasks } from './tasks.ts';

const decision = z.object({
  workspaceId: z.string(),
  initiativeId: z.int(),
  change: z.object({
    direction: z.string().optional(),
    extent: z.string().optional(),
    status: z.enum(statuses).optional(),
  }),
  agreement: z.int().nullable(),
  asOf: z.coerce.date().nullish(),
});

/** `agreement`: its number. */
const ending = z.object({ workspaceId: z.string(), agreement: z.int() });

export function initiativeJobs({ initiatives }: { initiatives: InitiativeService }): AnyJob[] {
  const decided: Job<z.infer<typeof decision>> = {
    name: tasks.decided,
    payload: decision,
    async run({ workspaceId, initiativeId, change, agreement, asOf }) {
      const known = Object.entries(change).filter(([, value]) => value !== undefined);
      const agreed = Object.fromEntries(known);
      await initiatives.decided(workspaceId, initiativeId, agreed, agreement, asOf ?? null);
    },
  };
  const agreementEnded: Job<z.infer<typeof ending>> = {
    name: tasks.agreementEnded,
    payload: ending,
    run: ({ workspaceId, agreement }) => initiatives.agreementEnded(workspaceId, agreement),
  };
  return [decided, agreementEnded];
}
