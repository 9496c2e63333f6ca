import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call, Slack } from '../slack.ts';

/**
 * What faults and rate limits do to a call before it is performed.
 * @returns null where that was the end of it
 */
export async function befall(
  slack: Slack,
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<{ isAnswerLost: boolean } | null> {
  const fault = slack.faults.takeApi(call.method, call.args);
  if (fault?.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  if (fault?.kind === 'drop') {
    request.socket.destroy();
    return null;
  }
  if (fault?.kind === '5xx') {
    response.writeHead(503).end('upstream connect error');
    return null;
  }
  if (fault?.kind === 'refused') {
    call.result = { ok: false, error: fault.error ?? 'invalid_arguments' };
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    response.writeHead(200, headers).end(JSON.stringify(call.result));
    return null;
  }
  const retryAfter =
    fault?.kind === '429' ? (fault.retryAfter ?? 1) : (slack.rateLimits?.take(call.method, call.args) ?? 0);
  if (retryAfter > 0) {
    call.result = { ok: false, error: 'ratelimited' };
    const headers = { 'content-type': 'application/json; charset=utf-8', 'retry-after': String(retryAfter) };
    response.writeHead(429, headers).end(JSON.stringify(call.result));
    return null;
  }
  return { isAnswerLost: fault?.kind === 'lost' };
}
