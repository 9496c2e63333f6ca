import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Migration, sql } from 'kysely';
import { migrations } from '../../migrations/index.ts';
import { DatabaseNewerError, migrate } from '../../src/database/migrate.ts';
import { createLogger } from '../../src/logger.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';

const log = createLogger('silent');
const names = Object.keys(migrations);

/** `npm run migrate`, without npm. */
async function migrateInProcess(databaseUrl: string): Promise<{ code: number | null; output: string }> {
  const main = fileURLToPath(new URL('../../src/database/migrate.main.ts', import.meta.url));
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, main], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

describe('migrating', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase('empty');
  });
  afterEach(async () => {
    await database.drop();
  });
  const executed = async () =>
    (await database.pool.query('select name from kysely_migration order by name')).rows.map(
      ({ name }) => name,
    );

  it('makes everything, and a second time nothing', async () => {
    expect(await migrate(database.url, log)).toEqual(names);
    expect(await migrate(database.url, log)).toEqual([]);
    expect(await executed()).toEqual(names);
    const { rows } = await database.pool.query("select to_regclass('graphile_worker._private_jobs') as jobs");
    expect(rows).toEqual([{ jobs: 'graphile_worker._private_jobs' }]);
  });

  it('is done by one of several processes that start together, and the others wait', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => migrateInProcess(database.url)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    const outputs = runs.map(({ output }) => output.trim()).sort();
    const nothing = 'The database is up to date.';
    expect(outputs).toEqual([`Migrated: ${names.join(', ')}`, nothing, nothing]);
    expect(await executed()).toEqual(names);
  });

  it('is done once within one process, too', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.url, log)));
    expect(runs.filter((ran) => ran.length > 0)).toEqual([names]);
  });

  it('refuses a database that a newer version migrated, and leaves it alone', async () => {
    const future: Migration = { up: async (db) => void (await sql`create table future ()`.execute(db)) };
    await migrate(database.url, log, { ...migrations, '9999_future': future });
    await expect(migrate(database.url, log)).rejects.toThrow(DatabaseNewerError);
    await expect(migrate(database.url, log)).rejects.toThrow(
      'newer than this version of Concord: it has 9999_future',
    );
    expect(await executed()).toEqual([...names, '9999_future']);
  });

  it('leaves nothing of a run in which a migration fails', async () => {
    const failing: Migration = {
      up: async (db) => {
        await sql`create table half ()`.execute(db);
        await sql`select 1 / 0`.execute(db);
      },
    };
    await expect(migrate(database.url, log, { ...migrations, '9999_failing': failing })).rejects.toThrow(
      'division',
    );
    expect(await executed()).toEqual([]);
    expect(await migrate(database.url, log)).toEqual(names);
  });

  it('says what is missing where no database is named', async () => {
    const { code, output } = await migrateInProcess('');
    expect(code).toBe(1);
    expect(output).toContain('DATABASE_URL is missing');
  });
});
