import type { App, Receiver, ReceiverEvent } from '@slack/bolt';

/** A request with a valid signature that was already received once. */
export class ReplayedRequestError extends Error {}

/** Slack refuses nothing that is older than this, and neither does Bolt; so a replay can only be younger. */
const signatureLifetimeMs = 6 * 60_000;

/**
 * Makes any of Bolt's receivers durable. Bolt acknowledges events before their listeners run (always in
 * Socket Mode); here events go to `takeEvent` and are acknowledged when it is done, that is, when what they
 * change is committed. If it fails, nothing is acknowledged and Slack sends the event again. Commands and
 * interactions go through Bolt, whose listeners acknowledge themselves.
 */
export function durableReceiver(
  inner: Receiver,
  takeEvent: (body: Record<string, unknown>) => Promise<void>,
): Receiver {
  const seen = new Map<string, number>();

  /** Slack never repeats commands and interactions, so the same signature twice is a replay. Events it does. */
  function refuseReplay(event: ReceiverEvent): void {
    const signature = event.customProperties?.slackSignature;
    if (typeof signature !== 'string' || isEvent(event)) return;
    const now = Date.now();
    for (const [old, until] of seen) {
      if (until > now) break;
      seen.delete(old);
    }
    if (seen.has(signature)) throw new ReplayedRequestError();
    seen.set(signature, now + signatureLifetimeMs);
  }

  return {
    init(app: App) {
      inner.init({
        processEvent: async (event: ReceiverEvent) => {
          refuseReplay(event);
          if (!isEvent(event)) return app.processEvent(event);
          await takeEvent(event.body);
          await event.ack();
        },
      } as App);
    },
    start: (...args: unknown[]) => inner.start(...args),
    stop: (...args: unknown[]) => inner.stop(...args),
  };
}

function isEvent({ body }: ReceiverEvent): boolean {
  return typeof body === 'object' && body !== null && 'event' in body;
}
