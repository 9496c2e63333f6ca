import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import { type Agreement, agreementContent } from './agreement.ts';
import { searchParts } from './search.ts';

export async function insertAgreement(
  trx: Db,
  a: { workspaceId: string; number: number; proposalId: number; seq: number },
): Promise<void> {
  await trx
    .insertInto('agreements')
    .values({ workspace_id: a.workspaceId, number: a.number, proposal_id: a.proposalId, seq: a.seq })
    .execute();
}

export async function agreementOfProposal(
  trx: Db,
  workspaceId: string,
  proposalId: number,
): Promise<{ number: number; seq: number } | null> {
  const row = await trx
    .selectFrom('agreements')
    .select(['number', 'seq'])
    .where('workspace_id', '=', workspaceId)
    .where('proposal_id', '=', proposalId)
    .executeTakeFirst();
  return row ?? null;
}

/** Which agreements; null: all of them. */
export interface Filter {
  words: string | null;
  /** Its whole name, in any case. */
  initiative: string | null;
}

/** A stretch of the list, newest first: the newest, or those next to an agreement that is not in it. */
export type Stretch = { from: 'newest' } | { from: 'older'; than: number } | { from: 'newer'; than: number };

/** At most `limit`, newest first; for `newer` those nearest to `than`. */
export async function findAgreements(
  db: Db,
  workspaceId: string,
  filter: Filter,
  stretch: Stretch,
  limit: number,
): Promise<Agreement[]> {
  const upwards = stretch.from === 'newer';
  const rows = await agreementRows(db, workspaceId)
    .where(matches(workspaceId, filter))
    .$if(stretch.from !== 'newest', (q) =>
      q.where('e.agreement_number', upwards ? '>' : '<', stretch.from === 'newest' ? 0 : stretch.than),
    )
    .orderBy('e.agreement_number', upwards ? 'asc' : 'desc')
    .limit(limit)
    .execute();
  return (upwards ? rows.reverse() : rows).map(agreement);
}

export async function countAgreements(db: Db, workspaceId: string, filter: Filter): Promise<number> {
  const row = await db
    .selectFrom('ledger_entries as e')
    .leftJoin('ledger_contents as c', (join) =>
      join.onRef('c.workspace_id', '=', 'e.workspace_id').onRef('c.seq', '=', 'e.seq'),
    )
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('e.workspace_id', '=', workspaceId)
    .where('e.kind', '=', 'agreed')
    .where(matches(workspaceId, filter))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function agreementByNumber(
  db: Db,
  workspaceId: string,
  number: number,
): Promise<Agreement | null> {
  const row = await agreementRows(db, workspaceId)
    .where('e.agreement_number', '=', number)
    .executeTakeFirst();
  return row ? agreement(row) : null;
}

/** The initiatives to which agreements belong, that of the newest agreement first. */
export async function initiatives(db: Db, workspaceId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ initiative: string }>`
    select initiative from (
      select body::jsonb ->> 'initiative' as initiative, max(seq) as newest
      from ledger_contents where workspace_id = ${workspaceId}
      group by 1
    ) as named
    where initiative is not null order by newest desc limit ${limit}`.execute(db);
  return rows.map(({ initiative }) => initiative);
}

function agreementRows(db: Db, workspaceId: string) {
  return db
    .selectFrom('ledger_entries as e')
    .leftJoin('ledger_contents as c', (join) =>
      join.onRef('c.workspace_id', '=', 'e.workspace_id').onRef('c.seq', '=', 'e.seq'),
    )
    .select(['e.agreement_number', 'e.seq', 'e.hash', 'e.previous_hash', 'c.body'])
    .where('e.workspace_id', '=', workspaceId)
    .where('e.kind', '=', 'agreed');
}

function agreement(row: {
  agreement_number: number | null;
  seq: number;
  hash: string;
  previous_hash: string;
  body: string | null;
}): Agreement {
  return {
    number: row.agreement_number ?? 0,
    seq: row.seq,
    hash: row.hash,
    previousHash: row.previous_hash,
    content: row.body === null ? null : contentOf(row.body),
  };
}

function contentOf(body: string): Agreement['content'] {
  const parsed = agreementContent.safeParse(JSON.parse(body));
  return parsed.success ? parsed.data : null;
}

function matches(workspaceId: string, { words, initiative }: Filter): RawBuilder<boolean> {
  const conditions = [
    ...(words === null ? [] : [sql<boolean>`e.seq in (${matchingWords(workspaceId, words)})`]),
    ...(initiative === null
      ? []
      : [sql<boolean>`lower(trim(c.body::jsonb ->> 'initiative')) = lower(trim(${initiative}::text))`]),
  ];
  return conditions.length === 0 ? sql<boolean>`true` : sql.join(conditions, sql` and `);
}

/**
 * The words' forms in English and German by the index, and all of them as parts of longer words ("banner" in
 * "Einwilligungsbanner"), which no index helps with; a workspace's agreements are few enough for that.
 */
function matchingWords(workspaceId: string, words: string) {
  const { web, parts, without } = searchParts(words);
  const query = sql`websearch_to_tsquery('english', ${web}) || websearch_to_tsquery('german', ${web})
    || websearch_to_tsquery('simple', ${web})`;
  const byForm = sql`select seq from ledger_contents
    where workspace_id = ${workspaceId} and agreement_search(body) @@ (${query})`;
  if (parts.length === 0) return byForm;
  const searched = sql`concat_ws(' ', body::jsonb ->> 'statement', body::jsonb ->> 'rationale',
    body::jsonb ->> 'initiative')`;
  const patterns = (some: readonly string[]) => some.map((part) => `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`);
  return sql`${byForm} union select seq from ledger_contents
    where workspace_id = ${workspaceId} and ${searched} ilike all (${patterns(parts)}::text[])
      and ${searched} not ilike all (${patterns(without)}::text[])`;
}
