import { z } from 'zod';
import type { AnyJob, Job } from '../../jobs/jobs.ts';
import type { EndingService } from './ending.service.ts';
import { endingKinds } from './ending.ts';
import { tasks } from './tasks.ts';

const decision = z.object({
  workspaceId: z.string(),
  /** Of the agreement that was to end. */
  number: z.int(),
  /** By which it ends; null: the departments did not agree. */
  agreement: z.int().nullable(),
});

export function agreementJobs({ endings }: { endings: EndingService }): AnyJob[] {
  return endingKinds.map(
    (kind): Job<z.infer<typeof decision>> => ({
      name: tasks[kind],
      payload: decision,
      async run({ workspaceId, number, agreement }) {
        if (agreement !== null) await endings.ended(workspaceId, kind, number, agreement);
      },
    }),
  );
}
