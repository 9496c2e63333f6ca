import { UserError } from '../../errors.ts';
import { nameList } from '../../slack/excerpt.ts';
import type { Reader } from '../../slack/request.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { DepartmentService } from './department.service.ts';
import { type Department, fewestDepartments } from './department.ts';

/** Where each feature says in its own words why somebody may not begin anything there. */
type Errors =
  | 'proposals.errors'
  | 'syncs.errors'
  | 'standups.errors'
  | 'initiatives.errors'
  | 'greyzones.errors'
  | 'pollErrors';

/**
 * The departments, for whoever may put something to them: their members, and admins.
 * @throws UserError `not_set_up`, `not_a_member`
 */
export async function departmentsForAsker(
  deps: { departments: Pick<DepartmentService, 'list'>; workspaces: Pick<WorkspaceService, 'isAdmin'> },
  { workspaceId, userId }: Reader,
  errors: Errors,
): Promise<Department[]> {
  const all = await deps.departments.list(workspaceId);
  if (all.length < fewestDepartments) throw new UserError('not_set_up', `${errors}.notSetUp`);
  const isMember = all.some(({ memberIds }) => memberIds.includes(userId));
  if (!isMember && !(await deps.workspaces.isAdmin(workspaceId, userId))) {
    const values = { departments: nameList(all.map(({ name }) => name)) };
    throw new UserError('not_a_member', `${errors}.notAMember`, values);
  }
  return all;
}
