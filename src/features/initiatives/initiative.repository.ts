import { type Selectable, sql } from 'kysely';
import type { InitiativeDepartments, Initiatives } from '../../database/generated.ts';
import { nextNumber } from '../../database/number.ts';
import type { Db } from '../../database/pool.ts';
import {
  agreedFields,
  type Change,
  type Initiative,
  type InitiativeDraft,
  type Side,
  type Status,
} from './initiative.ts';

function initiative(
  row: Selectable<Initiatives>,
  sides: readonly Selectable<InitiativeDepartments>[],
): Initiative {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    createdBy: row.created_by,
    name: row.name,
    direction: row.direction,
    extent: row.extent,
    status: row.status,
    channelId: row.channel_id,
    links: row.links as unknown as string[],
    sides: sides
      .filter(({ initiative_id }) => initiative_id === row.id)
      .map((side) => ({ departmentId: side.department_id, sponsorUserId: side.sponsor_user_id })),
    agreements: {
      direction: row.direction_agreement,
      extent: row.extent_agreement,
      status: row.status_agreement,
    },
    changedAt: row.changed_at,
  };
}

function columnsOf(draft: Omit<InitiativeDraft, 'departmentIds' | 'sponsorIds'>) {
  return {
    name: draft.name,
    direction: draft.direction,
    extent: draft.extent,
    status: draft.status,
    channel_id: draft.channelId,
    links: JSON.stringify(draft.links),
  };
}

/** In a transaction, as its first lock. @returns its number; null where one was made under this key before */
export async function insertInitiative(
  trx: Db,
  i: { workspaceId: string; creationKey: string; createdBy: string; draft: InitiativeDraft },
): Promise<number | null> {
  const id = await nextNumber(trx, 'initiatives', i.workspaceId);
  const row = await trx
    .insertInto('initiatives')
    .values({
      workspace_id: i.workspaceId,
      id,
      creation_key: i.creationKey,
      created_by: i.createdBy,
      ...columnsOf(i.draft),
    })
    .onConflict((c) => c.columns(['workspace_id', 'creation_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function idByCreationKey(
  db: Db,
  workspaceId: string,
  creationKey: string,
): Promise<number | null> {
  const row = await db
    .selectFrom('initiatives')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('creation_key', '=', creationKey)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** @returns false: the name belongs to another one */
export async function takeName(trx: Db, workspaceId: string, key: string, id: number): Promise<boolean> {
  await trx
    .insertInto('initiative_names')
    .values({ workspace_id: workspaceId, name_key: key, initiative_id: id })
    .onConflict((c) => c.columns(['workspace_id', 'name_key']).doNothing())
    .execute();
  const row = await trx
    .selectFrom('initiative_names')
    .select('initiative_id')
    .where('workspace_id', '=', workspaceId)
    .where('name_key', '=', key)
    .executeTakeFirstOrThrow();
  return row.initiative_id === id;
}

export async function namesOf(db: Db, workspaceId: string): Promise<{ key: string; initiativeId: number }[]> {
  const rows = await db
    .selectFrom('initiative_names')
    .select(['name_key', 'initiative_id'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  return rows.map((row) => ({ key: row.name_key, initiativeId: row.initiative_id }));
}

export async function setSides(
  trx: Db,
  workspaceId: string,
  initiativeId: number,
  sides: readonly Side[],
): Promise<void> {
  await trx
    .deleteFrom('initiative_departments')
    .where('workspace_id', '=', workspaceId)
    .where('initiative_id', '=', initiativeId)
    .execute();
  await trx
    .insertInto('initiative_departments')
    .values(
      sides.map(({ departmentId, sponsorUserId }) => ({
        workspace_id: workspaceId,
        initiative_id: initiativeId,
        department_id: departmentId,
        sponsor_user_id: sponsorUserId,
      })),
    )
    .execute();
}

/** By name. */
export async function initiativesOf(db: Db, workspaceId: string): Promise<Initiative[]> {
  const rows = await db
    .selectFrom('initiatives')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute();
  return withSides(db, workspaceId, rows);
}

export async function initiativeById(db: Db, workspaceId: string, id: number): Promise<Initiative | null> {
  const rows = await byId(db, workspaceId, id).execute();
  return (await withSides(db, workspaceId, rows))[0] ?? null;
}

export async function lockInitiative(trx: Db, workspaceId: string, id: number): Promise<Initiative | null> {
  const rows = await byId(trx, workspaceId, id).forUpdate().execute();
  return (await withSides(trx, workspaceId, rows))[0] ?? null;
}

function byId(db: Db, workspaceId: string, id: number) {
  return db
    .selectFrom('initiatives')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id);
}

async function withSides(
  db: Db,
  workspaceId: string,
  rows: readonly Selectable<Initiatives>[],
): Promise<Initiative[]> {
  if (rows.length === 0) return [];
  const sides = await db
    .selectFrom('initiative_departments')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where(
      'initiative_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('department_id')
    .execute();
  return rows.map((row) => initiative(row, sides));
}

export async function updateInitiative(
  trx: Db,
  workspaceId: string,
  id: number,
  draft: Partial<Omit<InitiativeDraft, 'departmentIds' | 'sponsorIds'>>,
): Promise<void> {
  const { links, channelId, ...rest } = draft;
  await trx
    .updateTable('initiatives')
    .set({
      ...rest,
      ...(links && { links: JSON.stringify(links) }),
      ...(channelId !== undefined && { channel_id: channelId }),
      changed_at: sql<Date>`concord_now()`,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** What an agreement says; what a later one says stays. */
export async function applyAgreed(
  trx: Db,
  workspaceId: string,
  id: number,
  change: Change,
  agreement: number,
): Promise<void> {
  for (const field of agreedFields) {
    const value = change[field];
    if (value === undefined) continue;
    const column = `${field}_agreement` as const;
    await trx
      .updateTable('initiatives')
      .set({ [field]: value, [column]: agreement, changed_at: sql<Date>`concord_now()` })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where((eb) => eb.or([eb(column, 'is', null), eb(column, '<', agreement)]))
      .execute();
  }
}

/** What only this agreement said may be changed freely again; where it said that it is agreed, it is an idea. */
export async function freeOfAgreement(trx: Db, workspaceId: string, agreement: number): Promise<void> {
  for (const field of agreedFields) {
    const column = `${field}_agreement` as const;
    await trx
      .updateTable('initiatives')
      .set({
        [column]: null,
        ...(field === 'status' && {
          status: sql<Status>`case status when 'agreed' then 'idea' else status end`,
        }),
        changed_at: sql<Date>`concord_now()`,
      })
      .where('workspace_id', '=', workspaceId)
      .where(column, '=', agreement)
      .execute();
  }
}
