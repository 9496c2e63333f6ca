import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { databaseNow } from './database/clock.ts';
import type { Db } from './database/pool.ts';

export type Readiness = Record<'database' | 'slack' | 'worker', boolean>;

/** Whether each part that is needed for work is there. Never throws. */
export async function readiness(parts: {
  db: Db;
  slackIsConnected(): boolean;
  workerIsRunning(): boolean;
}): Promise<Readiness> {
  const database = await databaseNow(parts.db).then(
    () => true,
    () => false,
  );
  return { database, slack: parts.slackIsConnected(), worker: parts.workerIsRunning() };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The one HTTP server: `/healthz` (the process answers), `/readyz` (the parts it needs are there) and,
 * in HTTP mode, Slack's requests; and calendars at their secret addresses.
 */
export function createHttpServer(options: {
  ready(): Promise<Readiness>;
  slack: { path: string; handle: Handler } | null;
  /** The calendar behind a secret address; null: there is none. */
  calendar(token: string): Promise<string | null>;
}): Server {
  return createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0];
    if (options.slack && path === options.slack.path) return options.slack.handle(request, response);
    const token = /^\/calendar\/([\w-]{43})\.ics$/.exec(path ?? '')?.[1];
    if (token !== undefined) return calendar(request, response, options.calendar(token));
    if (path === '/healthz') return json(response, 200, { status: 'ok' });
    if (path === '/readyz') {
      void options.ready().then((parts) => {
        const isReady = Object.values(parts).every(Boolean);
        json(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', ...parts });
      });
      return;
    }
    json(response, 404, { status: 'not found' });
  });
}

/** Calendars ask every hour or so: what has not changed since is not sent again. */
function calendar(request: IncomingMessage, response: ServerResponse, wanted: Promise<string | null>): void {
  wanted.then(
    (text) => {
      if (text === null) return json(response, 404, { status: 'not found' });
      const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
      const head = { etag, 'cache-control': 'private, max-age=300' };
      if (request.headers['if-none-match'] === etag) return response.writeHead(304, head).end();
      response.writeHead(200, {
        ...head,
        'content-type': 'text/calendar; charset=utf-8',
        'content-length': Buffer.byteLength(text),
      });
      response.end(request.method === 'HEAD' ? undefined : text);
    },
    () => json(response, 503, { status: 'not ready' }),
  );
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
