import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** The ledger's hash chain: design 3.5. */

export type LedgerKind =
  | 'agreed'
  | 'reaffirmed'
  | 'amended'
  | 'superseded'
  | 'revoked'
  | 'lapsed'
  | 'redacted';

export interface EntryHeader {
  workspaceId: string;
  /** 1, 2, 3 … per workspace, without gaps. */
  seq: number;
  kind: LedgerKind;
  /** The n of A-n. Null only where a `redacted` entry belongs to no agreement. */
  agreementNumber: number | null;
  /** ISO 8601 in UTC, exactly milliseconds: "2026-03-02T09:00:00.000Z". */
  at: string;
  /** A Slack user id, or what acted in nobody's name. */
  actor: string;
}

/** All hashes are SHA-256 in 64 lower-case hexadecimal digits. */
export interface LedgerEntry extends EntryHeader {
  previousHash: string;
  contentHash: string;
  hash: string;
  /** The exact text that was hashed, and its salt. Null: erased by law after a `redacted` entry. */
  content: { salt: string; body: string } | null;
}

/** The chain's end, stored apart from the entries, so that a removed last entry is found. */
export interface ChainHead {
  seq: number;
  hash: string;
  /** The number of agreements so far, which is also the highest n of A-n. */
  agreements: number;
}

/** What stands in for the previous hash of a workspace's first entry; differs by workspace. */
export function genesisHash(workspaceId: string): string {
  return sha256(JSON.stringify(['concord-ledger', workspaceId]));
}

/**
 * Of the exact body, to the last space. Hashed as the RFC 8785 JSON of [salt, body], which tells where the salt
 * ends and the body begins. With a random salt it says nothing about an erased body, however short or
 * guessable. Throws on text that is not well-formed Unicode, which no database would give back unchanged.
 */
export function contentHash(salt: string, body: string): string {
  return sha256(`${canonicalize([salt, body])}`);
}

/**
 * SHA-256(previous ‖ header ‖ content hash), the header as RFC 8785 canonical JSON of exactly its six fields.
 * Unambiguous, because both hashes have a fixed length.
 */
export function entryHash(previousHash: string, header: EntryHeader, contentHash: string): string {
  const { workspaceId, seq, kind, agreementNumber, at, actor } = header;
  const fields = canonicalize({ workspaceId, seq, kind, agreementNumber, at, actor });
  return sha256(`${previousHash}${fields}${contentHash}`);
}

/**
 * The entry that follows `previous` (null: the workspace's first). `salt` must be random and used once.
 * Throws RangeError where `at` is not in the exact form of `EntryHeader`, since it would not verify once it
 * has been through the database.
 */
export function sealEntry(
  previous: Pick<LedgerEntry, 'seq' | 'hash'> | null,
  header: Omit<EntryHeader, 'seq'>,
  body: string,
  salt: string,
): LedgerEntry {
  const { workspaceId, kind, agreementNumber, at, actor } = header;
  if (new Date(at).toISOString() !== at) throw new RangeError(`not an ISO time in milliseconds: ${at}`);
  const sealed = { workspaceId, seq: (previous?.seq ?? 0) + 1, kind, agreementNumber, at, actor };
  const previousHash = previous?.hash ?? genesisHash(workspaceId);
  const hashed = contentHash(salt, body);
  return {
    ...sealed,
    previousHash,
    contentHash: hashed,
    hash: entryHash(previousHash, sealed, hashed),
    content: { salt, body },
  };
}

export interface ChainFault {
  /** The place in the chain, by its number from 1, at which the fault shows. */
  seq: number;
  fault: /** An entry of another workspace. */
    | 'workspace'
    /** Entries from here on are not there: before the next one, or at the chain's end. */
    | 'missing'
    /** An entry stands here that belongs further up, or stands here a second time. */
    | 'order'
    | 'previous_hash'
    | 'hash'
    | 'content_hash'
    /** Not there, and no intact later `redacted` entry says why. */
    | 'content_missing'
    /** An `agreed` entry without the next number, or another one about an agreement that does not exist. */
    | 'numbering'
    /** A `redacted` entry that does not name an earlier entry. */
    | 'redaction'
    /** The stored head is not the chain's last entry. */
    | 'head';
}

