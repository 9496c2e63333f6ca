import { UserError } from '../../errors.ts';
import type { TextKey, TextValues } from '../../text/text.ts';
import {
  type Department,
  type Draft,
  fieldOf,
  fingerprint,
  isSameName,
  longestName,
  type RowField,
  tidyName,
  withLead,
} from './department.ts';

/** What is known of a person; null: Slack knows nobody of this id. Who has not been looked up is not in the map. */
export type PeopleFacts = ReadonlyMap<
  string,
  { name: string; isBot: boolean; isGuest: boolean; deactivated: boolean } | null
>;

export interface PlannedDepartment {
  /** Null: a new one. */
  id: number | null;
  name: string;
  leadUserId: string | null;
  memberIds: string[];
  userGroupId: string | null;
  row?: number;
  /** People of the user group who stay in the department that they are in. */
  elsewhere: string[];
}

interface Seat {
  name: string;
  isLead: boolean;
  /** Null: held by a department that the change does not touch. */
  draft: Draft | null;
}

/**
 * The departments that a change makes or changes, as they will be. Untouched ones are left out.
 *
 * A person is in at most one department. Whoever is chosen singly must be free, or taken from where they are
 * with `move`; whoever only is in a user group stays where they are.
 * @param groupPeople the people of each user group that is newly followed or has changed; for another, the
 *   members stay as they are
 * @throws UserError beside the field of the draft at fault
 */
export function planDepartments(options: {
  current: readonly Department[];
  drafts: readonly Draft[];
  people: PeopleFacts;
  groupPeople: ReadonlyMap<string, readonly string[]>;
  move: boolean;
}): PlannedDepartment[] {
  const { current, people, groupPeople, move } = options;
  const drafts = settled(options.drafts, current);
  const others = current.filter(({ id }) => !drafts.some((draft) => draft.id === id));
  checkNames(drafts, others);
  checkGroups(drafts, others);
  for (const draft of drafts) checkPeople(draft, current, people);

  const seats = new Map<string, Seat>();
  for (const { name, leadUserId, memberIds } of others) {
    for (const userId of memberIds) seats.set(userId, { name, isLead: userId === leadUserId, draft: null });
  }
  const nameOf = (userId: string) => people.get(userId)?.name ?? userId;
  for (const draft of drafts) {
    if (draft.leadUserId !== null) seat(seats, draft, draft.leadUserId, true, { move, nameOf });
  }
  for (const draft of drafts.filter(({ userGroupId }) => userGroupId === null)) {
    for (const userId of withLead(draft.leadUserId, draft.memberIds)) {
      if (userId !== draft.leadUserId) seat(seats, draft, userId, false, { move, nameOf });
    }
  }
  for (const other of others) checkSomebodyIsLeft(other, seats, drafts);

  return drafts.map((draft) => {
    const { id, leadUserId, userGroupId } = draft;
    const planned = { id, name: draft.name, leadUserId, userGroupId, ...rowOf(draft) };
    if (userGroupId === null) {
      return { ...planned, memberIds: withLead(leadUserId, draft.memberIds), elsewhere: [] };
    }
    const group = peopleToFollow(draft, current, groupPeople).filter((userId) => mayFollow(userId, people));
    const elsewhere = group.filter((userId) => seats.has(userId) && seats.get(userId)?.draft !== draft);
    const free = group.filter((userId) => !elsewhere.includes(userId));
    for (const userId of free) {
      seats.set(userId, { name: draft.name, isLead: userId === leadUserId, draft });
    }
    return { ...planned, memberIds: withLead(leadUserId, free), elsewhere };
  });
}

/** @throws UserError `empty_department` */
export function requireSomebodyIn(planned: readonly PlannedDepartment[]): void {
  const empty = planned.find(({ memberIds }) => memberIds.length === 0);
  if (empty) throw problem(empty, 'members', 'empty_department', 'emptyDepartment', { name: empty.name });
}

/** The same as it was: nothing to write. */
export function isUnchanged(planned: PlannedDepartment, before: Department | undefined): boolean {
  return (
    before !== undefined &&
    fingerprint(planned) === fingerprint(before) &&
    planned.memberIds.length === before.memberIds.length &&
    planned.memberIds.every((userId) => before.memberIds.includes(userId))
  );
}

/**
 * What is really to be changed. A form's row that nobody touched is left out; a row for a new department that
 * already is exactly so (the same form sent twice) is that department.
 */
function settled(drafts: readonly Draft[], current: readonly Department[]): Draft[] {
  return drafts.flatMap((typed): Draft[] => {
    const draft = { ...typed, name: tidyName(typed.name) };
    if (draft.id === null) {
      const twin = current.find((d) => isSameName(d.name, draft.name));
      const isTwin = twin && !drafts.some(({ id }) => id === twin.id) && isSameChoice(draft, twin);
      return [isTwin ? { ...draft, id: twin.id } : draft];
    }
    const before = current.find(({ id }) => id === draft.id);
    if (!before) throw problem(draft, 'name', 'department_gone', 'departmentGone');
    if (!draft.shown) return [draft];
    if (fingerprint(draft) === draft.shown) return [];
    if (fingerprint(before) !== draft.shown && fingerprint(before) !== fingerprint(draft)) {
      throw problem(draft, 'name', 'changed_meanwhile', 'changedMeanwhile', { name: before.name });
    }
    return [draft];
  });
}

