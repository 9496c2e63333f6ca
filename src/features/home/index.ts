import type { Listeners } from '../../slack/listeners.ts';
import { createHomeListeners } from './home.listeners.ts';
import { createHomeService, type HomeDeps } from './home.service.ts';
import { actions } from './home.views.ts';

/** The bare command, help, and the Home tab, which is shown anew whenever somebody opens it. */
export function registerHome(deps: HomeDeps & { listeners: Listeners }) {
  const { listeners } = deps;
  const on = createHomeListeners({ home: createHomeService(deps) });

  listeners.command('', 'home.help', on.menu);
  listeners.action(actions.help, on.help);
  listeners.event('app_home_opened', on.opened);

  return { jobs: [], claims: [] };
}
