import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';

/** Open proposals, those that end first first. */
export async function openProposals(db: Db, workspaceId: string, limit: number): Promise<{ id: number }[]> {
  return db
    .selectFrom('proposals')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'open')
    .orderBy('deadline')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function openProposalCount(db: Db, workspaceId: string, departmentId: number): Promise<number> {
  const row = await db
    .selectFrom('proposals as p')
    .innerJoin('proposal_departments as d', (join) =>
      join.onRef('d.workspace_id', '=', 'p.workspace_id').onRef('d.proposal_id', '=', 'p.id'),
    )
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('p.workspace_id', '=', workspaceId)
    .where('p.state', '=', 'open')
    .where('d.department_id', '=', departmentId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export interface Unsettled {
  id: number;
  statement: string;
  state: 'open' | 'no_quorum';
  link: string | null;
  /** As it was written. */
  initiativeName: string | null;
}

/** Open, or closed without a quorum since, and between at least two of these departments; oldest first. */
export async function unsettled(
  db: Db,
  workspaceId: string,
  departmentIds: readonly number[],
  since: Date,
): Promise<Unsettled[]> {
  const { rows } = await sql<Unsettled>`
    select p.id, v.statement, case p.state when 'open' then 'open' else 'no_quorum' end as state,
      m.permalink as link, p.initiative_name as "initiativeName"
    from proposals p
    join proposal_versions v on v.workspace_id = p.workspace_id and v.proposal_id = p.id
      and v.version = p.current_version
    left join messages m on m.workspace_id = v.workspace_id and m.id = v.message_id
    where p.workspace_id = ${workspaceId}
      and (p.state = 'open' or (p.outcome = 'no_quorum' and p.closed_at >= ${since}))
      and (select count(*) from proposal_departments d
        where d.workspace_id = p.workspace_id and d.proposal_id = p.id
          and d.department_id = any(${[...departmentIds]}::int[])) >= 2
    order by p.id limit 50`.execute(db);
  return rows;
}

/** Open proposals after which this job is enqueued, oldest first. */
export async function openFollowedBy(
  db: Db,
  workspaceId: string,
  task: string,
): Promise<{ id: number; payload: Record<string, unknown> }[]> {
  const rows = await db
    .selectFrom('proposals')
    .select(['id', 'on_closed_payload as payload'])
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'open')
    .where('on_closed_task', '=', task)
    .orderBy('id')
    .execute();
  return rows.map(({ id, payload }) => ({ id, payload: payload as Record<string, unknown> }));
}

/** The initiatives that proposals name, as they were written. */
export async function initiativeNames(db: Db, workspaceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('proposals')
    .select('initiative_name')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('initiative_name', 'is not', null)
    .orderBy('initiative_name')
    .execute();
  return rows.flatMap((row) => row.initiative_name ?? []);
}

/** Open ones that name an initiative in one of these ways, those that end first first. */
export async function openOfInitiative(
  db: Db,
  workspaceId: string,
  names: readonly string[],
): Promise<{ id: number; statement: string; link: string | null }[]> {
  const { rows } = await sql<{ id: number; statement: string; link: string | null }>`
    select p.id, v.statement, m.permalink as link
    from proposals p
    join proposal_versions v on v.workspace_id = p.workspace_id and v.proposal_id = p.id
      and v.version = p.current_version
    left join messages m on m.workspace_id = v.workspace_id and m.id = v.message_id
    where p.workspace_id = ${workspaceId} and p.state = 'open'
      and p.initiative_name = any(${[...names]}::text[])
    order by p.deadline, p.id`.execute(db);
  return rows;
}
