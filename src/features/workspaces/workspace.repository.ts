import { type Selectable, sql } from 'kysely';
import type { People } from '../../database/generated.ts';
import type { Db } from '../../database/pool.ts';
import type { Locale } from '../../text/text.ts';
import type { Period, Person, Workspace, WorkspaceSettings } from './workspace.ts';

export async function upsertWorkspace(
  db: Db,
  w: { id: string; name: string; botUserId: string; locale: Locale; timezone: string },
): Promise<void> {
  await db
    .insertInto('workspaces')
    .values({ id: w.id, name: w.name, bot_user_id: w.botUserId, locale: w.locale, timezone: w.timezone })
    .onConflict((c) => c.column('id').doUpdateSet({ name: w.name, bot_user_id: w.botUserId }))
    .execute();
}

export async function workspaceById(db: Db, id: string): Promise<Workspace> {
  const row = await db.selectFrom('workspaces').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return {
    id: row.id,
    name: row.name,
    botUserId: row.bot_user_id,
    locale: row.locale as Locale,
    timezone: row.timezone,
    country: row.country,
    homeChannelId: row.home_channel_id,
    stanceEmoji: row.stance_emoji as Workspace['stanceEmoji'],
    isSetUp: row.set_up_at !== null,
  };
}

export async function saveSettings(db: Db, id: string, settings: WorkspaceSettings): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({
      locale: settings.locale,
      timezone: settings.timezone,
      country: settings.country,
      home_channel_id: settings.homeChannelId,
      stance_emoji: settings.stanceEmoji && JSON.stringify(settings.stanceEmoji),
      set_up_at: sql<Date>`coalesce(set_up_at, concord_now())`,
    })
    .where('id', '=', id)
    .execute();
}

/** Do-not-disturb stays as it is: Slack tells of it apart. @returns the person with it */
export async function upsertPerson(db: Db, p: Omit<Person, 'doNotDisturb'>): Promise<Person> {
  const values = {
    name: p.name,
    locale: p.locale,
    timezone: p.timezone,
    is_workspace_admin: p.isWorkspaceAdmin,
    is_guest: p.isGuest,
    is_bot: p.isBot,
    deactivated: p.deactivated,
    status_emoji: p.statusEmoji,
    synced_at: sql<Date>`now()`,
  };
  const row = await db
    .insertInto('people')
    .values({ workspace_id: p.workspaceId, user_id: p.userId, ...values })
    .onConflict((c) => c.columns(['workspace_id', 'user_id']).doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow();
  return personFrom(row);
}

/** Of a person who is not known nothing is kept. */
export async function saveDoNotDisturb(
  db: Db,
  workspaceId: string,
  userId: string,
  period: Period | null,
): Promise<void> {
  await db
    .updateTable('people')
    .set({ dnd_from: period?.from ?? null, dnd_until: period?.until ?? null })
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute();
}

export async function peopleByIds(
  db: Db,
  workspaceId: string,
  userIds: readonly string[],
): Promise<Person[]> {
  if (userIds.length === 0) return [];
  const rows = await db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', 'in', [...userIds])
    .execute();
  return rows.map(personFrom);
}

/** Those not read from Slack for a day, in the order of their ids. */
export async function stalePeople(db: Db, workspaceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('people')
    .select('user_id')
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`synced_at < now() - interval '1 day'`)
    .orderBy('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

/** Slack was asked and knows nothing new of them. */
export async function markRead(db: Db, workspaceId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await db
    .updateTable('people')
    .set({ synced_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('user_id', 'in', [...userIds])
    .execute();
}

function personFrom(row: Selectable<People>): Person {
  return {
    workspaceId: row.workspace_id,
    userId: row.user_id,
    name: row.name,
    locale: row.locale as Locale,
    timezone: row.timezone,
    isWorkspaceAdmin: row.is_workspace_admin,
    isGuest: row.is_guest,
    isBot: row.is_bot,
    deactivated: row.deactivated,
    statusEmoji: row.status_emoji,
    doNotDisturb: row.dnd_from && row.dnd_until && { from: row.dnd_from, until: row.dnd_until },
  };
}

export async function addAdmin(db: Db, workspaceId: string, userId: string, addedBy: string): Promise<void> {
  await db
    .insertInto('concord_admins')
    .values({ workspace_id: workspaceId, user_id: userId, added_by: addedBy })
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function replaceAdmins(
  db: Db,
  workspaceId: string,
  userIds: readonly string[],
  addedBy: string,
): Promise<void> {
  await db
    .deleteFrom('concord_admins')
    .where('workspace_id', '=', workspaceId)
    .$if(userIds.length > 0, (q) => q.where('user_id', 'not in', [...userIds]))
    .execute();
  for (const userId of userIds) await addAdmin(db, workspaceId, userId, addedBy);
}

export async function adminIds(db: Db, workspaceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('concord_admins')
    .select('user_id')
    .where('workspace_id', '=', workspaceId)
    .orderBy('added_at')
    .orderBy('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}
