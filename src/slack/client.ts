import {
  SlackError,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
} from '@slack/web-api';
import type { Logger } from '../logger.ts';
import { boltLogger } from './bolt-logger.ts';

/** How long a call may take where nobody waits for it. The messenger's hold on a channel is longer. */
export const requestTimeoutMs = 6_000;
/** Where a person waits: a trigger id and an acknowledgement both live three seconds. */
export const interactiveTimeoutMs = 2_500;

/**
 * A Web API client that never waits or retries by itself: the library's default queues every call of the
 * client on a 429 and retries for half an hour, which would let one busy workspace stop all the others.
 */
export function createSlackClient(options: {
  token: string;
  apiUrl: string;
  timeoutMs: number;
  log: Logger;
}): WebClient {
  return new WebClient(options.token, {
    slackApiUrl: options.apiUrl,
    timeout: options.timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: boltLogger(options.log),
  });
}

export type SlackFailure =
  /** Not performed; may be repeated after `retryAfterMs`. */
  | { kind: 'rate_limited'; retryAfterMs: number }
  /** Slack said no. */
  | { kind: 'refused'; error: string }
  /** No answer, or one that leaves open whether it was performed. */
  | { kind: 'unknown'; error: string };

/** Codes with which Slack says that the trouble is its own; whether the call was performed stays open. */
const slacksOwnTrouble = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

export function classifySlackError(error: unknown): SlackFailure {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'rate_limited', retryAfterMs: Math.max(1, error.retryAfter) * 1000 };
  }
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    if (code === 'ratelimited' || code === 'rate_limited')
      return { kind: 'rate_limited', retryAfterMs: 1000 };
    return { kind: slacksOwnTrouble.has(code) ? 'unknown' : 'refused', error: code };
  }
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', error: `http_${error.statusCode}` };
  return { kind: 'unknown', error: error instanceof Error ? error.message : String(error) };
}

/** A call was not answered: no connection, not in time, or with a server's error. */
export function isSlackSilent(error: unknown): boolean {
  return error instanceof SlackError && classifySlackError(error).kind === 'unknown';
}

/** Slack's error code, or null if Slack did not say no. */
export function refusalOf(error: unknown): string | null {
  const failure = classifySlackError(error);
  return failure.kind === 'refused' ? failure.error : null;
}
