import { requestTimeoutMs } from './slack/client.ts';
import { paceMs } from './slack/delivery.ts';

/** Paces that production leaves alone and tests shorten. */
export interface Timing {
  /** How often an idle worker looks for a job whose time has come. */
  pollIntervalMs: number;
  /** A process not seen for this long is taken for dead. */
  leaseMs: number;
  /** How long a process holds a channel for one call to Slack; longer than the call may take. */
  holdMs: number;
  /** How long a call to Slack may take. */
  requestTimeoutMs: number;
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
  paceMs,
  closePauseMs: 5_000,
};
