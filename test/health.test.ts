import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDatabase, createPool } from '../src/database/pool.ts';
import { createHttpServer, type Readiness, readiness } from '../src/health.ts';
import { createTestDatabase, type TestDatabase } from './helpers/database.ts';

describe('the HTTP server', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  const allThere: Readiness = { database: true, slack: true, worker: true };

  async function serve(options: Partial<Parameters<typeof createHttpServer>[0]> = {}): Promise<string> {
    const server = createHttpServer({
      ready: async () => allThere,
      slack: null,
      calendar: async () => null,
      ...options,
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function get(url: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(url);
    return { status: response.status, body: await response.json() };
  }

  test('/healthz answers while the process lives, also when nothing it needs is there', async () => {
    const url = await serve({ ready: async () => ({ database: false, slack: false, worker: false }) });
    expect(await get(`${url}/healthz`)).toEqual({ status: 200, body: { status: 'ok' } });
  });

  test('/readyz is 200 when every part is there', async () => {
    const url = await serve();
    expect(await get(`${url}/readyz`)).toEqual({ status: 200, body: { status: 'ready', ...allThere } });
  });

  test.each(['database', 'slack', 'worker'] as const)(
    '/readyz is 503 without %s, and names it',
    async (part) => {
      const parts = { ...allThere, [part]: false };
      const url = await serve({ ready: async () => parts });
      expect(await get(`${url}/readyz`)).toEqual({ status: 503, body: { status: 'not ready', ...parts } });
    },
  );

  test('is asked anew each time', async () => {
    const parts = { ...allThere };
    const url = await serve({ ready: async () => parts });
    expect((await get(`${url}/readyz?probe=1`)).status).toBe(200);
    parts.slack = false;
    expect((await get(`${url}/readyz?probe=2`)).status).toBe(503);
  });

  test('anything else is not found', async () => {
    const url = await serve();
    for (const path of ['/', '/healthz/x', '/slack/events']) expect((await get(url + path)).status).toBe(404);
  });

  test('in HTTP mode the path of Slack goes to its receiver, and only that', async () => {
    const paths: (string | undefined)[] = [];
    const url = await serve({
      slack: {
        path: '/slack/events',
        handle: (request, response) => {
          paths.push(request.url);
          response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
        },
      },
    });
    expect((await get(`${url}/slack/events?x=1`)).status).toBe(200);
    expect((await get(`${url}/slack/other`)).status).toBe(404);
    expect((await get(`${url}/healthz`)).status).toBe(200);
    expect(paths).toEqual(['/slack/events?x=1']);
  });
});

describe('readiness', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  test('says what is there', async () => {
    const { db } = database;
    expect(await readiness({ db, slackIsConnected: () => true, workerIsRunning: () => true })).toEqual({
      database: true,
      slack: true,
      worker: true,
    });
    expect(await readiness({ db, slackIsConnected: () => false, workerIsRunning: () => false })).toEqual({
      database: true,
      slack: false,
      worker: false,
    });
  });

  test('a database that cannot be reached is an answer, not an exception', async () => {
    // Nothing listens on port 1.
    const pool = createPool('postgres://nobody@127.0.0.1:1/concord');
    const parts = await readiness({
      db: createDatabase(pool),
      slackIsConnected: () => true,
      workerIsRunning: () => true,
    });
    expect(parts).toEqual({ database: false, slack: true, worker: true });
    await pool.end();
  });
});
