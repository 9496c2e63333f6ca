import { createHash } from 'node:crypto';
import type { Db } from '../../database/pool.ts';
import { enqueue } from '../../jobs/jobs.ts';
import { classifySlackError } from '../../slack/client.ts';
import type { Person } from '../workspaces/workspace.ts';
import type { AdminNotices } from './admin-notices.service.ts';
import * as repository from './department.repository.ts';
import { draftOf } from './department.ts';
import { type DepartmentChanges, groupTask } from './department-changes.service.ts';
import { elsewhereText, groupGoneText } from './department-notices.views.ts';
import type { CurrentGroup, UserGroupService } from './user-groups.service.ts';

/** Events can be lost, so a followed group is read again even if nothing was told. */
const readAgainAfterMs = 6 * 3_600_000;
const mostRounds = 5;

export type GroupSyncService = ReturnType<typeof createGroupSyncService>;

/** Departments that follow a user group have its people as members. */
export function createGroupSyncService(options: {
  db: Db;
  groups: UserGroupService;
  changes: DepartmentChanges;
  notices: AdminNotices;
}) {
  const { db, groups, changes, notices } = options;

  /** @returns whether any department follows the group */
  async function write(
    workspaceId: string,
    userGroupId: string,
    group: CurrentGroup,
    admins: readonly Person[],
  ): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      await repository.lockDepartments(trx, workspaceId);
      const all = await repository.departmentsOf(trx, workspaceId);
      const followers = all.filter((department) => department.userGroupId === userGroupId);
      if (followers.length === 0) return false;
      if ('goneSince' in group) {
        for (const { id, name } of followers) {
          const key = `group-gone:${id}:${userGroupId}:${group.goneSince}`;
          await notices.tell(trx, admins, { workspaceId, key, text: (t) => groupGoneText(t, name) });
        }
      } else {
        const lookedUp = { unknown: new Set<string>(), groupPeople: new Map([[userGroupId, group.people]]) };
        const drafts = followers.map(draftOf);
        const planned = await changes.save(trx, workspaceId, drafts, lookedUp, { mayBeEmpty: true });
        for (const { id, name, elsewhere } of planned) {
          if (elsewhere.length === 0) continue;
          const key = `group-elsewhere:${id}:${userGroupId}:${digest(elsewhere)}`;
          const text = (t: Parameters<typeof elsewhereText>[0]) =>
            elsewhereText(t, { name, userGroupId, userIds: elsewhere });
          await notices.tell(trx, admins, { workspaceId, key, text });
        }
      }
      await enqueue(
        trx,
        groupTask,
        { workspaceId, userGroupId },
        {
          key: `${groupTask}:${workspaceId}:${userGroupId}`,
          delayMs: readAgainAfterMs,
          whenWaiting: 'preserve',
        },
      );
      return true;
    });
  }

  /** Writes what Slack says, until Slack says what was written. */
  async function readAndWrite(workspaceId: string, userGroupId: string): Promise<void> {
    const admins = await notices.admins(workspaceId);
    let group = await groups.current(userGroupId);
    for (let round = 0; round < mostRounds; round += 1) {
      if (!(await write(workspaceId, userGroupId, group, admins))) return;
      const now = await groups.current(userGroupId);
      if (isSame(group, now)) return;
      group = now;
    }
    await changes.requestSync(db, workspaceId, userGroupId);
  }

  return {
    /** Slack's `subteam_members_changed` and `subteam_updated`: on return the job is committed. */
    async groupChanged(workspaceId: string, userGroupId: string): Promise<void> {
      const followers = await repository.departmentsFollowing(db, workspaceId, userGroupId);
      if (followers.length > 0) await changes.requestSync(db, workspaceId, userGroupId);
    },

    /**
     * However many of these run at once, and in whatever order the events came, the last to write is the last
     * to read.
     */
    async sync(workspaceId: string, userGroupId: string): Promise<void> {
      if ((await repository.departmentsFollowing(db, workspaceId, userGroupId)).length === 0) return;
      try {
        await readAndWrite(workspaceId, userGroupId);
      } catch (error) {
        const failure = classifySlackError(error);
        if (failure.kind !== 'rate_limited') throw error;
        await changes.requestSync(db, workspaceId, userGroupId, failure.retryAfterMs);
      }
    },
  };
}

function isSame(a: CurrentGroup, b: CurrentGroup): boolean {
  if ('goneSince' in a || 'goneSince' in b) return 'goneSince' in a && 'goneSince' in b;
  return digest(a.people) === digest(b.people);
}

function digest(userIds: readonly string[]): string {
  return createHash('sha256').update(userIds.toSorted().join(' ')).digest('hex').slice(0, 16);
}
