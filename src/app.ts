import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { migrate } from './database/migrate.ts';
import { createDatabase, createPool } from './database/pool.ts';
import { createAgreementService } from './features/agreements/agreement.service.ts';
import { registerAgreements } from './features/agreements/index.ts';
import { createDepartmentService } from './features/departments/department.service.ts';
import { registerDepartments } from './features/departments/index.ts';
import { registerHome } from './features/home/index.ts';
import { createCardService } from './features/initiatives/card.service.ts';
import { registerInitiatives } from './features/initiatives/index.ts';
import { createInitiativeService } from './features/initiatives/initiative.service.ts';
import { createDueService } from './features/proposals/due.service.ts';
import { registerProposals } from './features/proposals/index.ts';
import { createOpeningService } from './features/proposals/opening.service.ts';
import { createProposalService } from './features/proposals/proposal.service.ts';
import { createReminderService } from './features/proposals/reminder.service.ts';
import { createVotingService } from './features/proposals/voting.service.ts';
import { createAnswerService } from './features/standups/answer.service.ts';
import { registerStandups } from './features/standups/index.ts';
import { createNeedService } from './features/standups/need.service.ts';
import { createPlanningService as createStandupPlanning } from './features/standups/planning.service.ts';
import { createRoundService } from './features/standups/round.service.ts';
import { createStandupService } from './features/standups/standup.service.ts';
import { createAfterService } from './features/syncs/after.service.ts';
import { createAgendaService } from './features/syncs/agenda.service.ts';
import { createCadenceService } from './features/syncs/cadence.service.ts';
import { createCalendarService } from './features/syncs/calendar.service.ts';
import { createCalendarFileService } from './features/syncs/calendar-file.service.ts';
import { createFollowUpService, followUpSource } from './features/syncs/follow-up.service.ts';
import { registerSyncs } from './features/syncs/index.ts';
import { createMeetingService } from './features/syncs/meeting.service.ts';
import { createOccurrenceService } from './features/syncs/occurrence.service.ts';
import { createPlanningService } from './features/syncs/planning.service.ts';
import { createSeriesService } from './features/syncs/series.service.ts';
import { needSource, proposalSource, reviewSource, withoutQuorumSource } from './features/syncs/sources.ts';
import { createWorkspaceService } from './features/workspaces/workspace.service.ts';
import { createHttpServer, readiness } from './health.ts';
import { createHeartbeat } from './jobs/heartbeat.ts';
import { scheduleClaim } from './jobs/schedule.ts';
import { createWorker } from './jobs/worker.ts';
import type { Logger } from './logger.ts';
import { createBoundary } from './slack/boundary.ts';
import { createSlackClient, interactiveTimeoutMs } from './slack/client.ts';
import { createConnection } from './slack/connection.ts';
import { deliveryJob } from './slack/delivery.ts';
import { eventsPath } from './slack/http-receiver.ts';
import { createListeners } from './slack/listeners.ts';
import { strandedClaim } from './slack/stranded.repository.ts';
import { type Timing, usualTiming } from './timing.ts';

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
  const { pollIntervalMs, leaseMs, requestTimeoutMs: timeoutMs } = pace;
  const processId = randomUUID();

  // Database
  const pool = createPool(config.databaseUrl, {
    max: connections,
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
  const departments = createDepartmentService({
    db,
    client: interactive,
    workspaces,
    openProposalCount: (...about) => proposals.openProposalCount(...about),
    log,
  });
  const agreements = createAgreementService({ db, log });
  const opening = createOpeningService({ db, client: interactive, workspaces, departments });
  const voting = createVotingService({ db, client, workspaces, agreements });
  const reminders = createReminderService({ db, workspaces, voting });
  const proposals = createProposalService({ db, workspaces, opening, voting, reminders });
  const due = createDueService({ db });
  const planning = createPlanningService({ db });
  const meetings = createMeetingService({
    db,
    workspaces,
    departments,
    sources: [
      proposalSource(proposals),
      withoutQuorumSource(proposals),
      reviewSource(agreements),
      needSource((workspaceId, departmentIds) => needs.open(workspaceId, departmentIds)),
      followUpSource(db),
    ],
  });
  const series = createSeriesService({
    db,
    client: interactive,
    workspaces,
    departments,
    planning,
    notices: meetings,
  });
  const occurrences = createOccurrenceService({ db, planning, series, notices: meetings });
  const initiatives = createInitiativeService({
    db,
    client: interactive,
    workspaces,
    departments,
    opening,
    proposals,
  });
  const cards = createCardService({ initiatives, departments, proposals, agreements, occurrences });
  const agendas = createAgendaService({ db, series, occurrences, meetings });
  const followUps = createFollowUpService({ db, workspaces, series, textsOf: meetings.textsOf });
  const standupPlanning = createStandupPlanning({ db, workspaces, departments });
  const rounds = createRoundService({ db, workspaces, departments, planning: standupPlanning });
  const answers = createAnswerService({ db, rounds });
  const needs = createNeedService({ db, workspaces, departments, rounds, opening, agendas });
  const standups = createStandupService({
    db,
    client: interactive,
    workspaces,
    departments,
    planning: standupPlanning,
  });
  const { publicUrl } = config;
  const calendars = createCalendarService({ db, workspaces, departments, publicUrl });
  const calendarFiles = createCalendarFileService({
    db,
    client,
    workspaces,
    calendars,
    series,
    timeoutMs,
    log,
  });
  const after = createAfterService({ db, departments, series, meetings, followUps, opening });

  // Features
  const boundary = createBoundary({ log, localeOf: workspaces.localeOf });
  const listeners = createListeners({
    bolt,
    client: interactive,
    boundary,
    events,
    readerOf: workspaces.reader,
    log,
  });
  const deps = { db, client: interactive, listeners, workspaces, departments, agreements, log };
  const features = [
    registerDepartments(deps),
    registerProposals({ ...deps, opening, voting, proposals, reminders, due, botUserId }),
    registerAgreements(deps),
    registerSyncs({
      ...deps,
      planning,
      series,
      occurrences,
      meetings,
      agendas,
      after,
      followUps,
      plainMessage: opening.plainMessage,
      cadences: createCadenceService({ db }),
      calendars,
      calendarFiles,
    }),
    registerStandups({ ...deps, planning: standupPlanning, standups, rounds, answers, needs }),
    registerInitiatives({ ...deps, initiatives, cards }),
    registerHome({
      ...deps,
      openProposals: proposals.openFor,
      nextSyncs: occurrences.nextDates,
    }),
  ];

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
  await due.readBackAll(workspaceId);
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
