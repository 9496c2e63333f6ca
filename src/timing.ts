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
  /** So long after the last answer that a grey zone needs, a slip can be mended before all is shown. */
  greyZonePauseMs: number;
  /** How long a poll with several choices waits after the last click before it closes because all have answered. */
  closePauseMs: number;
}

export const usualTiming: Timing = {
  pollIntervalMs: 500,
  leaseMs: 6_000,
  holdMs: requestTimeoutMs + 2_000,
  requestTimeoutMs,
  paceMs,
  greyZonePauseMs: 10_000,
  closePauseMs: 10_000,
};
