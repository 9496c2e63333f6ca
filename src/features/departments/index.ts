import type { WebClient } from '@slack/web-api';
import type { Db } from '../../database/pool.ts';
import type { Logger } from '../../logger.ts';
import type { Listeners } from '../../slack/listeners.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { createAccessService } from './access.service.ts';
import { createAdminNotices } from './admin-notices.service.ts';
import { departmentJobs } from './department.jobs.ts';
import { createDepartmentListeners } from './department.listeners.ts';
import type { DepartmentService } from './department.service.ts';
import { actions } from './department.views.ts';
import { createDepartmentChanges } from './department-changes.service.ts';
import { callbacks } from './department-form.views.ts';
import { createGroupSyncService } from './group-sync.service.ts';
import { createMembershipListeners } from './membership.listeners.ts';
import { createMembershipService } from './membership.service.ts';
import { createSetupListeners } from './setup.listeners.ts';
import { createSetupService } from './setup.service.ts';
import { setupActions } from './setup.views.ts';
import { createUserGroupService } from './user-groups.service.ts';

/** Every command, action, form, event and job of departments. */
export function registerDepartments(deps: {
  db: Db;
  client: WebClient;
  listeners: Listeners;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  log: Logger;
}) {
  const { listeners } = deps;
  const groups = createUserGroupService(deps);
  const changes = createDepartmentChanges({ ...deps, groups });
  const access = createAccessService(deps);
  const notices = createAdminNotices(deps);
  const membership = createMembershipService({ ...deps, notices });
  const groupSync = createGroupSyncService({ ...deps, groups, changes, notices });
  const onSetup = createSetupListeners({ setup: createSetupService({ ...deps, groups, changes, access }) });
  const on = createDepartmentListeners(deps);
  const onEvent = createMembershipListeners({ ...deps, membership, groupSync });

  listeners.command('setup', 'departments.setupHelp', onSetup.open);
  listeners.action(actions.setup, onSetup.open);
  listeners.action(setupActions.addDepartment, onSetup.addRow);
  listeners.view(callbacks.setup, onSetup.submit);

  listeners.command('department', 'departments.help', on.command);
  listeners.action(actions.add, on.openAdd);
  listeners.action(actions.change, on.openChange);
  listeners.action(actions.remove, on.confirmRemoval);
  listeners.action(actions.keep, on.keep);
  listeners.view(callbacks.department, on.submit);

  listeners.event('user_change', onEvent.personChanged);
  listeners.event('dnd_updated_user', onEvent.doNotDisturbChanged);
  listeners.event('subteam_members_changed', onEvent.groupMembersChanged);
  listeners.event('subteam_updated', onEvent.groupUpdated);

  return { jobs: departmentJobs({ membership, groupSync }), claims: [] };
}
