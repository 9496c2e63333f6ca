import type { KnownBlock } from '@slack/types';
import type { Db } from '../database/pool.ts';
import { enqueueDelivery, insertMessage, reviseMessage } from './messenger.repository.ts';

/** What a message shows. `text` says the same in words, for notifications and for clients without blocks. */
export interface MessageBody {
  text: string;
  blocks?: KnownBlock[];
  /** A reply that is also shown in the channel. */
  broadcast?: boolean;
}

export interface NewMessage {
  workspaceId: string;
  /** Unique in the workspace: the same key is posted once, whoever asks however often. */
  key: string;
  /** A channel, or a person's id for a direct message. */
  channelId: string;
  body: MessageBody;
  /** Answer in the thread of one of our messages (its id), or of any message (its `ts`). */
  threadOf?: string;
  threadTs?: string;
  /** Put on the message by Concord once it is posted. */
  reactions?: readonly string[];
  /** Job to enqueue when the message is posted, found missing or refused; gets `result` in its payload. */
  owner?: { task: string; payload: object };
}

/**
 * All outgoing messages go through here: written down in the caller's transaction, delivered afterwards by
 * the job in `delivery.ts` — in order per channel, at most one a second, only the newest of several updates.
 * @returns the message's id, also when the key was already there
 */
export async function postMessage(trx: Db, m: NewMessage): Promise<string> {
  const { id, isNew } = await insertMessage(trx, {
    workspaceId: m.workspaceId,
    key: m.key,
    channelId: m.channelId,
    body: m.body,
    threadOf: m.threadOf ?? null,
    threadTs: m.threadTs ?? null,
    reactions: [...(m.reactions ?? [])],
    owner: m.owner ?? null,
  });
  if (isNew) await enqueueDelivery(trx, { workspaceId: m.workspaceId, channelId: m.channelId });
  return id;
}

/** Changes what a message shows; nothing is sent where it shows that already. */
export async function updateMessage(
  trx: Db,
  workspaceId: string,
  messageId: string,
  body: MessageBody,
): Promise<void> {
  const revised = await reviseMessage(trx, workspaceId, messageId, body);
  if (revised) await enqueueDelivery(trx, { workspaceId, channelId: revised.channelId });
}
