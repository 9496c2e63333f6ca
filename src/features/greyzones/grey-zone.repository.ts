import { type Selectable, sql } from 'kysely';
import type { GreyZoneRounds, GreyZones } from '../../database/generated.ts';
import { nextNumber } from '../../database/number.ts';
import type { Db } from '../../database/pool.ts';
import type { Finding } from './finding.ts';
import type { GreyZone, Round } from './grey-zone.ts';
import { tasks } from './tasks.ts';

type Row = Selectable<GreyZones> & { link: string | null; initiative_name: string | null };

function zoneFrom(row: Row, departments: GreyZone['departments']): GreyZone {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    authorUserId: row.author_user_id,
    channelId: row.channel_id,
    area: row.area,
    initiativeId: row.initiative_id,
    initiativeName: row.initiative_name,
    round: row.round,
    state: row.state,
    finding: row.finding,
    openedAt: row.opened_at,
    deadline: row.deadline,
    ownerDepartmentId: row.owner_department_id,
    agreementNumber: row.agreement_number,
    ownedAt: row.owned_at,
    reopenedAt: row.reopened_at,
    departments,
    link: row.link,
  };
}

function roundFrom(row: Selectable<GreyZoneRounds>): Round {
  return {
    round: row.round,
    openedAt: row.opened_at,
    deadline: row.deadline,
    assessedAt: row.assessed_at,
    messageId: row.message_id,
    matrixMessageId: row.matrix_message_id,
  };
}

