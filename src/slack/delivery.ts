import { setTimeout } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { isDatabaseAway } from '../database/errors.ts';
import type { Db } from '../database/pool.ts';
import type { Job } from '../jobs/jobs.ts';
import type { Logger } from '../logger.ts';
import { withChartsWhereTaken } from './chart-support.ts';
import { classifySlackError, refusalOf } from './client.ts';
import {
  keepConversation,
  keepLane,
  knownConversation,
  laneFailures,
  pauseWorkspace,
  releaseLane,
  takeLane,
} from './lane.repository.ts';
import {
  deliverTask,
  enqueueDelivery,
  type Lane,
  markAttempt,
  type OutgoingMessage,
  oldestWaiting,
  recordResult,
  recordSent,
} from './messenger.repository.ts';
import { findPosted, messageMetadata } from './posted-message.ts';

/** Slack takes about one message a second in a channel. */
export const paceMs = 1000;
const firstBackoffMs = 1000;
const longestBackoffMs = 30_000;
const releaseAgainMs = 250;
/** The token itself is refused: trying every second would not help. */
const authPauseMs = 60_000;
const authErrors = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
]);

export interface DeliveryOptions {
  db: Db;
  /** Under this name the process holds a channel; after a fault it may go on with a channel it held. */
  processId: string;
  client: WebClient;
  log: Logger;
  /**
   * How long a process may hold a channel: longer than a call may take, so that the request of a process
   * that died has certainly arrived or failed before another looks for its message.
   */
  holdMs: number;
  /** Between two messages in one channel. */
  paceMs: number;
}

/** The job that delivers what waits in one channel: one message a run. */
export function deliveryJob(options: DeliveryOptions): Job<Lane> {
  const { db, processId, holdMs } = options;
  const busy = new Set<string>();
  const again = new Set<string>();

  async function deliverOne(lane: Lane): Promise<void> {
    const taken = await takeLane(db, lane, processId, holdMs);
    if (!taken) return;
    if (!taken.taken) {
      const { retryAt, isHeld } = taken;
      if (await oldestWaiting(db, lane)) {
        await enqueueDelivery(db, lane, isHeld ? { heldUntil: retryAt } : { freeAt: retryAt });
      }
      return;
    }
    let pauseMs = 0;
    let failed = false;
    try {
      const message = await oldestWaiting(db, lane);
      if (message) {
        await deliver(options, lane, message);
        pauseMs = options.paceMs;
      }
    } catch (error) {
      failed = !isDatabaseAway(error);
      pauseMs = failed ? await afterFailure(options, lane, error) : options.paceMs;
    }
    await release(lane, { pauseMs, failed });
  }

  /**
   * With the database away the channel is given back as soon as that returns; else it would stay silent until
   * the hold ends, though nobody is using it.
   */
  async function release(lane: Lane, after: { pauseMs: number; failed: boolean }): Promise<void> {
    const until = Date.now() + holdMs;
    for (;;) {
      try {
        return await releaseLane(db, lane, processId, after);
      } catch (error) {
        if (!isDatabaseAway(error) || Date.now() > until) throw error;
        await setTimeout(releaseAgainMs);
      }
    }
  }

  return {
    name: deliverTask,
    payload: z.object({ workspaceId: z.string(), channelId: z.string() }),
    async run(lane) {
      const channel = `${lane.workspaceId}:${lane.channelId}`;
      // Whoever is delivering there now may have looked for more just before what this job is about came.
      if (busy.has(channel)) {
        again.add(channel);
        // Should this process die before it looks: its own job was replaced by this one and is not repeated.
        return enqueueDelivery(db, lane, { heldMs: holdMs });
      }
      busy.add(channel);
      try {
        do {
          again.delete(channel);
          await deliverOne(lane);
        } while (again.has(channel));
      } finally {
        busy.delete(channel);
      }
    },
  };
}

async function deliver(options: DeliveryOptions, lane: Lane, message: OutgoingMessage): Promise<void> {
  if (message.ts === null) await post(options, lane, message);
  else if (message.sent_revision < message.revision) await update(options, lane, message, message.ts);
  else await addReactions(options, lane, message, message.posted_channel_id ?? lane.channelId, message.ts);
}

