import type { WebClient } from '@slack/web-api';
import type { Db } from '../../database/pool.ts';
import type { AnyJob } from '../../jobs/jobs.ts';
import type { Listeners } from '../../slack/listeners.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { AfterService } from './after.service.ts';
import { afterActions, afterCallbacks } from './after.views.ts';
import { createAgendaListeners } from './agenda.listeners.ts';
import type { AgendaService } from './agenda.service.ts';
import { agendaActions, callbacks as agendaCallbacks } from './agenda-form.views.ts';
import type { CadenceService } from './cadence.service.ts';
import { createCalendarListeners } from './calendar.listeners.ts';
import type { CalendarService } from './calendar.service.ts';
import { calendarActions } from './calendar.views.ts';
import type { CalendarFileService } from './calendar-file.service.ts';
import type { FollowUpService } from './follow-up.service.ts';
import { followUpActions } from './follow-up.views.ts';
import { createMeetingListeners } from './meeting.listeners.ts';
import type { MeetingService } from './meeting.service.ts';
import { actions as meetingActions, callbacks as meetingCallbacks } from './meeting.views.ts';
import { callbacks as moveCallbacks } from './move-form.views.ts';
import { createOccurrenceListeners } from './occurrence.listeners.ts';
import type { OccurrenceService } from './occurrence.service.ts';
import type { PlanningService } from './planning.service.ts';
import { createSeriesListeners } from './series.listeners.ts';
import type { SeriesService } from './series.service.ts';
import { actions } from './series.views.ts';
import { createSeriesFormListeners } from './series-form.listeners.ts';
import { callbacks, refresh } from './series-form.views.ts';
import { syncJobs } from './sync.jobs.ts';

/** Every command, shortcut, action, form and job of syncs. */
export function registerSyncs(deps: {
  db: Db;
  listeners: Listeners;
  workspaces: WorkspaceService;
  planning: PlanningService;
  series: SeriesService;
  occurrences: OccurrenceService;
  meetings: MeetingService;
  agendas: AgendaService;
  after: AfterService;
  followUps: FollowUpService;
  initiatives: InitiativeService;
  client: WebClient;
  plainMessage(workspaceId: string, text: string): Promise<string>;
  cadences: CadenceService;
  calendars: CalendarService;
  calendarFiles: CalendarFileService;
}): { jobs: AnyJob[]; claims: never[] } {
  const { listeners } = deps;
  const onForm = createSeriesFormListeners(deps);
  const onOccurrence = createOccurrenceListeners(deps);
  const onAgenda = createAgendaListeners(deps);
  const onMeeting = createMeetingListeners(deps);
  const onCalendar = createCalendarListeners(deps);
  const others = {
    agenda: onAgenda.command,
    calendar: onCalendar.command,
    followUps: onMeeting.listFollowUps,
  };
  const on = createSeriesListeners({ ...deps, onForm, onOccurrence, others });

  listeners.command('sync', 'syncs.help', on.command);
  listeners.shortcut('new_sync', onForm.openNew);
  listeners.action(actions.create, onForm.openNew);
  listeners.action(refresh, onForm.refresh);
  listeners.view(callbacks.series, onForm.submit);
  listeners.action(actions.start, onForm.startUsual);

  listeners.action(actions.skip, onOccurrence.skip);
  listeners.action(actions.restore, onOccurrence.restore);
  listeners.action(actions.move, onOccurrence.openMove);
  listeners.view(moveCallbacks.move, onOccurrence.submitMove);
  listeners.action(actions.change, onForm.change);
  listeners.action(actions.pause, on.pause);
  listeners.action(actions.resume, on.resume);
  listeners.action(actions.end, on.end);

  listeners.action(calendarActions.file, onCalendar.sendFile);

  listeners.action(actions.showAgenda, onAgenda.show);
  listeners.action(meetingActions.add, onAgenda.openAdd);
  listeners.action(agendaActions.add, onAgenda.openAddTo);
  listeners.shortcut('agenda_from_message', onAgenda.addFromMessage);
  listeners.view(agendaCallbacks.add, onAgenda.submitAdd);
  listeners.action(meetingActions.arrange, onAgenda.openArrange);
  listeners.action(agendaActions.arrange, onAgenda.openArrangeOf);
  listeners.action(agendaActions.item, onAgenda.arrange);

  listeners.action(meetingActions.here, onMeeting.here);
  listeners.action(meetingActions.absent, onMeeting.absent);
  listeners.action(meetingActions.sending, onMeeting.openSend);
  listeners.view(meetingCallbacks.send, onMeeting.submitSend);
  listeners.action(afterActions.held, onMeeting.openReport);
  listeners.action(afterActions.notHeld, onMeeting.notHeld);
  listeners.action(afterActions.another, onMeeting.anotherRow);
  listeners.view(afterCallbacks.report, onMeeting.submitReport);
  listeners.action(followUpActions.done, onMeeting.finishFollowUp);
  listeners.action(followUpActions.tomorrow, onMeeting.postponeFollowUp);

  return { jobs: syncJobs(deps), claims: [] };
}
