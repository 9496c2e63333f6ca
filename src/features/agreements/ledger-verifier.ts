import { z } from 'zod';
import { type ChainFault, type ChainHead, createChainVerifier, type LedgerEntry } from './chain.ts';
import { type Ends, endingContent, endingKinds } from './ending.ts';

/** An entry with the row of the register of agreements that names it, and whether its proposal was agreed. */
export interface LedgerRow {
  entry: LedgerEntry;
  registered: { number: number; proposalId: number; isAgreed: boolean } | null;
}

export interface LedgerFault {
  /** The entry; null: the fault belongs to none. */
  seq: number | null;
  fault:
    | ChainFault['fault']
    /** A content whose entry is not there. */
    | 'stray_content'
    /** An `agreed` entry that the register of agreements does not know. */
    | 'unregistered'
    /** The register has another number or another proposal than the entry. */
    | 'register_differs'
    /** The register names an entry that is no agreement or is not there. */
    | 'stray_agreement'
    /** The register names a proposal that was not agreed. */
    | 'not_agreed'
    /** A proposal was agreed and the register does not know it. */
    | 'proposal_unregistered'
    /** An entry says that an agreement ended, and no agreed proposal does. */
    | 'ending_not_agreed'
    /** An agreement ended before. */
    | 'ended_twice';
  /** The n of A-n, where the register is at fault. */
  agreement: number | null;
  /** Where a proposal is at fault. */
  proposal: number | null;
}

export interface Verification {
  ok: boolean;
  entries: number;
  /** The end of the chain, to be compared with one noted elsewhere; null: nothing was ever agreed. */
  head: ChainHead | null;
  /** In the order of the chain. */
  faults: LedgerFault[];
}

/** What an agreed proposal was to end. */
type Decided = Ends & { proposalId: number };

const endingSaid = z
  .string()
  .transform((body, context) => {
    try {
      return JSON.parse(body);
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(endingContent);

/** As in the chain: one is enough to distrust a ledger. */
const faultLimit = 100;

/** What only the whole register shows. */
export interface Leftovers {
  strayContents: readonly number[];
  strayAgreements: readonly { seq: number; number: number; proposalId: number }[];
  unregisteredProposals: readonly number[];
}

/**
 * Checks a workspace's chain (chain.ts) and, with it, that the register of agreements says the same: every
 * `agreed` entry has its one row with the number of its header and the proposal of its content, and every
 * row its entry and its agreed proposal. An agreement ends once, and only by one whose proposal said so.
 *
 * @param decided by the number of an agreement, what its proposal was to end
 */
export function createLedgerVerifier(
  workspaceId: string,
  head: ChainHead | null,
  decided: ReadonlyMap<number, Decided> = new Map(),
) {
  const chain = createChainVerifier(workspaceId, head);
  const found: LedgerFault[] = [];
  const ended = new Set<number | null>();

  function report(fault: LedgerFault): void {
    if (found.length < faultLimit) found.push(fault);
  }

  function checkEnding({ seq, kind, agreementNumber: agreement, content }: LedgerEntry): void {
    if (!endingKinds.some((known) => known === kind)) return;
    if (ended.has(agreement)) report({ seq, fault: 'ended_twice', agreement, proposal: null });
    ended.add(agreement);
    const wanted = content ? decidedBy(content.body) : [...decided.values()];
    if (!wanted.some((ends) => ends.kind === kind && ends.number === agreement)) {
      report({ seq, fault: 'ending_not_agreed', agreement, proposal: null });
    }
  }

  /** What the agreement was to end that a content names; none where the content does not say the same. */
  function decidedBy(body: string): Decided[] {
    const says = endingSaid.safeParse(body);
    const ends = says.success ? decided.get(says.data.by) : undefined;
    return says.success && ends?.number === says.data.number && ends.proposalId === says.data.proposalId
      ? [ends]
      : [];
  }

  return {
    /** In the order of the chain. */
    add({ entry, registered }: LedgerRow): void {
      chain.add(entry);
      checkEnding(entry);
      const { seq, kind, agreementNumber } = entry;
      if (!registered) {
        if (kind === 'agreed') {
          report({ seq, fault: 'unregistered', agreement: agreementNumber, proposal: null });
        }
        return;
      }
      const { number: agreement, proposalId: proposal, isAgreed } = registered;
      if (kind !== 'agreed') {
        report({ seq, fault: 'stray_agreement', agreement, proposal });
        return;
      }
      const says = entry.content && identityOf(entry.content.body);
      const contentDiffers = says && (says.number !== agreement || says.proposalId !== proposal);
      if (agreement !== agreementNumber || contentDiffers) {
        report({ seq, fault: 'register_differs', agreement, proposal });
      }
      if (!isAgreed) report({ seq, fault: 'not_agreed', agreement, proposal });
    },

    /** Once, after the last entry. */
    finish({ strayContents, strayAgreements, unregisteredProposals }: Leftovers): Verification {
      const { entries, faults: broken } = chain.finish();
      for (const seq of strayContents) {
        report({ seq, fault: 'stray_content', agreement: null, proposal: null });
      }
      for (const { seq, number, proposalId } of strayAgreements) {
        report({ seq, fault: 'stray_agreement', agreement: number, proposal: proposalId });
      }
      for (const proposal of unregisteredProposals) {
        report({ seq: null, fault: 'proposal_unregistered', agreement: null, proposal });
      }
      const faults = [
        ...broken.map((fault) => ({ ...fault, agreement: null, proposal: null })),
        ...found,
      ].sort((a, b) => (a.seq ?? Number.MAX_SAFE_INTEGER) - (b.seq ?? Number.MAX_SAFE_INTEGER));
      return { ok: faults.length === 0, entries, head, faults };
    },
  };
}

/** What a content says it belongs to; the chain has checked that it is the content that was hashed. */
function identityOf(body: string): { number: unknown; proposalId: unknown } | null {
  try {
    const value: unknown = JSON.parse(body);
    const known = typeof value === 'object' && value !== null ? value : {};
    return {
      number: 'number' in known ? known.number : null,
      proposalId: 'proposalId' in known ? known.proposalId : null,
    };
  } catch {
    return { number: null, proposalId: null };
  }
}
