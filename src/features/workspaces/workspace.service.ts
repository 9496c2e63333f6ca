import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Db } from '../../database/pool.ts';
import { refusalOf } from '../../slack/client.ts';
import type { Reader } from '../../slack/request.ts';
import { type Locale, localeFromSlack, type Texts, texts } from '../../text/text.ts';
import { isTimeZone } from '../../time/zones.ts';
import * as repository from './workspace.repository.ts';
import type { Period, Person, Workspace, WorkspaceSettings } from './workspace.ts';

/** The parts of Slack's user that Concord keeps (docs.slack.dev/reference/objects/user-object). */
const slackUser = z.object({
  id: z.string(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  profile: z
    .object({
      display_name: z.string().optional(),
      real_name: z.string().optional(),
      status_emoji: z.string().optional(),
    })
    .optional(),
  tz: z.string().nullish(),
  locale: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
});

/** Slack allows about a hundred `users.info` a minute. */
const fetchedAtOnce = 10;

export type WorkspaceService = ReturnType<typeof createWorkspaceService>;

export function createWorkspaceService(options: {
  db: Db;
  client: WebClient;
  defaults: { locale: Locale; timezone: string };
}) {
  const { db, client, defaults } = options;
  /** Only for words while the database is away; everything else asks the database. */
  const knownLocales = new Map<string, Locale>();

  function remember(person: Person): Person {
    const key = `${person.workspaceId}:${person.userId}`;
    knownLocales.delete(key);
    knownLocales.set(key, person.locale);
    if (knownLocales.size > 10_000) knownLocales.delete(knownLocales.keys().next().value!);
    return person;
  }

  async function store(workspaceId: string, user: z.infer<typeof slackUser>): Promise<Person> {
    const workspace = await repository.workspaceById(db, workspaceId);
    return repository.upsertPerson(db, {
      workspaceId,
      userId: user.id,
      // The full name: a display name may be anything, and not everybody knows whose it is.
      name: user.profile?.real_name || user.real_name || user.profile?.display_name || user.name || user.id,
      locale: localeFromSlack(user.locale, workspace.locale),
      timezone: isTimeZone(user.tz) ? user.tz : workspace.timezone,
      isWorkspaceAdmin: Boolean(user.is_admin || user.is_owner),
      isGuest: Boolean(user.is_restricted || user.is_ultra_restricted || user.is_stranger),
      isBot: Boolean(user.is_bot) || user.id === 'USLACKBOT',
      deactivated: user.deleted ?? false,
      statusEmoji: user.profile?.status_emoji ?? '',
    });
  }

  async function fetchPerson(workspaceId: string, userId: string): Promise<Person | null> {
    try {
      const { user } = await client.users.info({ user: userId, include_locale: true });
      return await store(workspaceId, slackUser.parse(user));
    } catch (error) {
      if (['user_not_found', 'user_not_visible', 'users_not_found'].includes(refusalOf(error) ?? ''))
        return null;
      throw error;
    }
  }

  /**
   * Those whom Slack does not know are left out. Slack is asked only about people not seen before: it tells
   * of changes by itself (`user_change`).
   */
  async function people(workspaceId: string, userIds: readonly string[]): Promise<Person[]> {
    const wanted = [...new Set(userIds)];
    const known = await repository.peopleByIds(db, workspaceId, wanted);
    const missing = wanted.filter((userId) => !known.some((person) => person.userId === userId));
    const found: Person[] = [...known];
    for (let at = 0; at < missing.length; at += fetchedAtOnce) {
      const batch = missing.slice(at, at + fetchedAtOnce);
      const fetched = await Promise.all(batch.map((userId) => fetchPerson(workspaceId, userId)));
      found.push(...fetched.filter((person) => person !== null));
    }
    return found.map(remember);
  }

  /**
   * As we know them: a request writes nothing about somebody who is known, since when their profile was read would
   * tell when they clicked. Stale profiles are read again all together (`refreshProfiles`).
   */
  async function personOf(workspaceId: string, userId: string): Promise<Person | null> {
    return (await people(workspaceId, [userId]))[0] ?? null;
  }

  async function isAdmin(workspaceId: string, userId: string): Promise<boolean> {
    if ((await personOf(workspaceId, userId))?.isWorkspaceAdmin) return true;
    return (await repository.adminIds(db, workspaceId)).includes(userId);
  }

  return {
    people,

    /**
     * Reads again whoever was not read for a day: a lost `user_change` must not last. Whose clicks come in the
     * meantime has no part in it.
     */
    async refreshProfiles(workspaceId: string): Promise<void> {
      const stale = await repository.stalePeople(db, workspaceId);
      for (let at = 0; at < stale.length; at += fetchedAtOnce) {
        const batch = stale.slice(at, at + fetchedAtOnce);
        const read = await Promise.all(batch.map((userId) => fetchPerson(workspaceId, userId)));
        const unknown = batch.filter((_, i) => read[i] === null);
        await repository.markRead(db, workspaceId, unknown);
        for (const person of read) if (person) remember(person);
      }
    },

    hasStaleProfiles: async (workspaceId: string): Promise<boolean> =>
      (await repository.stalePeople(db, workspaceId)).length > 0,

    /** Slack admins, owners, and whom they named as Concord admins. */
    isAdmin,

    /** Called at start with what Slack says the token belongs to. */
    async register(installed: { id: string; name: string; botUserId: string }): Promise<void> {
      await repository.upsertWorkspace(db, { ...installed, ...defaults });
    },

    workspace: (workspaceId: string, trx: Db = db): Promise<Workspace> =>
      repository.workspaceById(trx, workspaceId),

    /** Those we know already, without asking Slack: the form to use inside a transaction. */
    knownPeople: (trx: Db, workspaceId: string, userIds: readonly string[]): Promise<Person[]> =>
      repository.peopleByIds(trx, workspaceId, userIds),

    /** What a person is told, in their language; of whom nothing is known, in the workspace's. */
    async textsFor(trx: Db, workspaceId: string, userId: string): Promise<Texts> {
      const [person] = await repository.peopleByIds(trx, workspaceId, [userId]);
      return texts((person ?? (await repository.workspaceById(trx, workspaceId))).locale);
    },

    saveSettings: (trx: Db, workspaceId: string, settings: WorkspaceSettings): Promise<void> =>
      repository.saveSettings(trx, workspaceId, settings),

    adminIds: (workspaceId: string): Promise<string[]> => repository.adminIds(db, workspaceId),

    addAdmin: repository.addAdmin,

    replaceAdmins: repository.replaceAdmins,

    /** Whoever Slack lets speak to us; a person it will not tell about gets the workspace's language. */
    async reader(workspaceId: string, userId: string): Promise<Reader> {
      const person = await personOf(workspaceId, userId);
      if (person) return person;
      const { locale, timezone } = await repository.workspaceById(db, workspaceId);
      return { workspaceId, userId, name: userId, locale, timezone, isWorkspaceAdmin: false, isGuest: true };
    },

    localeOf: (workspaceId: string, userId: string): Locale =>
      knownLocales.get(`${workspaceId}:${userId}`) ?? defaults.locale,

    /**
     * Slack's `user_change` event. @returns null where the payload is not a user. The event may leave the
     * locale out; then the known one stays.
     */
    async applyUserChange(workspaceId: string, user: unknown): Promise<Person | null> {
      const parsed = slackUser.safeParse(user);
      if (!parsed.success) return null;
      const [known] = await repository.peopleByIds(db, workspaceId, [parsed.data.id]);
      const person = await store(workspaceId, {
        ...parsed.data,
        ...(parsed.data.locale === undefined && known && { locale: known.locale }),
      });
      return remember(person);
    },

    /** Slack's `dnd_updated_user` event. Somebody not known yet is of no account: nobody asks them anything. */
    applyDoNotDisturb: (workspaceId: string, userId: string, period: Period | null): Promise<void> =>
      repository.saveDoNotDisturb(db, workspaceId, userId, period),
  };
}
