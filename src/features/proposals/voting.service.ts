import type { WebClient } from '@slack/web-api';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { enqueue } from '../../jobs/jobs.ts';
import { refusalOf } from '../../slack/client.ts';
import { postMessage, updateMessage } from '../../slack/messenger.ts';
import { texts } from '../../text/text.ts';
import type { AgreementService } from '../agreements/agreement.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { decide, everybodyVoted } from './decision.ts';
import { agreementContent, standingByDepartment } from './outcome.ts';
import * as repository from './proposal.repository.ts';
import { type Proposal, type ProposalOutcome, tsOf } from './proposal.ts';
import { closedMessage, openMessage } from './proposal.views.ts';
import { announcementMessage, objectionMessage, summaryMessage } from './proposal-notices.views.ts';
import { type PresentReaction, reconcile, unexplained } from './read-back.ts';
import { type Stance, stancesFromEvents } from './stance.ts';
import { tally } from './tally.ts';
import { tasks } from './tasks.ts';
import * as votes from './vote.repository.ts';

/** Events of the last moment may still be on their way when the deadline is read back. */
const secondLookMs = 3000;

type Stances = ReadonlyMap<string, { stance: Stance; eventTs: string | null }>;

export type VotingService = ReturnType<typeof createVotingService>;

/** What happens to an open proposal by itself: reactions come in, it is shown anew, it closes. */
export function createVotingService(options: {
  db: Db;
  client: WebClient;
  workspaces: WorkspaceService;
  agreements: AgreementService;
}) {
  const { db, client, workspaces, agreements } = options;

  async function eventsOf(trx: Db, p: Proposal) {
    const { channel, ts } = p.message;
    return channel && ts ? votes.reactionsTo(trx, p.workspaceId, { channel, ts }) : [];
  }

  async function count(trx: Db, p: Proposal, stances: Stances) {
    const people = await workspaces.knownPeople(trx, p.workspaceId, [...stances.keys()]);
    const { botUserId } = await workspaces.workspace(p.workspaceId, trx);
    const bots = people.filter((person) => person.isBot).map((person) => person.userId);
    return tally(
      p.departments.map((d) => d.id),
      p.voters,
      stances,
      new Set([botUserId, ...bots]),
    );
  }

  function onlyEligible(
    p: Proposal,
    stances: Stances,
  ): [string, { stance: Stance; eventTs: string | null }][] {
    const voters = new Set(p.voters.map((voter) => voter.userId));
    return [...stances].filter(([userId]) => voters.has(userId));
  }

  async function enqueueClose(
    trx: Db,
    p: { workspaceId: string; id: number },
    secondLook = false,
  ): Promise<void> {
    const payload = { workspaceId: p.workspaceId, proposalId: p.id, secondLook };
    await enqueue(trx, tasks.close, payload, {
      key: `${tasks.close}:${p.workspaceId}:${p.id}${secondLook ? ':again' : ''}`,
      ...(secondLook && { delayMs: secondLookMs }),
    });
  }

  /** Shows the proposal as it stands now; asks objecting people for their reasons; closes when all have voted. */
  async function refresh(workspaceId: string, id: number): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const p = await repository.lockProposal(trx, workspaceId, id);
      if (p?.state !== 'open') return;
      await repository.markRefreshed(trx, workspaceId, id);
      const stances = stancesFromEvents(await eventsOf(trx, p), p.stanceEmoji, tsOf(p.deadline));
      const counted = await count(trx, p, stances);
      const { locale } = await workspaces.workspace(workspaceId, trx);
      await updateMessage(trx, workspaceId, p.message.id, openMessage(texts(locale), p, counted));
      await askForReasons(trx, p, onlyEligible(p, stances));
      if (everybodyVoted(counted)) await enqueueClose(trx, p);
    });
  }

  async function askForReasons(trx: Db, p: Proposal, stances: [string, { stance: Stance }][]): Promise<void> {
    const { workspaceId, id: proposalId, version } = p;
    const objecting = stances.filter(([, { stance }]) => stance === 'object').map(([userId]) => userId);
    const at = await databaseNow(trx);
    const asked = await votes.insertObjections(trx, { workspaceId, proposalId, version }, objecting, at);
    if (asked.length === 0) return;
    for (const person of await workspaces.knownPeople(trx, workspaceId, asked)) {
      await postMessage(trx, {
        workspaceId,
        key: `proposal:${proposalId}:v${version}:why:${person.userId}`,
        channelId: person.userId,
        body: objectionMessage(texts(person.locale), p),
      });
    }
  }

  /** What Slack shows on the message now. `deleted`: the message is gone. Null: it was never posted. */
  async function readBack(p: Proposal): Promise<PresentReaction[] | 'deleted' | null> {
    const { channel, ts } = p.message;
    if (!channel || !ts) return null;
    try {
      const { message } = await client.reactions.get({ channel, timestamp: ts, full: true });
      // Concord's own reactions are not votes, and no event of ours tells of them.
      const { botUserId } = await workspaces.workspace(p.workspaceId);
      return (message?.reactions ?? []).map(({ name = '', users = [] }) => ({
        reaction: name,
        userIds: users.filter((userId) => userId !== botUserId),
      }));
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === 'message_not_found') return 'deleted';
      // Where we may not look any more, what we were told has to do.
      if (refusal === 'channel_not_found' || refusal === 'not_in_channel') return null;
      throw error;
    }
  }

  /**
   * Closes the proposal if its time has come: the deadline has passed, or everybody has voted. Reads the
   * reactions back first, because events can be lost. Safe to run any number of times on any process.
   */
  async function close(workspaceId: string, id: number, secondLook: boolean): Promise<void> {
    const before = await repository.proposalById(db, workspaceId, id);
    if (before?.state !== 'open') return;
    const known = await eventsOf(db, before);
    const readAt = await databaseNow(db);
    const present = await readBack(before);
    await db.transaction().execute(async (trx) => {
      const p = await repository.lockProposal(trx, workspaceId, id);
      // A new version meanwhile: what was read belongs to the old message.
      if (p?.state !== 'open' || p.version !== before.version) return;
      const now = await databaseNow(trx);
      const isOver = p.deadline <= now;
      if (present === 'deleted' && !isOver) return enqueueMissing(trx, p);
      const events = await eventsOf(trx, p);
      const seen = Array.isArray(present) ? unexplained(events, present, p.stanceEmoji, known) : null;
      const isExplained = !seen || seen.missingAdds.length + seen.missingRemovals.length === 0;
      if (isOver && !isExplained && !secondLook) {
        return enqueueClose(trx, p, true);
      }
      const limit = tsOf(p.deadline);
      const stances = Array.isArray(present)
        ? reconcile(events, present, p.stanceEmoji, limit)
        : stancesFromEvents(events, p.stanceEmoji, limit);
      const counted = await count(trx, p, stances);
      if (!isOver && seen) await recordSeen(trx, p, readAt, seen);
      if (isOver || everybodyVoted(counted)) await declare(trx, p, stances, null, now);
    });
  }

  async function recordSeen(
    trx: Db,
    p: Proposal,
    readAt: Date,
    seen: ReturnType<typeof unexplained>,
  ): Promise<void> {
    const { channel, ts } = p.message;
    if (!channel || !ts) return;
    const all = [
      ...seen.missingAdds.map((s) => ({ ...s, added: true })),
      ...seen.missingRemovals.map((s) => ({ ...s, added: false })),
    ];
    if (all.length === 0) return;
    await votes.insertInferred(trx, p.workspaceId, { channel, ts }, tsOf(readAt), all);
    await enqueueRefresh(trx, p);
  }

  async function enqueueRefresh(trx: Db, p: { workspaceId: string; id: number }): Promise<void> {
    await enqueue(
      trx,
      tasks.refresh,
      { workspaceId: p.workspaceId, proposalId: p.id },
      { key: `${tasks.refresh}:${p.workspaceId}:${p.id}`, whenWaiting: 'preserve' },
    );
  }

  async function enqueueMissing(trx: Db, p: Proposal): Promise<void> {
    await enqueue(trx, tasks.message, {
      workspaceId: p.workspaceId,
      proposalId: p.id,
      version: p.version,
      result: 'missing',
    });
  }

  /** Compares what Slack shows with what it told, so that lost events show before the end. */
  async function reconcileOpen(workspaceId: string, id: number): Promise<void> {
    const p = await repository.proposalById(db, workspaceId, id);
    if (p?.state !== 'open') return;
    const known = await eventsOf(db, p);
    const readAt = await databaseNow(db);
    const present = await readBack(p);
    await db.transaction().execute(async (trx) => {
      const locked = await repository.lockProposal(trx, workspaceId, id);
      if (locked?.state !== 'open' || locked.version !== p.version) return;
      if (present === 'deleted') return enqueueMissing(trx, locked);
      if (!present) return;
      const events = await eventsOf(trx, locked);
      await recordSeen(trx, locked, readAt, unexplained(events, present, p.stanceEmoji, known));
      await enqueueRefresh(trx, locked);
    });
  }

  /** The end of a proposal, in the caller's transaction that holds its lock. */
  async function declare(
    trx: Db,
    p: Proposal,
    all: Stances,
    withdrawnBy: string | null,
    now: Date,
  ): Promise<void> {
    const { workspaceId, id } = p;
    const counted = await count(trx, p, all);
    const decision = decide(p.rule, counted);
    const outcome: ProposalOutcome = withdrawnBy === null ? decision.outcome : 'withdrawn';
    const stances = new Map(onlyEligible(p, all));
    const closing = { ...counted, blockers: decision.blockers };
    await repository.closeProposal(trx, workspaceId, id, {
      outcome,
      closedAt: now,
      closedBy: withdrawnBy,
      tally: closing,
    });
    await votes.insertStances(trx, { workspaceId, proposalId: id, version: p.version }, stances);
    const closed: Proposal = { ...p, state: 'closed', outcome, closedAt: now, tally: closing };
    const standing = standingByDepartment(closed, stances);
    const agreement =
      outcome === 'agreed'
        ? await agreements.record(
            trx,
            workspaceId,
            p.authorUserId,
            agreementContent(closed, standing, now),
            now,
          )
        : null;

    const workspace = await workspaces.workspace(workspaceId, trx);
    const t = texts(workspace.locale);
    const number = agreement?.number ?? null;
    if (p.onClosed) {
      const payload = { ...p.onClosed.payload, workspaceId, proposalId: id, outcome, agreement: number };
      await enqueue(trx, p.onClosed.task, payload);
    }
    await updateMessage(trx, workspaceId, p.message.id, closedMessage(t, closed, number, withdrawnBy));
    const reasons = await votes.reasonsOf(trx, { workspaceId, proposalId: id, version: p.version });
    await postMessage(trx, {
      workspaceId,
      key: `proposal:${id}:summary`,
      channelId: p.channelId,
      threadOf: p.message.id,
      body: summaryMessage(t, closed, standing, reasons, number, withdrawnBy),
    });
    if (number === null) return;
    for (const channelId of new Set([p.channelId, workspace.homeChannelId ?? p.channelId])) {
      await postMessage(trx, {
        workspaceId,
        key: `proposal:${id}:agreement:${channelId}`,
        channelId,
        body: announcementMessage(t, closed, number),
      });
    }
  }

  /** The stances as they stand now, from what Slack told. */
  async function currentStances(trx: Db, p: Proposal) {
    return stancesFromEvents(await eventsOf(trx, p), p.stanceEmoji, tsOf(p.deadline));
  }

  return {
    refresh,
    close,
    reconcileOpen,
    declare,
    currentStances,
    onlyEligible,
    enqueueClose,
    enqueueRefresh,
  };
}
