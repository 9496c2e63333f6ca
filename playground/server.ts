import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { readBody } from './http.ts';
import { answerPage, type PageOptions } from './page-server.ts';
import { Refusal } from './refusal.ts';
import { reportProblem, type Slack } from './slack.ts';
import { answerUpload } from './uploads.ts';
import { answerApiCall } from './web-api/server.ts';

/** One origin for Slack's own routes and the page's. Never rejects. */
export async function handleRequest(
  page: PageOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await route(page, request, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
  }
}

export function handleUpgrade(slack: Slack, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  if (isLoopback(request) && slack.socketMode && request.url?.startsWith('/socket?')) {
    slack.socketMode.upgrade(request, socket, head);
  } else {
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  }
}

async function route(page: PageOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { slack } = page;
  if (!isLoopback(request)) return void response.writeHead(403).end();
  const [path = '/'] = (request.url ?? '/').split('?');
  const [, first, rest = ''] = /^\/([^/]+)(?:\/(.*))?$/.exec(path) ?? [];
  if (first === 'api') return answerApiCall(slack, rest, request, response);
  if (first === 'upload') return answerUpload(slack, rest, request, response);
  if (first === 'response' && request.method === 'POST')
    return answerResponse(slack, rest, request, response);
  return answerPage(page, request, response);
}

/** A page elsewhere whose name was pointed at this machine (DNS rebinding) has another Host. */
function isLoopback(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '');
}

async function answerResponse(
  slack: Slack,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body: unknown = JSON.parse((await readBody(request)).toString());
    if (typeof body !== 'object' || body === null) throw new Refusal('invalid_payload');
    const args = body as Record<string, unknown>;
    const fault = slack.faults.takeApi('response_url', args);
    if (fault?.kind === 'refused') {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(fault.error ?? 'invalid_payload');
      return;
    }
    slack.responseUrls.answer(slack, id, args);
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('invalid_payload');
    reportProblem(slack, 'response_url', refusal);
    const status = refusal.code === 'expired_url' || refusal.code === 'used_url' ? 404 : 400;
    response.writeHead(status, { 'content-type': 'text/plain' }).end(refusal.code);
  }
}
