import type { IncomingMessage, ServerResponse } from 'node:http';
import { perform } from './acts.ts';
import type { Changes } from './changes.ts';
import type { Act } from './contract.ts';
import { readBody } from './http.ts';
import { servePageFile } from './page-files.ts';
import { Refusal } from './refusal.ts';
import { activePerson, seenFile } from './sight.ts';
import type { Slack } from './slack.ts';
import { snapshotFor } from './snapshot.ts';

const debounceMs = 50;
/** Comments that keep a stream open through idle time. */
const keepAliveMs = 15_000;

export interface PageOptions {
  slack: Slack;
  changes: Changes;
  isAppConnected: () => boolean;
}

/** The page's routes, by contract.ts. */
export async function answerPage(
  options: PageOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const as = url.searchParams.get('as') ?? firstPerson(options.slack);
  if (url.pathname === '/playground/act') return answerAct(options, request, response);
  if (request.method !== 'GET') return void response.writeHead(405).end();
  try {
    if (url.pathname === '/playground/state') {
      return json(response, 200, await snapshotFor(options.slack, as, options.isAppConnected()));
    }
    if (url.pathname === '/playground/stream') return await stream(options, as, response);
    const [, fileId] = /^\/playground\/files\/([A-Z0-9]+)$/.exec(url.pathname) ?? [];
    if (fileId !== undefined) return download(options, as, fileId, response);
  } catch (error) {
    if (error instanceof Refusal) return json(response, 404, { ok: false, error: error.code });
    throw error;
  }
  return servePageFile(url.pathname, response);
}

/** Whom the page shows before it knows anybody. */
function firstPerson({ world }: Slack): string {
  return [...world.people.values()].find(({ isBot, deactivated }) => !isBot && !deactivated)?.id ?? '';
}

/** JSON is asked for so that a form on another site cannot post here; its scripts are kept out by the origin. */
async function answerAct(
  { slack }: PageOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return void response.writeHead(405).end();
  const { origin, 'content-type': contentType = '' } = request.headers;
  const isForeign = origin !== undefined && origin !== `http://${request.headers.host}`;
  if (isForeign || !contentType.startsWith('application/json')) return void response.writeHead(403).end();
  try {
    const { as, ...act } = JSON.parse((await readBody(request)).toString()) as Act & { as: string };
    json(response, 200, await perform(slack, as, act as Act));
  } catch (error) {
    json(response, 400, { ok: false, error: String(error) });
  }
}

/** To be saved and never shown, as a file may hold a page. */
function download({ slack }: PageOptions, as: string, fileId: string, response: ServerResponse): void {
  activePerson(slack, as);
  const { file, bytes } = seenFile(slack, as, fileId);
  response
    .writeHead(200, {
      'content-type': file.type.mime,
      'content-length': bytes.length,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(bytes);
}

/** The first snapshot at once, then one after changes, gathered over 50 ms. */
async function stream(
  { slack, changes, isAppConnected }: PageOptions,
  as: string,
  response: ServerResponse,
): Promise<void> {
  const first = await snapshotFor(slack, as, isAppConnected());
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (snapshot: unknown) =>
    response.write(`event: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`);
  send(first);
  let timer: NodeJS.Timeout | undefined;
  const refresh = async () => {
    timer = undefined;
    try {
      const snapshot = await snapshotFor(slack, as, isAppConnected());
      if (!response.writableEnded && !response.destroyed) send(snapshot);
    } catch {
      response.end();
    }
  };
  const stop = changes.listen(() => {
    timer ??= setTimeout(() => void refresh(), debounceMs);
  });
  const keepAlive = setInterval(() => response.write(': still here\n\n'), keepAliveMs);
  response.on('close', () => {
    stop();
    clearTimeout(timer);
    clearInterval(keepAlive);
  });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
