import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Db } from '../../../src/database/pool.ts';
import { createAccessService } from '../../../src/features/departments/access.service.ts';
import { createAdminNotices } from '../../../src/features/departments/admin-notices.service.ts';
import { createDepartmentService } from '../../../src/features/departments/department.service.ts';
import { createDepartmentChanges } from '../../../src/features/departments/department-changes.service.ts';
import { createGroupSyncService } from '../../../src/features/departments/group-sync.service.ts';
import { createMembershipService } from '../../../src/features/departments/membership.service.ts';
import { createSetupService } from '../../../src/features/departments/setup.service.ts';
import { createUserGroupService } from '../../../src/features/departments/user-groups.service.ts';
import { createWorkspaceService } from '../../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../../src/logger.ts';
import type { Reader } from '../../../src/slack/request.ts';

/** What Slack knows; a test changes it as it likes. */
export interface SlackWorld {
  people: Record<
    string,
    { deleted?: boolean; is_bot?: boolean; is_restricted?: boolean; is_admin?: boolean }
  >;
  groups: Record<string, { users: string[]; date_delete?: number }>;
  calls: string[];
  /** Runs after each answer about a group's people was made up and before it arrives. */
  onGroupRead?: () => Promise<void> | void;
}

function refuse(error: string): never {
  throw new WebAPIPlatformError({ ok: false, error } as ConstructorParameters<typeof WebAPIPlatformError>[0]);
}

function clientOf(world: SlackWorld): WebClient {
  const users = async ({ usergroup }: { usergroup: string }) => {
    world.calls.push('usergroups.users.list');
    const group = world.groups[usergroup] ?? refuse('no_such_subteam');
    const answer = { users: [...group.users] };
    await world.onGroupRead?.();
    return answer;
  };
  return {
    users: {
      info: async ({ user }: { user: string }) => {
        world.calls.push('users.info');
        const known = world.people[user] ?? refuse('user_not_found');
        return {
          user: { id: user, name: user.toLowerCase(), tz: 'Europe/Berlin', locale: 'en-US', ...known },
        };
      },
    },
    usergroups: {
      list: async () => {
        const all = Object.entries(world.groups).map(([id, { date_delete = 0 }]) => ({
          id,
          name: id,
          handle: id.toLowerCase(),
          date_delete,
        }));
        return { usergroups: all };
      },
      users: { list: users },
    },
    conversations: { info: async () => ({ channel: { is_member: true } }) },
  } as unknown as WebClient;
}

/** Every service of departments for one workspace, with Slack made up. */
export async function openOffice(db: Db, workspaceId: string, world: Partial<SlackWorld> = {}) {
  const slack: SlackWorld = { people: {}, groups: {}, calls: [], ...world };
  const client = clientOf(slack);
  const log = createLogger('silent');
  const defaults = { locale: 'en' as const, timezone: 'Europe/Berlin' };
  const workspaces = createWorkspaceService({ db, client, defaults });
  await workspaces.register({ id: workspaceId, name: workspaceId, botUserId: 'UCONCORD' });
  const groups = createUserGroupService({ client, log });
  const changes = createDepartmentChanges({ db, workspaces, groups });
  const access = createAccessService({ db, workspaces });
  const notices = createAdminNotices({ workspaces, log });
  const openProposals = { count: 0 };
  return {
    slack,
    workspaces,
    openProposals,
    departments: createDepartmentService({
      db,
      client,
      workspaces,
      openProposalCount: async () => openProposals.count,
      log,
    }),
    setup: createSetupService({ db, client, workspaces, groups, changes, access }),
    membership: createMembershipService({ db, workspaces, notices }),
    groupSync: createGroupSyncService({ db, groups, changes, notices }),
    reader: (userId: string): Promise<Reader> => workspaces.reader(workspaceId, userId),
    /** The direct messages that wait to be sent, by recipient. */
    async told(): Promise<Record<string, string[]>> {
      const rows = await db
        .selectFrom('messages')
        .select(['channel_id', 'body'])
        .where('workspace_id', '=', workspaceId)
        .orderBy('id')
        .execute();
      const told: Record<string, string[]> = {};
      for (const { channel_id: to, body } of rows) {
        told[to] = [...(told[to] ?? []), (body as { text: string }).text];
      }
      return told;
    },
  };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;
