import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import { type Playground, startPlayground } from '../../playground/playground.ts';
import { defaultWorld, type WorldDescription } from '../../playground/world.ts';
import { type Concord, startConcord, type Timing } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import type { Db } from '../../src/database/pool.ts';
import { createLogger } from '../../src/logger.ts';
import { createTestDatabase } from './database.ts';
import { explainWaiting } from './situation.ts';

export const manifest = new URL('../../manifest.yml', import.meta.url).pathname;

/** How long the app waits where the machine stands still; see `patience`. */
export const patientCalls = { interactiveTimeoutMs: 15_000, connectionTimeoutMs: 15_000 };

/** Everything as in production, only quicker, and patient. */
export const quickTiming: Timing = {
  pollIntervalMs: 100,
  leaseMs: 6_000,
  requestTimeoutMs: 15_000,
  ...patientCalls,
  holdMs: 17_000,
  paceMs: 100,
  closePauseMs: 300,
};

/**
 * That something comes is tested here, not how fast: a machine that stands still for some seconds fails no test.
 * Slack's three seconds are measured in `bench/`, and what happens after them is tested in `test/playground`.
 */
export const patience = { acknowledgementMs: 15_000, triggerLifetimeMs: 15_000, patienceMs: 60_000 };

/** A Tuesday, 10:00 in Berlin: working hours and weekdays are the same whenever the tests run. */
const startsAt = Date.parse('2027-06-08T08:00:00Z');

export const channel = 'C0MARKETINGIT';
export const marketing = ['U0CMO', 'U0BRAND', 'U0CRM'];
export const it = ['U0CIO', 'U0PLATFORM', 'U0DATA'];

export interface TestConcord {
  playground: Playground;
  concord: Concord;
  db: Db;
  databaseUrl: string;
  config: Config;
  logs: string[];
  /** Moves the database's clock and the playground's by so much. */
  advance(ms: number): Promise<void>;
  now(): number;
  /** Another process on the same database, in so far as one test process can have it. */
  startAnother(): Promise<Concord>;
  stop(): Promise<void>;
}

export interface TestConcordOptions {
  transport?: 'socket' | 'http';
  world?: (world: WorldDescription) => void;
  /** What the clocks show at the start; see `advance`. */
  at?: string;
  /** Marketing and IT as in the world, without going through setup. Default true. */
  departments?: boolean;
  timing?: Partial<Timing>;
  /** Null: people reach the HTTP port nowhere. */
  publicUrl?: string | null;
  /** A path; default the product's own. */
  manifest?: string;
}

/** The whole app on a database of its own, with the playground for Slack. */
export async function startTestConcord(options: TestConcordOptions = {}): Promise<TestConcord> {
  const database = await createTestDatabase();
  let shift = 0;
  const now = () => Date.now() + shift;
  const advance = async (ms: number): Promise<void> => {
    shift += ms;
    await sql`update clock set shift = shift + ${`${ms} milliseconds`}::interval`.execute(database.db);
  };
  await advance((options.at === undefined ? startsAt : Date.parse(options.at)) - Date.now());
  const world = defaultWorld();
  options.world?.(world);
  const port = options.transport === 'http' ? await freePort() : 0;
  const playground = await startPlayground({
    manifest: options.manifest ?? manifest,
    world,
    clock: { now },
    retryDelaysMs: [0, 200, 500],
    ...patience,
    ...(port && { deliverTo: { urls: [`http://127.0.0.1:${port}/slack/events`] } }),
  });
  const config: Config = {
    databaseUrl: database.url,
    slack: {
      botToken: playground.botToken,
      apiUrl: playground.apiUrl,
      connection:
        options.transport === 'http'
          ? { mode: 'http', signingSecret: playground.signingSecret }
          : { mode: 'socket', appToken: playground.appToken },
    },
    port,
    host: '127.0.0.1',
    publicUrl: options.publicUrl === undefined ? 'https://concord.example.com' : options.publicUrl,
    logLevel: 'trace',
    defaultLocale: 'en',
    defaultTimezone: 'Europe/Berlin',
  };
  const logs: string[] = [];
  const log = createLogger('trace', { write: (line) => void logs.push(line) });
  const timing = { ...quickTiming, ...options.timing };
  const concord = await startConcord(config, log, timing);
  const others: Concord[] = [];
  if (options.departments ?? true) await addDepartments(database.db, playground.teamId);
  explainWaiting({ playground, db: database.db, logs: () => logs });
  return {
    playground,
    concord,
    db: database.db,
    databaseUrl: database.url,
    config,
    logs,
    now,
    advance,
    async startAnother() {
      const another = await startConcord({ ...config, port: 0 }, log, timing);
      others.push(another);
      return another;
    },
    async stop() {
      await Promise.all([concord, ...others].map((process) => process.stop()));
      await playground.close();
      await database.drop();
    },
  };
}

/** Marketing led by the CMO and IT led by the CIO. */
export async function addDepartments(db: Db, workspaceId: string): Promise<void> {
  for (const [name, userIds] of [
    ['Marketing', marketing],
    ['IT', it],
  ] as const) {
    const { id } = await db
      .insertInto('departments')
      .values({ workspace_id: workspaceId, name })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('department_members')
      .values(
        userIds.map((userId, i) => ({
          workspace_id: workspaceId,
          user_id: userId,
          department_id: id,
          is_lead: i === 0,
        })),
      )
      .execute();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Everything a message says, blocks and all, for looking words up. */
export function wordsOf(message: { text: string; blocks?: unknown } | undefined): string {
  return message ? `${message.text}\n${JSON.stringify(message.blocks ?? [])}` : '';
}
