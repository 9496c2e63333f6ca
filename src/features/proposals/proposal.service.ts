import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { postMessage, updateMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as openProposals from './open-proposals.repository.ts';
import type { OpeningService } from './opening.service.ts';
import * as repository from './proposal.repository.ts';
import { longestStatement, type Proposal } from './proposal.ts';
import { replacedMessage } from './proposal.views.ts';
import { fields } from './proposal-form.views.ts';
import { notPostedMessage, reasonMessage, versionReplacedMessage } from './proposal-notices.views.ts';
import type { ProposalText } from './proposal-text.views.ts';
import type { ReminderService } from './reminder.service.ts';
import * as votes from './vote.repository.ts';
import type { VotingService } from './voting.service.ts';

/** "Remind" is for everybody's patience: once an hour. */
const remindEveryMs = 3_600_000;

export type ProposalService = ReturnType<typeof createProposalService>;

/** What people do with a proposal after it opened, and what becomes of its messages. */
export function createProposalService(options: {
  db: Db;
  workspaces: WorkspaceService;
  opening: OpeningService;
  voting: VotingService;
  reminders: ReminderService;
}) {
  const { db, workspaces, opening, voting, reminders } = options;

  async function existing(workspaceId: string, id: number): Promise<Proposal> {
    const p = await repository.proposalById(db, workspaceId, id);
    if (!p) throw new UserError('unknown_proposal', 'proposals.errors.unknown');
    return p;
  }

  function requireOpen(p: Proposal | null): asserts p is Proposal & { state: 'open' } {
    if (!p) throw new UserError('unknown_proposal', 'proposals.errors.unknown');
    if (p.state !== 'open') throw new UserError('closed', 'proposals.errors.closed');
  }

  async function requireAuthor(reader: Reader, p: Proposal): Promise<void> {
    if (reader.userId === p.authorUserId) return;
    if (await workspaces.isAdmin(reader.workspaceId, reader.userId)) return;
    throw new UserError('not_allowed', 'proposals.errors.notAuthor', { author: `<@${p.authorUserId}>` });
  }

  /** The proposal for its edit form. @throws UserError */
  async function forEditing(reader: Reader, id: number): Promise<Proposal> {
    const p = await existing(reader.workspaceId, id);
    requireOpen(p);
    await requireAuthor(reader, p);
    if (p.onClosed) throw new UserError('not_editable', 'proposals.errors.notEditable');
    return p;
  }

  /**
   * Replaces the text by a new version, posted as a new message, because a bot cannot take people's
   * reactions off the old one. The old stances are kept and no longer count.
   */
  async function edit(
    reader: Reader,
    change: { id: number; version: number; statement: string; rationale: string | null },
  ): Promise<void> {
    await forEditing(reader, change.id);
    const statement = change.statement.trim();
    if (statement === '') {
      throw new UserError('empty_statement', 'proposals.errors.emptyStatement', {}, fields.statement);
    }
    if (statement.length > longestStatement) {
      const values = { length: statement.length, longest: longestStatement };
      throw new UserError('long_statement', 'proposals.errors.longStatement', values, fields.statement);
    }
    await db.transaction().execute(async (trx) => {
      const p = await repository.lockProposal(trx, reader.workspaceId, change.id);
      requireOpen(p);
      const rationale = change.rationale?.trim() || null;
      if (p.statement === statement && p.rationale === rationale) return;
      // The same submission again, or somebody else was faster: their text must not be overwritten unseen.
      if (p.version !== change.version) {
        throw new UserError('edited_meanwhile', 'proposals.errors.editedMeanwhile', {}, fields.statement);
      }
      await newVersion(trx, p, { statement, rationale, editedBy: reader.userId });
    });
  }

  async function newVersion(
    trx: Db,
    p: Proposal,
    change: { statement: string; rationale: string | null; editedBy: string },
  ): Promise<void> {
    const { workspaceId, id } = p;
    const stances = voting.onlyEligible(p, await voting.currentStances(trx, p));
    await votes.insertStances(trx, { workspaceId, proposalId: id, version: p.version }, stances);
    const next = await opening.addVersion(trx, {
      workspaceId,
      id,
      version: p.version + 1,
      ...change,
      at: await databaseNow(trx),
    });
    const { locale } = await workspaces.workspace(workspaceId, trx);
    await updateMessage(trx, workspaceId, p.message.id, replacedMessage(texts(locale), p, null));
    const voters = stances.map(([userId]) => userId).filter((userId) => userId !== change.editedBy);
    for (const person of await workspaces.knownPeople(trx, workspaceId, voters)) {
      await postMessage(trx, {
        workspaceId,
        key: `proposal:${id}:v${next.version}:replaced:${person.userId}`,
        channelId: person.userId,
        body: versionReplacedMessage(texts(person.locale), next),
      });
    }
  }

  async function withdraw(reader: Reader, id: number): Promise<void> {
    const p = await existing(reader.workspaceId, id);
    await requireAuthor(reader, p);
    await db.transaction().execute(async (trx) => {
      const locked = await repository.lockProposal(trx, reader.workspaceId, id);
      requireOpen(locked);
      const stances = await voting.currentStances(trx, locked);
      await voting.declare(trx, locked, stances, reader.userId, await databaseNow(trx));
    });
  }

  /** @returns how many people were reminded */
  async function remind(reader: Reader, id: number): Promise<number> {
    const p = await existing(reader.workspaceId, id);
    const mayRemind = p.voters.some((voter) => voter.userId === reader.userId);
    if (!mayRemind) await requireAuthor(reader, p);
    return db.transaction().execute(async (trx) => {
      const locked = await repository.lockProposal(trx, reader.workspaceId, id);
      requireOpen(locked);
      const now = await databaseNow(trx);
      const again = (locked.lastRemindedAt?.getTime() ?? 0) + remindEveryMs;
      if (again > now.getTime()) {
        const values = { minutes: Math.ceil((again - now.getTime()) / 60_000) };
        throw new UserError('reminded_already', 'proposals.errors.remindedAlready', values);
      }
      const silent = await reminders.silentVoters(trx, locked);
      if (silent.length === 0) return 0;
      await repository.markReminded(trx, reader.workspaceId, id, now);
      await reminders.send(trx, locked, silent, `at:${now.getTime()}`);
      return silent.length;
    });
  }

  /** The proposal for the form in which a reason is given. @throws UserError */
  async function forReason(reader: Reader, id: number, version: number): Promise<Proposal> {
    const p = await existing(reader.workspaceId, id);
    requireOpen(p);
    if (p.version !== version) throw new UserError('version_replaced', 'proposals.errors.versionReplaced');
    if (!p.voters.some((voter) => voter.userId === reader.userId)) {
      throw new UserError('not_eligible', 'proposals.errors.notEligible');
    }
    return p;
  }

  async function giveReason(reader: Reader, id: number, version: number, reason: string): Promise<void> {
    const { workspaceId, userId } = reader;
    const text = reason.trim();
    if (text === '') throw new UserError('empty_reason', 'proposals.errors.emptyReason', {}, fields.reason);
    await forReason(reader, id, version);
    await db.transaction().execute(async (trx) => {
      const p = await repository.lockProposal(trx, workspaceId, id);
      requireOpen(p);
      const scope = { workspaceId, proposalId: id, version, userId };
      const isAsked = await votes.setReason(trx, scope, text, await databaseNow(trx));
      if (!isAsked) throw new UserError('not_asked', 'proposals.errors.notAsked');
      const { locale } = await workspaces.workspace(workspaceId, trx);
      const body = reasonMessage(texts(locale), { id, version, userId, reason: text });
      const messageId = await postMessage(trx, {
        workspaceId,
        key: `proposal:${id}:v${version}:reason:${userId}`,
        channelId: p.channelId,
        threadOf: p.message.id,
        body,
      });
      // A reason given again replaces the first in the same place.
      await updateMessage(trx, workspaceId, messageId, body);
    });
  }

  /** What the version said, whatever became of it. @throws UserError */
  async function textOf(workspaceId: string, id: number, version: number): Promise<ProposalText> {
    const text = await repository.versionOf(db, workspaceId, id, version);
    if (!text) throw new UserError('unknown_proposal', 'proposals.errors.unknown');
    return { ...text, id };
  }

  /** @throws UserError */
  async function reasonOf(
    workspaceId: string,
    id: number,
    version: number,
    userId: string,
  ): Promise<{ id: number; userId: string; reason: string }> {
    const reasons = await votes.reasonsOf(db, { workspaceId, proposalId: id, version });
    const reason = reasons.get(userId);
    if (reason === undefined) throw new UserError('unknown_proposal', 'proposals.errors.unknown');
    return { id, userId, reason };
  }

  /** What became of a version's message: posted, found deleted, or refused by Slack. */
  async function messageResult(
    workspaceId: string,
    id: number,
    version: number,
    result: 'posted' | 'missing' | 'failed',
  ): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const p = await repository.lockProposal(trx, workspaceId, id);
      if (!p) return;
      if (result === 'posted') {
        await linkFromOldVersion(trx, p, version);
        if (p.state === 'open') await voting.enqueueRefresh(trx, p);
        return;
      }
      if (p.state !== 'open' || p.version !== version) return;
      const now = await databaseNow(trx);
      if (result === 'missing') {
        if (p.deadline > now) await newVersion(trx, p, { ...p, editedBy: p.authorUserId });
        return;
      }
      const [author] = await workspaces.knownPeople(trx, workspaceId, [p.authorUserId]);
      const { locale } = await workspaces.workspace(workspaceId, trx);
      await voting.declare(trx, p, new Map(), p.authorUserId, now);
      await postMessage(trx, {
        workspaceId,
        key: `proposal:${id}:v${version}:not-posted`,
        channelId: p.authorUserId,
        body: notPostedMessage(texts(author?.locale ?? locale), p),
      });
    });
  }

  async function linkFromOldVersion(trx: Db, p: Proposal, version: number): Promise<void> {
    if (version < 2 || version !== p.version) return;
    const old = await repository.versionOf(trx, p.workspaceId, p.id, version - 1);
    if (!old?.messageId) return;
    const { locale } = await workspaces.workspace(p.workspaceId, trx);
    const body = replacedMessage(texts(locale), { ...old, id: p.id }, p.message.permalink);
    await updateMessage(trx, p.workspaceId, old.messageId, body);
  }

  /** Open proposals as one person sees them, those that end first first. */
  async function openFor(workspaceId: string, userId: string) {
    const ids = await openProposals.openProposals(db, workspaceId, 20);
    const found = await Promise.all(
      ids.map(async ({ id }) => {
        const p = await repository.proposalById(db, workspaceId, id);
        if (!p) return null;
        const stances = await voting.currentStances(db, p);
        const awaitsMyVote = p.voters.some((v) => v.userId === userId) && !stances.has(userId);
        return {
          number: p.id,
          statement: p.statement,
          deadline: p.deadline,
          link: p.message.permalink,
          awaitsMyVote,
        };
      }),
    );
    return found.filter((p) => p !== null);
  }

  return {
    existing,
    forEditing,
    edit,
    withdraw,
    remind,
    forReason,
    giveReason,
    textOf,
    reasonOf,
    messageResult,
    openFor,
    /** Open ones, and those that ended without a quorum since, that concern at least two of the departments. */
    unsettled: (workspaceId: string, departmentIds: readonly number[], since: Date) =>
      openProposals.unsettled(db, workspaceId, departmentIds, since),
    openProposalCount: (workspaceId: string, departmentId: number) =>
      openProposals.openProposalCount(db, workspaceId, departmentId),
    openFollowedBy: (workspaceId: string, task: string) =>
      openProposals.openFollowedBy(db, workspaceId, task),
    initiativeNames: (workspaceId: string) => openProposals.initiativeNames(db, workspaceId),
    openOfInitiative: (workspaceId: string, names: readonly string[]) =>
      openProposals.openOfInitiative(db, workspaceId, names),
  };
}
