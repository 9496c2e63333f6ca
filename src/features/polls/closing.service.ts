import { randomInt } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { unschedule } from '../../jobs/schedule.ts';
import { refusalOf } from '../../slack/client.ts';
import { postMessage, updateMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as ballots from './ballot.repository.ts';
import { ballotName } from './ballot-name.ts';
import * as repository from './poll.repository.ts';
import { type Poll, type PollOutcome, pollName } from './poll.ts';
import { closedMessage, openMessage, outcomeMessage } from './poll.views.ts';
import { notPostedMessage, outcomeNotPostedMessage, reminderMessage } from './poll-notices.views.ts';
import { attemptOf, messageKey, type PollOpeningService } from './poll-opening.service.ts';
import { ballotsOf, hasAnswered, isComplete, outcomeOf, turnoutOnly } from './poll-tally.ts';
import { closeKey, lookKey, tasks } from './tasks.ts';

/** What else is to happen when a poll closes: in its transaction, with the closed poll. */
export type OnClosed = (trx: Db, poll: Poll) => Promise<void>;

export type ClosingService = ReturnType<typeof createClosingService>;

/** What happens to a poll by itself: it is shown anew, its message is lost, it closes. */
export function createClosingService(deps: {
  db: Db;
  workspaces: WorkspaceService;
  initiatives: Pick<InitiativeService, 'existing'>;
  /** For calls while a person waits. */
  client: WebClient;
  opening: Pick<PollOpeningService, 'post' | 'scheduleLook'>;
  onClosed: readonly OnClosed[];
  closePauseMs: number;
  ballotKey: Buffer;
}) {
  const { db, client, workspaces, initiatives, opening, onClosed, closePauseMs, ballotKey } = deps;

  async function existing(workspaceId: string, id: number): Promise<Poll> {
    const poll = await repository.pollById(db, workspaceId, id);
    if (!poll) throw new UserError('poll_gone', 'pollErrors.gone', { name: pollName(id) });
    return poll;
  }

  /** Before the transaction: it does not change while a poll is open. Null: it has none. */
  async function initiativeOf(workspaceId: string, id: number): Promise<string | null> {
    const poll = await repository.pollById(db, workspaceId, id);
    if (!poll || poll.initiativeId === null) return null;
    return (await initiatives.existing(workspaceId, poll.initiativeId)).name;
  }

  async function outcomeNow(trx: Db, poll: Poll): Promise<PollOutcome> {
    return outcomeOf(poll, ballotsOf(await ballots.entriesOf(trx, poll.workspaceId, poll.id)));
  }

  /** Whether there is nobody left who could answer; who is deactivated cannot. Nothing of it is stored. */
  async function isDone(trx: Db, poll: Poll, outcome: Pick<PollOutcome, 'turnout'>): Promise<boolean> {
    if (isComplete(outcome)) return true;
    const { workspaceId, id, voters } = poll;
    const ids = voters.map(({ userId }) => userId);
    const people = await workspaces.knownPeople(trx, workspaceId, ids);
    const gone = new Set(people.filter(({ deactivated }) => deactivated).map(({ userId }) => userId));
    if (gone.size === 0 || gone.size === ids.length) return false;
    const secret = (await ballots.holdOpen(trx, workspaceId, id, ''))?.secret ?? null;
    const cast = ballotsOf(await ballots.entriesOf(trx, workspaceId, id));
    const answered = new Set(cast.filter((b) => hasAnswered(poll, b.standing)).map(({ ballot }) => ballot));
    const nameOf = (userId: string) => (secret === null ? userId : ballotName(ballotKey, secret, userId));
    return ids.every((userId) => gone.has(userId) || answered.has(nameOf(userId)));
  }

  /** With several choices somebody may still be choosing: a click that is not shown yet arms the closing anew. */
  async function isSettled(trx: Db, poll: Poll, outcome: PollOutcome): Promise<boolean> {
    if (!(await isDone(trx, poll, outcome))) return false;
    return !poll.isSeveral || !(await repository.isRefreshWaiting(trx, poll));
  }

  /** As anybody may know it. */
  async function resultNow(poll: Poll, trx: Db = db): Promise<PollOutcome> {
    if (poll.outcome) return poll.outcome;
    const outcome = await outcomeNow(trx, poll);
    return poll.isAnonymous ? turnoutOnly(poll, outcome) : outcome;
  }

  /** The job: shows the poll as it stands now, and has it closed once everybody has answered. */
  async function refresh(workspaceId: string, id: number): Promise<void> {
    const initiative = await initiativeOf(workspaceId, id);
    await db.transaction().execute(async (trx) => {
      const poll = await repository.lockPoll(trx, workspaceId, id);
      if (poll?.state !== 'open') return;
      const { locale } = await workspaces.workspace(workspaceId, trx);
      const result = await resultNow(poll, trx);
      const body = openMessage(texts(locale), poll, initiative, result);
      await updateMessage(trx, workspaceId, poll.message.id, body);
      if (!(await isDone(trx, poll, result))) return;
      // With several choices again after every further click, which is a refresh too.
      await repository.enqueueClose(trx, workspaceId, id, poll.isSeveral ? { delayMs: closePauseMs } : {});
    });
  }

  /** The job: closes the poll if its time has come. Safe to run any number of times on any process. */
  async function close(workspaceId: string, id: number): Promise<void> {
    await end(workspaceId, id, async (trx, poll, outcome, now) => {
      const mayClose = poll.deadline <= now || (await isSettled(trx, poll, outcome));
      return mayClose ? { closedBy: null } : null;
    });
  }

  /**
   * Closes the poll, once.
   * @param decide by whom, if at all; called with the poll locked and open
   */
  async function end(
    workspaceId: string,
    id: number,
    decide: (
      trx: Db,
      poll: Poll,
      outcome: PollOutcome,
      now: Date,
    ) => Promise<{ closedBy: string | null } | null>,
  ): Promise<void> {
    const initiative = await initiativeOf(workspaceId, id);
    await db.transaction().execute(async (trx) => {
      const poll = await repository.lockPoll(trx, workspaceId, id, { isEnd: true });
      if (poll?.state !== 'open') return;
      const now = await databaseNow(trx);
      const outcome = await outcomeNow(trx, poll);
      const decision = await decide(trx, poll, outcome, now);
      if (!decision) return;
      const closed = await declare(trx, poll, outcome, decision.closedBy, now);
      const t = texts((await workspaces.workspace(workspaceId, trx)).locale);
      await updateMessage(trx, workspaceId, poll.message.id, closedMessage(t, closed, initiative));
      const outcomeMessageId = await postMessage(trx, {
        workspaceId,
        key: `poll:${id}:outcome`,
        channelId: poll.channelId,
        body: outcomeMessage(t, closed, initiative),
        owner: { task: tasks.outcome, payload: { workspaceId, pollId: id } },
      });
      await repository.updatePoll(trx, poll, { outcomeMessageId });
      for (const follow of onClosed) await follow(trx, closed);
    });
  }

  /** The end, in the caller's transaction that holds the lock. Of an anonymous poll only the outcome is left. */
  async function declare(
    trx: Db,
    poll: Poll,
    result: PollOutcome,
    closedBy: string | null,
    closedAt: Date,
  ): Promise<Poll> {
    const outcome = poll.isAnonymous ? { ...result, reasons: shuffled(result.reasons) } : result;
    if (poll.isAnonymous) await ballots.deleteActs(trx, poll.workspaceId, poll.id);
    await repository.closePoll(trx, poll, { outcome, closedAt, closedBy });
    await unschedule(trx, poll.workspaceId, closeKey(poll.id));
    await unschedule(trx, poll.workspaceId, lookKey(poll.id));
    return { ...poll, state: 'closed', outcome, closedAt, closedBy };
  }

  /** Early. Whose deadline has come meanwhile was closed by that. */
  async function closeNow({ workspaceId, userId }: Reader, id: number): Promise<Poll> {
    await end(workspaceId, id, async (_, poll, __, now) => ({
      closedBy: poll.deadline <= now ? null : userId,
    }));
    return existing(workspaceId, id);
  }

  /**
   * The job: what became of the poll's message.
   * @param attempt which message: 0 is the first
   */
  async function messageResult(
    workspaceId: string,
    id: number,
    attempt: number,
    result: 'posted' | 'missing' | 'failed',
  ): Promise<void> {
    const initiative = await initiativeOf(workspaceId, id);
    await db.transaction().execute(async (trx) => {
      const poll = await repository.lockPoll(trx, workspaceId, id, { isEnd: true });
      if (poll?.state !== 'open') return;
      if (result === 'posted') return attempt === 0 ? undefined : correctReminders(trx, poll, initiative);
      // Of one that another has taken the place of already.
      if ((await repository.messageKeyOf(trx, poll)) !== messageKey(id, attempt)) return;
      const now = await databaseNow(trx);
      if (result === 'failed') return giveUp(trx, poll, now);
      if (poll.deadline <= now) return;
      const { locale } = await workspaces.workspace(workspaceId, trx);
      const latest = await resultNow(poll, trx);
      await opening.post(trx, poll, attempt + 1, locale, initiative, latest);
    });
  }

  /** Those that link to the message in whose place this one has come. */
  async function correctReminders(trx: Db, poll: Poll, initiative: string | null): Promise<void> {
    const sent = await repository.remindersOf(trx, poll);
    const { workspaceId } = poll;
    const people = await workspaces.knownPeople(
      trx,
      workspaceId,
      sent.map(({ userId }) => userId),
    );
    for (const { userId, messageId } of sent) {
      const locale = people.find((person) => person.userId === userId)?.locale;
      if (!locale) continue;
      await updateMessage(trx, workspaceId, messageId, reminderMessage(texts(locale), poll, initiative));
    }
  }

  /** Posts an open poll again whose message somebody has deleted. */
  async function lookForMessage(workspaceId: string, id: number): Promise<void> {
    const poll = await repository.pollById(db, workspaceId, id);
    if (poll?.state !== 'open' || !poll.message.channel || !poll.message.ts) return;
    const key = await repository.messageKeyOf(db, poll);
    try {
      await client.reactions.get({ channel: poll.message.channel, timestamp: poll.message.ts });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === 'message_not_found') {
        return messageResult(workspaceId, id, attemptOf(key ?? ''), 'missing');
      }
      // Where we may not look any more, an update will tell.
      if (refusal !== 'channel_not_found' && refusal !== 'not_in_channel') throw error;
    }
  }

  /** The job: looks for the message, and shows anew what has changed without a click. */
  async function look(workspaceId: string, id: number): Promise<void> {
    await lookForMessage(workspaceId, id);
    await refresh(workspaceId, id);
    await db.transaction().execute(async (trx) => {
      const poll = await repository.lockPoll(trx, workspaceId, id);
      if (poll?.state === 'open') await opening.scheduleLook(trx, poll, await databaseNow(trx));
    });
  }

  /** The job: what became of the outcome's message. Where it could not be posted, the author gets it. */
  async function outcomeResult(
    workspaceId: string,
    id: number,
    result: 'posted' | 'missing' | 'failed',
  ): Promise<void> {
    if (result !== 'failed') return;
    const poll = await repository.pollById(db, workspaceId, id);
    if (poll?.state !== 'closed') return;
    const initiative = await initiativeOf(workspaceId, id);
    await db.transaction().execute(async (trx) => {
      const t = await workspaces.textsFor(trx, workspaceId, poll.authorUserId);
      await postMessage(trx, {
        workspaceId,
        key: `poll:${id}:outcome:not-posted`,
        channelId: poll.authorUserId,
        body: outcomeNotPostedMessage(t, poll, initiative),
      });
    });
  }

  /** Nobody can answer what is nowhere to be seen: it closes, and only its author is told. */
  async function giveUp(trx: Db, poll: Poll, now: Date): Promise<void> {
    const { workspaceId, id, authorUserId } = poll;
    const closed = await declare(trx, poll, await outcomeNow(trx, poll), null, now);
    await postMessage(trx, {
      workspaceId,
      key: `poll:${id}:not-posted`,
      channelId: authorUserId,
      body: notPostedMessage(await workspaces.textsFor(trx, workspaceId, authorUserId), closed),
    });
    for (const follow of onClosed) await follow(trx, closed);
  }

  return {
    existing,
    initiativeOf,
    outcomeNow,
    resultNow,
    refresh,
    close,
    closeNow,
    messageResult,
    outcomeResult,
    look,
    lookForMessage,
  };
}

/** So that not even the order in which the database gave them says anything. */
function shuffled<T>(items: readonly T[]): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
