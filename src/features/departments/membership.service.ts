import { randomUUID } from 'node:crypto';
import type { Db } from '../../database/pool.ts';
import { enqueue } from '../../jobs/jobs.ts';
import { classifySlackError } from '../../slack/client.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { AdminNotices } from './admin-notices.service.ts';
import * as repository from './department.repository.ts';
import { peopleTask } from './department-changes.service.ts';
import { leadLostText } from './department-notices.views.ts';

/** Slack answers about a hundred `users.info` a minute; the rest is left to people at work. */
const lookedUpAtOnce = 50;
const pauseMs = 45_000;

export type MembershipService = ReturnType<typeof createMembershipService>;

/** Keeps out of departments whom Slack no longer counts among the people who may decide. */
export function createMembershipService(options: {
  db: Db;
  workspaces: WorkspaceService;
  notices: AdminNotices;
}) {
  const { db, workspaces, notices } = options;

  /**
   * A lost lead leaves the department without one, and the admins are told. In one transaction with the end
   * of the membership, which happens once; so is the telling.
   */
  async function dropOut(workspaceId: string, userId: string): Promise<void> {
    const admins = await notices.admins(workspaceId);
    await db.transaction().execute(async (trx) => {
      await repository.lockDepartments(trx, workspaceId);
      const ended = await repository.removeMember(trx, workspaceId, userId);
      if (!ended?.isLead) return;
      const departments = await repository.departmentsOf(trx, workspaceId);
      const department = departments.find(({ id }) => id === ended.departmentId);
      if (!department) return;
      const [person] = await workspaces.knownPeople(trx, workspaceId, [userId]);
      await notices.tell(
        trx,
        admins.filter((admin) => admin.userId !== userId),
        {
          workspaceId,
          key: `lead-lost:${department.id}:${userId}:${randomUUID()}`,
          text: (t) => leadLostText(t, department.name, person?.name ?? userId),
        },
      );
    });
  }

  return {
    /** Slack's `user_change`: on return what it changes is committed. */
    async personChanged(workspaceId: string, user: unknown): Promise<void> {
      const person = await workspaces.applyUserChange(workspaceId, user);
      if (!person?.deactivated) return;
      if (await repository.membershipOf(db, workspaceId, person.userId)) {
        await dropOut(workspaceId, person.userId);
      }
    },

    /**
     * Looks up members of whom nothing is known yet, some at a time, and lets those go who may not decide:
     * bots, deactivated people, guests whom nobody chose singly.
     */
    async checkPeople(workspaceId: string): Promise<void> {
      const asked = await repository.unknownMembers(db, workspaceId, lookedUpAtOnce);
      const again = (delayMs: number) =>
        enqueue(db, peopleTask, { workspaceId }, { key: `${peopleTask}:${workspaceId}`, delayMs });
      try {
        const found = new Set((await workspaces.people(workspaceId, asked)).map(({ userId }) => userId));
        const notAtSlack = asked.filter((userId) => !found.has(userId));
        for (const userId of notAtSlack) await dropOut(workspaceId, userId);
      } catch (error) {
        const failure = classifySlackError(error);
        if (failure.kind !== 'rate_limited') throw error;
        return again(failure.retryAfterMs);
      }
      for (const userId of await repository.unfitMembers(db, workspaceId)) await dropOut(workspaceId, userId);
      if (asked.length === lookedUpAtOnce) await again(pauseMs);
    },
  };
}
