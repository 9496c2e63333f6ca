/** Something that Slack sends to the app. */
export interface Envelope {
  kind: 'events_api' | 'slash_commands' | 'interactive';
  payload: Record<string, unknown>;
  /** Of the Events API: 0 for the first delivery. */
  retry: number;
  retryReason: string | null;
}

/** How one delivery ended. `body`: what the app said with its acknowledgement, parsed. */
export type Outcome =
  | { acknowledged: true; body: unknown }
  | { acknowledged: false; reason: 'timeout' | 'http_error' | 'connection_failed' | 'no_connection' };

export interface Transport {
  /** Whether an app could be reached now, as far as is known. */
  isConnected(): boolean;
  /** Never throws. */
  send(envelope: Envelope): Promise<Outcome>;
  close(): Promise<void>;
}
