import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createDatabase, createPool, type Db, type PoolOptions } from '../../src/database/pool.ts';
import { templateDatabase, testServerUrl } from './database-server.ts';

export interface TestDatabase {
  url: string;
  pool: pg.Pool;
  db: Db;
  /** Closes the pool and removes the database, with whatever sessions others still have on it. */
  drop(): Promise<void>;
}

/**
 * A migrated database of the caller's own. Call `drop` in `afterAll`.
 * @param template 'empty': not even migrated
 */
export async function createTestDatabase(template: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const source = template === 'migrated' ? templateDatabase : 'template0';
  await administer(`create database ${name} template ${source} strategy file_copy`);
  const url = testServerUrl(name);
  const pool = createTestPool(url);
  return {
    url,
    pool,
    db: createDatabase(pool),
    async drop() {
      await pool.end();
      await administer(`drop database ${name} with (force)`);
    },
  };
}

/** As the product's, but patient with a machine that stands still. */
export function createTestPool(url: string, options: PoolOptions = {}): pg.Pool {
  return createPool(url, { connectionTimeoutMs: 60_000, ...options });
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
