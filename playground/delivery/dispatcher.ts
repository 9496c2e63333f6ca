import type { DeliveryFault, Faults } from '../faults.ts';
import { logInto } from '../log.ts';
import type { Envelope, Outcome, Transport } from './transport.ts';

/** One attempt to give something to the app. */
export interface Delivery {
  kind: Envelope['kind'];
  /** An event's type, a command or an interaction's type. */
  type: string;
  payload: Record<string, unknown>;
  retry: number;
  /** Milliseconds since the epoch, by the system's clock. */
  sentAt: number;
  /** Null while the app has not answered. `dropped`: by a fault, never sent. */
  outcome: Outcome | 'dropped' | null;
  /** From sending to the outcome. */
  tookMs: number | null;
}

/** Gives events, commands and interactions to the app, and events again when they were not acknowledged. */
export class Dispatcher {
  readonly deliveries: Delivery[] = [];
  readonly #transport: Transport;
  readonly #faults: Faults;
  readonly #retryDelaysMs: readonly number[];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #changed: () => void;
  #pending = 0;
  #closed = false;

  constructor(options: {
    transport: Transport;
    faults: Faults;
    /** Slack's: at once, after a minute, after five. */
    retryDelaysMs: readonly number[];
    changed: () => void;
  }) {
    this.#transport = options.transport;
    this.#faults = options.faults;
    this.#retryDelaysMs = options.retryDelaysMs;
    this.#changed = options.changed;
  }

  /** Events that the app has not acknowledged yet and that will be, or may be, sent again. */
  get pending(): number {
    return this.#pending;
  }

  event(type: string, payload: Record<string, unknown>): void {
    const fault = this.#faults.takeDelivery(type);
    const copies = 1 + (fault?.drop ? 0 : amount(fault?.duplicates));
    for (let copy = 0; copy < copies; copy += 1) {
      this.#pending += 1;
      const settled = () => {
        this.#pending -= 1;
        if (this.#pending === 0) this.#changed();
      };
      void this.#attemptEvent(type, payload, 0, null, fault).then(settled, settled);
    }
  }

  /** Sent once: Slack does not repeat what a person waits for. */
  async interaction(
    kind: 'slash_commands' | 'interactive',
    type: string,
    payload: Record<string, unknown>,
  ): Promise<Outcome> {
    const fault = this.#faults.takeDelivery(type);
    for (let copy = amount(fault?.duplicates); copy > 0 && !fault?.drop; copy -= 1) {
      void this.#attempt({ kind, payload, retry: 0, retryReason: null }, type, fault);
    }
    return this.#attempt({ kind, payload, retry: 0, retryReason: null }, type, fault);
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #attemptEvent(
    type: string,
    payload: Record<string, unknown>,
    retry: number,
    retryReason: string | null,
    fault: DeliveryFault | null,
  ): Promise<void> {
    const outcome = await this.#attempt({ kind: 'events_api', payload, retry, retryReason }, type, fault);
    const delay = this.#retryDelaysMs[retry];
    if (outcome.acknowledged || fault?.drop || delay === undefined || this.#closed) return;
    if (delay > 0) await this.#sleep(delay);
    if (this.#closed) return;
    const nextFault = this.#faults.takeDelivery(type);
    await this.#attemptEvent(type, payload, retry + 1, outcome.reason, nextFault);
  }

  async #attempt(envelope: Envelope, type: string, fault: DeliveryFault | null): Promise<Outcome> {
    const delay = amount(fault?.delayMs);
    if (delay > 0) await this.#sleep(delay);
    const sentAt = Date.now();
    const delivery: Delivery = {
      kind: envelope.kind,
      type,
      payload: envelope.payload,
      retry: envelope.retry,
      sentAt,
      outcome: null,
      tookMs: null,
    };
    logInto(this.deliveries, delivery);
    if (fault?.drop) {
      delivery.outcome = 'dropped';
      return { acknowledged: false, reason: 'timeout' };
    }
    const answer = await this.#transport.send(envelope);
    const outcome: Outcome = fault?.acknowledgementLost ? { acknowledged: false, reason: 'timeout' } : answer;
    delivery.outcome = outcome;
    delivery.tookMs = Date.now() - sentAt;
    return outcome;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }
}

function amount(value: number | (() => number) | undefined): number {
  return typeof value === 'function' ? value() : (value ?? 0);
}
