import { z } from 'zod';
import type { AnyJob, Job } from '../../jobs/jobs.ts';
import type { AfterService } from './after.service.ts';
import type { CalendarFileService } from './calendar-file.service.ts';
import type { FollowUpService } from './follow-up.service.ts';
import type { MeetingService } from './meeting.service.ts';
import type { PlanningService } from './planning.service.ts';
import { tasks } from './tasks.ts';

const ofSeries = z.object({ workspaceId: z.string(), seriesId: z.int() });
const ofSync = z.object({ workspaceId: z.string(), syncId: z.int(), dueAt: z.coerce.date() });
const ofFollowUp = z.object({
  workspaceId: z.string(),
  followUpId: z.int(),
  dueOn: z.string(),
  dueAt: z.coerce.date(),
});
const ofCalendarFile = z.object({ workspaceId: z.string(), id: z.int() });
const ofMessage = z.object({ workspaceId: z.string(), syncId: z.int(), result: z.string() });

export function syncJobs(services: {
  planning: PlanningService;
  meetings: MeetingService;
  after: AfterService;
  followUps: FollowUpService;
  calendarFiles: CalendarFileService;
}): AnyJob[] {
  const { planning, meetings, after, followUps, calendarFiles } = services;
  const step = (
    name: string,
    take: (workspaceId: string, syncId: number, dueAt: Date) => Promise<void>,
  ): Job<z.infer<typeof ofSync>> => ({
    name,
    payload: ofSync,
    run: ({ workspaceId, syncId, dueAt }) => take(workspaceId, syncId, dueAt),
  });
  const plan: Job<z.infer<typeof ofSeries>> = {
    name: tasks.plan,
    payload: ofSeries,
    run: ({ workspaceId, seriesId }) => planning.planAgain(workspaceId, seriesId),
  };
  const followUp: Job<z.infer<typeof ofFollowUp>> = {
    name: tasks.followUp,
    payload: ofFollowUp,
    run: ({ workspaceId, followUpId, dueOn, dueAt }) =>
      followUps.remind(workspaceId, followUpId, dueOn, dueAt),
  };
  const calendarFile: Job<z.infer<typeof ofCalendarFile>> = {
    name: tasks.calendarFile,
    payload: ofCalendarFile,
    run: ({ workspaceId, id }) => calendarFiles.send(workspaceId, id),
  };
  const message: Job<z.infer<typeof ofMessage>> = {
    name: tasks.message,
    payload: ofMessage,
    run: ({ workspaceId, syncId, result }) => meetings.messageResult(workspaceId, syncId, result),
  };
  return [
    plan,
    step(tasks.agenda, meetings.postAgenda),
    step(tasks.start, meetings.postStart),
    step(tasks.after, after.ask),
    step(tasks.close, after.close),
    followUp,
    calendarFile,
    message,
  ];
}
