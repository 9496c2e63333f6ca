import type { NewFollowUp } from './follow-up.ts';

/** What becomes of something that was decided in a sync. */
export const decisionKinds = ['proposal', 'leads'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

export interface Decision {
  text: string;
  kind: DecisionKind;
}

/** A decision that is on record as a proposal. */
export interface Decided extends Decision {
  proposalId: number;
}

/** What the leads say afterwards. */
export interface Report {
  notes: string | null;
  /** Items of the agenda that were talked about; the others are carried over. */
  discussedIds: number[];
  decisions: Decision[];
  followUps: NewFollowUp[];
}

export const longestNotes = 3000;
export const longestDecision = 1000;
/** Of decisions and of follow-ups: rows of the form, which holds 100 blocks: six each, and two above. */
export const mostRows = 15;

/** Block ids of the form. */
export const afterFields = {
  notes: 'notes',
  discussed: 'discussed',
  decision: (n: number) => `decision:${n}`,
  kind: (n: number) => `kind:${n}`,
  followUp: (n: number) => `follow_up:${n}`,
  owner: (n: number) => `owner:${n}`,
  due: (n: number) => `due:${n}`,
  initiative: (n: number) => `initiative:${n}`,
};
