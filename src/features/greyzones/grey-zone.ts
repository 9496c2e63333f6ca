import type { Assessment, Claim, Finding, Question, Turnout } from './finding.ts';

/** What somebody wants the departments to be asked. */
export interface GreyZoneDraft {
  /** The question, as in “Who owns the consent banner?” */
  area: string;
  initiativeId: number | null;
  /** Null: those of the initiative, else all. */
  departmentIds: number[] | null;
  channelId: string;
  /** In plain words; null: the default of three working days. */
  deadline: string | null;
}

/** An area of work whose owner is unclear. */
export interface GreyZone {
  workspaceId: string;
  id: number;
  authorUserId: string;
  channelId: string;
  area: string;
  initiativeId: number | null;
  initiativeName: string | null;
  /** How often it was asked, this time included. */
  round: number;
  /**
   * asking: answers come in, unseen; open: seen, without an owner; closed: it has an owner; dropped: nobody is left
   * to decide.
   */
  state: 'asking' | 'open' | 'closed' | 'dropped';
  /** Of this round; null: not assessed, or nobody could be asked. */
  finding: Finding | null;
  openedAt: Date;
  /** Of this round. */
  deadline: Date;
  ownerDepartmentId: number | null;
  /** Which gave it its owner; null: none has, or it was clear. */
  agreementNumber: number | null;
  /** When it last got an owner. */
  ownedAt: Date | null;
  /** When it last lost one. */
  reopenedAt: Date | null;
  /** Those first asked, with the names that they had then, and whether they were removed since. */
  departments: { id: number; name: string; formerName: string; isGone: boolean }[];
  /** Of the message with the answers, or else of the one that asks. */
  link: string | null;
}

/** Who is asked, frozen when the round opened. */
export interface Voter {
  userId: string;
  departmentId: number;
  isLead: boolean;
}

/** What one person says to one question. */
export interface Said {
  userId: string;
  question: Question;
  claim: Claim;
}

/** One asking of a grey zone. */
export interface Round {
  round: number;
  openedAt: Date;
  deadline: Date;
  assessedAt: Date | null;
  messageId: string | null;
  matrixMessageId: string | null;
}

/** What can be shown of one. */
export interface Shown {
  zone: GreyZone;
  turnout: Turnout[];
  /** Null: the answers may not be seen yet, or there are none to be seen. */
  assessment: Assessment | null;
  /** Proposals about its owner on which the departments are deciding. */
  pending: number[];
}

/** What one person has said so far. */
export type Own = Partial<Record<Question, Claim>>;

export const longestArea = 300;
export const longestStatement = 3000;
/** In the form; nobody needs as many words to say when. */
export const longestDeadline = 100;
/** An asking may stay open for at most this many days. */
export const longestDays = 366;

/** Block ids of the forms. */
export const fields = {
  area: 'area',
  initiative: 'initiative',
  departments: 'departments',
  channel: 'channel',
  deadline: 'deadline',
  owner: 'owner',
  statement: 'statement',
} as const;

/** The name by which people speak of it. */
export function zoneName(id: number): string {
  return `G-${id}`;
}

/** Since when it has been without an owner. */
export function unownedSince({ openedAt, reopenedAt }: Pick<GreyZone, 'openedAt' | 'reopenedAt'>): Date {
  return reopenedAt ?? openedAt;
}

/** A decision is between so many departments at least. */
export const fewestDepartments = 2;

/** Its departments that were not removed. */
export function stillThere({ departments }: Pick<GreyZone, 'departments'>): GreyZone['departments'] {
  return departments.filter(({ isGone }) => !isGone);
}

/** Those without an owner first, the longest first; then those with one, the newest first; then what was dropped. */
export function inRegisterOrder(zones: readonly GreyZone[]): GreyZone[] {
  const open = zones.filter(({ state }) => state === 'asking' || state === 'open');
  const owned = zones.filter(({ state }) => state === 'closed');
  const dropped = zones.filter(({ state }) => state === 'dropped');
  return [
    ...open.toSorted((a, b) => unownedSince(a).getTime() - unownedSince(b).getTime() || a.id - b.id),
    ...owned.toSorted((a, b) => (b.ownedAt?.getTime() ?? 0) - (a.ownedAt?.getTime() ?? 0) || b.id - a.id),
    ...dropped.toSorted((a, b) => b.id - a.id),
  ];
}

/** A claim as the buttons carry it. */
export function claimCode(claim: Claim): string {
  return typeof claim === 'number' ? `d${claim}` : claim;
}

/** @returns null for what is no claim */
export function readClaimCode(code: string): Claim | null {
  if (code === 'shared' || code === 'nobody') return code;
  const [, id] = /^d(\d{1,9})$/.exec(code) ?? [];
  return id === undefined ? null : Number(id);
}

/** As it is called by now. */
export function departmentName({ departments }: Pick<GreyZone, 'departments'>, id: number | null): string {
  return departments.find((department) => department.id === id)?.name ?? '';
}
