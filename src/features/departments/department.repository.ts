import { sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { Department } from './department.ts';

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
