import type { WebClient } from '@slack/web-api';
import type { Db } from '../../../src/database/pool.ts';
import { createAgreementService } from '../../../src/features/agreements/agreement.service.ts';
import { createDepartmentService } from '../../../src/features/departments/department.service.ts';
import { createCardService } from '../../../src/features/initiatives/card.service.ts';
import { initiativeJobs } from '../../../src/features/initiatives/initiative.jobs.ts';
import { createInitiativeService } from '../../../src/features/initiatives/initiative.service.ts';
import type { InitiativeDraft } from '../../../src/features/initiatives/initiative.ts';
import { createAlignmentHistoryService } from '../../../src/features/polls/alignment-history.service.ts';
import { createOpeningService } from '../../../src/features/proposals/opening.service.ts';
import { createProposalService } from '../../../src/features/proposals/proposal.service.ts';
import { createReminderService } from '../../../src/features/proposals/reminder.service.ts';
import { createVotingService } from '../../../src/features/proposals/voting.service.ts';
import { createOccurrenceService } from '../../../src/features/syncs/occurrence.service.ts';
import { createPlanningService } from '../../../src/features/syncs/planning.service.ts';
import { createSeriesService } from '../../../src/features/syncs/series.service.ts';
import { createWorkspaceService } from '../../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { channel } from '../../helpers/concord.ts';

/** Initiatives and what they stand on, as one process has them. */
export function servicesOn(db: Db, client: WebClient) {
  const log = createLogger('silent');
  const workspaces = createWorkspaceService({ db, client, defaults: { locale: 'en', timezone: 'UTC' } });
  const people = { db, client, workspaces, log };
  const departments = createDepartmentService({ ...people, openProposalCount: async () => 0 });
  const opening = createOpeningService({ ...people, departments });
  const agreements = createAgreementService({ db, log });
  const voting = createVotingService({ db, client, workspaces, agreements });
  const reminders = createReminderService({ db, workspaces, voting });
  const proposals = createProposalService({ db, workspaces, opening, voting, reminders });
  const planning = createPlanningService({ db });
  const notices = { timeChanged: async () => {}, calledOff: async () => {} };
  const series = createSeriesService({ ...people, departments, planning, notices });
  const occurrences = createOccurrenceService({ db, planning, series, notices });
  const initiatives = createInitiativeService({ ...people, departments, opening, proposals, agreements });
  const history = createAlignmentHistoryService({ db, workspaces });
  const cards = createCardService({
    ...{ db, workspaces, initiatives, departments, proposals, agreements, occurrences, history },
  });
  const [job, ended] = initiativeJobs({ initiatives });
  return {
    ...{ occurrences, workspaces, departments, agreements, opening, proposals, series, initiatives, cards },
    /** As the queue runs it: with data that were JSON. */
    runDecided: async (data: unknown) => job!.run(job!.payload.parse(JSON.parse(JSON.stringify(data)))),
    runAgreementEnded: async (data: unknown) =>
      ended!.run(ended!.payload.parse(JSON.parse(JSON.stringify(data)))),
  };
}

export const draft = (name: string, change: Partial<InitiativeDraft> = {}): InitiativeDraft => ({
  ...{ name, direction: `${name} this way`, extent: `${name} so far`, status: 'idea', channelId: channel },
  ...{ links: [], departmentIds: [1, 2], sponsorIds: [] },
  ...change,
});
