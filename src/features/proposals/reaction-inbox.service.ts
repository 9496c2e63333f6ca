import { z } from 'zod';
import { groupCommit } from '../../database/group-commit.ts';
import type { Db } from '../../database/pool.ts';
import type { EventListener } from '../../slack/events.ts';
import { type IncomingReaction, insertReactions } from './vote.repository.ts';

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

/**
 * Takes reactions in; resolves once they are committed. What is not a reaction to a message, or not
 * readable, is let go: sending it again would not make it readable.
 */
export function createReactionInbox(options: { db: Db; botUserId: string }): EventListener {
  const commit = groupCommit<IncomingReaction>((batch) => insertReactions(options.db, batch));

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