/** In a transaction, as its first lock. @returns its number; null where one was made under this key before */
export async function insertZone(
  trx: Db,
  z: {
    workspaceId: string;
    creationKey: string;
    authorUserId: string;
    channelId: string;
    area: string;
    initiativeId: number | null;
    openedAt: Date;
    deadline: Date;
    departments: readonly { id: number; name: string }[];
  },
): Promise<number | null> {
  const id = await nextNumber(trx, 'grey_zones', z.workspaceId);
  const row = await trx
    .insertInto('grey_zones')
    .values({
      workspace_id: z.workspaceId,
      id,
      creation_key: z.creationKey,
      author_user_id: z.authorUserId,
      channel_id: z.channelId,
      area: z.area,
      initiative_id: z.initiativeId,
      opened_at: z.openedAt,
      deadline: z.deadline,
    })
    .onConflict((c) => c.columns(['workspace_id', 'creation_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return null;
  await trx
    .insertInto('grey_zone_departments')
    .values(
      z.departments.map((department) => ({
        workspace_id: z.workspaceId,
        grey_zone_id: id,
        department_id: department.id,
        name: department.name,
      })),
    )
    .execute();
  return id;
}

export async function idByCreationKey(
  db: Db,
  workspaceId: string,
  creationKey: string,
): Promise<number | null> {
  const row = await db
    .selectFrom('grey_zones')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('creation_key', '=', creationKey)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** @returns false where this request opened a round before */
export async function insertRound(
  trx: Db,
  workspaceId: string,
  greyZoneId: number,
  r: { round: number; requestKey: string; openedAt: Date; deadline: Date },
): Promise<boolean> {
  const row = await trx
    .insertInto('grey_zone_rounds')
    .values({
      workspace_id: workspaceId,
      grey_zone_id: greyZoneId,
      round: r.round,
      request_key: r.requestKey,
      opened_at: r.openedAt,
      deadline: r.deadline,
    })
    .onConflict((c) => c.columns(['workspace_id', 'request_key']).doNothing())
    .returning('round')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether this request asked about it anew before. */
export async function hasRound(
  db: Db,
  workspaceId: string,
  greyZoneId: number,
  requestKey: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('grey_zone_rounds')
    .select('round')
    .where('workspace_id', '=', workspaceId)
    .where('grey_zone_id', '=', greyZoneId)
    .where('request_key', '=', requestKey)
    .executeTakeFirst();
  return row !== undefined;
}

export async function roundOf(
  db: Db,
  workspaceId: string,
  greyZoneId: number,
  round: number,
): Promise<Round | null> {
  const row = await db
    .selectFrom('grey_zone_rounds')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('grey_zone_id', '=', greyZoneId)
    .where('round', '=', round)
    .executeTakeFirst();
  return row ? roundFrom(row) : null;
}

export async function updateRound(
  trx: Db,
  workspaceId: string,
  greyZoneId: number,
  round: number,
  change: Partial<Pick<Round, 'assessedAt' | 'messageId' | 'matrixMessageId'>> & { finding?: Finding | null },
): Promise<void> {
  await trx
    .updateTable('grey_zone_rounds')
    .set({
      ...(change.assessedAt !== undefined && { assessed_at: change.assessedAt }),
      ...(change.finding !== undefined && { finding: change.finding }),
      ...(change.messageId !== undefined && { message_id: change.messageId }),
      ...(change.matrixMessageId !== undefined && { matrix_message_id: change.matrixMessageId }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('grey_zone_id', '=', greyZoneId)
    .where('round', '=', round)
    .execute();
}

interface Wanted {
  id?: number;
  initiativeId?: number;
  state?: GreyZone['state'];
  agreementNumber?: number;
}

/** By number, in the order of their numbers, with the newest message that shows something of each. */
export async function zonesOf(db: Db, workspaceId: string, wanted: Wanted = {}): Promise<GreyZone[]> {
  const { id = null, initiativeId = null, state = null, agreementNumber = null } = wanted;
  const { rows } = await sql<Row>`
    select z.*, coalesce(matrix.permalink, asking.permalink) as link, i.name as initiative_name
    from grey_zones z
    left join initiatives i on i.workspace_id = z.workspace_id and i.id = z.initiative_id
    left join grey_zone_rounds r on r.workspace_id = z.workspace_id and r.grey_zone_id = z.id and r.round = z.round
    left join messages matrix on matrix.workspace_id = r.workspace_id and matrix.id = r.matrix_message_id
    left join messages asking on asking.workspace_id = r.workspace_id and asking.id = r.message_id
    where z.workspace_id = ${workspaceId}
      and z.id = coalesce(${id}::int, z.id)
      and (${initiativeId}::int is null or z.initiative_id = ${initiativeId}::int)
      and z.state = coalesce(${state}::text, z.state)
      and (${agreementNumber}::int is null or z.agreement_number = ${agreementNumber}::int)
    order by z.id`.execute(db);
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const { rows: departments } = await sql<{ zone: number } & GreyZone['departments'][number]>`
    select g.grey_zone_id as zone, d.id, d.name, g.name as "formerName", d.removed_at is not null as "isGone"
    from grey_zone_departments g
    join departments d on d.workspace_id = g.workspace_id and d.id = g.department_id
    where g.workspace_id = ${workspaceId} and g.grey_zone_id = any(${ids}::int[])
    order by d.id`.execute(db);
  const byZone = new Map<number, GreyZone['departments']>(rows.map((row) => [row.id, []]));
  for (const { zone, ...department } of departments) byZone.get(zone)?.push(department);
  return rows.map((row) => zoneFrom(row, byZone.get(row.id) ?? []));
}

export async function zoneById(db: Db, workspaceId: string, id: number): Promise<GreyZone | null> {
  return (await zonesOf(db, workspaceId, { id }))[0] ?? null;
}

/** Everything that happens to a grey zone happens under this lock. */
export async function lockZone(trx: Db, workspaceId: string, id: number): Promise<GreyZone | null> {
  const row = await trx
    .selectFrom('grey_zones')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? zoneById(trx, workspaceId, id) : null;
}

export type ZoneChange = Partial<
  Pick<
    GreyZone,
    | 'round'
    | 'state'
    | 'finding'
    | 'deadline'
    | 'ownerDepartmentId'
    | 'agreementNumber'
    | 'ownedAt'
    | 'reopenedAt'
  >
> & { assessedAt?: Date | null };

export async function updateZone(trx: Db, workspaceId: string, id: number, c: ZoneChange): Promise<void> {
  await trx
    .updateTable('grey_zones')
    .set({
      ...(c.round !== undefined && { round: c.round }),
      ...(c.state !== undefined && { state: c.state }),
      ...(c.finding !== undefined && { finding: c.finding }),
      ...(c.deadline !== undefined && { deadline: c.deadline }),
      ...(c.assessedAt !== undefined && { assessed_at: c.assessedAt }),
      ...(c.ownerDepartmentId !== undefined && { owner_department_id: c.ownerDepartmentId }),
      ...(c.agreementNumber !== undefined && { agreement_number: c.agreementNumber }),
      ...(c.ownedAt !== undefined && { owned_at: c.ownedAt }),
      ...(c.reopenedAt !== undefined && { reopened_at: c.reopenedAt }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The last closed proposal about its owner; null: there was none. */
export async function lastDecided(db: Db, workspaceId: string, id: number): Promise<number | null> {
  const { rows } = await sql<{ last: number | null }>`
    select max(p.id) as last from proposals p
    where p.workspace_id = ${workspaceId} and p.state = 'closed' and p.on_closed_task = ${tasks.decided}
      and (p.on_closed_payload ->> 'greyZoneId')::int = ${id}`.execute(db);
  return rows[0]?.last ?? null;
}
