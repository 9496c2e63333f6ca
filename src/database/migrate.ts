import { runMigrations } from 'graphile-worker';
import { Kysely, type Migration, Migrator, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { migrations as ownMigrations } from '../../migrations/index.ts';
import { graphileLogger } from '../jobs/graphile-logger.ts';
import type { Logger } from '../logger.ts';
import { createPool } from './pool.ts';

/** The database was migrated by a newer Concord than this one, which cannot know what it means. */
export class DatabaseNewerError extends Error {
  constructor(unknown: readonly string[]) {
    super(
      `The database is newer than this version of Concord: it has ${unknown.join(', ')}. Start the newer version, or restore the database from before it.`,
    );
    this.name = 'DatabaseNewerError';
  }
}

/** Any number that nothing else on this database locks; Kysely's migrator has one of its own. */
const migrationLock = '4851702936172049';

/**
 * Brings the database to what this code needs: graphile-worker's tables and Concord's own. Nothing happens
 * when it is there already. Processes that start together wait for the first: one lock is held from before
 * the look at what is missing until the last commit. Each of the two is all or nothing.
 * @returns the names of Concord's migrations that ran now
 * @throws DatabaseNewerError, or what the database says
 */
export async function migrate(
  databaseUrl: string,
  log: Logger,
  migrations: Record<string, Migration> = ownMigrations,
): Promise<string[]> {
  // A pool of its own: waiting for the lock and changing large tables may take longer than statements should.
  const pool = createPool(databaseUrl, {
    max: 3,
    applicationName: 'concord migrate',
    statementTimeoutMs: 0,
    // At start nobody waits for an answer.
    connectionTimeoutMs: 10_000,
    onIdleError: (error) => log.warn({ err: error }, 'a connection was lost'),
  });
  try {
    const holder = await pool.connect();
    try {
      await holder.query('select pg_advisory_lock($1)', [migrationLock]);
      await refuseNewer(pool, migrations);
      await runMigrations({ pgPool: pool, logger: graphileLogger(log) });
      return await migrateOwn(pool, log, migrations);
    } finally {
      // Ends the session and with it the lock, in whatever state the connection is.
      holder.release(true);
    }
  } finally {
    await pool.end();
  }
}

async function refuseNewer(pool: Pool, migrations: Record<string, Migration>): Promise<void> {
  const { rows: tables } = await pool.query<{ exists: boolean }>(
    "select to_regclass('kysely_migration') is not null as exists",
  );
  if (!tables[0]?.exists) return;
  const { rows } = await pool.query<{ name: string }>('select name from kysely_migration order by name');
  const unknown = rows.map(({ name }) => name).filter((name) => !(name in migrations));
  if (unknown.length > 0) throw new DatabaseNewerError(unknown);
}

async function migrateOwn(pool: Pool, log: Logger, migrations: Record<string, Migration>): Promise<string[]> {
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    provider: { getMigrations: async () => migrations },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  for (const { migrationName, status } of results) {
    if (status === 'Error') log.error({ migration: migrationName }, 'migration failed');
  }
  if (error) throw error;
  const names = results.map(({ migrationName }) => migrationName);
  if (names.length > 0) log.info({ migrations: names }, 'database migrated');
  return names;
}
