import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import * as repository from './agreement.repository.ts';
import { type Agreement, type AgreementContent, agreementName } from './agreement.ts';
import * as endings from './ending.repository.ts';
import * as ledger from './ledger.repository.ts';
import { createLedgerVerifier, type Verification } from './ledger-verifier.ts';

export type { Filter } from './agreement.repository.ts';

/** Few enough that a page with the longest texts fits into one message. */
export const pageSize = 8;
const initiativesNamed = 10;

/** Which part of a list: the newest, or what is next to an agreement of another part. */
export type Stretch = { from: 'newest' } | { from: 'older' | 'newer'; than: number };

/** A part of a list, newest first. */
export interface AgreementPage {
  agreements: Agreement[];
  /** How many match on all pages. */
  total: number;
  hasNewer: boolean;
  hasOlder: boolean;
}

export type AgreementService = ReturnType<typeof createAgreementService>;

export function createAgreementService({ db, log }: { db: Db; log: Logger }) {
  /**
   * In the caller's transaction: takes the workspace's next number and appends the agreement to the ledger.
   * Called again for the same proposal, it changes nothing and returns the first call's number. Others who
   * append in this workspace wait until the transaction ends.
   */
  async function record(
    trx: Db,
    workspaceId: string,
    actor: string,
    content: Omit<AgreementContent, 'number'>,
    at: Date,
  ): Promise<{ number: number; seq: number }> {
    const head = await ledger.lockHead(trx, workspaceId);
    const { proposalId } = content;
    const recorded = await repository.agreementOfProposal(trx, workspaceId, proposalId);
    if (recorded) return recorded;
    const number = head.agreements + 1;
    const entry = { workspaceId, kind: 'agreed', agreementNumber: number, at, actor } as const;
    const { seq } = await ledger.append(trx, head, entry, { ...content, number });
    await repository.insertAgreement(trx, { workspaceId, number, proposalId, seq });
    return { number, seq };
  }

  /** A page of what matches. It is full, and not empty, wherever there are enough for that. */
  async function find(
    workspaceId: string,
    filter: repository.Filter,
    stretch: Stretch = { from: 'newest' },
  ): Promise<AgreementPage> {
    const numbers = await repository.matchingNumbers(db, workspaceId, filter);
    const start = startOf(numbers, stretch);
    const end = start + pageSize;
    return {
      agreements: await repository.agreementsByNumbers(db, workspaceId, numbers.slice(start, end)),
      total: numbers.length,
      hasNewer: start > 0,
      hasOlder: end < numbers.length,
    };
  }

  /**
   * @param field of the form in which the number was written
   * @throws UserError `unknown_agreement`, `no_agreements`
   */
  async function byNumber(workspaceId: string, number: number, field?: string): Promise<Agreement> {
    const found = await repository.agreementByNumber(db, workspaceId, clamp(number));
    if (found) return found;
    const latest = (await ledger.headOf(db, workspaceId))?.agreements ?? 0;
    if (latest === 0) throw new UserError('no_agreements', 'agreements.errors.none', {}, field);
    const values = { name: agreementName(number), latest: agreementName(latest) };
    throw new UserError('unknown_agreement', 'agreements.errors.unknown', values, field);
  }

  /** Checks the workspace's whole ledger as of one moment, in memory that grows only with what has ended. */
  async function verify(workspaceId: string): Promise<Verification> {
    const result = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        const decided = await endings.decidedEndings(trx, workspaceId);
        const verifier = createLedgerVerifier(workspaceId, await ledger.headOf(trx, workspaceId), decided);
        for await (const row of ledger.ledgerRows(trx, workspaceId)) verifier.add(row);
        return verifier.finish({
          strayContents: await ledger.strayContents(trx, workspaceId),
          strayAgreements: await ledger.strayAgreements(trx, workspaceId),
          unregisteredProposals: await ledger.unregisteredProposals(trx, workspaceId),
        });
      });
    if (!result.ok) log.error({ workspaceId, faults: result.faults }, 'the ledger does not verify');
    return result;
  }

  return {
    record,
    find,
    byNumber,
    verify,
    /**
     * In the caller's transaction, before its other locks: whether an agreement is not in force any more. An ending
     * that is being written is waited for, and none is written until the transaction ends.
     */
    async hasEnded(trx: Db, workspaceId: string, number: number): Promise<boolean> {
      await ledger.lockHead(trx, workspaceId);
      return endings.hasEnded(trx, workspaceId, number);
    },
    /** The initiatives of the newest agreements, each once. */
    initiatives: (workspaceId: string, limit = initiativesNamed) =>
      repository.initiatives(db, workspaceId, limit),
    /** In force, and between at least two of these departments. @param until YYYY-MM-DD: those whose review is due by then */
    dueForReview: (workspaceId: string, departmentIds: readonly number[], until: string, limit: number) =>
      repository.dueForReview(db, workspaceId, departmentIds, until, limit),
    /** Those in force. @param names as they were written */
    ofInitiative: (workspaceId: string, names: readonly string[], limit: number) =>
      repository.agreementsOfInitiative(db, workspaceId, names, limit),
    /** Those in force. */
    latest: (workspaceId: string, limit: number) => repository.latestAgreements(db, workspaceId, limit),
    /** Every workspace with anything in the ledger, or in the database. */
    workspaces: () => ledger.ledgerWorkspaces(db),
  };
}

/** Where the page begins in the numbers, which are newest first. */
function startOf(numbers: readonly number[], stretch: Stretch): number {
  switch (stretch.from) {
    case 'newest':
      return 0;
    case 'newer':
      return Math.max(0, numbers.filter((number) => number > stretch.than).length - pageSize);
    case 'older':
      return Math.max(
        0,
        numbers.findIndex((number) => number < stretch.than),
      );
  }
}

/** Into PostgreSQL's integers; beyond them there is no agreement anyway. */
function clamp(number: number): number {
  return Math.min(number, 2 ** 31 - 1);
}
