import type { WebClient } from '@slack/web-api';
import type { Db } from '../../../src/database/pool.ts';
import { createAlignmentHistoryService } from '../../../src/features/polls/alignment-history.service.ts';
import { planJobs } from '../../../src/features/polls/plan.jobs.ts';
import { createPlanService } from '../../../src/features/polls/plan.service.ts';
import { createOccurrenceService } from '../../../src/features/syncs/occurrence.service.ts';
import { createPlanningService } from '../../../src/features/syncs/planning.service.ts';
import { createSeriesService } from '../../../src/features/syncs/series.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { pollsOn } from './services.ts';

/** Polls, and the saved ones that open them, as one process has them. */
export function pollsAndPlansOn(db: Db, client: WebClient) {
  const on = pollsOn(db, client);
  const { workspaces, departments, initiatives, polls } = on;
  const planning = createPlanningService({ db });
  const notices = { timeChanged: async () => {}, calledOff: async () => {} };
  const people = { db, client, workspaces, log: createLogger('silent') };
  const series = createSeriesService({ ...people, departments, planning, notices });
  const occurrences = createOccurrenceService({ db, planning, series, notices });
  const plans = createPlanService({ db, workspaces, departments, initiatives, series, occurrences, polls });
  const history = createAlignmentHistoryService({ db, workspaces });
  const jobs = planJobs({ plans });
  return {
    ...on,
    ...{ series, plans, history },
    /** A job of saved polls, as the queue runs it: with data that were JSON. */
    async runPlan(name: string, payload: object): Promise<void> {
      const job = jobs.find((one) => one.name === name)!;
      await job.run(job.payload.parse(JSON.parse(JSON.stringify(payload))));
    },
  };
}

/** Every Tuesday at 10:00 in Berlin, with Marketing and IT. */
export const tuesdays = {
  ...{ title: 'CMO/CIO sync', departmentIds: [1, 2], participantIds: ['U0CMO'], link: null, minutes: 45 },
  ...{ rule: 'FREQ=WEEKLY;BYDAY=TU', day: null, time: '10:00', timezone: 'Europe/Berlin', agendaDays: 1 },
  ...{ holidayCountry: null, holidayRegion: null, onHoliday: 'skip' as const },
};
