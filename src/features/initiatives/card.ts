import type { RunOfPoll } from '../polls/alignment-history.ts';
import type { Initiative } from './initiative.ts';

/** What the card of an initiative shows. */
export interface Card {
  initiative: Initiative;
  /** `hasLeft`: the sponsor is not of the department any more. */
  sides: { name: string; sponsorUserId: string | null; hasLeft?: boolean }[];
  alignment: {
    /** Its newest pulses, oldest first. */
    runs: RunOfPoll[];
    /** Whether Slack is known to draw charts here; in words it is all said in any case. */
    hasCharts: boolean;
    /** By which it is told on which day a pulse closed. */
    timezone: string;
  };
  /** Polls that are open; those without a question are pulses. */
  polls: { id: number; question: string; link: string | null }[];
  open: { id: number; statement: string; link: string | null }[];
  /** The newest first, more than the card lists; without a statement where it was erased. */
  agreements: { number: number; statement: string | null; link: string | null }[];
  /** Those without an owner first. */
  greyZones: {
    id: number;
    area: string;
    state: 'asking' | 'open' | 'closed' | 'dropped';
    owner: string | null;
    link: string | null;
  }[];
  /** What is still to do. */
  followUps: { text: string; ownerUserId: string; dueOn: string }[];
  /** Proposals that would change it. */
  pending: number[];
  nextSync: { seriesId: number; at: Date } | null;
}
