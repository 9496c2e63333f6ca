import type { Db } from '../../database/pool.ts';
import type { AnyJob } from '../../jobs/jobs.ts';
import type { Listeners } from '../../slack/listeners.ts';
import type { Texts } from '../../text/text.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { callbacks as moveCallbacks } from './move-form.views.ts';
import { createOccurrenceListeners } from './occurrence.listeners.ts';
import type { OccurrenceService } from './occurrence.service.ts';
import type { PlanningService } from './planning.service.ts';
import { createSeriesListeners, type OtherVerbs } from './series.listeners.ts';
import type { Series, SeriesService } from './series.service.ts';
import { actions } from './series.views.ts';
import { createSeriesFormListeners } from './series-form.listeners.ts';
import { callbacks, refresh } from './series-form.views.ts';
import { planningJobs } from './sync.jobs.ts';

/** Every command, shortcut, action, form and job of syncs. */
export function registerSyncs(deps: {
  db: Db;
  listeners: Listeners;
  workspaces: WorkspaceService;
  planning: PlanningService;
  series: SeriesService;
  occurrences: OccurrenceService;
  cadenceOf(t: Texts, series: Series): Promise<string | null>;
  others: OtherVerbs;
}): { jobs: AnyJob[]; claims: never[] } {
  const { listeners } = deps;
  const onForm = createSeriesFormListeners(deps);
  const onOccurrence = createOccurrenceListeners(deps);
  const on = createSeriesListeners({ ...deps, onForm, onOccurrence });

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

  return { jobs: planningJobs(deps.planning), claims: [] };
}
