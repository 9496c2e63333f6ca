import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import type { Logger } from '../logger.ts';
import { boltLogger } from './bolt-logger.ts';
import { ReplayedRequestError } from './receiver.ts';

export const eventsPath = '/slack/events';
const bodyLimitBytes = 1024 * 1024;

/**
 * Bolt's HTTP receiver, without its server: Slack's requests arrive on the one server that also answers
 * the health checks. Signatures are checked by Bolt, against forged and stale requests.
 */
export function httpReceiver(options: { signingSecret: string; log: Logger }): {
  receiver: HTTPReceiver;
  handle: RequestListener;
} {
  const log = options.log.child({ part: 'http' });
  const receiver = new HTTPReceiver({
    signingSecret: options.signingSecret,
    endpoints: eventsPath,
    logger: boltLogger(log),
    customPropertiesExtractor: (request) => ({ slackSignature: request.headers['x-slack-signature'] }),
    async processEventErrorHandler({ error, response }) {
      const isReplay = error instanceof ReplayedRequestError;
      if (!isReplay) log.warn({ err: error }, 'a request failed; Slack gets a 5xx and sends events again');
      if (!response.headersSent) respond(response, isReplay ? 401 : 503);
      return true;
    },
  });
  // The server is ours; Bolt only needs to be told that it may begin and end.
  receiver.start = async () => undefined as never;
  receiver.stop = async () => {};
  return { receiver, handle: (request, response) => void handle(receiver, request, response) };
}

/** Bolt takes for granted that a body is a JSON object; anything else would end the process there. */
async function handle(receiver: HTTPReceiver, request: IncomingMessage, response: ServerResponse) {
  try {
    if (request.method !== 'POST') return respond(response, 405);
    const body = await readBody(request);
    // The rest of it is on its way still, so nothing else can come over this connection.
    if (!body) return respond(response, 413, { connection: 'close' });
    if (!holdsObject(request.headers['content-type'], body)) return respond(response, 400);
    Object.assign(request, { rawBody: body });
    receiver.requestListener(request, response);
  } catch {
    if (!response.headersSent) respond(response, 400);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyLimitBytes) return null;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function holdsObject(contentType: string | undefined, body: Buffer): boolean {
  const text = body.toString();
  if (contentType !== 'application/x-www-form-urlencoded') return text.trimStart().startsWith('{');
  const payload = new URLSearchParams(text).get('payload');
  return payload === null || payload.trimStart().startsWith('{');
}

function respond(response: ServerResponse, status: number, headers: OutgoingHttpHeaders = {}): void {
  response.writeHead(status, headers).end();
}
