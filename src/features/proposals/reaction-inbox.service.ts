import { z } from 'zod';
import { groupCommit } from '../../database/group-commit.ts';
import type { Db } from '../../database/pool.ts';
import type { EventListener } from '../../slack/events.ts';
import {
  enqueueRefreshes,
  type IncomingReaction,
  insertReactions,
  type MessagePlace,
} from './vote.repository.ts';

const id = z.string().regex(/^[A-Z0-9]{1,40}$/);
const ts = z.string().regex(/^\d{1,12}\.\d{1,9}$/);

/** `reaction_added` and `reaction_removed` (docs.slack.dev/reference/events/reaction_added). */
const reactionEvent = z.object({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: id,
  reaction: z.string().regex(/^[^\s\0\p{Cs}]{1,200}$/u),
  item: z.object({ type: z.literal('message'), channel: id, ts }),
  item_user: id.optional(),
  event_ts: ts,
});

const eventId = z.string().regex(/^[\w.:-]{1,100}$/);

/** Messages remembered as having a refresh ahead; more than any workspace votes on at a time. */
const mostRemembered = 10_000;

/**
 * Takes reactions in; resolves once they are committed, and with them a refresh of what they belong to that
 * runs afterwards. What is not a reaction to a message, or not readable, is let go: sending it again would not
 * make it readable.
 */
export function createReactionInbox(options: { db: Db; botUserId: string }): EventListener {
  const { db } = options;
  /** Until when (by this process's steady clock) the refresh of a message's proposal certainly waits. */
  const refreshWaits = new Map<string, number>();
  const keyOf = (at: MessagePlace) => `${at.workspaceId}:${at.channelId}:${at.messageTs}`;
  const isAhead = (at: MessagePlace) => (refreshWaits.get(keyOf(at)) ?? 0) > performance.now();

  /** Taken before the database answers, so that a wait is never thought longer than it is. */
  async function refresh(trx: Db, places: readonly MessagePlace[]): Promise<[string, number][]> {
    const now = performance.now();
    return (await enqueueRefreshes(trx, places)).map((place) => [keyOf(place), now + place.waitsMs]);
  }

  function remember(waits: readonly [string, number][]): void {
    for (const [key, until] of waits) {
      refreshWaits.delete(key);
      refreshWaits.set(key, until);
    }
    for (const key of refreshWaits.keys()) {
      if (refreshWaits.size <= mostRemembered) break;
      refreshWaits.delete(key);
    }
  }

  /**
   * Where a refresh waits already it will see what is committed before it runs, so most batches are a plain
   * insert. One whose commit took longer than that asks for another refresh.
   */
  const commit = groupCommit<IncomingReaction>(async (batch) => {
    const places = placesOf(batch);
    const due = places.filter((place) => !isAhead(place));
    if (due.length === 0) await insertReactions(db, batch);
    else {
      const waits = await db.transaction().execute(async (trx) => {
        await insertReactions(trx, batch);
        return refresh(trx, due);
      });
      remember(waits);
    }
    const late = places.filter((place) => !due.includes(place) && !isAhead(place));
    if (late.length > 0) remember(await refresh(db, late));
  });

  return async (told) => {
    const event = reactionEvent.safeParse(told.event);
    const key = eventId.safeParse(told.eventId);
    if (!event.success || !key.success) return;
    const { type, user, reaction, item, item_user: itemUser, event_ts: eventTs } = event.data;
    if (user === options.botUserId) return;
    await commit({
      workspaceId: told.workspaceId,
      eventId: key.data,
      channelId: item.channel,
      messageTs: item.ts,
      userId: user,
      reaction,
      added: type === 'reaction_added',
      eventTs,
      onOwnMessage: itemUser === options.botUserId,
    });
  };
}

function placesOf(batch: readonly IncomingReaction[]): MessagePlace[] {
  const places = new Map<string, MessagePlace>();
  for (const { workspaceId, channelId, messageTs } of batch) {
    places.set(`${workspaceId}:${channelId}:${messageTs}`, { workspaceId, channelId, messageTs });
  }
  return [...places.values()];
}
