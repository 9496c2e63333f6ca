import type { Db } from '../database/pool.ts';
import type { Logger } from '../logger.ts';
import {
  chartsRefusedLately,
  recordChartsRefused,
  recordChartsShown,
  restoreChartsRefused,
} from './chart-support.repository.ts';
import { isChart, withoutCharts } from './charts.ts';
import { refusalOf } from './client.ts';
import { keepLane } from './lane.repository.ts';
import type { Lane } from './messenger.repository.ts';
import type { MessageBody } from './messenger.ts';

/** The codes with which Slack refuses a block that it does not know or does not like. */
const blockRefusals: ReadonlySet<string | null> = new Set(['invalid_blocks', 'invalid_blocks_format']);
/** All blocks together hold too much; whether what charts hold counts there, Slack's pages do not say. */
const lengthRefusals: ReadonlySet<string | null> = new Set(['msg_blocks_too_long', 'msg_too_long']);

/** Somebody else may have taken the channel meanwhile: nothing more is sent. Tried again like a fault of Slack's. */
const holdLost = 'the channel was taken by another process';

/**
 * Sends a message with its native charts where the workspace takes them, else the same without: what charts show,
 * the message says in words besides. A refusal is remembered, so that the next message is not refused too.
 * @param send one call; may be made twice
 * @throws as `send`; the second time where Slack refuses what is left as well, which then has nothing to do with charts
 */
export async function withChartsWhereTaken<T>(
  { db, log, processId, holdMs }: { db: Db; log: Logger; processId: string; holdMs: number },
  lane: Lane,
  body: MessageBody,
  send: (body: MessageBody) => Promise<T>,
): Promise<T> {
  const { workspaceId } = lane;
  if (!body.blocks?.some((block) => isChart(block))) return send(body);
  const inWords = { ...body, blocks: withoutCharts(body.blocks) };
  if (await chartsRefusedLately(db, workspaceId)) return send(inWords);
  try {
    const answer = await send(body);
    await recordChartsShown(db, workspaceId);
    return answer;
  } catch (error) {
    const refusal = refusalOf(error);
    const isTooLong = lengthRefusals.has(refusal);
    if (!isTooLong && !blockRefusals.has(refusal)) throw error;
    if (!(await keepLane(db, lane, processId, holdMs))) throw new Error(holdLost);
    if (isTooLong) {
      log.warn({ error: refusal }, 'a message with charts is too long; it is sent without them');
      return send(inWords);
    }
    // Before the second call: should that have to wait, it is not preceded by a refused one again and again.
    const before = await recordChartsRefused(db, workspaceId);
    log.warn({ error: refusal }, 'Slack refuses a message with charts; it is sent without them');
    try {
      return await send(inWords);
    } catch (again) {
      if (blockRefusals.has(refusalOf(again))) await restoreChartsRefused(db, workspaceId, before);
      throw again;
    }
  }
}
