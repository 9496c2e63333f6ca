import { connectionTimeoutMs } from './database/pool.ts';
import { interactiveTimeoutMs, requestTimeoutMs } from './slack/client.ts';
import { paceMs } from './slack/delivery.ts';

/** Paces and limits that production leaves alone; tests shorten the ones and lengthen the others. */
export interface Timing {
  /** How often an idle worker looks for a job whose time has come. */
  pollIntervalMs: number;
  /** A process not seen for this long is taken for dead. */
  leaseMs: number;
  /** How long a process holds a channel for one call to Slack; longer than the call may take. */
  holdMs: number;
  /** How long a call to Slack may take where nobody waits for it. */
  requestTimeoutMs: number;
  /** The same where a person waits. */
  interactiveTimeoutMs: number;
  /** How long a new connection to the database may take. */
  connectionTimeoutMs: number;
  /** Between two messages in one channel. */
  paceMs: number;
  /**
   * How long after the last answer a poll with several choices, or a grey zone, closes because all that is waited for
   * is there: a slip can be mended, and nobody is cut off between two clicks.
   */
  closePauseMs: number;
}

export const usualTiming: Timing = {
  pollIntervalMs: 500,
  leaseMs: 6_000,
  holdMs: requestTimeoutMs + 2_000,
  requestTimeoutMs,
  interactiveTimeoutMs,
  connectionTimeoutMs,
  paceMs,
  closePauseMs: 5_000,
};
