import { sql } from 'kysely';
import { startPlayground } from '../../../playground/playground.ts';
import { createDatabase } from '../../../src/database/pool.ts';
import { tasks } from '../../../src/features/greyzones/tasks.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { addDepartments, manifest } from '../../helpers/concord.ts';
import { createTestDatabase, createTestPool } from '../../helpers/database.ts';
import { rowsOf } from './people-and-rows.ts';
import { draft, servicesOn } from './services.ts';

/** Marketing (1) and IT (2). */
export const [M, I] = [1, 2];
export const codeOf = (error: unknown) => (error as { code: string }).code;

/** Grey zones without Slack's events: what the queue and the listeners call, on one process or two. */
export async function startOffice() {
  const database = await createTestDatabase();
  const { db } = database;
  const own = [1, 2].map(() => createDatabase(createTestPool(database.url, { max: 25 })));
  const playground = await startPlayground({ manifest });
  const { botToken: token, apiUrl, teamId: workspaceId } = playground;
  const client = createSlackClient({ token, apiUrl, timeoutMs: 10_000, log: createLogger('silent') });
  const processes = own.map((on) => servicesOn(on, client));
  const services = servicesOn(db, client);
  const { workspaces, greyZones, asking, owning, proposals, run } = services;
  await workspaces.register({ id: workspaceId, name: 'Northwind', botUserId: playground.botUserId });
  await addDepartments(db, workspaceId);

  const known = { name: '', locale: 'en', timezone: 'UTC', isWorkspaceAdmin: false, isGuest: false } as const;
  const readerOf = (userId: string): Reader => ({ ...known, workspaceId, userId });
  const [cmo, cio, brand] = ['U0CMO', 'U0CIO', 'U0BRAND'].map(readerOf) as [Reader, Reader, Reader];

  const messages = () =>
    db.selectFrom('messages').select(['key', 'body', 'revision', 'channel_id']).orderBy('id').execute();
  const everything = async () => ({
    ...(await rowsOf({ db })),
    messages: await messages(),
    schedule: await db.selectFrom('schedule').select(['key', 'due_at']).orderBy('key').execute(),
  });

  let requests = 0;
  const ask = async (area = 'Who owns the banner?') => {
    requests += 1;
    return (await greyZones.create(cmo, `ask ${requests}`, draft(area))).id;
  };

  return {
    ...services,
    ...{ db, workspaceId, processes, cmo, cio, brand, messages, everything, ask },

    of: async (id: number) => (await rowsOf({ db })).zones.find((zone) => zone.id === id),

    matricesOf: async (id: number) =>
      (await messages()).filter(({ key }) => key.startsWith(`greyzone:${id}:`) && key.endsWith(':matrix')),

    /** Both claim it. */
    async overlap(): Promise<number> {
      const id = await ask();
      await asking.answer(cmo, id, 1, { today: M, should: M }, '1');
      await asking.answer(cio, id, 1, { today: I, should: I }, '1');
      await run(tasks.complete, { workspaceId, greyZoneId: id, round: 1 });
      return id;
    },

    advance: (days: number) => sql`update clock set shift = shift + ${`${days} days`}::interval`.execute(db),

    /** The second time changes nothing. */
    async twice(task: string, payload: object): Promise<void> {
      await run(task, { workspaceId, ...payload });
      const before = await everything();
      await run(task, { workspaceId, ...payload });
      expect(await everything()).toEqual(before);
    },

    async closedProposal(id: number): Promise<number> {
      requests += 1;
      const wish = { ownerDepartmentId: M, statement: null };
      const opened = await owning.propose(cmo, `propose ${id} ${requests}`, id, wish);
      await proposals.withdraw(cmo, opened.id);
      return opened.id;
    },

    async stop(): Promise<void> {
      await playground.close();
      await Promise.all(own.map((one) => one.destroy()));
      await database.drop();
    },
  };
}
