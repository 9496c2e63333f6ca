import { z } from 'zod';

/** One event of the Events API, as its listener gets it. */
export interface ToldEvent {
  workspaceId: string;
  /** The same for every delivery of one event; empty where Slack gave none. */
  eventId: string;
  /** Slack's payload, to be checked by the listener. */
  event: unknown;
}

export type EventListener = (told: ToldEvent) => Promise<void>;

/** Listeners of the Events API by event type; each returns only when what the event changes is committed. */
export type EventListeners = Map<string, EventListener>;

/**
 * Takes an event straight to its listener. Bolt's app would run every registered listener's middleware for
 * each event, which costs more than writing the event down; and events need nothing of what it provides.
 * @returns once the event is taken; what nobody listens to is let go, and so is what its listener cannot
 * read: sending it again would not make it readable
 */
export async function dispatchEvent(
  listeners: EventListeners,
  workspaceId: string,
  body: Record<string, unknown>,
): Promise<void> {
  const event = body.event as { type?: unknown } | null;
  const listener = typeof event?.type === 'string' ? listeners.get(event.type) : undefined;
  try {
    await listener?.({ workspaceId, eventId: typeof body.event_id === 'string' ? body.event_id : '', event });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
  }
}
