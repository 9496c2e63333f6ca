import type { AnyJob } from '../../jobs/jobs.ts';
import type { Listeners } from '../../slack/listeners.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { CardService } from './card.service.ts';
import { initiativeJobs } from './initiative.jobs.ts';
import { createInitiativeListeners } from './initiative.listeners.ts';
import type { InitiativeService } from './initiative.service.ts';
import { actions, startAction } from './initiative.views.ts';
import { callbacks } from './initiative-form.views.ts';

/** Every command, shortcut, action, form and job of initiatives. */
export function registerInitiatives(deps: {
  listeners: Listeners;
  initiatives: InitiativeService;
  cards: CardService;
  departments: DepartmentService;
}): { jobs: AnyJob[]; claims: never[] } {
  const { listeners } = deps;
  const on = createInitiativeListeners(deps);

  listeners.command('initiative', 'initiatives.help', on.command);
  listeners.shortcut('new_initiative', on.openNew);
  listeners.action(actions.create, on.openNew);
  listeners.action(actions.list, on.list);
  listeners.action(actions.show, on.show);
  listeners.action(actions.change, on.change);
  listeners.action(actions.agree, on.agree);
  listeners.action(startAction, on.start);
  listeners.view(callbacks.initiative, on.submit);

  return { jobs: initiativeJobs(deps), claims: [] };
}
