import { z } from 'zod';
import type { AnyJob, Job } from '../../jobs/jobs.ts';
import type { AskingService } from './asking.service.ts';
import type { OwningService } from './owning.service.ts';
import { tasks } from './tasks.ts';

const ofZone = z.object({ workspaceId: z.string(), greyZoneId: z.int() });
const ofRound = ofZone.extend({ round: z.int() });
const messageResult = ofRound.extend({
  what: z.enum(['asking', 'matrix']),
  posting: z.int(),
  result: z.enum(['posted', 'missing', 'failed']),
});
const decision = ofZone.extend({
  ownerDepartmentId: z.int(),
  proposalId: z.int(),
  agreement: z.int().nullable(),
});
const ending = z.object({ workspaceId: z.string(), agreement: z.int() });

export function greyZoneJobs({ asking, owning }: { asking: AskingService; owning: OwningService }): AnyJob[] {
  const assess: Job<z.infer<typeof ofRound>> = {
    name: tasks.assess,
    payload: ofRound,
    run: ({ workspaceId, greyZoneId, round }) => asking.assessDue(workspaceId, greyZoneId, round),
  };
  const refresh: Job<z.infer<typeof ofZone>> = {
    name: tasks.refresh,
    payload: ofZone,
    run: ({ workspaceId, greyZoneId }) => asking.refresh(workspaceId, greyZoneId),
  };
  const complete: Job<z.infer<typeof ofRound>> = {
    name: tasks.complete,
    payload: ofRound,
    run: ({ workspaceId, greyZoneId, round }) => asking.completed(workspaceId, greyZoneId, round),
  };
  const look: Job<z.infer<typeof ofRound>> = {
    name: tasks.look,
    payload: ofRound,
    run: ({ workspaceId, greyZoneId, round }) => asking.look(workspaceId, greyZoneId, round),
  };
  const message: Job<z.infer<typeof messageResult>> = {
    name: tasks.message,
    payload: messageResult,
    run: (result) => asking.messageResult(result),
  };
  const decided: Job<z.infer<typeof decision>> = {
    name: tasks.decided,
    payload: decision,
    run: (decided) => owning.decided(decided),
  };
  const agreementEnded: Job<z.infer<typeof ending>> = {
    name: tasks.agreementEnded,
    payload: ending,
    run: ({ workspaceId, agreement }) => owning.agreementEnded(workspaceId, agreement),
  };
  return [assess, complete, look, refresh, message, decided, agreementEnded];
}
