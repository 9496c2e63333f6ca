import { z } from 'zod';
import type { ToldEvent } from '../../slack/events.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { GroupSyncService } from './group-sync.service.ts';
import type { MembershipService } from './membership.service.ts';

/** docs.slack.dev/reference/events, the parts that are read. */
const userChange = z.object({ user: z.unknown() });
/** Seconds since the epoch, before the year 10000. Where do-not-disturb is off, they mean nothing. */
const seconds = z.number().int().min(0).max(253_402_300_799);
const dndUpdatedUser = z.object({
  user: z.string().regex(/^[A-Z0-9]{1,40}$/),
  dnd_status: z.discriminatedUnion('dnd_enabled', [
    z.object({ dnd_enabled: z.literal(false) }),
    z.object({ dnd_enabled: z.literal(true), next_dnd_start_ts: seconds, next_dnd_end_ts: seconds }),
  ]),
});
const subteamMembersChanged = z.object({ subteam_id: z.string() });
const subteamUpdated = z.object({ subteam: z.object({ id: z.string() }) });

export function createMembershipListeners(deps: {
  membership: MembershipService;
  groupSync: GroupSyncService;
  workspaces: WorkspaceService;
}) {
  const { membership, groupSync, workspaces } = deps;
  return {
    personChanged: ({ workspaceId, event }: ToldEvent): Promise<void> =>
      membership.personChanged(workspaceId, userChange.parse(event).user),

    doNotDisturbChanged: ({ workspaceId, event }: ToldEvent): Promise<void> => {
      const { user, dnd_status: status } = dndUpdatedUser.parse(event);
      const isOn = status.dnd_enabled && status.next_dnd_start_ts < status.next_dnd_end_ts;
      const period = isOn
        ? { from: new Date(status.next_dnd_start_ts * 1000), until: new Date(status.next_dnd_end_ts * 1000) }
        : null;
      return workspaces.applyDoNotDisturb(workspaceId, user, period);
    },

    groupMembersChanged: ({ workspaceId, event }: ToldEvent): Promise<void> =>
      groupSync.groupChanged(workspaceId, subteamMembersChanged.parse(event).subteam_id),

    groupUpdated: ({ workspaceId, event }: ToldEvent): Promise<void> =>
      groupSync.groupChanged(workspaceId, subteamUpdated.parse(event).subteam.id),
  };
}
