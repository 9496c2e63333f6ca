import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import {
  type ChainHead,
  type EntryHeader,
  genesisHash,
  type LedgerEntry,
  type LedgerKind,
  sealEntry,
} from './chain.ts';
import type { LedgerRow } from './ledger-verifier.ts';

/** Of the entry that is appended next; everything about its place comes from the head. */
export type NewEntry = Omit<EntryHeader, 'seq' | 'at'> & { at: Date };

/**
 * The end of the workspace's chain, locked until the transaction ends: whoever else wants to append waits.
 * A workspace's first use creates it.
 */
export async function lockHead(trx: Db, workspaceId: string): Promise<ChainHead> {
  await trx
    .insertInto('ledger_heads')
    .values({ workspace_id: workspaceId, seq: 0, hash: genesisHash(workspaceId), agreements: 0 })
    .onConflict((c) => c.doNothing())
    .execute();
  return trx
    .selectFrom('ledger_heads')
    .select(['seq', 'hash', 'agreements'])
    .where('workspace_id', '=', workspaceId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Appends after `head`, which the caller has locked in the same transaction. `content` must be plain JSON. */
export async function append(
  trx: Db,
  head: ChainHead,
  { at, ...entry }: NewEntry,
  content: object,
): Promise<LedgerEntry> {
  const body = `${canonicalize(content)}`;
  const salt = randomBytes(32).toString('hex');
  const sealed = sealEntry(head, { ...entry, at: at.toISOString() }, body, salt);
  await trx
    .insertInto('ledger_entries')
    .values({
      workspace_id: sealed.workspaceId,
      seq: sealed.seq,
      kind: sealed.kind,
      agreement_number: sealed.agreementNumber,
      at: sealed.at,
      actor: sealed.actor,
      previous_hash: sealed.previousHash,
      content_hash: sealed.contentHash,
      hash: sealed.hash,
    })
    .execute();
  await trx
    .insertInto('ledger_contents')
    .values({ workspace_id: sealed.workspaceId, seq: sealed.seq, salt, body })
    .execute();
  await trx
    .updateTable('ledger_heads')
    .set({
      seq: sealed.seq,
      hash: sealed.hash,
      agreements: head.agreements + (sealed.kind === 'agreed' ? 1 : 0),
    })
    .where('workspace_id', '=', sealed.workspaceId)
    .execute();
  return sealed;
}

export async function headOf(db: Db, workspaceId: string): Promise<ChainHead | null> {
  const head = await db
    .selectFrom('ledger_heads')
    .select(['seq', 'hash', 'agreements'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  return head ?? null;
}

interface StoredRow {
  workspace_id: string;
  seq: number;
  kind: LedgerKind;
  agreement_number: number | null;
  at_ms: string;
  actor: string;
  previous_hash: string;
  content_hash: string;
  hash: string;
  salt: string | null;
  body: string | null;
  number: number | null;
  proposal_id: number | null;
  outcome: string | null;
}

/** Rows held in memory at a time. */
const batchSize = 500;

/**
 * A workspace's whole chain in its order, each entry with what the register of agreements says about it.
 * `trx` must be a transaction, which a cursor needs; no row is passed over, even where a forger dropped the
 * primary keys and doubled some.
 */
export async function* ledgerRows(trx: Db, workspaceId: string): AsyncGenerator<LedgerRow> {
  await sql`declare ledger no scroll cursor for
    select e.workspace_id, e.seq, e.kind, e.agreement_number, (extract(epoch from e.at) * 1000)::text as at_ms,
      e.actor, e.previous_hash, e.content_hash, e.hash, c.salt, c.body, a.number, a.proposal_id, p.outcome
    from ledger_entries e
    left join ledger_contents c on c.workspace_id = e.workspace_id and c.seq = e.seq
    left join agreements a on a.workspace_id = e.workspace_id and a.seq = e.seq
    left join proposals p on p.workspace_id = a.workspace_id and p.id = a.proposal_id
    where e.workspace_id = ${workspaceId}
    order by e.seq`.execute(trx);
  for (;;) {
    const { rows } = await sql<StoredRow>`fetch ${sql.lit(batchSize)} from ledger`.execute(trx);
    if (rows.length === 0) break;
    yield* rows.map(ledgerRow);
  }
  await sql`close ledger`.execute(trx);
}

function ledgerRow(row: StoredRow): LedgerRow {
  return {
    entry: {
      workspaceId: row.workspace_id,
      seq: row.seq,
      kind: row.kind,
      agreementNumber: row.agreement_number,
      at: isoTime(row.at_ms),
      actor: row.actor,
      previousHash: row.previous_hash,
      contentHash: row.content_hash,
      hash: row.hash,
      content: row.salt === null || row.body === null ? null : { salt: row.salt, body: row.body },
    },
    registered:
      row.number === null || row.proposal_id === null
        ? null
        : { number: row.number, proposalId: row.proposal_id, isAgreed: row.outcome === 'agreed' },
  };
}

/** What is no time that was ever hashed (infinity, parts of a millisecond) stays as it is and will not verify. */
function isoTime(milliseconds: string): string {
  const exact = /^(-?\d+)(?:\.0+)?$/.exec(milliseconds)?.[1];
  const date = new Date(Number(exact ?? Number.NaN));
  return Number.isNaN(date.getTime()) ? milliseconds : date.toISOString();
}

/** Contents without an entry. */
export async function strayContents(db: Db, workspaceId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('ledger_contents as c')
    .select('c.seq')
    .where('c.workspace_id', '=', workspaceId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ledger_entries as e')
            .whereRef('e.workspace_id', '=', 'c.workspace_id')
            .whereRef('e.seq', '=', 'c.seq'),
        ),
      ),
    )
    .orderBy('c.seq')
    .execute();
  return rows.map(({ seq }) => seq);
}

/** Agreements in the register that name an entry which is not there. */
export async function strayAgreements(
  db: Db,
  workspaceId: string,
): Promise<{ seq: number; number: number; proposalId: number }[]> {
  const rows = await db
    .selectFrom('agreements as a')
    .select(['a.seq', 'a.number', 'a.proposal_id'])
    .where('a.workspace_id', '=', workspaceId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ledger_entries as e')
            .whereRef('e.workspace_id', '=', 'a.workspace_id')
            .whereRef('e.seq', '=', 'a.seq'),
        ),
      ),
    )
    .orderBy('a.number')
    .execute();
  return rows.map((row) => ({ seq: row.seq, number: row.number, proposalId: row.proposal_id }));
}

/** Agreed proposals of which the register knows nothing. */
export async function unregisteredProposals(db: Db, workspaceId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('proposals as p')
    .select('p.id')
    .where('p.workspace_id', '=', workspaceId)
    .where('p.outcome', '=', 'agreed')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('agreements as a')
            .whereRef('a.workspace_id', '=', 'p.workspace_id')
            .whereRef('a.proposal_id', '=', 'p.id'),
        ),
      ),
    )
    .orderBy('p.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Every workspace that is mentioned anywhere in the ledger, also one that should not be. */
export async function ledgerWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from workspaces
    union select workspace_id from ledger_entries
    union select workspace_id from ledger_contents
    union select workspace_id from ledger_heads
    union select workspace_id from agreements
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}
