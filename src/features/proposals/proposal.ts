import type { Ends } from '../agreements/ending.ts';
import type { Blocker, DecisionRule, Outcome } from './decision.ts';
import type { Stance } from './stance.ts';
import type { Tally, Voter } from './tally.ts';

export type ProposalOutcome = Outcome | 'withdrawn';

/** The longest sentence, and the longest rationale, in characters. */
export const longestStatement = 3000;
/** The field of the form in which the agreement is named that ends. */
export const replacesField = 'replaces';
export const longestInitiative = 150;
/** A proposal may stay open for at most this many days. */
export const longestDays = 366;

/** What somebody wants to put to the departments, checked and ready to open. */
export interface Draft {
  statement: string;
  rationale: string | null;
  initiativeName: string | null;
  channelId: string;
  rule: DecisionRule;
  /** Null: all departments. */
  departmentIds: number[] | null;
  /** Null: the default of three working days. */
  deadline: Date | null;
  /** YYYY-MM-DD */
  reviewOn: string | null;
  /** The message it was made from. */
  sourcePermalink: string | null;
  /** Only the leads of the departments vote: what they decided together needs nobody else. */
  leadsOnly?: boolean;
  onClosed?: OnClosed;
}

/** As somebody writes it; opened by the service of endings, which adds the job that ends the agreement. */
export interface EndingDraft extends Draft {
  ends: Ends | null;
}

/**
 * The job to enqueue when a proposal closes, with `proposalId`, `outcome` and, where it is agreed, the number of
 * the `agreement` besides. Since the job does what the sentence says, the sentence cannot be changed.
 */
export interface OnClosed {
  task: string;
  payload: Record<string, unknown>;
}

/** The count and the reasons when a proposal closed. */
export interface ClosingTally extends Tally {
  blockers: Blocker[];
}

/** A proposal in its current version, as the database has it. */
export interface Proposal {
  workspaceId: string;
  id: number;
  authorUserId: string;
  channelId: string;
  rule: DecisionRule;
  initiativeName: string | null;
  reviewOn: string | null;
  sourcePermalink: string | null;
  stanceEmoji: Record<Stance, string[]>;
  version: number;
  statement: string;
  rationale: string | null;
  openedAt: Date;
  deadline: Date;
  state: 'open' | 'closed';
  outcome: ProposalOutcome | null;
  closedAt: Date | null;
  tally: ClosingTally | null;
  lastRemindedAt: Date | null;
  /** The message of the current version. */
  message: { id: string; channel: string | null; ts: string | null; permalink: string | null };
  departments: { id: number; name: string }[];
  voters: Voter[];
  onClosed: OnClosed | null;
}

/** The name by which people speak of it. */
export function proposalName(id: number): string {
  return `P-${id}`;
}

/** A Slack ts for an instant; reactions with an `event_ts` before it are in time. */
export function tsOf(instant: Date): string {
  return (instant.getTime() / 1000).toFixed(6);
}
