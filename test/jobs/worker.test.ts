import { jest } from '@jest/globals';
import type pg from 'pg';
import { z } from 'zod';
import { enqueue } from '../../src/jobs/jobs.ts';
import { createWorker, type Worker } from '../../src/jobs/worker.ts';
import { createLogger } from '../../src/logger.ts';
import { createTestDatabase, createTestPool, type TestDatabase } from '../helpers/database.ts';

const workspaceId = 'T1';

let database: TestDatabase;
let pool: pg.Pool;
let worker: Worker;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = createTestPool(database.url);
  // graphile-worker traces there what ended its workers.
  jest.spyOn(console, 'trace').mockImplementation(() => {});
});
afterEach(async () => {
  await worker.stop();
  await pool.end();
  await database.drop();
  jest.restoreAllMocks();
});

/**
 * Once the worker is there and wants to listen for jobs, so many connections are not had in time, as when the
 * process or the database stands still at that moment.
 */
function standStill(connections: number): void {
  const connect = pool.connect.bind(pool);
  let left = connections;
  let listens = false;
  pool.connect = ((then?: (error: Error) => void) => {
    listens ||= then !== undefined;
    if (!listens || left === 0) return then ? connect(then as never) : connect();
    left -= 1;
    const error = new Error('timeout exceeded when trying to connect');
    return then ? setImmediate(then, error) : Promise.reject(error);
  }) as typeof pool.connect;
}

test.each([0, 1, 3, 6])('finds its jobs also when %i of its first connections failed', async (failing) => {
  const done = new Promise<string>((resolve) => {
    worker = createWorker({
      pool,
      workspaceId,
      jobs: [
        {
          name: 'work',
          payload: z.object({ about: z.string() }),
          run: async ({ about }) => resolve(about),
        },
      ],
      log: createLogger('silent'),
      concurrency: 3,
      pollIntervalMs: 50,
      onJobFailed() {},
    });
  });
  standStill(failing);
  await worker.start();
  await enqueue(database.db, 'work', { workspaceId, about: 'this' });
  expect(await done).toBe('this');
  expect(worker.isRunning()).toBe(true);
});
