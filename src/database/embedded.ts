import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Binaries, findBinaries } from './embedded-binaries.ts';
import { ensureCluster, superuser } from './embedded-cluster.ts';
import { type Home, isOwnDirectory, prepareHome } from './embedded-home.ts';
import { takeLock } from './embedded-lock.ts';
import { type Server, startServer, stopOrphan } from './embedded-server.ts';

/** A PostgreSQL server of our own, on this machine's loopback only. */
export interface EmbeddedPostgres {
  /** Its address with the password; the database is `concord` unless named. */
  url(database?: string): string;
  readonly port: number;
  readonly pid: number;
  /** Where the data really is: not always where it was wanted, see `startEmbeddedPostgres`. */
  readonly dataDir: string;
  /** @param template a database without sessions, to copy */
  createDatabase(name: string, template?: string): Promise<void>;
  dropDatabase(name: string): Promise<void>;
  /** Ends all sessions, keeps the data. */
  stop(): Promise<void>;
  /** Stops, and removes the data. */
  destroy(): Promise<void>;
}

export interface EmbeddedOptions {
  /** A directory for this server alone; made if absent, kept between runs. */
  dataDir: string;
  /** Give up durability for speed, as tests may. */
  ephemeral?: boolean;
  /** Remove what earlier runs left. */
  fresh?: boolean;
  /** Default: any free one. */
  port?: number;
  maxConnections?: number;
  /** Told in one line what a person should know: where the data went, what was found. */
  log?: (line: string) => void;
}

/**
 * Starts the server, in about a second the first time. As root PostgreSQL's programs run as another user; where
 * that user may not enter `dataDir`, the data goes to a directory of its own under /var/tmp. A server left behind
 * by a killed process is stopped first. It ends with this process, however that ends.
 * @throws AlreadyRunningError while a living process, this one included, uses the directory
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  const home = prepareHome(options.dataDir, log);
  const release = await takeLock(home.directory);
  try {
    const binaries = findBinaries(home.user, log);
    await stopOrphan(home, binaries, log);
    if (options.fresh) rmSync(home.cluster, { recursive: true, force: true });
    return await start(home, binaries, options, release);
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * A server for one run, without durability, in the system's directory for temporary files. What killed runs left
 * there is removed first.
 */
export async function startTemporaryPostgres(
  options: Pick<EmbeddedOptions, 'port' | 'maxConnections' | 'log'> = {},
): Promise<EmbeddedPostgres> {
  const prefix = 'concord-temporary-';
  for (const name of readdirSync(tmpdir())) {
    const directory = join(tmpdir(), name);
    if (!name.startsWith(prefix) || !isOwnDirectory(directory)) continue;
    // Before it holds anything a start has the lock, so one that is just beginning is not disturbed.
    if (!readdirSync(directory).some((file) => file.startsWith('cluster'))) continue;
    await takeLock(directory).then(
      () => rmSync(directory, { recursive: true, force: true }),
      () => {},
    );
  }
  const dataDir = join(tmpdir(), prefix + randomBytes(8).toString('hex'));
  return startEmbeddedPostgres({ ...options, dataDir, ephemeral: true });
}

async function start(
  home: Home,
  binaries: Binaries,
  options: EmbeddedOptions,
  release: () => void,
): Promise<EmbeddedPostgres> {
  const password = await ensureCluster(home, binaries);
  const server = await startServer(home, binaries, settingsFor(options), options.port);
  const embedded = handle(home, server, password, release, options.dataDir);
  try {
    await embedded.createDatabase('concord').catch((error) => {
      if (!(error instanceof pg.DatabaseError && error.code === duplicateDatabase)) throw error;
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return embedded;
}

const duplicateDatabase = '42P04';

function handle(
  home: Home,
  server: Server,
  password: string,
  release: () => void,
  wanted: string,
): EmbeddedPostgres {
  const url = (database = 'concord') =>
    `postgres://${superuser}:${password}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`;
  const stop = async () => {
    await server.stop();
    release();
  };
  return {
    url,
    port: server.port,
    pid: server.pid,
    dataDir: home.directory,
    async createDatabase(name, template) {
      // Copying the files beats copying through the log, with which the server would protect other readers.
      const from = template ? ` template ${pg.escapeIdentifier(template)} strategy file_copy` : '';
      await execute(url('postgres'), `create database ${pg.escapeIdentifier(name)}${from}`);
    },
    async dropDatabase(name) {
      await execute(url('postgres'), `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    },
    stop,
    async destroy() {
      await server.stop();
      for (const directory of [home.directory, wanted]) rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function settingsFor(options: EmbeddedOptions): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 100),
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    ...(options.ephemeral && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: '0',
      autovacuum: 'off',
    }),
  };
}
