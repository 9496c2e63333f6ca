import type { WebClient } from '@slack/web-api';
import type { Db } from './database/pool.ts';
import { createAgreementService } from './features/agreements/agreement.service.ts';
import { createEndingService } from './features/agreements/ending.service.ts';
import { registerAgreements } from './features/agreements/index.ts';
import { createDepartmentService } from './features/departments/department.service.ts';
import { registerDepartments } from './features/departments/index.ts';
import { createAskingService } from './features/greyzones/asking.service.ts';
import { createGreyZoneService } from './features/greyzones/grey-zone.service.ts';
import { zoneName } from './features/greyzones/grey-zone.ts';
import { registerGreyZones } from './features/greyzones/index.ts';
import { createOwningService } from './features/greyzones/owning.service.ts';
import { createRoundService as createGreyZoneRounds } from './features/greyzones/round.service.ts';
import { tasks as greyZoneTasks } from './features/greyzones/tasks.ts';
import { registerHome } from './features/home/index.ts';
import { createCardService } from './features/initiatives/card.service.ts';
import { registerInitiatives } from './features/initiatives/index.ts';
import {
  createInitiativeService,
  type InitiativeService,
} from './features/initiatives/initiative.service.ts';
import { tasks as initiativeTasks } from './features/initiatives/tasks.ts';
import { createAlignmentHistoryService } from './features/polls/alignment-history.service.ts';
import { registerPolls } from './features/polls/index.ts';
import { createPlanService } from './features/polls/plan.service.ts';
import { createPollService } from './features/polls/poll.service.ts';
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
import { createSeriesService, type OnPlanned } from './features/syncs/series.service.ts';
import {
  alignmentSource,
  greyZoneSource,
  needSource,
  proposalSource,
  reviewSource,
  withoutQuorumSource,
} from './features/syncs/sources.ts';
import { registerWorkspaces } from './features/workspaces/index.ts';
import type { WorkspaceService } from './features/workspaces/workspace.service.ts';
import type { Logger } from './logger.ts';
import type { Listeners } from './slack/listeners.ts';

/** Every service, made of those it needs, and every feature, registered in a visible row. */
export function createFeatures(base: {
  db: Db;
  /** For calls that nobody waits for. */
  client: WebClient;
  /** For calls while a person waits. */
  interactive: WebClient;
  workspaces: WorkspaceService;
  listeners: Listeners;
  workspaceId: string;
  botUserId: string;
  /** Names the ballots of anonymous polls; never in the database. */
  ballotKey: Buffer;
  /** Where calendars are fetched; null: nowhere. */
  publicUrl: string | null;
  timeoutMs: number;
  /** See `Timing`. */
  closePauseMs: number;
  log: Logger;
}) {
  const { db, client, interactive, workspaces, listeners, botUserId, publicUrl, timeoutMs, log } = base;

  // Services
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
  const endings = createEndingService({
    db,
    workspaces,
    departments,
    agreements,
    opening,
    proposals,
    onEnded: [initiativeTasks.agreementEnded, greyZoneTasks.agreementEnded],
  });
  const due = createDueService({ db });
  const planning = createPlanningService({ db });
  const history = createAlignmentHistoryService({ db, workspaces });
  const ofNames = (...about: Parameters<InitiativeService['ofNames']>) => initiatives.ofNames(...about);
  const meetings = createMeetingService({
    db,
    workspaces,
    departments,
    sources: [
      proposalSource(proposals, ofNames),
      withoutQuorumSource(proposals, ofNames),
      reviewSource(agreements, ofNames),
      needSource((workspaceId, departmentIds) => needs.open(workspaceId, departmentIds)),
      followUpSource(db),
      greyZoneSource((workspaceId, departmentIds) => greyZones.forAgenda(workspaceId, departmentIds)),
      alignmentSource(history, (workspaceId) => initiatives.list(workspaceId), departments.list),
    ],
  });
  const onPlanned: OnPlanned[] = [(trx, workspaceId) => plans.syncsChanged(trx, workspaceId)];
  const series = createSeriesService({
    db,
    client: interactive,
    workspaces,
    departments,
    planning,
    notices: meetings,
    onPlanned,
  });
  const occurrences = createOccurrenceService({ db, planning, series, notices: meetings, onPlanned });
  const initiatives = createInitiativeService({
    db,
    client: interactive,
    workspaces,
    departments,
    opening,
    proposals,
    agreements,
  });
  const polls = createPollService({
    db,
    client: interactive,
    workspaces,
    departments,
    initiatives,
    ballotKey: base.ballotKey,
    closePauseMs: base.closePauseMs,
  });
  const greyZoneRounds = createGreyZoneRounds({ workspaces });
  const askings = { db, workspaces, departments, rounds: greyZoneRounds };
  const asking = createAskingService({ ...askings, pauseMs: base.closePauseMs });
  const owning = createOwningService({ ...askings, opening, proposals, agreements });
  const greyZones = createGreyZoneService({ ...askings, client: interactive, initiatives, asking, owning });
  const plans = createPlanService({
    ...{ db, workspaces, departments, initiatives, series, occurrences, polls },
  });
  const agendas = createAgendaService({ db, series, occurrences, meetings });
  const followUps = createFollowUpService({ db, workspaces, series, textsOf: meetings.textsOf });
  const cards = createCardService({
    ...{ db, workspaces, initiatives, departments, proposals, agreements, occurrences },
    ...{ history, polls, greyZones, followUps },
  });
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
  const deps = { db, client: interactive, listeners, workspaces, departments, agreements, log };
  const features = [
    registerWorkspaces({ db, workspaces, workspaceId: base.workspaceId }),
    registerDepartments(deps),
    registerProposals({ ...deps, opening, voting, proposals, reminders, due, endings, botUserId }),
    registerAgreements({ ...deps, endings }),
    registerSyncs({
      ...deps,
      planning,
      series,
      occurrences,
      meetings,
      agendas,
      after,
      followUps,
      initiatives,
      plainMessage: opening.plainMessage,
      cadences: createCadenceService({ db }),
      calendars,
      calendarFiles,
    }),
    registerStandups({ ...deps, planning: standupPlanning, standups, rounds, answers, needs }),
    registerInitiatives({ ...deps, initiatives, cards }),
    registerPolls({ ...deps, initiatives, opening, agendas, polls, plans }),
    registerGreyZones({ ...deps, greyZones, asking, owning, plainMessage: opening.plainMessage }),
    registerHome({
      ...deps,
      openProposals: proposals.openFor,
      openQuestions: async (reader) =>
        [
          ...(await polls.awaiting(reader)),
          ...(await greyZones.awaiting(reader)).map(({ id, area, deadline, link }) => ({
            ...{ name: zoneName(id), text: area, deadline, link },
          })),
        ].sort((a, b) => a.deadline.getTime() - b.deadline.getTime()),
      nextSyncs: occurrences.nextDates,
    }),
  ];

  return { features, due, calendars };
}
