import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import { type Agreement, agreementContent } from './agreement.ts';
import { endingContent, endingKinds } from './ending.ts';
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

/** The numbers of all that match, newest first. */
export async function matchingNumbers(db: Db, workspaceId: string, filter: Filter): Promise<number[]> {
  const row = await db
    .selectFrom('ledger_entries as e')
    .select(
      sql<number[] | null>`array_agg(e.agreement_number order by e.agreement_number desc)`.as('numbers'),
    )
    .where('e.workspace_id', '=', workspaceId)
    .where('e.kind', '=', 'agreed')
    .$if(filter.words !== null || filter.initiative !== null, (q) =>
      q.where('e.seq', 'in', matching(workspaceId, filter)),
    )
    .executeTakeFirstOrThrow();
  return row.numbers ?? [];
}

/** Newest first. */
export async function agreementsByNumbers(
  db: Db,
  workspaceId: string,
  numbers: readonly number[],
): Promise<Agreement[]> {
  if (numbers.length === 0) return [];
  const rows = await agreementRows(db, workspaceId)
    .where('e.agreement_number', 'in', numbers)
    .orderBy('e.agreement_number', 'desc')
    .execute();
  return rows.map(agreement);
}

/** Those in force, newest first. */
export async function latestAgreements(db: Db, workspaceId: string, limit: number): Promise<Agreement[]> {
  const rows = await agreementRows(db, workspaceId)
    .where('n.ended', 'is', null)
    .orderBy('e.agreement_number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(agreement);
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

/** Those in force that name an initiative in one of these ways, newest first. */
export async function agreementsOfInitiative(
  db: Db,
  workspaceId: string,
  names: readonly string[],
  limit: number,
): Promise<Agreement[]> {
  const rows = await agreementRows(db, workspaceId)
    .where(sql<boolean>`c.body::jsonb ->> 'initiative' = any(${[...names]}::text[])`)
    .where('n.ended', 'is', null)
    .orderBy('e.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(agreement);
}

function agreementRows(db: Db, workspaceId: string) {
  return db
    .selectFrom('ledger_entries as e')
    .leftJoin('ledger_contents as c', (join) =>
      join.onRef('c.workspace_id', '=', 'e.workspace_id').onRef('c.seq', '=', 'e.seq'),
    )
    .leftJoin(endings(db, workspaceId).as('n'), (join) => join.onRef('n.ended', '=', 'e.agreement_number'))
    .select(['e.agreement_number', 'e.seq', 'e.hash', 'e.previous_hash', 'c.body'])
    .select(['n.kind as ending', 'n.at as ended_at', 'n.body as ending_body'])
    .where('e.workspace_id', '=', workspaceId)
    .where('e.kind', '=', 'agreed');
}

/** The entries that say that an agreement has ended, one for each such agreement. */
function endings(db: Db, workspaceId: string) {
  return db
    .selectFrom('ledger_entries as x')
    .leftJoin('ledger_contents as y', (join) =>
      join.onRef('y.workspace_id', '=', 'x.workspace_id').onRef('y.seq', '=', 'x.seq'),
    )
    .distinctOn('x.agreement_number')
    .select(['x.agreement_number as ended', 'x.kind', 'x.at', 'y.body'])
    .where('x.workspace_id', '=', workspaceId)
    .where('x.kind', 'in', endingKinds)
    .orderBy('x.agreement_number')
    .orderBy('x.seq');
}

function agreement(row: {
  agreement_number: number | null;
  seq: number;
  hash: string;
  previous_hash: string;
  body: string | null;
  ending: string | null;
  ended_at: Date | null;
  ending_body: string | null;
}): Agreement {
  const kind = endingKinds.find((known) => known === row.ending);
  return {
    number: row.agreement_number ?? 0,
    seq: row.seq,
    hash: row.hash,
    previousHash: row.previous_hash,
    content: row.body === null ? null : contentOf(row.body),
    ended: kind && row.ended_at ? { kind, at: row.ended_at, by: endedBy(row.ending_body) } : null,
  };
}

function contentOf(body: string): Agreement['content'] {
  const parsed = agreementContent.safeParse(JSON.parse(body));
  return parsed.success ? parsed.data : null;
}

function endedBy(body: string | null): number | null {
  const parsed = endingContent.safeParse(body === null ? null : JSON.parse(body));
  return parsed.success ? parsed.data.by : null;
}

/** The entries whose content matches. */
function matching(workspaceId: string, { words, initiative }: Filter): RawBuilder<number> {
  const conditions = [
    ...(words === null ? [] : [sql`seq in (${matchingWords(workspaceId, words)})`]),
    ...(initiative === null
      ? []
      : [sql`${mayHave([initiative])} and lower(trim(said.initiative)) = lower(${initiative}::text)`]),
  ];
  return sql<number>`(select seq from ${contents}
    where workspace_id = ${workspaceId} and ${sql.join(conditions, sql` and `)})`;
}

/** With the parts of the body that are searched. */
const contents = sql`ledger_contents cross join lateral
  jsonb_to_record(body::jsonb) as said (statement text, rationale text, initiative text)`;

/**
 * The words' forms in English and German by the index, and all of them as parts of longer words ("banner" in
 * "Einwilligungsbanner"), which no index helps with; a workspace's agreements are few enough for that.
 */
function matchingWords(workspaceId: string, words: string): RawBuilder<number> {
  const { web, parts, without } = searchParts(words);
  const query = sql`websearch_to_tsquery('english', ${web}) || websearch_to_tsquery('german', ${web})
    || websearch_to_tsquery('simple', ${web})`;
  const byForm = sql<number>`select seq from ledger_contents
    where workspace_id = ${workspaceId} and agreement_search(body) @@ (${query})`;
  if (parts.length === 0) return byForm;
  const text = sql`concat_ws(' ', said.statement, said.rationale, said.initiative)`;
  return sql<number>`${byForm} union select seq from ${contents}
    where workspace_id = ${workspaceId} and ${mayHave(parts)}
      and ${text} ilike all (${patterns(parts)}) and ${text} not ilike all (${patterns(without)})`;
}

/** Spares the taking apart of most bodies, which would take far longer than this look at their text. */
function mayHave(parts: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`body ilike all (${patterns(parts.map((part) => JSON.stringify(part).slice(1, -1)))})`;
}

function patterns(parts: readonly string[]): RawBuilder<string[]> {
  return sql<string[]>`${parts.map((part) => `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`)}::text[]`;
}

/**
 * In force, with a review on or before a day, and between at least two of these departments; the review that has
 * waited longest first.
 */
export async function dueForReview(
  db: Db,
  workspaceId: string,
  departmentIds: readonly number[],
  until: string,
  limit: number,
): Promise<Agreement[]> {
  const rows = await agreementRows(db, workspaceId)
    .where('n.ended', 'is', null)
    .where(sql<boolean>`c.body::jsonb ->> 'reviewOn' <= ${until}`)
    .where(
      sql<boolean>`(select count(*) from agreements a
        join proposal_departments d on d.workspace_id = a.workspace_id and d.proposal_id = a.proposal_id
        where a.workspace_id = e.workspace_id and a.number = e.agreement_number
          and d.department_id = any(${[...departmentIds]}::int[])) >= 2`,
    )
    .orderBy(sql`c.body::jsonb ->> 'reviewOn'`)
    .limit(limit)
    .execute();
  return rows.map(agreement);
}
