import { z } from 'zod';
import type { AnyJob, Job } from '../../jobs/jobs.ts';
import type { PlanningService } from './planning.service.ts';
import type { RoundService } from './round.service.ts';
import type { StandupService } from './standup.service.ts';
import { tasks } from './tasks.ts';

const ofStandup = z.object({ workspaceId: z.string(), standupId: z.int() });
const ofRound = z.object({ workspaceId: z.string(), roundId: z.int() });
const ofPerson = ofRound.extend({
  userId: z.string(),
  dueAt: z.coerce.date(),
  isRun: z.boolean().default(false),
});

export function standupJobs(services: {
  planning: PlanningService;
  rounds: RoundService;
  standups: StandupService;
}): AnyJob[] {
  const { planning, rounds, standups } = services;
  const plan: Job<z.infer<typeof ofStandup>> = {
    name: tasks.plan,
    payload: ofStandup,
    async run({ workspaceId, standupId }) {
      await planning.planAgain(workspaceId, standupId);
      await standups.forgetOldAnswers();
    },
  };
  const prompt: Job<z.infer<typeof ofPerson>> = {
    name: tasks.prompt,
    payload: ofPerson,
    run: ({ workspaceId, roundId, userId, dueAt, isRun }) =>
      rounds.prompt(workspaceId, roundId, userId, dueAt, isRun),
  };
  const remind: Job<z.infer<typeof ofPerson>> = {
    name: tasks.remind,
    payload: ofPerson,
    run: ({ workspaceId, roundId, userId }) => rounds.remind(workspaceId, roundId, userId),
  };
  const report: Job<z.infer<typeof ofRound>> = {
    name: tasks.report,
    payload: ofRound,
    run: ({ workspaceId, roundId }) => rounds.report(workspaceId, roundId),
  };
  return [plan, prompt, remind, report];
}
