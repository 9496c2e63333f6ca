import { UserError } from '../../errors.ts';
import { excerpt, nameList } from '../../slack/excerpt.ts';
import { type Department, isSameName } from './department.ts';

/**
 * Names with commas between, or "and"; case does not matter.
 * @returns the departments' ids @throws UserError `unknown_department`
 */
export function readDepartmentNames(text: string, departments: readonly Department[]): number[] {
  const names = text
    .split(/,|;|\s+(?:and|und|&)\s+/i)
    .map((name) => name.replaceAll(/["“”„]/g, '').trim())
    .filter(Boolean);
  return names.map((name) => {
    const found = departments.find((department) => isSameName(department.name, name));
    if (found) return found.id;
    throw new UserError('unknown_department', 'departments.errors.notAmong', {
      name: excerpt(name),
      departments: nameList(departments.map((department) => department.name)),
    });
  });
}
