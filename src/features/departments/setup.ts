import type { Locale } from '../../text/text.ts';
import type { StanceEmoji } from '../proposals/stance.ts';
import type { WorkspaceSettings } from '../workspaces/workspace.ts';
import { type Department, type Draft, draftOf, fingerprint } from './department.ts';
import type { UserGroup } from './user-groups.service.ts';

/**
 * Rows of departments that the form offers: five blocks each leave room for the settings among the 100 of a
 * modal.
 */
export const mostRows = 10;

/** One department in a form, filled in with what is there or was typed. */
export interface Row {
  /** Null: a new one. */
  id: number | null;
  name: string;
  leadUserId: string | null;
  memberIds: readonly string[];
  userGroupId: string | null;
  /** The fingerprint of what the form showed at first; null: nothing was there. */
  shown: string | null;
  /** May be left empty, and is then no department. */
  isOptional: boolean;
  /** An existing department whose lead was lost may go on without one. */
  mayLackLead: boolean;
}

export interface SetupForm {
  rows: readonly Row[];
  /** Departments for which there is no row. */
  hidden: number;
  groups: readonly UserGroup[];
  settings: {
    locale: Locale;
    timezone: string;
    country: string | null;
    homeChannelId: string | null;
    stanceEmoji: Record<keyof StanceEmoji, readonly string[]> | null;
  };
  adminIds: readonly string[];
  readerTimezone: string;
  isNew: boolean;
}

export interface SetupSubmission {
  drafts: Draft[];
  settings: WorkspaceSettings;
  adminIds: string[];
}

export interface SetupSummary {
  /** Nothing was set up before. */
  isFirst: boolean;
  departments: Department[];
  settings: WorkspaceSettings;
  adminIds: string[];
}

/** An existing department, as it is. */
export function rowOf(department: Department): Row {
  const { name, leadUserId, memberIds, userGroupId } = draftOf(department);
  return {
    id: department.id,
    name,
    leadUserId,
    memberIds,
    userGroupId,
    shown: fingerprint(department),
    isOptional: false,
    mayLackLead: leadUserId === null,
  };
}

/** A department that is not there yet, with what is known of it. */
export function newRow(known: Partial<Row> = {}): Row {
  return {
    id: null,
    name: '',
    leadUserId: null,
    memberIds: [],
    userGroupId: null,
    shown: null,
    isOptional: false,
    mayLackLead: false,
    ...known,
  };
}
