import { sql } from 'kysely';
import { startPlayground } from '../../playground/playground.ts';
import { createWorkspaceService } from '../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../src/logger.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import type { Reader } from '../../src/slack/request.ts';
import { addDepartments, it as itPeople, manifest, marketing } from './concord.ts';
import { createTestDatabase } from './database.ts';

const known = { name: '', locale: 'en', timezone: 'UTC', isWorkspaceAdmin: true, isGuest: false } as const;

/** The CMO, an admin, unless somebody else is named. */
export const readerOf = (workspaceId: string, userId = 'U0CMO'): Reader => ({
  ...known,
  workspaceId,
  userId,
});
export const [N, S] = ['T0NORTH', 'T0SOUTH'] as const;
export const [north, south] = [readerOf(N), readerOf(S)];
/** In the north a lead, see `addSales`; in the south nobody. */
export const nobody = readerOf(S, 'U0SALES');
/** As if the south had it. */
export const taken = <T>(one: T): T => ({ ...one, workspaceId: S });
/** Of which workspace a text tells, where all texts of a workspace have its word in them. */
export const wordsIn = (text: string) => [...new Set(text.match(/northern|southern/g))];

/** A call, and what it finds or the code of its error; 23503 is that of the foreign keys. */
export type InVain = [call: () => Promise<unknown>, found?: unknown];

/**
 * One database for two workspaces with the same people, channel and ids. What only the north has is numbered from
 * 900: the south asks for it in vain. Call `stop` in `afterAll`.
 */
export async function startTwoWorkspaces() {
  const database = await createTestDatabase();
  const { db } = database;
  const playground = await startPlayground({ manifest });
  const log = createLogger('silent');
  const { botToken: token, apiUrl } = playground;
  const client = createSlackClient({ token, apiUrl, timeoutMs: 2_500, log });
  const workspaces = createWorkspaceService({ db, client, defaults: { locale: 'en', timezone: 'UTC' } });

  /** Everything that the database knows of a workspace; of all, where none is named. */
  async function rowsOf(workspaceId: string | null = null): Promise<Record<string, unknown[]>> {
    const { rows: tables } = await sql<{ name: string }>`select table_name as name
      from information_schema.columns
      where column_name = 'workspace_id' and table_schema = 'public'`.execute(db);
    const all = tables.map(async ({ name }) => {
      const { rows } = await sql`select (to_jsonb(t) - 'synced_at')::text as row from ${sql.table(name)} t
        where workspace_id = coalesce(${workspaceId}, workspace_id) order by 1`.execute(db);
      return [name, rows];
    });
    return Object.fromEntries(await Promise.all(all));
  }

  return {
    ...{ db, client, workspaces, log, rowsOf },

    /** With Marketing and IT; everybody is known, also who sells. */
    async addWorkspace(workspaceId: string, locale: 'en' | 'de'): Promise<void> {
      await workspaces.register({ id: workspaceId, name: workspaceId, botUserId: 'U0CONCORD' });
      await addDepartments(db, workspaceId);
      await workspaces.people(workspaceId, [...marketing, ...itPeople, 'U0SALES']);
      await db.updateTable('workspaces').set({ locale }).where('id', '=', workspaceId).execute();
    },

    /** The third department of the north, 900. */
    async addSales(): Promise<void> {
      await db.insertInto('departments').values({ workspace_id: N, name: 'Sales' }).execute();
      const lead = { workspace_id: N, user_id: 'U0SALES', department_id: 900, is_lead: true };
      await db.insertInto('department_members').values(lead).execute();
    },

    /** What the tables number for all workspaces together goes on from here. */
    numberFrom: (first: number) =>
      sql`select setval(pg_get_serial_sequence(table_name, column_name), ${first}, false)
        from information_schema.columns where table_schema = 'public' and is_identity = 'YES'`.execute(db),

    setClock: (at: string) => sql`update clock set shift = ${at}::timestamptz - now()`.execute(db),

    /** A test for each: it finds nothing of the north, and nothing is changed anywhere. */
    testInVain(inVain: readonly InVain[]): void {
      const calls = inVain.map(([call, found]) => ({ call, found, what: `${call}`.replaceAll(/\s+/g, ' ') }));
      test.each(calls)('in vain: $what', async ({ call, found }) => {
        const before = await rowsOf();
        expect(await call().catch(({ code }) => code)).toEqual(found);
        expect(await rowsOf()).toEqual(before);
      });
    },

    /** A test that no row of the south can point at what only the north has, in `count` columns. */
    testMixedRows(tables: string, count: number): void {
      test('the database refuses every row that mixes workspaces', async () => {
        const { rows } = await sql<{ table: string; column: string }>`
          select table_name as table, column_name as column from information_schema.columns
          where table_name ~ ${tables} and column_name ~ '_id$' and data_type in ('integer', 'bigint')`.execute(
          db,
        );
        for (const { table, column } of rows) {
          const [t, c] = [sql.table(table), sql.ref(column)];
          const southern = sql`select ctid from ${t} where workspace_id = ${S}
            order by ${c} is null limit 1`;
          const mixed = sql`update ${t} set ${c} = 900 where ctid = (${southern})`.execute(db);
          expect([table, column, await mixed.catch(({ code }) => code)]).toEqual([table, column, '23503']);
        }
        expect(rows).toHaveLength(count);
      });
    },

    /** Each step changes something in the south, and nothing in the north. */
    async expectSouthern(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
      const before = await rowsOf(N);
      for (const step of steps) {
        const own = await rowsOf(S);
        await step();
        expect([`${step}`, await rowsOf(N)]).toEqual([`${step}`, before]);
        expect([`${step}`, await rowsOf(S)]).not.toEqual([`${step}`, own]);
      }
    },

    async stop(): Promise<void> {
      await playground.close();
      await database.drop();
    },
  };
}
