import type { Listeners } from '../../slack/listeners.ts';
import { createAgreementListeners } from './agreement.listeners.ts';
import type { AgreementService } from './agreement.service.ts';
import { actions } from './agreement.views.ts';

/** Every command and action of agreements; so far they need no jobs. */
export function registerAgreements(deps: { listeners: Listeners; agreements: AgreementService }) {
  const { listeners } = deps;
  const on = createAgreementListeners(deps);

  listeners.command('agreements', 'agreements.help', on.command);
  listeners.action(actions.open, on.open);
  listeners.action(actions.older, on.page);
  listeners.action(actions.newer, on.page);
  listeners.action(actions.back, on.page);
  listeners.action(actions.show, on.show);

  return { jobs: [], claims: [] };
}
