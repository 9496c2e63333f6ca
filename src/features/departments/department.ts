import { createHash } from 'node:crypto';
import { UserError } from '../../errors.ts';

/** A side of the table. A person is in at most one department of a workspace. */
export interface Department {
  id: number;
  name: string;
  /** Null: nobody leads it at the moment. */
  leadUserId: string | null;
  /** The lead included and first; the others in a stable order. */
  memberIds: string[];
  /** The Slack user group whose people are the members; null: members are chosen one by one. */
  userGroupId: string | null;
}

/** A department as somebody wants it to be. */
export interface Draft {
  /** Null: a new one. */
  id: number | null;
  name: string;
  leadUserId: string | null;
  /** Chosen one by one, with or without the lead; empty where a user group is followed. */
  memberIds: readonly string[];
  userGroupId: string | null;
  /** Its row in a form, so that an error is shown beside the field; absent: it was typed. */
  row?: number;
  /** The fingerprint of what the form showed: whoever saves a form changes only what they changed in it. */
  shown?: string | null;
}

/** What to change about one department; what is absent stays. */
export interface DepartmentEdit {
  name?: string;
  leadUserId?: string | null;
  /** In place of all members. */
  memberIds?: readonly string[];
  /** With null, `memberIds` says who the members are. */
  userGroupId?: string | null;
  add?: readonly string[];
  remove?: readonly string[];
}

/** With fewer there is nothing to agree on. */
export const fewestDepartments = 2;

/** In characters: a name stands in options (75) and in lists of many departments. */
export const longestName = 60;

/** What a new workspace is offered. */
export const defaultNames = ['Marketing', 'IT'] as const;

const leadTitles: Readonly<Record<string, string>> = {
  marketing: 'CMO',
  it: 'CIO',
  digital: 'CDO',
  technology: 'CTO',
};

/** What the lead of a department of this name usually is; null: no usual title. */
export function leadTitle(name: string): string | null {
  const key = comparable(name);
  return Object.hasOwn(leadTitles, key) ? leadTitles[key]! : null;
}

/** Names are the same whatever their case and the space around them. */
export function isSameName(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

function comparable(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/** On one line, without space at the ends. */
export function tidyName(typed: string): string {
  return typed
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

export type RowField = 'name' | 'lead' | 'members' | 'group';

/** The block id of a form's field. */
export function fieldId(field: RowField, row: number): string {
  return `${field}:${row}`;
}

/** Where an error about a draft is shown; undefined: there is no form. */
export function fieldOf(draft: Pick<Draft, 'row'>, field: RowField): string | undefined {
  return draft.row === undefined ? undefined : fieldId(field, draft.row);
}

export function draftOf({ id, name, leadUserId, memberIds, userGroupId }: Department): Draft {
  return { id, name, leadUserId, memberIds: userGroupId === null ? memberIds : [], userGroupId };
}

/**
 * Equal for what is the same choice: members in any order, the lead among them or not. The people of a
 * followed user group are not chosen here and do not count.
 */
export function fingerprint(d: Pick<Draft, 'name' | 'leadUserId' | 'memberIds' | 'userGroupId'>): string {
  const members = d.userGroupId === null ? withLead(d.leadUserId, d.memberIds).toSorted() : [];
  return createHash('sha256')
    .update(JSON.stringify([d.name, d.leadUserId, d.userGroupId, members]))
    .digest('hex')
    .slice(0, 16);
}

export function withLead(leadUserId: string | null, memberIds: readonly string[]): string[] {
  return [...new Set(leadUserId === null ? memberIds : [leadUserId, ...memberIds])];
}

/**
 * A department with an edit applied. The one who led before stays a member, where members are chosen singly.
 * @throws UserError `follows_group`, `lead_stays`
 */
export function applyEdit(department: Department, edit: DepartmentEdit): Draft {
  const draft = draftOf(department);
  const { add = [], remove = [] } = edit;
  const leadUserId = edit.leadUserId === undefined ? draft.leadUserId : edit.leadUserId;
  const userGroupId =
    edit.userGroupId !== undefined ? edit.userGroupId : edit.memberIds ? null : draft.userGroupId;
  if (userGroupId !== null && add.length + remove.length > 0) {
    throw new UserError('follows_group', 'departments.errors.followsGroup', {
      name: department.name,
      group: `<!subteam^${userGroupId}>`,
    });
  }
  if (leadUserId !== null && remove.includes(leadUserId)) {
    throw new UserError('lead_stays', 'departments.errors.leadStays', {
      name: department.name,
      person: `<@${leadUserId}>`,
    });
  }
  const members = [...(edit.memberIds ?? draft.memberIds), ...add].filter((id) => !remove.includes(id));
  return {
    ...draft,
    name: edit.name ?? draft.name,
    leadUserId,
    userGroupId,
    memberIds: userGroupId === null ? withLead(leadUserId, members) : [],
  };
}