function isSameChoice(draft: Draft, existing: Department): boolean {
  return fingerprint({ ...draft, name: existing.name }) === fingerprint(existing);
}

function checkNames(drafts: readonly Draft[], others: readonly Department[]): void {
  for (const [i, draft] of drafts.entries()) {
    const { name } = draft;
    if (name === '') throw problem(draft, 'name', 'missing_name', 'missingName');
    if (name.length > longestName) {
      throw problem(draft, 'name', 'long_name', 'longName', { length: name.length, longest: longestName });
    }
    const taken = [...others, ...drafts.slice(0, i)].some((other) => isSameName(other.name, name));
    if (taken) throw problem(draft, 'name', 'same_name', 'sameName', { name });
  }
}

/** Two departments of the same people would be one. */
function checkGroups(drafts: readonly Draft[], others: readonly Department[]): void {
  for (const [i, draft] of drafts.entries()) {
    if (draft.userGroupId === null) continue;
    const taken = [...others, ...drafts.slice(0, i)].find((o) => o.userGroupId === draft.userGroupId);
    if (taken) throw problem(draft, 'group', 'same_group', 'sameGroup', { other: taken.name });
  }
}

function checkPeople(draft: Draft, current: readonly Department[], people: PeopleFacts): void {
  const before = current.find(({ id }) => id === draft.id);
  if (draft.leadUserId === null && before?.leadUserId !== null) {
    throw problem(draft, 'lead', 'missing_lead', 'missingLead', { name: draft.name });
  }
  for (const userId of withLead(draft.leadUserId, draft.memberIds)) {
    const field = userId === draft.leadUserId ? 'lead' : 'members';
    const person = people.get(userId);
    if (person === null) throw problem(draft, field, 'unknown_person', 'unknownPerson', { person: userId });
    if (person?.isBot) throw problem(draft, field, 'is_bot', 'isBot', { person: person.name });
    if (person?.deactivated) {
      throw problem(draft, field, 'is_deactivated', 'isDeactivated', { person: person.name });
    }
  }
}

/** @throws UserError where the person sits elsewhere */
function seat(
  seats: Map<string, Seat>,
  draft: Draft,
  userId: string,
  isLead: boolean,
  { move, nameOf }: { move: boolean; nameOf(userId: string): string },
): void {
  const taken = seats.get(userId);
  if (taken && taken.draft !== draft) {
    const values = { person: nameOf(userId), other: taken.name, name: draft.name };
    const field = isLead ? 'lead' : 'members';
    if (taken.isLead) {
      const key = isLead ? 'leadsTwo' : 'leadsOther';
      throw problem(draft, field, isLead ? 'leads_two' : 'leads_other', key, values);
    }
    if (taken.draft) throw problem(draft, field, 'in_two', 'inTwo', values);
    if (!move) throw problem(draft, field, 'in_other', 'inOther', values);
  }
  seats.set(userId, { name: draft.name, isLead, draft });
}

function checkSomebodyIsLeft(
  other: Department,
  seats: ReadonlyMap<string, Seat>,
  drafts: readonly Draft[],
): void {
  if (other.memberIds.some((userId) => seats.get(userId)?.draft === null)) return;
  const taker = drafts.find((draft) => other.memberIds.some((userId) => seats.get(userId)?.draft === draft));
  if (taker) throw problem(taker, 'members', 'leaves_empty', 'leavesEmpty', { other: other.name });
}

function peopleToFollow(
  draft: Draft,
  current: readonly Department[],
  groupPeople: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const read = groupPeople.get(draft.userGroupId ?? '');
  if (read) return read;
  const before = current.find(({ id }) => id === draft.id);
  if (before?.userGroupId === draft.userGroupId) return before?.memberIds ?? [];
  throw problem(draft, 'name', 'changed_meanwhile', 'changedMeanwhile', { name: draft.name });
}

/** Guests vote only where somebody chose them, and a user group is nobody's choice of a person. */
function mayFollow(userId: string, people: PeopleFacts): boolean {
  const person = people.get(userId);
  return person === undefined || (person !== null && !person.isBot && !person.isGuest && !person.deactivated);
}

function rowOf({ row }: Draft): { row?: number } {
  return row === undefined ? {} : { row };
}

type ErrorText = TextKey extends infer K ? (K extends `departments.errors.${infer E}` ? E : never) : never;

function problem(
  draft: Pick<Draft, 'row'>,
  field: RowField,
  code: string,
  key: ErrorText,
  values: TextValues = {},
): UserError {
  return new UserError(code, `departments.errors.${key}`, values, fieldOf(draft, field));
}
