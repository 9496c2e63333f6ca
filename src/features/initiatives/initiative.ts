/** Agreed is what the departments have agreed on; nobody sets it by hand. */
export const statuses = ['idea', 'agreed', 'under_way', 'paused', 'done', 'dropped'] as const;
export type Status = (typeof statuses)[number];
export const settableStatuses = statuses.filter((status) => status !== 'agreed');

/** Past talking and deciding. */
export function isOver({ status }: { status: Status }): boolean {
  return status === 'done' || status === 'dropped';
}

/** What changes only by a proposal once the departments have agreed on it. */
export const agreedFields = ['direction', 'extent', 'status'] as const;
export type AgreedField = (typeof agreedFields)[number];

export interface Side {
  departmentId: number;
  /** Null: the lead of the department. */
  sponsorUserId: string | null;
}

/** What somebody wants an initiative to be. */
export interface InitiativeDraft {
  name: string;
  /** Which way, as a sentence; empty: not said yet. */
  direction: string;
  /** How far: scope, budget, time; empty: not said yet. */
  extent: string;
  status: Status;
  channelId: string | null;
  links: string[];
  departmentIds: number[];
  /** Of whichever department each of them belongs to. */
  sponsorIds: string[];
}

/** Something that the departments do together. */
export interface Initiative extends Omit<InitiativeDraft, 'departmentIds' | 'sponsorIds'> {
  workspaceId: string;
  id: number;
  createdBy: string;
  sides: Side[];
  /** The number of the agreement that says so; null: none does. */
  agreements: Record<AgreedField, number | null>;
  changedAt: Date;
}

export type Change = Partial<Pick<InitiativeDraft, AgreedField>>;

export const longestName = 150;
export const longestSentence = 1000;
export const longestLink = 500;
export const mostLinks = 5;

/** Block ids of the form. */
export const fields = {
  name: 'name',
  direction: 'direction',
  extent: 'extent',
  departments: 'departments',
  sponsors: 'sponsors',
  status: 'status',
  channel: 'channel',
  links: 'links',
} as const;

/** The same for names that people take for the same. */
export function nameKey(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Nothing with which Slack would show another address than the one it leads to. */
export function isAddress(link: string): boolean {
  return link.length <= longestLink && /^https?:\/\/[^\s<>|]+$/i.test(link) && URL.canParse(link);
}

/** What of a wish needs the departments' agreement, since they have agreed on what is there. */
export function split(initiative: Initiative, wish: Change): { free: Change; bound: Change } {
  const free: Change = {};
  const bound: Change = {};
  for (const field of agreedFields) {
    const value = wish[field];
    if (value === undefined || value === initiative[field]) continue;
    Object.assign(initiative.agreements[field] === null ? free : bound, { [field]: value });
  }
  return { free, bound };
}

/**
 * The one that is meant: of that name, or the only one whose name begins so.
 * @returns several, where it could be any of them
 */
export function meant<I extends { name: string }>(
  all: readonly I[],
  typed: string,
): { found: I } | { several: I[] } {
  const key = nameKey(typed);
  const same = all.find(({ name }) => nameKey(name) === key);
  if (same) return { found: same };
  const beginning = key === '' ? [] : all.filter(({ name }) => nameKey(name).startsWith(key));
  const [only] = beginning;
  return only && beginning.length === 1 ? { found: only } : { several: beginning };
}