/** As many faults as are kept; one is enough to distrust a chain, and a broken one can have one per entry. */
const faultLimit = 100;

export interface ChainVerifier {
  /** In the order of the chain. */
  add(entry: LedgerEntry): void;
  /**
   * Once, after the last entry. `faults` are in the order of the chain, the first 100 of them; after those
   * come the head and missing contents, which only the whole chain shows.
   */
  finish(): { ok: boolean; entries: number; faults: ChainFault[] };
}

/**
 * Checks a workspace's whole chain, one entry at a time. After a fault it goes on from what the entry itself
 * says where its own hash vouches for that, so that one fault is not reported for every entry after it.
 * Memory does not grow with the chain, only with erased contents whose redaction is still to come.
 *
 * `head` null: the workspace has none, which is right only for an empty chain. A chain that was replaced as a
 * whole, with its head, is not found: compare the head with one that was noted elsewhere.
 */
export function createChainVerifier(workspaceId: string, head: ChainHead | null): ChainVerifier {
  const faults: ChainFault[] = [];
  /** Entries without content that no redaction has explained yet. */
  const erased = new Set<number>();
  let entries = 0;
  let last = 0;
  /** Null after a gap: what it should be is not known. */
  let previousHash: string | null = genesisHash(workspaceId);
  let agreements = 0;

  function report(seq: number, fault: ChainFault['fault']): void {
    if (faults.length < faultLimit) faults.push({ seq, fault });
  }

  function checkNumber({ kind, agreementNumber }: LedgerEntry, place: number, intact: boolean): void {
    if (kind === 'agreed') {
      const expected = agreements + 1;
      if (agreementNumber !== expected) report(place, 'numbering');
      agreements = intact ? (agreementNumber ?? expected) : expected;
    } else {
      const exists =
        agreementNumber === null
          ? kind === 'redacted'
          : agreementNumber >= 1 && agreementNumber <= agreements;
      if (!exists) report(place, 'numbering');
    }
  }

  function checkContent(entry: LedgerEntry, place: number, intact: boolean): void {
    const { kind, content } = entry;
    if (content === null) {
      if (kind === 'redacted') report(place, 'content_missing');
      else erased.add(place);
    } else if (contentHash(content.salt, content.body) !== entry.contentHash) {
      report(place, 'content_hash');
    } else if (kind === 'redacted') {
      const target = redactedSeq(content.body);
      if (target === null || target >= place) report(place, 'redaction');
      else if (intact) erased.delete(target);
    }
  }

  return {
    add(entry) {
      entries += 1;
      const expected = last + 1;
      const intact = entryHash(entry.previousHash, entry, entry.contentHash) === entry.hash;
      if (entry.workspaceId !== workspaceId) report(expected, 'workspace');
      if (entry.seq > expected) {
        report(expected, 'missing');
        previousHash = null;
      } else if (entry.seq < expected) {
        report(expected, 'order');
        if (intact) return;
      }
      const place = intact ? entry.seq : expected;
      if (previousHash !== null && entry.previousHash !== previousHash) report(place, 'previous_hash');
      if (!intact) report(place, 'hash');
      checkNumber(entry, place, intact);
      checkContent(entry, place, intact);
      last = place;
      previousHash = entry.hash;
    },
    finish() {
      const end = { seq: last, hash: previousHash, agreements };
      if (head === null ? entries > 0 : head.seq <= last && !sameHead(head, end)) report(last, 'head');
      if (head !== null && head.seq > last) report(last + 1, 'missing');
      for (const place of erased) report(place, 'content_missing');
      return { ok: faults.length === 0, entries, faults };
    },
  };
}

function sameHead(a: ChainHead, b: Omit<ChainHead, 'hash'> & { hash: string | null }): boolean {
  return a.seq === b.seq && a.hash === b.hash && a.agreements === b.agreements;
}

/** The entry whose content a `redacted` entry's body says is erased: `{"redacts": 12}`; null: it names none. */
function redactedSeq(body: string): number | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('redacts' in value)) return null;
  const { redacts } = value;
  return typeof redacts === 'number' && Number.isInteger(redacts) && redacts >= 1 ? redacts : null;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
