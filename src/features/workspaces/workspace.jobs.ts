import { z } from 'zod';
import type { Db } from '../../database/pool.ts';
import type { Claim } from '../../jobs/heartbeat.ts';
import { type AnyJob, enqueue, type Job } from '../../jobs/jobs.ts';
import type { WorkspaceService } from './workspace.service.ts';

const task = 'profiles_refresh';
const payload = z.object({ workspaceId: z.string() });
/** Each process looks so often, and when it starts. */
const lookEveryMs = 3_600_000;

/** Reads stale profiles again, by the clock: never because of what somebody does. */
export function workspaceJobs(deps: {
  db: Db;
  workspaceId: string;
  workspaces: Pick<WorkspaceService, 'refreshProfiles' | 'hasStaleProfiles'>;
}): { jobs: AnyJob[]; claims: Claim[] } {
  const { db, workspaceId, workspaces } = deps;
  const refresh: Job<z.infer<typeof payload>> = {
    name: task,
    payload,
    run: ({ workspaceId }) => workspaces.refreshProfiles(workspaceId),
  };
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    jobs: [refresh],
    claims: [
      {
        name: 'stale profiles',
        async claim() {
          if (Date.now() - lookedAt < lookEveryMs) return;
          lookedAt = Date.now();
          if (!(await workspaces.hasStaleProfiles(workspaceId))) return;
          await enqueue(db, task, { workspaceId }, { key: `${task}:${workspaceId}` });
        },
      },
    ],
  };
}
