import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from './generated.ts';

/** What repositories take first: the database, or a transaction on it. */
export type Db = Kysely<DB>;

export interface PoolOptions {
  /** Connections at most; default 10. */
  max?: number;
  /** Shown in `pg_stat_activity`. */
  applicationName?: string;
  /** Milliseconds after which the server gives a statement up; 0: never. Default 15 s. */
  statementTimeoutMs?: number;
  /** Milliseconds after which a connection that does not come is an error. Default 2 s. */
  connectionTimeoutMs?: number;
  /** Called when an idle connection is lost; the pool has already let it go and opens another when needed. */
  onIdleError?: (error: Error) => void;
}

/** So that an absent database is an error within the three seconds that Slack waits for an answer. */
export const connectionTimeoutMs = 2000;

/**
 * A pool on which a lost connection never ends the process, and on which every session is in UTC, whatever
 * the server or the role says.
 */
export function createPool(databaseUrl: string, options: PoolOptions = {}): pg.Pool {
  const statementTimeout = Math.trunc(options.statementTimeoutMs ?? 15_000);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'concord',
    connectionTimeoutMillis: options.connectionTimeoutMs ?? connectionTimeoutMs,
    keepAlive: true,
    types: { getTypeParser },
    // Not as start parameters: poolers in front of PostgreSQL refuse those, and options in the address win over them.
    onConnect: async (client) => {
      await client.query(`set timezone to 'UTC'; set statement_timeout to ${statementTimeout}`);
    },
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  // A connection lost while it is lent out says so to its borrower's query; unheard, it would end the process too.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export function createDatabase(pool: pg.Pool): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

/** Type → the parser of which type it takes. */
const asText: Record<number, number> = { 1082: 25, 1182: 1009, 1186: 25, 1187: 1009 };

/**
 * pg's own parsers (int8 and numeric stay strings, timestamptz is a Date), except that dates and intervals stay
 * strings: a `date` (`YYYY-MM-DD`) has no time zone, so a Date would move it by a day in half of the world.
 */
const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  pg.types.getTypeParser(asText[type] ?? type, format as 'text');
