import { createHmac, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { migrate } from './database/migrate.ts';
import { createDatabase, createPool } from './database/pool.ts';
import { createWorkspaceService } from './features/workspaces/workspace.service.ts';
import { createHttpServer, readiness } from './health.ts';
import { createHeartbeat } from './jobs/heartbeat.ts';
import { scheduleClaim } from './jobs/schedule.ts';
import { createWorker } from './jobs/worker.ts';
import type { Logger } from './logger.ts';
import { createBoundary } from './slack/boundary.ts';
import { createSlackClient } from './slack/client.ts';
import { createConnection } from './slack/connection.ts';
import { deliveryJob } from './slack/delivery.ts';
import { eventsPath } from './slack/http-receiver.ts';
import { createListeners } from './slack/listeners.ts';
import { strandedClaim } from './slack/stranded.repository.ts';
import { type Timing, usualTiming } from './timing.ts';
import { createFeatures } from './wiring.ts';

export type { Timing };

/** Everything is to be done within 30 s of the signal; what is not is done again by another process. */
const shutdownLimitMs = 25_000;
const connections = 12;
const concurrentJobs = 6;

export interface Concord {
  /** The port on which health checks, and Slack in HTTP mode, are answered. */
  port: number;
  workspaceId: string;
  stop(): Promise<void>;
}

/**
 * Wires and starts everything: configuration in, a running Concord out.
 * @throws if the database or Slack cannot be reached, or Slack refuses the tokens
 */
export async function startConcord(
  config: Config,
  log: Logger,
  timing: Partial<Timing> = {},
): Promise<Concord> {
  const pace = { ...usualTiming, ...timing };
  const { pollIntervalMs, leaseMs, requestTimeoutMs: timeoutMs, interactiveTimeoutMs } = pace;
  const processId = randomUUID();

  // Database
  const pool = createPool(config.databaseUrl, {
    max: connections,
    connectionTimeoutMs: pace.connectionTimeoutMs,
    onIdleError: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
  const db = createDatabase(pool);
  await migrate(config.databaseUrl, log);

  // Slack
  const { botToken: token, apiUrl, connection } = config.slack;
  const client = createSlackClient({ token, apiUrl, timeoutMs, log });
  const interactive = createSlackClient({ token, apiUrl, timeoutMs: interactiveTimeoutMs, log });
  const installed = await client.auth.test();
  const {
    team_id: workspaceId = '',
    team: name = '',
    user_id: botUserId = '',
    bot_id: botId = '',
  } = installed;
  const { bolt, events, http, socket } = createConnection(
    config.slack,
    { workspaceId, botId, botUserId },
    log,
  );

  // Services
  const workspaces = createWorkspaceService({
    db,
    client: interactive,
    defaults: { locale: config.defaultLocale, timezone: config.defaultTimezone },
  });
  await workspaces.register({ id: workspaceId, name, botUserId });

  const boundary = createBoundary({ log, localeOf: workspaces.localeOf });
  const listeners = createListeners({
    bolt,
    client: interactive,
    boundary,
    events,
    readerOf: workspaces.reader,
    log,
  });

  // Features
  const { features, due, calendars } = createFeatures({
    db,
    client,
    interactive,
    workspaces,
    listeners,
    workspaceId,
    botUserId,
    // Of the token, so that there is one secret fewer to keep; anonymous ballots have no names without it.
    ballotKey: createHmac('sha256', token).update('concord ballots').digest(),
    publicUrl: config.publicUrl,
    timeoutMs,
    closePauseMs: pace.closePauseMs,
    log,
  });

  // Jobs
  const worker = createWorker({
    pool,
    workspaceId,
    jobs: [
      deliveryJob({ db, client, log, processId, holdMs: pace.holdMs, paceMs: pace.paceMs }),
      ...features.flatMap((feature) => feature.jobs),
    ],
    log,
    concurrency: concurrentJobs,
    pollIntervalMs,
    onJobFailed: (task, error) => boundary.report(`job ${task}`, error),
  });
  const heartbeat = createHeartbeat({
    db,
    processId,
    workerPoolIds: worker.poolIds,
    claims: [scheduleClaim(db), strandedClaim(db), ...features.flatMap((feature) => feature.claims)],
    leaseMs,
    log,
  });

  // Start
  let isReceiving = false;
  const server = createHttpServer({
    ready: () =>
      readiness({
        db,
        slackIsConnected: () => isReceiving && (socket?.isConnected() ?? true),
        workerIsRunning: worker.isRunning,
      }),
    slack: http && { path: eventsPath, handle: http.handle },
    calendar: calendars.byToken,
  });
  await worker.start();
  await heartbeat.start();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(config.port, config.host, resolve);
  });
  await bolt.start();
  isReceiving = true;
  // Events of the time before may not have reached us.
  due.readBackAll(workspaceId);
  const { port } = server.address() as AddressInfo;
  log.info({ port, mode: connection.mode, workspace: name }, 'Concord is ready');

  async function stop(): Promise<void> {
    isReceiving = false;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await bolt.stop();
    await closed;
    await heartbeat.stop();
    await worker.stop();
    await db.destroy();
  }

  return {
    port,
    workspaceId,
    stop: () => within(stop(), shutdownLimitMs),
  };
}

async function within(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
