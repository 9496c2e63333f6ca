export interface Clock {
  /** Milliseconds since the epoch. Never goes back. */
  now(): number;
  /** The next instant (ISO) at which whoever started the playground has something planned, if known. */
  next?(): Promise<{ at: string; what: string } | null>;
  /** Moves the time on; absent where the time cannot be moved. */
  advanceTo?(iso: string): Promise<void>;
}

export const systemClock: Clock = { now: () => Date.now() };

/**
 * Slack's timestamps: seconds with six digits, here unique and increasing in the whole workspace, as Slack's
 * are in a channel.
 */
export function timestampSource(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(clock.now()) * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}
