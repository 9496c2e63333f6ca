import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { enqueue } from '../../jobs/jobs.ts';
import type { Reader } from '../../slack/request.ts';
import * as ballots from './ballot.repository.ts';
import { mostActs, standingOf } from './ballot.ts';
import { ballotName, checkOf, hiddenKey, hiddenTime } from './ballot-name.ts';
import * as repository from './poll.repository.ts';
import {
  type BallotAct,
  fields,
  longestReason,
  mayAdd,
  mostOptions,
  optionsOf,
  type Poll,
  pollName,
  type Standing,
} from './poll.ts';
import { at as atField, checkOption, manyOptions } from './poll-draft.ts';
import { hasAnswered } from './poll-tally.ts';
import { refreshKey, tasks } from './tasks.ts';

/** Many clicks share one refresh; with the messenger's pace the message changes once a second at most. */
const refreshDelayMs = 700;

interface OwnBallot {
  ballot: string;
  departmentId: number;
  /** Null: named. */
  secret: string | null;
}

export type BallotService = ReturnType<typeof createBallotService>;

/**
 * Answering. Of an anonymous poll nothing here may tell who has answered: no payload, no key, no log line, and
 * no error but those that the person sees.
 */
export function createBallotService({ db, ballotKey }: { db: Db; ballotKey: Buffer }) {
  /** @throws UserError `poll_gone`, `poll_closed` */
  async function requireOpen(trx: Db, { workspaceId, userId }: Reader, id: number) {
    const held = await ballots.holdOpen(trx, workspaceId, id, userId);
    if (!held) throw new UserError('poll_gone', 'pollErrors.gone', { name: pollName(id) });
    if (!held.isOpen) throw new UserError('poll_closed', 'pollErrors.closed');
    return held;
  }

  /** @throws UserError `poll_gone`, `poll_closed`, `not_a_voter`, `key_changed` */
  async function hold(trx: Db, reader: Reader, id: number): Promise<OwnBallot> {
    const { userId } = reader;
    const held = await requireOpen(trx, reader, id);
    const { departmentId, secret } = held;
    if (departmentId === null) throw new UserError('not_a_voter', 'pollErrors.notAVoter');
    if (secret === null) return { ballot: userId, departmentId, secret };
    // Under another name a person could answer twice.
    if (checkOf(ballotKey, secret) !== held.secretCheck) {
      throw new UserError('key_changed', 'pollErrors.keyChanged');
    }
    return { ballot: ballotName(ballotKey, secret, userId), departmentId, secret };
  }

  /** The poll as the person answers it: of its voters only they themselves. */
  async function ownPoll(trx: Db, reader: Reader, id: number): Promise<Poll> {
    const poll = await repository.pollById(trx, reader.workspaceId, id, reader.userId);
    if (!poll) throw new UserError('poll_gone', 'pollErrors.gone', { name: pollName(id) });
    return poll;
  }

  async function enqueueRefresh(trx: Db, workspaceId: string, id: number): Promise<void> {
    await enqueue(
      trx,
      tasks.refresh,
      { workspaceId, pollId: id },
      { key: refreshKey(workspaceId, id), whenWaiting: 'preserve', delayMs: refreshDelayMs },
    );
  }

  async function act(
    reader: Reader,
    id: number,
    requestKey: string,
    at: string,
    wanted: BallotAct,
  ): Promise<{ poll: Poll; standing: Standing }> {
    const { workspaceId } = reader;
    return db.transaction().execute(async (trx) => {
      const { ballot, departmentId, secret } = await hold(trx, reader, id);
      const poll = await ownPoll(trx, reader, id);
      const done = fitted(poll, wanted);
      const key = poll.isAnonymous ? hiddenKey(ballotKey, secret, requestKey) : requestKey;
      const time = secret === null ? at : hiddenTime(ballotKey, secret, reader.userId, at);
      const before = await ballots.entriesOf(trx, workspaceId, id, ballot);
      const isKnown = before.some((entry) => entry.key === key);
      if (!isKnown && before.length >= mostActs) {
        throw new UserError('too_many_clicks', 'pollErrors.tooManyClicks', { most: mostActs });
      }
      const entry = { ballot, departmentId, key, at: time, ...done };
      if (!isKnown && (await ballots.insertAct(trx, workspaceId, id, entry))) {
        // Last: whoever answers at the same time waits for this row until the transaction ends.
        await enqueueRefresh(trx, workspaceId, id);
      }
      return { poll, standing: standingOf(isKnown ? before : [...before, entry]) };
    });
  }

  async function standing(reader: Reader, id: number): Promise<{ poll: Poll; standing: Standing }> {
    return db.transaction().execute(async (trx) => {
      const { ballot } = await hold(trx, reader, id);
      const acts = await ballots.entriesOf(trx, reader.workspaceId, id, ballot);
      return { poll: await ownPoll(trx, reader, id), standing: standingOf(acts) };
    });
  }

  /** Added by a repeated request already, nothing happens. */
  async function addOption(reader: Reader, requestKey: string, id: number, text: string): Promise<Poll> {
    const { workspaceId } = reader;
    return db.transaction().execute(async (trx) => {
      const poll = await repository.lockPoll(trx, workspaceId, id);
      const isAuthor = poll?.authorUserId === reader.userId;
      const { secret } = await (isAuthor ? requireOpen : hold)(trx, reader, id);
      if (!poll || !mayAdd(poll, reader))
        throw new UserError('no_options_wanted', 'pollErrors.noOptionsWanted');
      const hidden = hiddenKey(ballotKey, secret, requestKey);
      if (await repository.hasOptionFrom(trx, poll, hidden)) return poll;
      const option = text.trim();
      const others = poll.options.map((other) => other.text);
      checkOption(option, others, fields.option);
      if (others.length >= mostOptions) throw manyOptions(fields.option, others.length + 1);
      const added = { id: Math.max(...poll.options.map((o) => o.id)) + 1, question: 0, text: option };
      await repository.insertOption(trx, poll, { ...added, requestKey: hidden });
      await enqueueRefresh(trx, workspaceId, id);
      return { ...poll, options: [...poll.options, added] };
    });
  }

  /** Whether the person is asked and has not answered every question yet. */
  async function awaits({ workspaceId, userId }: Reader, poll: Poll): Promise<boolean> {
    const held = await ballots.holdOpen(db, workspaceId, poll.id, userId);
    if (!held?.isOpen || held.departmentId === null) return false;
    const ballot = held.secret === null ? userId : ballotName(ballotKey, held.secret, userId);
    return !hasAnswered(poll, standingOf(await ballots.entriesOf(db, workspaceId, poll.id, ballot)));
  }

  return { act, standing, addOption, awaits, enqueueRefresh };
}

/** What a click means in this poll. @throws UserError where it offers nothing of the kind */
function fitted(poll: Poll, act: BallotAct): BallotAct {
  if (act.kind === 'withdraw') return act;
  if (act.kind === 'reason') {
    const reason = act.reason.trim();
    if (reason.length <= longestReason) return { ...act, reason };
    const values = { length: reason.length, longest: longestReason };
    throw atField(fields.reason, 'long_reason', 'pollErrors.longReason', values);
  }
  const { question } = act;
  const chosen = act.kind === 'toggle' ? [act.option] : [...new Set(act.options)];
  const known = optionsOf(poll, question).map(({ id }) => id);
  if (known.length === 0 || chosen.some((option) => !known.includes(option))) {
    throw new UserError('option_gone', 'pollErrors.optionGone');
  }
  if (chosen.length > 1 && !poll.isSeveral) throw new UserError('one_option', 'pollErrors.oneOption');
  return act.kind === 'toggle' && poll.isSeveral ? act : { kind: 'choose', question, options: chosen };
}
