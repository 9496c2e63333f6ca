import type { Initiative } from './initiative.ts';

/** What the card of an initiative shows. */
export interface Card {
  initiative: Initiative;
  sides: { name: string; sponsorUserId: string | null }[];
  open: { id: number; statement: string; link: string | null }[];
  /** The newest first; without a statement where it was erased. */
  agreements: { number: number; statement: string | null; link: string | null }[];
  /** Proposals that would change it. */
  pending: number[];
  nextSync: { seriesId: number; at: Date } | null;
}
