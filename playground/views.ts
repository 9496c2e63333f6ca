import { randomBytes } from 'node:crypto';
import type { HomeView, ModalView } from '@slack/types';
import type { LaidOutBlock } from './blocks/layout.ts';
import type { ViewValues } from './contract.ts';
import { allValues } from './element-state.ts';
import { Refusal } from './refusal.ts';
import { newId, type World } from './state.ts';

/** Slack's: a root view and two pushed ones. */
const deepestStack = 3;

export interface StoredView {
  id: string;
  user: string;
  hash: string;
  rootId: string;
  previousId: string | null;
  view: ModalView | HomeView;
  /** What the person put in; initial values are not here. */
  putIn: ViewValues;
  /** block_id → message. */
  errors: Record<string, string>;
}

/** Everybody's modals and Home tabs. */
export class Views {
  readonly #world: World;
  readonly #stacks = new Map<string, StoredView[]>();
  readonly #homes = new Map<string, StoredView>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The modals of a person, the one on top last. */
  stack(user: string): readonly StoredView[] {
    return this.#stacks.get(user) ?? [];
  }

  home(user: string): StoredView | null {
    return this.#homes.get(user) ?? null;
  }

  /** An open modal or a Home tab. @throws Refusal `not_found` */
  byId(id: string): StoredView {
    const found = this.#all().find((stored) => stored.id === id);
    if (!found) throw new Refusal('not_found');
    return found;
  }

  byExternalId(externalId: string): StoredView {
    const found = this.#all().find(({ view }) => view.external_id === externalId);
    if (!found) throw new Refusal('not_found');
    return found;
  }

  /** Replaces whatever modals the person has open. */
  open(user: string, view: ModalView): StoredView {
    this.#refuseDuplicate(view, null);
    const stored = this.#store(user, view, null);
    this.#stacks.set(user, [stored]);
    this.#world.changed();
    return stored;
  }

  /** @throws Refusal `push_limit_reached`, `not_found` without a modal to push onto */
  push(user: string, view: ModalView): StoredView {
    const stack = this.#stacks.get(user) ?? [];
    const top = stack.at(-1);
    if (!top) throw new Refusal('not_found');
    if (stack.length >= deepestStack) throw new Refusal('push_limit_reached');
    this.#refuseDuplicate(view, null);
    const stored = this.#store(user, view, top);
    stack.push(stored);
    this.#world.changed();
    return stored;
  }

  /** @param hash of the view that the update was made for; @throws Refusal `hash_conflict` */
  update(stored: StoredView, view: ModalView | HomeView, hash?: string): void {
    if (hash !== undefined && hash !== stored.hash) throw new Refusal('hash_conflict');
    this.#refuseDuplicate(view, stored);
    stored.view = view;
    stored.hash = this.#newHash();
    stored.errors = {};
    this.#world.changed();
  }

  /** @throws Refusal `hash_conflict` */
  publish(user: string, view: HomeView, hash?: string): StoredView {
    const existing = this.#homes.get(user);
    if (existing) {
      this.update(existing, view, hash);
      return existing;
    }
    if (hash !== undefined) throw new Refusal('hash_conflict');
    this.#refuseDuplicate(view, null);
    const stored = this.#store(user, view, null);
    this.#homes.set(user, stored);
    this.#world.changed();
    return stored;
  }

  /** @returns the views that are closed now, the topmost first: this one and those above it, or all */
  close(stored: StoredView, all: boolean): StoredView[] {
    const stack = this.#stacks.get(stored.user) ?? [];
    const at = all ? 0 : stack.indexOf(stored);
    const closed = at < 0 ? [] : stack.splice(at).reverse();
    this.#world.changed();
    return closed;
  }

  #all(): StoredView[] {
    return [...[...this.#stacks.values()].flat(), ...this.#homes.values()];
  }

  #refuseDuplicate(view: ModalView | HomeView, except: StoredView | null): void {
    if (!view.external_id) return;
    const others = this.#all().filter((other) => other !== except);
    if (others.some((other) => other.view.external_id === view.external_id)) {
      throw new Refusal('duplicate_external_id');
    }
  }

  #store(user: string, view: ModalView | HomeView, previous: StoredView | null): StoredView {
    const id = newId('V');
    return {
      id,
      user,
      hash: this.#newHash(),
      rootId: previous?.rootId ?? id,
      previousId: previous?.id ?? null,
      view,
      putIn: {},
      errors: {},
    };
  }

  #newHash(): string {
    return `${this.#world.nowSeconds()}.${randomBytes(4).toString('hex')}`;
  }
}

export function blocksOf(stored: StoredView): LaidOutBlock[] {
  return stored.view.blocks as unknown as LaidOutBlock[];
}

/** The view as the Web API and payloads show it. */
export function slackView(world: World, stored: StoredView): Record<string, unknown> {
  const { view } = stored;
  return {
    id: stored.id,
    team_id: world.team.id,
    app_id: world.appId,
    app_installed_team_id: world.team.id,
    bot_id: world.botId,
    title: null,
    close: null,
    submit: null,
    clear_on_close: false,
    notify_on_close: false,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    ...view,
    state: { values: allValues(blocksOf(stored), stored.putIn) },
    hash: stored.hash,
    root_view_id: stored.rootId,
    previous_view_id: stored.previousId,
  };
}
