import type { Db } from '../../database/pool.ts';
import type { Claim } from '../../jobs/heartbeat.ts';
import type { AnyJob } from '../../jobs/jobs.ts';
import { workspaceJobs } from './workspace.jobs.ts';
import type { WorkspaceService } from './workspace.service.ts';

/** What happens to the workspace's people by itself. */
export function registerWorkspaces(deps: { db: Db; workspaceId: string; workspaces: WorkspaceService }): {
  jobs: AnyJob[];
  claims: Claim[];
} {
  return workspaceJobs(deps);
}
