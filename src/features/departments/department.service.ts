import type { WebClient } from '@slack/web-api';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Reader } from '../../slack/request.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { type Access, createAccessService } from './access.service.ts';
import * as repository from './department.repository.ts';
import {
  applyEdit,
  type Department,
  type DepartmentEdit,
  type Draft,
  fewestDepartments,
  isSameName,
} from './department.ts';
import { createDepartmentChanges } from './department-changes.service.ts';
import { createUserGroupService, type UserGroup } from './user-groups.service.ts';

export type { Department } from './department.ts';

export interface DepartmentDeps {
  db: Db;
  /** For calls while a person waits. */
  client: WebClient;
  workspaces: WorkspaceService;
  openProposalCount(workspaceId: string, departmentId: number): Promise<number>;
  log: Logger;
}

export interface ChangeOptions {
  /** Takes people from the department that they are in. */
  move?: boolean;
  row?: number;
  shown?: string | null;
}

export type Removal =
  | { kind: 'removed'; name: string }
  /** Nothing happened yet. */
  | { kind: 'ask'; id: number; name: string; openProposals: number };

export type DepartmentService = ReturnType<typeof createDepartmentService>;

export function createDepartmentService(deps: DepartmentDeps) {
  const { db, workspaces, openProposalCount } = deps;
  const groups = createUserGroupService(deps);
  const changes = createDepartmentChanges({ db, workspaces, groups });
  const access = createAccessService(deps);

  /** Those not removed, oldest first. */
  const list = (workspaceId: string, trx: Db = db): Promise<Department[]> =>
    repository.departmentsOf(trx, workspaceId);

  const byName = async (workspaceId: string, name: string): Promise<Department | null> =>
    (await list(workspaceId)).find((department) => isSameName(department.name, name)) ?? null;

  /** @throws UserError `department_gone` */
  async function existing(trx: Db, workspaceId: string, id: number): Promise<Department> {
    const department = (await repository.departmentsOf(trx, workspaceId)).find((d) => d.id === id);
    if (!department) throw new UserError('department_gone', 'departments.errors.departmentGone');
    return department;
  }

  /** Admins may change everything, a lead the members of the department they lead. */
  async function requireMayChange(
    reader: Reader,
    isAdmin: boolean,
    department: Department,
    edit: DepartmentEdit,
    move: boolean,
  ): Promise<void> {
    if (isAdmin) return;
    if (department.leadUserId !== reader.userId) throw await access.notAllowed(reader);
    if (edit.name !== undefined || edit.leadUserId !== undefined || move) {
      const { name } = department;
      throw new UserError('own_members_only', 'departments.errors.ownMembersOnly', { name });
    }
  }

  return {
    list,
    byName,

    membershipOf: (
      workspaceId: string,
      userId: string,
    ): Promise<{ departmentId: number; isLead: boolean } | null> =>
      repository.membershipOf(db, workspaceId, userId),

    /**
     * By the name that somebody typed.
     * @throws UserError `unknown_department`, `no_departments`, `missing_name`
     */
    async named(
      workspaceId: string,
      { name, kind }: { name: string | null; kind: 'change' | 'remove' },
    ): Promise<Department> {
      const all = await list(workspaceId);
      const found = all.find((department) => name !== null && isSameName(department.name, name));
      if (found) return found;
      if (all.length === 0) throw new UserError('no_departments', 'departments.errors.noDepartments');
      const departments = all.map((department) => department.name).join(', ');
      if (name !== null) {
        const values = { name, departments };
        throw new UserError('unknown_department', 'departments.errors.unknownDepartment', values);
      }
      const values = { departments, verb: kind };
      throw new UserError('missing_name', 'departments.errors.missingNameFor', values);
    },

    /** Also of a removed one. */
    nameOf: (workspaceId: string, id: number): Promise<string> => repository.nameOf(db, workspaceId, id),

    async overview(reader: Reader): Promise<{ departments: Department[]; access: Access }> {
      return { departments: await list(reader.workspaceId), access: await access.of(reader) };
    },

    /**
     * What the form of one department needs; null: of a new one.
     * @throws UserError unless the reader may change it
     */
    async forForm(
      reader: Reader,
      id: number | null,
    ): Promise<{ department: Department | null; groups: UserGroup[]; isAdmin: boolean }> {
      if (id === null) {
        await access.requireAdmin(reader);
        return { department: null, groups: await groups.list(), isAdmin: true };
      }
      const department = await existing(db, reader.workspaceId, id);
      const isAdmin = await workspaces.isAdmin(reader.workspaceId, reader.userId);
      await requireMayChange(reader, isAdmin, department, {}, false);
      return { department, groups: await groups.list(), isAdmin };
    },

    /** Adding the same once more changes nothing. @throws UserError */
    async add(
      reader: Reader,
      draft: Omit<Draft, 'id' | 'shown'>,
      { move = false }: ChangeOptions = {},
    ): Promise<Department> {
      const { workspaceId } = reader;
      await access.requireAdmin(reader);
      const drafts = [{ ...draft, id: null }];
      const lookedUp = await changes.lookUp(workspaceId, drafts);
      return db.transaction().execute(async (trx) => {
        await repository.lockDepartments(trx, workspaceId);
        const [planned] = await changes.save(trx, workspaceId, drafts, lookedUp, { move });
        const all = await repository.departmentsOf(trx, workspaceId);
        const added = all.find(({ name }) => isSameName(name, planned?.name ?? ''));
        if (!added) throw new Error('a department that was added is not there');
        return added;
      });
    },

    /** @throws UserError */
    async change(
      reader: Reader,
      id: number,
      edit: DepartmentEdit,
      { move = false, row, shown = null }: ChangeOptions = {},
    ): Promise<Department> {
      const { workspaceId, userId } = reader;
      const isAdmin = await workspaces.isAdmin(workspaceId, userId);
      const at = row === undefined ? {} : { row };
      await requireMayChange(reader, isAdmin, await existing(db, workspaceId, id), edit, move);
      const chosen = {
        id,
        leadUserId: edit.leadUserId ?? null,
        memberIds: [...(edit.memberIds ?? []), ...(edit.add ?? [])],
        userGroupId: edit.userGroupId ?? null,
        ...at,
      };
      const lookedUp = await changes.lookUp(workspaceId, [chosen]);
      return db.transaction().execute(async (trx) => {
        await repository.lockDepartments(trx, workspaceId);
        const before = await existing(trx, workspaceId, id);
        await requireMayChange(reader, isAdmin, before, edit, move);
        const draft = { ...applyEdit(before, edit), ...at, shown };
        await changes.save(trx, workspaceId, [draft], lookedUp, { move });
        return existing(trx, workspaceId, id);
      });
    },

    /**
     * With open proposals it asks first, unless confirmed. Open proposals go on with the voters they have.
     * @throws UserError `last_two`, `not_allowed`
     */
    async remove(reader: Reader, id: number, isConfirmed = false): Promise<Removal> {
      const { workspaceId } = reader;
      await access.requireAdmin(reader);
      const openProposals = isConfirmed ? 0 : await openProposalCount(workspaceId, id);
      return db.transaction().execute(async (trx): Promise<Removal> => {
        await repository.lockDepartments(trx, workspaceId);
        const all = await repository.departmentsOf(trx, workspaceId);
        const department = all.find((d) => d.id === id);
        if (!department) return { kind: 'removed', name: await repository.nameOf(trx, workspaceId, id) };
        const { name } = department;
        if (all.length === fewestDepartments) {
          throw new UserError('last_two', 'departments.errors.lastTwo', { name });
        }
        if (openProposals > 0) return { kind: 'ask', id, name, openProposals };
        await repository.removeDepartment(trx, workspaceId, id);
        return { kind: 'removed', name };
      });
    },
  };
}
