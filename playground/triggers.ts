import { randomBytes } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** Slack's: a modal must open while the person still expects it. By real time, as the person waits in it. */
const usualLifetimeMs = 3000;
/** How long an expired trigger is still told from an invalid one. */
const rememberedMs = 60_000;

interface Trigger {
  user: string;
  /** The modal or Home tab that was acted in, if any. */
  viewId: string | null;
  issuedAt: number;
  exchanged: boolean;
}

/** Trigger ids: each opens one view, within three seconds of what the person did. */
export class Triggers {
  readonly #triggers = new Map<string, Trigger>();
  readonly #teamNumber = randomBytes(4).readUInt32BE();
  readonly #lifetimeMs: number;

  constructor(lifetimeMs = usualLifetimeMs) {
    this.#lifetimeMs = lifetimeMs;
  }

  issue(user: string, viewId: string | null): string {
    const now = Date.now();
    for (const [old, { issuedAt }] of this.#triggers) {
      if (issuedAt + rememberedMs > now) break;
      this.#triggers.delete(old);
    }
    const id = `${randomBytes(5).readUIntBE(0, 5)}.${this.#teamNumber}.${randomBytes(16).toString('hex')}`;
    this.#triggers.set(id, { user, viewId, issuedAt: now, exchanged: false });
    return id;
  }

  /** @throws Refusal `invalid_trigger_id`, `expired_trigger_id`, `exchanged_trigger_id` */
  exchange(id: string): { user: string; viewId: string | null } {
    const trigger = this.#triggers.get(id);
    if (!trigger) throw new Refusal('invalid_trigger_id');
    if (trigger.exchanged) throw new Refusal('exchanged_trigger_id');
    if (trigger.issuedAt + this.#lifetimeMs < Date.now()) throw new Refusal('expired_trigger_id');
    trigger.exchanged = true;
    return trigger;
  }
}
