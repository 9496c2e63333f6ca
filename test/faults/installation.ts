import { sql } from 'kysely';
import { type Playground, startPlayground } from '../../playground/playground.ts';
import { defaultWorld, type WorldDescription } from '../../playground/world.ts';
import type { Timing } from '../../src/app.ts';
import type { Db } from '../../src/database/pool.ts';
import { freePort, manifest, patience } from '../helpers/concord.ts';
import { explainWaiting } from '../helpers/situation.ts';
import { buildProgram, type ConcordProcess } from './processes.ts';

/** Real processes of Concord over HTTP, on one database and one playground. */
export interface Installation {
  playground: Playground;
  /** By their place; a place keeps its port through restarts. */
  processes: ConcordProcess[];
  ports: readonly number[];
  /** Starts the process of this place anew; does not wait until it is ready. */
  restart(place: number, env?: Record<string, string>): ConcordProcess;
  /** Moves the database's clock and the playground's by so much. */
  advance(ms: number): Promise<void>;
  now(): number;
  /** @throws if a process ended by itself or complained of what nobody handled */
  stop(): Promise<void>;
}

export async function startInstallation(options: {
  db: Db;
  databaseUrl: string;
  places: number;
  timing?: Partial<Timing>;
  world?: (world: WorldDescription) => void;
  /** Default `child.main.ts`. */
  entry?: string;
  /** Before Slack sends an event again. */
  retryDelaysMs?: readonly [number, number, number];
}): Promise<Installation> {
  const { db, databaseUrl, timing } = options;
  let shift = 0;
  const now = () => Date.now() + shift;
  const world = defaultWorld();
  options.world?.(world);
  const ports = await Promise.all(Array.from({ length: options.places }, freePort));
  const playground = await startPlayground({
    manifest,
    world,
    clock: { now },
    retryDelaysMs: options.retryDelaysMs ?? [0, 300, 1000],
    acknowledgementMs: patience.acknowledgementMs,
    triggerLifetimeMs: patience.triggerLifetimeMs,
    deliverTo: { urls: ports.map((port) => `http://127.0.0.1:${port}/slack/events`) },
  });
  const program = await buildProgram(options.entry);
  const processes: ConcordProcess[] = [];

  function restart(place: number, env: Record<string, string> = {}): ConcordProcess {
    const started = program.start(
      {
        DATABASE_URL: databaseUrl,
        SLACK_BOT_TOKEN: playground.botToken,
        SLACK_SIGNING_SECRET: playground.signingSecret,
        SLACK_API_URL: playground.apiUrl,
        PORT: String(ports[place]),
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
        DEFAULT_TIMEZONE: 'Europe/Berlin',
        ...env,
      },
      timing,
    );
    processes[place] = started;
    return started;
  }
  explainWaiting({
    playground,
    db,
    logs: () => processes.flatMap((process) => process.output().split('\n')),
  });
  await Promise.all(ports.map((_, place) => restart(place).ready));

  return {
    playground,
    processes,
    ports,
    restart,
    now,
    async advance(ms) {
      shift += ms;
      await sql`update clock set shift = shift + ${`${ms} milliseconds`}::interval`.execute(db);
    },
    async stop() {
      const dead = processes.filter((process) => !process.isRunning());
      await Promise.all(processes.map((process) => process.kill()));
      await playground.close();
      program.remove();
      if (dead.length > 0) throw new Error(`ended by itself:\n${dead.map((p) => p.output()).join('\n')}`);
    },
  };
}

/** A department of many, the first of them its lead. */
export async function addDepartment(
  db: Db,
  workspaceId: string,
  name: string,
  userIds: readonly string[],
): Promise<void> {
  const { id } = await db
    .insertInto('departments')
    .values({ workspace_id: workspaceId, name })
    .returning('id')
    .executeTakeFirstOrThrow();
  const members = userIds.map((userId, i) => ({
    workspace_id: workspaceId,
    user_id: userId,
    department_id: id,
    is_lead: i === 0,
  }));
  await db.insertInto('department_members').values(members).execute();
}
