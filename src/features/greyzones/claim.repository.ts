import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { Claim } from './finding.ts';
import type { Said, Voter } from './grey-zone.ts';

interface Scope {
  workspaceId: string;
  greyZoneId: number;
  round: number;
}

export async function insertVoters(
  trx: Db,
  { workspaceId, greyZoneId, round }: Scope,
  voters: readonly Voter[],
): Promise<void> {
  await trx
    .insertInto('grey_zone_voters')
    .values(
      voters.map(({ userId, departmentId, isLead }) => ({
        workspace_id: workspaceId,
        grey_zone_id: greyZoneId,
        round,
        user_id: userId,
        department_id: departmentId,
        is_lead: isLead,
      })),
    )
    .execute();
}

export async function votersOf(db: Db, { workspaceId, greyZoneId, round }: Scope): Promise<Voter[]> {
  const rows = await db
    .selectFrom('grey_zone_voters')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('grey_zone_id', '=', greyZoneId)
    .where('round', '=', round)
    .orderBy('department_id')
    .orderBy('is_lead', 'desc')
    .orderBy('user_id')
    .execute();
  return rows.map((row) => ({ userId: row.user_id, departmentId: row.department_id, isLead: row.is_lead }));
}

/** Of those who were asked, who leads their department by now. */
export async function leadsNow(
  db: Db,
  { workspaceId, greyZoneId, round }: Scope,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ user_id: string }>`
    select v.user_id from grey_zone_voters v
    join department_members m using (workspace_id, department_id, user_id)
    left join people p using (workspace_id, user_id)
    where v.workspace_id = ${workspaceId} and v.grey_zone_id = ${greyZoneId} and v.round = ${round}
      and m.is_lead and not coalesce(p.deactivated, false)`.execute(db);
  return new Set(rows.map((row) => row.user_id));
}

/** From here on they are the leads of this round, whoever leads the departments later. */
export async function freezeLeads(
  trx: Db,
  { workspaceId, greyZoneId, round }: Scope,
  leads: ReadonlySet<string>,
): Promise<void> {
  await sql`update grey_zone_voters set is_lead = user_id = any(${[...leads]}::text[])
    where workspace_id = ${workspaceId} and grey_zone_id = ${greyZoneId} and round = ${round}`.execute(trx);
}

/** Whoever was asked for a department that was removed meanwhile, and what they said, counts no longer. */
export async function deleteVotersOf(
  trx: Db,
  { workspaceId, greyZoneId, round }: Scope,
  departmentIds: readonly number[],
): Promise<void> {
  const gone = sql`(select v.user_id from grey_zone_voters v
    where v.workspace_id = ${workspaceId} and v.grey_zone_id = ${greyZoneId} and v.round = ${round}
      and v.department_id = any(${departmentIds}::int[]))`;
  for (const table of ['grey_zone_claims', 'grey_zone_voters']) {
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId}
      and grey_zone_id = ${greyZoneId} and round = ${round} and user_id in ${gone}`.execute(trx);
  }
}

export async function saidIn(db: Db, { workspaceId, greyZoneId, round }: Scope): Promise<Said[]> {
  const rows = await db
    .selectFrom('grey_zone_claims')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('grey_zone_id', '=', greyZoneId)
    .where('round', '=', round)
    .orderBy('user_id')
    .orderBy('question')
    .execute();
  return rows.map((row) => ({
    userId: row.user_id,
    question: row.question,
    claim: row.claim === 'department' ? row.department_id! : row.claim,
  }));
}

export async function deleteClaims(trx: Db, { workspaceId, greyZoneId, round }: Scope): Promise<void> {
  await trx
    .deleteFrom('grey_zone_claims')
    .where('workspace_id', '=', workspaceId)
    .where('grey_zone_id', '=', greyZoneId)
    .where('round', '=', round)
    .execute();
}

/**
 * The newest click counts, whatever the order in which they come; the same once more changes nothing.
 * @param at Slack's time of the click, in seconds
 */
export async function saveClaim(
  trx: Db,
  { workspaceId, greyZoneId, round }: Scope,
  { userId, question, claim }: Said,
  at: string,
): Promise<void> {
  const columns = columnsOf(claim);
  await trx
    .insertInto('grey_zone_claims')
    .values({
      workspace_id: workspaceId,
      grey_zone_id: greyZoneId,
      round,
      user_id: userId,
      question,
      ...columns,
      at,
    })
    .onConflict((c) =>
      c
        .columns(['workspace_id', 'grey_zone_id', 'round', 'user_id', 'question'])
        .doUpdateSet({ ...columns, at })
        .where(sql<boolean>`grey_zone_claims.at < excluded.at`),
    )
    .execute();
}

function columnsOf(claim: Claim) {
  return typeof claim === 'number'
    ? { claim: 'department' as const, department_id: claim }
    : { claim, department_id: null };
}
