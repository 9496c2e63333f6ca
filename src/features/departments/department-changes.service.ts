import type { Db } from '../../database/pool.ts';
import { enqueue } from '../../jobs/jobs.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as repository from './department.repository.ts';
import { type Draft, fieldOf, withLead } from './department.ts';
import {
  isUnchanged,
  type PeopleFacts,
  type PlannedDepartment,
  planDepartments,
  requireSomebodyIn,
} from './department-plan.ts';
import type { UserGroupService } from './user-groups.service.ts';

/** The jobs that follow a change. */
export const peopleTask = 'department_people';
export const groupTask = 'department_group';

/**
 * People asked about while somebody waits: ten at a time, with Slack answering in some 100 ms. The others are
 * looked up afterwards by a job, since Slack answers about a hundred a minute.
 */
const mostAskedAtOnce = 30;

/** What Slack said before the transaction. */
export interface LookedUp {
  /** Ids under which Slack knows nobody. */
  unknown: ReadonlySet<string>;
  groupPeople: ReadonlyMap<string, readonly string[]>;
}

export type DepartmentChanges = ReturnType<typeof createDepartmentChanges>;

export function createDepartmentChanges(options: {
  db: Db;
  workspaces: WorkspaceService;
  groups: UserGroupService;
}) {
  const { db, workspaces, groups } = options;

  /** Before the transaction: what Slack knows of the people and user groups somebody chose. */
  async function lookUp(
    workspaceId: string,
    drafts: readonly Pick<Draft, 'id' | 'leadUserId' | 'memberIds' | 'userGroupId' | 'row'>[],
    alsoPeople: readonly string[] = [],
  ): Promise<LookedUp> {
    const current = await repository.departmentsOf(db, workspaceId);
    const newlyFollowed = drafts.flatMap((draft) => {
      const before = current.find(({ id }) => id === draft.id);
      const { userGroupId } = draft;
      return userGroupId === null || before?.userGroupId === userGroupId
        ? []
        : [{ userGroupId, field: fieldOf(draft, 'group') }];
    });
    const groupPeople = new Map(
      await Promise.all(
        newlyFollowed.map(
          async ({ userGroupId, field }) => [userGroupId, await groups.people(userGroupId, field)] as const,
        ),
      ),
    );
    const chosen = [
      ...alsoPeople,
      ...drafts.flatMap(({ leadUserId, memberIds }) => withLead(leadUserId, memberIds)),
    ];
    const unknown = await notAtSlack(workspaceId, [...chosen, ...[...groupPeople.values()].flat()]);
    return { unknown, groupPeople };
  }

  async function notAtSlack(workspaceId: string, userIds: readonly string[]): Promise<Set<string>> {
    const wanted = [...new Set(userIds)];
    const known = new Set((await workspaces.knownPeople(db, workspaceId, wanted)).map((p) => p.userId));
    const asked = wanted.filter((userId) => !known.has(userId)).slice(0, mostAskedAtOnce);
    const found = new Set((await workspaces.people(workspaceId, asked)).map((p) => p.userId));
    return new Set(asked.filter((userId) => !found.has(userId)));
  }

  /**
   * Writes departments in the caller's transaction, which must hold `lockDepartments`, with the jobs that
   * follow. What already is as it should be is left alone.
   * @throws UserError beside the field of the draft at fault
   */
  async function save(
    trx: Db,
    workspaceId: string,
    drafts: readonly Draft[],
    lookedUp: LookedUp,
    { move = false, mayBeEmpty = false }: { move?: boolean; mayBeEmpty?: boolean } = {},
  ): Promise<PlannedDepartment[]> {
    const current = await repository.departmentsOf(trx, workspaceId);
    const people = await factsOf(trx, workspaceId, drafts, lookedUp);
    const planned = planDepartments({ current, drafts, people, move, groupPeople: lookedUp.groupPeople });
    if (!mayBeEmpty) requireSomebodyIn(planned);
    const changed = planned.filter(
      (p) =>
        !isUnchanged(
          p,
          current.find(({ id }) => id === p.id),
        ),
    );
    if (changed.length === 0) return planned;
    await repository.writeDepartments(trx, workspaceId, changed);
    // The group may have changed between reading and writing, and a former lead may not be in it.
    for (const { userGroupId } of changed) {
      if (userGroupId !== null) await requestSync(trx, workspaceId, userGroupId);
    }
    await enqueue(trx, peopleTask, { workspaceId }, { key: `${peopleTask}:${workspaceId}` });
    return planned;
  }

  async function factsOf(
    trx: Db,
    workspaceId: string,
    drafts: readonly Draft[],
    { unknown, groupPeople }: LookedUp,
  ): Promise<PeopleFacts> {
    const concerned = [
      ...drafts.flatMap(({ leadUserId, memberIds }) => withLead(leadUserId, memberIds)),
      ...[...groupPeople.values()].flat(),
    ];
    const known = await workspaces.knownPeople(trx, workspaceId, [...new Set(concerned)]);
    return new Map([
      ...[...unknown].map((userId) => [userId, null] as const),
      ...known.map((person) => [person.userId, person] as const),
    ]);
  }

  /** Reads the group's people again: now, or when Slack lets us. */
  function requestSync(trx: Db, workspaceId: string, userGroupId: string, delayMs = 0): Promise<void> {
    const key = `${groupTask}:${workspaceId}:${userGroupId}`;
    return enqueue(trx, groupTask, { workspaceId, userGroupId }, { key, delayMs });
  }

  return { lookUp, save, requestSync };
}
