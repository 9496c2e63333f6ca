import type { Agreement } from '../agreements/agreement.ts';

/** An open proposal as one person sees it. */
export interface OpenProposal {
  number: number;
  statement: string;
  deadline: Date;
  /** Permalink of its message; null while that is still being posted. */
  link: string | null;
  awaitsMyVote: boolean;
}

/** A poll or a grey zone that waits for the person's answer. */
export interface OpenQuestion {
  name: string;
  /** Plain. */
  text: string;
  deadline: Date;
  /** Permalink of its message; null while that is still being posted. */
  link: string | null;
}

/** One of the next meetings in which the person takes part. */
export interface HomeSync {
  name: string;
  title: string;
  startsAt: Date;
}

/** What one person's Home tab shows. */
export type Home =
  | { isSetUp: false }
  | {
      isSetUp: true;
      userId: string;
      /** Null: the person is in none. */
      department: { name: string; leadUserId: string | null; people: number } | null;
      departmentNames: string[];
      /** Those that end first first. */
      openProposals: OpenProposal[];
      /** Those that end first first. */
      openQuestions: OpenQuestion[];
      /** Soonest first. */
      syncs: HomeSync[];
      /** Newest first. */
      agreements: Agreement[];
    };
