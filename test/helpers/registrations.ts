import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Listeners } from '../../src/slack/listeners.ts';
import { root } from './source-modules.ts';

/** What the features ask to be told. */
export interface Registrations {
  /** Nouns of `/concord`; '' is the bare command. */
  commands: string[];
  shortcuts: string[];
  actions: (string | RegExp)[];
  views: string[];
  events: string[];
}

export function featuresWithIndex(): string[] {
  const folder = join(root, 'src/features');
  return readdirSync(folder).filter((feature) => readdirSync(join(folder, feature)).includes('index.ts'));
}

/** Runs every feature's own `register…` with listeners that only write down what is registered. */
export async function recordRegistrations(): Promise<Registrations> {
  const found: Registrations = { commands: [], shortcuts: [], actions: [], views: [], events: [] };
  const listeners: Listeners = {
    command: (noun) => void found.commands.push(noun),
    shortcut: (callbackId) => void found.shortcuts.push(callbackId),
    action: (actionId) => void found.actions.push(actionId),
    view: (callbackId) => void found.views.push(callbackId),
    event: (type) => void found.events.push(type),
  };
  for (const feature of featuresWithIndex()) {
    const index: Record<string, unknown> = await import(`../../src/features/${feature}/index.ts`);
    for (const [name, register] of Object.entries(index)) {
      if (name.startsWith('register') && typeof register === 'function') register(depsWith(listeners));
    }
  }
  return found;
}

/** Stands in for every service: registering calls them, if at all, only to build other services. */
function depsWith(listeners: Listeners): object {
  const anything: object = new Proxy(() => anything, {
    get: (_, property) => (property === 'then' ? undefined : anything),
  });
  return new Proxy({}, { get: (_, property) => (property === 'listeners' ? listeners : anything) });
}
