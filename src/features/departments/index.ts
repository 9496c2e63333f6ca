import type { Listeners } from '../../slack/listeners.ts';
import type { DepartmentService } from './department.service.ts';

/** Every command, action, form, event and job of departments. */
export function registerDepartments(_deps: { listeners: Listeners; departments: DepartmentService }) {
  return { jobs: [], claims: [] };
}
