import type { Db } from '../../database/pool.ts';
import type { AnyJob } from '../../jobs/jobs.ts';
import type { Listeners } from '../../slack/listeners.ts';
import type { OpeningService } from '../proposals/opening.service.ts';
import type { AskingService } from './asking.service.ts';
import { greyZoneJobs } from './grey-zone.jobs.ts';
import { createGreyZoneListeners } from './grey-zone.listeners.ts';
import type { GreyZoneService } from './grey-zone.service.ts';
import { actions, answerAction } from './grey-zone.views.ts';
import { callbacks } from './grey-zone-form.views.ts';
import type { OwningService } from './owning.service.ts';

/** Every command, shortcut, action, form and job of grey zones. */
export function registerGreyZones(deps: {
  db: Db;
  listeners: Listeners;
  greyZones: GreyZoneService;
  asking: AskingService;
  owning: OwningService;
  plainMessage: OpeningService['plainMessage'];
}): { jobs: AnyJob[]; claims: never[] } {
  const { listeners } = deps;
  const on = createGreyZoneListeners(deps);

  listeners.command('greyzone', 'greyzones.help', on.command);
  listeners.shortcut('grey_zone_from_message', on.fromMessage);
  listeners.action(actions.create, on.openNew);
  listeners.action(actions.list, on.list);
  listeners.action(actions.close, on.close);
  listeners.action(actions.propose, on.propose);
  listeners.action(actions.again, on.again);
  listeners.action(actions.drop, on.drop);
  listeners.action(answerAction, on.answer);
  listeners.view(callbacks.greyZone, on.submit);
  listeners.view(callbacks.proposal, on.submitProposal);
  listeners.view(callbacks.again, on.submitAgain);

  return { jobs: greyZoneJobs(deps), claims: [] };
}
