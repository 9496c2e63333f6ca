import type { WebClient } from '@slack/web-api';
import type { Db } from '../../../src/database/pool.ts';
import { createAgreementService } from '../../../src/features/agreements/agreement.service.ts';
import { createDepartmentService } from '../../../src/features/departments/department.service.ts';
import { createAskingService } from '../../../src/features/greyzones/asking.service.ts';
import { greyZoneJobs } from '../../../src/features/greyzones/grey-zone.jobs.ts';
import { createGreyZoneService } from '../../../src/features/greyzones/grey-zone.service.ts';
import type { GreyZoneDraft } from '../../../src/features/greyzones/grey-zone.ts';
import { createOwningService } from '../../../src/features/greyzones/owning.service.ts';
import { createRoundService } from '../../../src/features/greyzones/round.service.ts';
import { createInitiativeService } from '../../../src/features/initiatives/initiative.service.ts';
import { createOpeningService } from '../../../src/features/proposals/opening.service.ts';
import { createProposalService } from '../../../src/features/proposals/proposal.service.ts';
import { createReminderService } from '../../../src/features/proposals/reminder.service.ts';
import { createVotingService } from '../../../src/features/proposals/voting.service.ts';
import { createWorkspaceService } from '../../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { channel } from '../../helpers/concord.ts';

/** Grey zones and what they stand on, as one process has them. */
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
  const initiatives = createInitiativeService({ ...people, departments, opening, proposals, agreements });
  const rounds = createRoundService({ workspaces });
  const base = { ...people, departments, rounds };
  const asking = createAskingService({ ...base, pauseMs: 10_000 });
  const owning = createOwningService({ ...base, opening, proposals, agreements });
  const greyZones = createGreyZoneService({ ...base, initiatives, asking, owning });
  const jobs = greyZoneJobs({ asking, owning });
  return {
    ...{ workspaces, departments, agreements, opening, proposals, initiatives, greyZones, asking, owning },
    /** As the queue runs it: with data that were JSON. */
    async run(name: string, data: unknown): Promise<void> {
      const job = jobs.find((one) => one.name === name);
      if (!job) throw new Error(`no job ${name}`);
      await job.run(job.payload.parse(JSON.parse(JSON.stringify(data))));
    },
  };
}

export const draft = (area: string, change: Partial<GreyZoneDraft> = {}): GreyZoneDraft => ({
  ...{ area, initiativeId: null, departmentIds: [1, 2], channelId: channel, deadline: null },
  ...change,
});
