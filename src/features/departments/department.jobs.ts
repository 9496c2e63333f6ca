import { z } from 'zod';
import type { AnyJob } from '../../jobs/jobs.ts';
import { groupTask, peopleTask } from './department-changes.service.ts';
import type { GroupSyncService } from './group-sync.service.ts';
import type { MembershipService } from './membership.service.ts';

export function departmentJobs(deps: {
  membership: MembershipService;
  groupSync: GroupSyncService;
}): AnyJob[] {
  return [
    {
      name: peopleTask,
      payload: z.object({ workspaceId: z.string() }),
      run: ({ workspaceId }: { workspaceId: string }) => deps.membership.checkPeople(workspaceId),
    },
    {
      name: groupTask,
      payload: z.object({ workspaceId: z.string(), userGroupId: z.string() }),
      run: ({ workspaceId, userGroupId }: { workspaceId: string; userGroupId: string }) =>
        deps.groupSync.sync(workspaceId, userGroupId),
    },
  ];
}
