import {
  type ChainHead,
  createChainVerifier,
  genesisHash,
  type LedgerEntry,
  type LedgerKind,
  sealEntry,
} from '../../../src/features/agreements/chain.ts';

export const workspaceId = 'T1';

export interface Chain {
  entries: LedgerEntry[];
  head: ChainHead;
}

export type Plan = { kind: LedgerKind; body: string; salt: string; about: number; keep?: boolean };

/** A valid chain. `about` picks the agreement or, for `redacted`, the entry to erase, where there is one. */
export function chainOf(plans: readonly Plan[]): Chain {
  const entries: LedgerEntry[] = [];
  let agreements = 0;
  for (const [i, { kind: wanted, body, salt, about, keep }] of plans.entries()) {
    const erasable = entries.filter((entry) => entry.kind !== 'redacted');
    const target = wanted === 'redacted' ? erasable[about % erasable.length] : undefined;
    const kind = agreements === 0 ? 'agreed' : wanted;
    if (kind === 'agreed') agreements += 1;
    const number = kind === 'agreed' ? agreements : (about % agreements) + 1;
    const header = {
      workspaceId,
      kind,
      agreementNumber: kind === 'redacted' && about % 2 ? null : number,
      at: new Date(1_772_442_000_000 + i * 61_001).toISOString(),
      actor: `U${about}`,
    };
    const text = kind === 'redacted' ? JSON.stringify({ redacts: target?.seq }) : body;
    entries.push(sealEntry(entries.at(-1) ?? null, header, text, salt));
    if (target && !keep) target.content = null;
  }
  const last = entries.at(-1);
  return { entries, head: { seq: last?.seq ?? 0, hash: last?.hash ?? genesisHash(workspaceId), agreements } };
}

export function verify({ entries, head }: { entries: readonly LedgerEntry[]; head: ChainHead | null }) {
  const verifier = createChainVerifier(workspaceId, head);
  for (const entry of entries) verifier.add(entry);
  return verifier.finish();
}
