import type { WebClient } from '@slack/web-api';
import type { Db } from '../../database/pool.ts';
import type { Logger } from '../../logger.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as repository from './department.repository.ts';
import { type Department, isSameName } from './department.ts';

export type { Department } from './department.ts';

export interface DepartmentDeps {
  db: Db;
  /** For calls while a person waits. */
  client: WebClient;
  workspaces: WorkspaceService;
  openProposalCount(workspaceId: string, departmentId: number): Promise<number>;
  log: Logger;
}

export type DepartmentService = ReturnType<typeof createDepartmentService>;

export function createDepartmentService({ db }: DepartmentDeps) {
  /** Those not removed, oldest first. */
  const list = (workspaceId: string): Promise<Department[]> => repository.departmentsOf(db, workspaceId);

  return {
    list,

    byName: async (workspaceId: string, name: string): Promise<Department | null> =>
      (await list(workspaceId)).find((department) => isSameName(department.name, name)) ?? null,

    membershipOf: (
      workspaceId: string,
      userId: string,
    ): Promise<{ departmentId: number; isLead: boolean } | null> =>
      repository.membershipOf(db, workspaceId, userId),
  };
}
