import { databaseNow } from '../../database/clock.ts';
import { UserError } from '../../errors.ts';
import { chartsShown } from '../../slack/chart-support.repository.ts';
import { isMember, isPrivate } from '../../slack/membership.ts';
import { postMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import * as ballots from './ballot.repository.ts';
import { createBallotService } from './ballot.service.ts';
import { createClosingService, type OnClosed } from './closing.service.ts';
import * as repository from './poll.repository.ts';
import { type Poll, pollName } from './poll.ts';
import { reminderMessage } from './poll-notices.views.ts';
import { createPollOpeningService, type PollOpeningDeps } from './poll-opening.service.ts';
import { type Ballot, ballotsOf, hasAnswered } from './poll-tally.ts';
import { questionText } from './poll-words.views.ts';

export type { OnClosed } from './closing.service.ts';

/** Which closed polls a list shows. */
const closedDays = 30;
const mostClosed = 10;

export type PollService = ReturnType<typeof createPollService>;

/** Everything that can be done with a poll. */
export function createPollService(
  deps: PollOpeningDeps & { onClosed?: readonly OnClosed[]; closePauseMs: number },
) {
  const { db, client, workspaces, onClosed = [] } = deps;
  const opening = createPollOpeningService(deps);
  const answering = createBallotService(deps);
  const closing = createClosingService({ ...deps, opening, onClosed });
  const { existing } = closing;

  /** Its author, the leads of its departments and admins. @throws UserError `not_yours` */
  async function requireMayRun(reader: Reader, poll: Poll): Promise<void> {
    if (reader.userId === poll.authorUserId) return;
    if (poll.voters.some(({ userId, isLead }) => isLead && userId === reader.userId)) return;
    if (await workspaces.isAdmin(reader.workspaceId, reader.userId)) return;
    throw new UserError('not_yours', 'pollErrors.notYoursToRun', { author: `<@${poll.authorUserId}>` });
  }

  /** Of a private channel a poll is for those who are in it, who are asked or who run Concord. */
  async function readable(reader: Reader, polls: readonly Poll[]): Promise<Poll[]> {
    const { workspaceId, userId } = reader;
    const isOwn = (poll: Poll) =>
      poll.authorUserId === userId || poll.voters.some((voter) => voter.userId === userId);
    const others = polls.filter((poll) => !isOwn(poll)).map(({ channelId }) => channelId);
    const closedTo = new Set<string>();
    for (const channelId of new Set(others)) {
      if (!(await isPrivate(client, channelId))) continue;
      if (await workspaces.isAdmin(workspaceId, userId)) continue;
      if (!(await isMember(client, channelId, userId))) closedTo.add(channelId);
    }
    return polls.filter((poll) => isOwn(poll) || !closedTo.has(poll.channelId));
  }

  /** To whom it is not there, it is not. @throws UserError `poll_gone` */
  async function shown(reader: Reader, id: number): Promise<Poll> {
    const poll = await existing(reader.workspaceId, id);
    if ((await readable(reader, [poll])).length > 0) return poll;
    throw new UserError('poll_gone', 'pollErrors.gone', { name: pollName(id) });
  }

  const notYours = (poll: Poll) =>
    new UserError('not_yours', 'pollErrors.notYours', { author: `<@${poll.authorUserId}>` });

  function requireNamed({ isAnonymous }: Poll): void {
    if (isAnonymous) throw new UserError('is_anonymous', 'pollErrors.isAnonymous');
  }

  async function ballotsFor(poll: Poll, trx = db): Promise<Ballot[]> {
    return ballotsOf(await ballots.entriesOf(trx, poll.workspaceId, poll.id));
  }

  /** Of a named poll. */
  async function silentVoters(poll: Poll, trx = db): Promise<string[]> {
    const cast = await ballotsFor(poll, trx);
    const answered = new Set(cast.filter((b) => hasAnswered(poll, b.standing)).map((b) => b.ballot));
    const silent = poll.voters.map(({ userId }) => userId).filter((userId) => !answered.has(userId));
    const known = await workspaces.knownPeople(trx, poll.workspaceId, silent);
    const gone = known.filter(({ deactivated }) => deactivated).map(({ userId }) => userId);
    return silent.filter((userId) => !gone.includes(userId));
  }

  return {
    /** Who may ask, and which departments there are. @throws UserError `not_set_up`, `not_a_member` */
    mayAsk: opening.mayAsk,

    /**
     * Opens a poll: freezes its voters, arms its closing and enqueues its message, in one transaction.
     * A repeated command or submission opens nothing and answers as the first did.
     * @throws UserError at the field
     */
    open: opening.open,

    /** What can be seen of a draft before it is opened or saved. @throws UserError at the field */
    check: opening.check,

    /** @throws UserError `poll_gone` */
    existing,

    /** As `existing`, for somebody to read. @throws UserError `poll_gone` also where it is not for them */
    shown,

    /** Those that the person may read, newest first: open ones, and those that closed lately. */
    async listFor(reader: Reader): Promise<{ open: Poll[]; closed: Poll[] }> {
      const { workspaceId } = reader;
      const open = await repository.openPolls(db, workspaceId);
      const closed = await repository.closedPolls(db, workspaceId, { days: closedDays, most: mostClosed });
      return { open: await readable(reader, open), closed: await readable(reader, closed) };
    },

    /** Whether Slack is known to draw charts here; in words it is all said in any case. */
    chartsShown: (workspaceId: string): Promise<boolean> => chartsShown(db, workspaceId),

    /** Those open, newest first. */
    listOpen: (workspaceId: string): Promise<Poll[]> => repository.openPolls(db, workspaceId),

    /** Open polls that the person is asked and has not answered, for their eyes only; those that end first first. */
    async awaiting(
      reader: Reader,
    ): Promise<{ name: string; text: string; deadline: Date; link: string | null }[]> {
      const t = texts(reader.locale);
      const awaited = [];
      for (const poll of await repository.openPolls(db, reader.workspaceId)) {
        if (!(await answering.awaits(reader, poll))) continue;
        const initiative = await closing.initiativeOf(reader.workspaceId, poll.id);
        const text = questionText(t, poll, initiative);
        awaited.push({
          name: pollName(poll.id),
          text,
          deadline: poll.deadline,
          link: poll.message.permalink,
        });
      }
      return awaited.sort((a, b) => a.deadline.getTime() - b.deadline.getTime());
    },

    /**
     * A click on a ballot; the same one again changes nothing. Of the poll's voters it gives only the person.
     * @param key unique to the click
     * @param at Slack's time of the click
     * @throws UserError `poll_gone`, `poll_closed`, `not_a_voter`, `key_changed`, `option_gone`, `one_option`,
     * `long_reason`, `too_many_clicks`
     */
    act: answering.act,

    /** What the person has answered so far. @throws UserError as `act` */
    standing: answering.standing,

    /** @throws UserError as `act`, `no_options_wanted`, `empty_option`, `same_option`, `many_options`, `long_option` */
    addOption: answering.addOption,

    /** As it would close now; of an anonymous poll that is open only the turnout. */
    resultNow: (poll: Poll) => closing.resultNow(poll),

    /** Early; closed already, nothing happens. @throws UserError `poll_gone`, `not_yours` */
    async closeNow(reader: Reader, id: number): Promise<Poll> {
      await requireMayRun(reader, await existing(reader.workspaceId, id));
      return closing.closeNow(reader, id);
    },

    /**
     * One direct message, once in a poll's life, to whoever has not answered; of an anonymous poll to all.
     * @returns how many people get it
     * @throws UserError `not_yours`, `reminded_already`, `poll_closed`
     */
    async remind(reader: Reader, id: number): Promise<{ poll: Poll; count: number }> {
      const { workspaceId } = reader;
      await requireMayRun(reader, await existing(workspaceId, id));
      const initiative = await closing.initiativeOf(workspaceId, id);
      await closing.lookForMessage(workspaceId, id).catch(() => undefined);
      return db.transaction().execute(async (trx) => {
        const poll = await repository.lockPoll(trx, workspaceId, id);
        const now = await databaseNow(trx);
        if (poll?.state !== 'open' || poll.deadline <= now) {
          throw new UserError('poll_closed', 'pollErrors.closed');
        }
        if (poll.lastRemindedAt) throw new UserError('reminded_already', 'pollErrors.remindedAlready');
        const everybody = poll.voters.map(({ userId }) => userId);
        const wanted = poll.isAnonymous ? everybody : await silentVoters(poll, trx);
        const known = await workspaces.knownPeople(trx, workspaceId, wanted);
        const people = known.filter(({ deactivated }) => !deactivated);
        for (const person of people) {
          await postMessage(trx, {
            workspaceId,
            key: `poll:${id}:remind:${person.userId}`,
            channelId: person.userId,
            body: reminderMessage(texts(person.locale), poll, initiative),
          });
        }
        if (people.length > 0) await repository.updatePoll(trx, poll, { remindedAt: now });
        return { poll, count: people.length };
      });
    },

    /** Who has not answered, for its author; only in named polls. @throws UserError `not_yours`, `is_anonymous` */
    async silent(reader: Reader, id: number): Promise<{ poll: Poll; userIds: string[] }> {
      const poll = await existing(reader.workspaceId, id);
      requireNamed(poll);
      if (reader.userId !== poll.authorUserId) throw notYours(poll);
      return { poll, userIds: await silentVoters(poll) };
    },

    /**
     * Who has chosen what, in named polls, for whoever may see the results.
     * @throws UserError `is_anonymous`, `not_yet`
     */
    async answers(
      reader: Reader,
      id: number,
    ): Promise<{ poll: Poll; chosen: { userId: string; options: number[] }[] }> {
      const poll = await shown(reader, id);
      requireNamed(poll);
      const cast = await ballotsFor(poll);
      const chosen = cast
        .filter(({ standing }) => standing.chosen.length > 0)
        .map(({ ballot, standing }) => ({ userId: ballot, options: standing.chosen }));
      const hasVoted = chosen.some(({ userId }) => userId === reader.userId);
      const isSeen =
        poll.state === 'closed' || poll.visibility === 'always' || (poll.visibility === 'voted' && hasVoted);
      if (!isSeen) throw new UserError('not_yet', 'pollErrors.notYet');
      return { poll, chosen };
    },

    refresh: closing.refresh,
    close: closing.close,
    messageResult: closing.messageResult,
    outcomeResult: closing.outcomeResult,
    look: closing.look,

    /** Before somebody is led to it. What Slack does not tell now, the next look finds. */
    lookForMessage: (poll: Poll): Promise<void> =>
      closing.lookForMessage(poll.workspaceId, poll.id).catch(() => undefined),
  };
}