async function post(options: DeliveryOptions, lane: Lane, message: OutgoingMessage): Promise<void> {
  const { db, client } = options;
  const { workspaceId } = lane;
  if (message.parent_state === 'failed') {
    await recordResult(db, workspaceId, message.id, 'failed', { error: 'thread_not_posted' });
    return;
  }
  const threadTs = message.thread_ts ?? message.parent_ts ?? undefined;
  const { channel, isKept } = await conversationOf(options, lane);
  const found = message.attempted_at && (await findPosted(client, channel, threadTs, message.key));
  let ts = found || undefined;
  if (!ts) {
    // The calls before this one took their time of the hold; whoever takes the channel next must not miss this post.
    if (!(await keepLane(db, lane, options.processId, options.holdMs))) return;
    await markAttempt(db, workspaceId, message.id, true);
    try {
      const answer = await withChartsWhereTaken(options, lane, message.body, ({ broadcast, ...body }) =>
        client.chat.postMessage({
          channel,
          ...body,
          ...(threadTs !== undefined &&
            (broadcast ? { thread_ts: threadTs, reply_broadcast: true as const } : { thread_ts: threadTs })),
          metadata: messageMetadata(message.key),
          unfurl_links: false,
          unfurl_media: false,
        } as Parameters<typeof client.chat.postMessage>[0]),
      );
      ts = answer.ts ?? undefined;
    } catch (error) {
      const failure = classifySlackError(error);
      if (failure.kind !== 'unknown') await markAttempt(db, workspaceId, message.id, false);
      if (isKept && refusalOf(error) === 'channel_not_found') {
        // Opened anew, and the message tried again.
        await keepConversation(db, lane, null);
        throw error;
      }
      if (failure.kind === 'refused' && !authErrors.has(failure.error)) {
        options.log.error({ key: message.key, error: failure.error }, 'Slack refused a message');
        await recordResult(db, workspaceId, message.id, 'failed', { error: failure.error });
        return;
      }
      throw error;
    }
  }
  if (!ts) throw new Error('Slack answered a post without a ts');
  await recordResult(db, workspaceId, message.id, 'posted', {
    channel,
    ts,
    permalink: await permalinkOf(client, channel, ts),
    // A post found again may show an older revision than the newest; it is then updated.
    revision: found ? 0 : message.revision,
  });
  await addReactions(options, lane, message, channel, ts);
}

async function update(
  options: DeliveryOptions,
  lane: Lane,
  message: OutgoingMessage,
  ts: string,
): Promise<void> {
  const { db, client, log } = options;
  try {
    await withChartsWhereTaken(options, lane, message.body, ({ text, blocks }) =>
      client.chat.update({
        channel: message.posted_channel_id ?? lane.channelId,
        ts,
        text,
        ...(blocks && { blocks }),
        metadata: messageMetadata(message.key),
      } as Parameters<typeof client.chat.update>[0]),
    );
    await recordSent(db, lane.workspaceId, message.id, { revision: message.revision });
  } catch (error) {
    const failure = classifySlackError(error);
    if (failure.kind !== 'refused' || authErrors.has(failure.error)) throw error;
    if (failure.error === 'message_not_found') {
      await recordResult(db, lane.workspaceId, message.id, 'missing', { error: failure.error });
      return;
    }
    log.error({ key: message.key, error: failure.error }, 'Slack refused the update of a message');
    await recordSent(db, lane.workspaceId, message.id, { revision: message.revision });
  }
}

async function addReactions(
  { db, client, log }: DeliveryOptions,
  lane: Lane,
  message: OutgoingMessage,
  channel: string,
  ts: string,
): Promise<void> {
  if (message.reactions_sent) return;
  for (const name of message.reactions) {
    try {
      await client.reactions.add({ channel, timestamp: ts, name });
    } catch (error) {
      const failure = classifySlackError(error);
      if (failure.kind !== 'refused' || authErrors.has(failure.error)) throw error;
      if (failure.error === 'message_not_found') break;
      if (failure.error !== 'already_reacted') {
        log.warn({ key: message.key, error: failure.error }, 'Slack refused a reaction');
      }
    }
  }
  await recordSent(db, lane.workspaceId, message.id, { reactionsSent: true });
}

/**
 * A direct message is posted to the conversation with the person, which Slack opens on demand. It stays the same,
 * and Slack opens far fewer a minute than it takes messages, so it is asked for once.
 */
async function conversationOf(
  { db, client }: DeliveryOptions,
  lane: Lane,
): Promise<{ channel: string; isKept: boolean }> {
  if (!/^[UW]/.test(lane.channelId)) return { channel: lane.channelId, isKept: false };
  const known = await knownConversation(db, lane);
  if (known !== null) return { channel: known, isKept: true };
  const { channel } = await client.conversations.open({ users: lane.channelId });
  if (!channel?.id) throw new Error('Slack opened a conversation without an id');
  await keepConversation(db, lane, channel.id);
  return { channel: channel.id, isKept: false };
}

/** A message without its link is better than none; whoever needs the link asks again. */
async function permalinkOf(client: WebClient, channel: string, ts: string): Promise<string | null> {
  try {
    const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });
    return permalink ?? null;
  } catch {
    return null;
  }
}

async function afterFailure({ db, log }: DeliveryOptions, lane: Lane, error: unknown): Promise<number> {
  const failure = classifySlackError(error);
  if (failure.kind === 'rate_limited') {
    await pauseWorkspace(db, lane.workspaceId, failure.retryAfterMs);
    return 0;
  }
  if (failure.kind === 'refused' && authErrors.has(failure.error)) {
    log.error({ error: failure.error }, 'Slack refuses the token; messages wait');
    await pauseWorkspace(db, lane.workspaceId, authPauseMs);
    return 0;
  }
  log.warn({ lane, error: failure.error }, 'a message could not be delivered; it will be tried again');
  const failures = await laneFailures(db, lane);
  return Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(failures, 5));
}
