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
 * in HTTP mode, Slack's requests.
 */
export function createHttpServer(options: {
  ready(): Promise<Readiness>;
  slack: { path: string; handle: Handler } | null;
}): Server {
  return createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0];
    if (options.slack && path === options.slack.path) return options.slack.handle(request, response);
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

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
