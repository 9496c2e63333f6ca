import { z } from 'zod';
import type { ToldEvent } from '../../slack/events.ts';
import type { GroupSyncService } from './group-sync.service.ts';
import type { MembershipService } from './membership.service.ts';

/** docs.slack.dev/reference/events, the parts that are read. */
const userChange = z.object({ user: z.unknown() });
const subteamMembersChanged = z.object({ subteam_id: z.string() });
const subteamUpdated = z.object({ subteam: z.object({ id: z.string() }) });

export function createMembershipListeners(deps: {
  membership: MembershipService;
  groupSync: GroupSyncService;
}) {
  const { membership, groupSync } = deps;
  return {
    personChanged: ({ workspaceId, event }: ToldEvent): Promise<void> =>
      membership.personChanged(workspaceId, userChange.parse(event).user),

    groupMembersChanged: ({ workspaceId, event }: ToldEvent): Promise<void> =>
      groupSync.groupChanged(workspaceId, subteamMembersChanged.parse(event).subteam_id),

    groupUpdated: ({ workspaceId, event }: ToldEvent): Promise<void> =>
      groupSync.groupChanged(workspaceId, subteamUpdated.parse(event).subteam.id),
  };
}
