import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { Department } from './department.ts';
import type { PlannedDepartment } from './department-plan.ts';

/** Those not removed, oldest first. */
export async function departmentsOf(db: Db, workspaceId: string): Promise<Department[]> {
  const rows = await db
    .selectFrom('departments as d')
    .leftJoin('department_members as m', (join) =>
      join.onRef('m.workspace_id', '=', 'd.workspace_id').onRef('m.department_id', '=', 'd.id'),
    )
    .where('d.workspace_id', '=', workspaceId)
    .where('d.removed_at', 'is', null)
    .groupBy(['d.id', 'd.name', 'd.user_group_id'])
    .select(['d.id', 'd.name', 'd.user_group_id'])
    .select(
      sql<string[]>`coalesce(array_agg(m.user_id order by m.is_lead desc, m.user_id)
        filter (where m.user_id is not null), '{}')`.as('member_ids'),
    )
    .select(sql<string | null>`max(m.user_id) filter (where m.is_lead)`.as('lead_user_id'))
    .orderBy('d.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    leadUserId: row.lead_user_id,
    memberIds: row.member_ids,
    userGroupId: row.user_group_id,
  }));
}

export async function membershipOf(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<{ departmentId: number; isLead: boolean } | null> {
  const row = await db
    .selectFrom('department_members')
    .select(['department_id', 'is_lead'])
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row ? { departmentId: row.department_id, isLead: row.is_lead } : null;
}

/**
 * Changes of a workspace's departments take turns until the end of the transaction. Rows that refer to the
 * workspace are written meanwhile all the same.
 */
export async function lockDepartments(trx: Db, workspaceId: string): Promise<void> {
  await trx
    .selectFrom('workspaces')
    .select('id')
    .where('id', '=', workspaceId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

/** Writes departments and their members as planned. @returns their ids, in the order given */
export async function writeDepartments(
  trx: Db,
  workspaceId: string,
  planned: readonly PlannedDepartment[],
): Promise<number[]> {
  const existing = planned.flatMap(({ id }) => (id === null ? [] : [id]));
  if (existing.length > 0) {
    // Two departments may swap their names, and leads their departments: each is unique at every moment.
    await trx
      .updateTable('departments')
      .set({ name: sql<string>`gen_random_uuid()::text` })
      .where('workspace_id', '=', workspaceId)
      .where('id', 'in', existing)
      .execute();
    await trx
      .updateTable('department_members')
      .set({ is_lead: false })
      .where('workspace_id', '=', workspaceId)
      .where('department_id', 'in', existing)
      .execute();
  }
  const ids: number[] = [];
  for (const department of planned) ids.push(await writeDepartment(trx, workspaceId, department));
  for (const [i, department] of planned.entries()) {
    await writeMembers(trx, workspaceId, ids[i]!, department);
  }
  return ids;
}

async function writeDepartment(
  trx: Db,
  workspaceId: string,
  { id, name, userGroupId }: PlannedDepartment,
): Promise<number> {
  if (id !== null) {
    await trx
      .updateTable('departments')
      .set({ name, user_group_id: userGroupId })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute();
    return id;
  }
  const row = await trx
    .insertInto('departments')
    .values({ workspace_id: workspaceId, name, user_group_id: userGroupId })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Whoever was in another department is taken from it. */
async function writeMembers(
  trx: Db,
  workspaceId: string,
  departmentId: number,
  { leadUserId, memberIds }: PlannedDepartment,
): Promise<void> {
  await trx
    .deleteFrom('department_members')
    .where('workspace_id', '=', workspaceId)
    .where('department_id', '=', departmentId)
    .where(sql<boolean>`not (user_id = any (${memberIds}::text[]))`)
    .execute();
  await sql`
    insert into department_members (workspace_id, user_id, department_id, is_lead)
    select ${workspaceId}, user_id, ${departmentId}, user_id is not distinct from ${leadUserId}
    from unnest(${memberIds}::text[]) as user_id
    on conflict (workspace_id, user_id)
      do update set department_id = excluded.department_id, is_lead = excluded.is_lead`.execute(trx);
}

/** Its people are free for other departments; its row stays for the proposals it took part in. */
export async function removeDepartment(trx: Db, workspaceId: string, id: number): Promise<void> {
  await trx
    .updateTable('departments')
    .set({ removed_at: sql<Date>`concord_now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .execute();
  await trx
    .deleteFrom('department_members')
    .where('workspace_id', '=', workspaceId)
    .where('department_id', '=', id)
    .execute();
}

/** @returns the membership that ended here and now; null: there was none */
export async function removeMember(
  trx: Db,
  workspaceId: string,
  userId: string,
): Promise<{ departmentId: number; isLead: boolean } | null> {
  const row = await trx
    .deleteFrom('department_members')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .returning(['department_id', 'is_lead'])
    .executeTakeFirst();
  return row ? { departmentId: row.department_id, isLead: row.is_lead } : null;
}

export async function departmentsFollowing(
  db: Db,
  workspaceId: string,
  userGroupId: string,
): Promise<number[]> {
  const rows = await db
    .selectFrom('departments')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('user_group_id', '=', userGroupId)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Members of whom nothing is known yet. */
export async function unknownMembers(db: Db, workspaceId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('department_members as m')
    .select('m.user_id')
    .where('m.workspace_id', '=', workspaceId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('people as p')
            .select('p.user_id')
            .whereRef('p.workspace_id', '=', 'm.workspace_id')
            .whereRef('p.user_id', '=', 'm.user_id'),
        ),
      ),
    )
    .orderBy('m.is_lead', 'desc')
    .orderBy('m.user_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.user_id);
}

/** Members who may not decide: bots, deactivated people, and guests whom only a user group brought. */
export async function unfitMembers(db: Db, workspaceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('department_members as m')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 'm.workspace_id').onRef('p.user_id', '=', 'm.user_id'),
    )
    .innerJoin('departments as d', (join) =>
      join.onRef('d.workspace_id', '=', 'm.workspace_id').onRef('d.id', '=', 'm.department_id'),
    )
    .where('m.workspace_id', '=', workspaceId)
    .where(({ or, and, eb }) =>
      or([
        eb('p.deactivated', '=', true),
        eb('p.is_bot', '=', true),
        and([
          eb('p.is_guest', '=', true),
          eb('m.is_lead', '=', false),
          eb('d.user_group_id', 'is not', null),
        ]),
      ]),
    )
    .select('m.user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

/** Also of a removed one. */
export async function nameOf(db: Db, workspaceId: string, id: number): Promise<string> {
  const row = await db
    .selectFrom('departments')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.name;
}
