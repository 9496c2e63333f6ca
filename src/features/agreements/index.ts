import type { Listeners } from '../../slack/listeners.ts';
import { agreementJobs } from './agreement.jobs.ts';
import { createAgreementListeners } from './agreement.listeners.ts';
import type { AgreementService } from './agreement.service.ts';
import { actions } from './agreement.views.ts';
import type { EndingService } from './ending.service.ts';

/** Every command, action and job of agreements. */
export function registerAgreements(deps: {
  listeners: Listeners;
  agreements: AgreementService;
  endings: EndingService;
}) {
  const { listeners } = deps;
  const on = createAgreementListeners(deps);

  listeners.command('agreements', 'agreements.help', on.command);
  listeners.action(actions.open, on.open);
  listeners.action(actions.older, on.page);
  listeners.action(actions.newer, on.page);
  listeners.action(actions.back, on.page);
  listeners.action(actions.show, on.show);
  listeners.action(actions.replace, on.replace);
  listeners.action(actions.revoke, on.revoke);

  return { jobs: agreementJobs(deps), claims: [] };
}
