import { UserError } from '../../errors.ts';
import { readMoment } from '../../slack/dates.ts';
import type { Reader } from '../../slack/request.ts';
import type { TextKey, TextValues } from '../../text/text.ts';
import { agreementName } from '../agreements/agreement.ts';
import type { Department } from '../departments/department.ts';
import { defaultDeadline } from '../proposals/reminder.ts';
import {
  fewestDepartments,
  fields,
  type GreyZone,
  longestArea,
  longestDays,
  stillThere,
  zoneName,
} from './grey-zone.ts';

type Named<K> = K extends `greyzones.errors.${infer N}` ? N : never;
type ErrorName = Named<TextKey>;

export function errorAt(code: string, name: ErrorName, field: string, values: TextValues = {}): UserError {
  return new UserError(code, `greyzones.errors.${name}`, values, field);
}

/** As it is kept. */
export function tidyArea(typed: string): string {
  return typed.replace(/\s+/g, ' ').trim();
}

/** @throws UserError `empty_area`, `long_area`, `department_gone`, `one_department` at the field */
export function checkDraft(area: string, departmentIds: readonly number[], all: readonly Department[]): void {
  if (area === '') throw errorAt('empty_area', 'emptyArea', fields.area);
  if (area.length > longestArea) {
    throw errorAt('long_area', 'longArea', fields.area, { length: area.length, longest: longestArea });
  }
  if (departmentIds.some((id) => !all.some((known) => known.id === id))) {
    throw errorAt('department_gone', 'departmentGone', fields.departments);
  }
  if (new Set(departmentIds).size < 2) {
    throw errorAt('one_department', 'oneDepartment', fields.departments);
  }
}

/** A deadline that names a day and no time ends with the working day. */
const endOfWorkingDay = { time: '17:00' };

/**
 * @param words as in “friday 17:00”; null: three working days later
 * @throws UserError saying what cannot be read, or `far_deadline`, at the field
 */
export function deadlineOf(words: string | null, { timezone, locale }: Reader, now: Date): Date {
  if (words === null) return defaultDeadline({ now, timeZone: timezone });
  const deadline = atField(fields.deadline, () =>
    readMoment(words, { now, timeZone: timezone, locale }, endOfWorkingDay),
  );
  if (deadline.getTime() - now.getTime() <= longestDays * 86_400_000) return deadline;
  throw errorAt('far_deadline', 'farDeadline', fields.deadline);
}

/** An error of what reads text in general is shown beside the field in which the text stands. */
function atField<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError) || error.field !== undefined) throw error;
    throw new UserError(error.code, error.key, error.values, field);
  }
}

/** Answers known, and nobody's. @throws UserError `still_asking`, `owned`, `owned_clearly`, `dropped` */
export function requireOpen({ id, state, agreementNumber }: GreyZone): void {
  const name = zoneName(id);
  if (state === 'open') return;
  if (state === 'asking') throw new UserError('still_asking', 'greyzones.errors.stillAsking', { name });
  if (state === 'dropped') throw new UserError('dropped', 'greyzones.errors.dropped', { name });
  if (agreementNumber === null)
    throw new UserError('owned_clearly', 'greyzones.errors.ownedClearly', { name });
  throw new UserError('owned', 'greyzones.errors.owned', { name, agreement: agreementName(agreementNumber) });
}

/** Enough of its departments are left to decide. @throws UserError `departments_gone` */
export function requireDepartments(zone: GreyZone): void {
  if (stillThere(zone).length >= fewestDepartments) return;
  throw new UserError('departments_gone', 'greyzones.errors.departmentsGone', { name: zoneName(zone.id) });
}
