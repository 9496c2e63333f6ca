import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/database/embedded.ts';
import { findBinaries, programEnvironment } from '../../src/database/embedded-binaries.ts';
import { AlreadyRunningError } from '../../src/database/embedded-lock.ts';
import { processIdentity } from '../../src/database/embedded-process.ts';
import { chooseUser } from '../../src/database/embedded-user.ts';
import { startInChild } from '../helpers/embedded-child.ts';

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

describe('the embedded PostgreSQL', () => {
  const dataDir = join(tmpdir(), `concord-embedded-${randomBytes(8).toString('hex')}`);
  const cluster = join(dataDir, 'cluster');
  let running: EmbeddedPostgres[] = [];

  async function start(more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dataDir, ephemeral: true, ...more });
    running.push(server);
    return server;
  }
  /** Leaves a stopped server's data with the table `kept`. */
  async function keepSomething(): Promise<EmbeddedPostgres> {
    const server = await start();
    await query(server.url(), 'drop table if exists kept');
    await query(server.url(), 'create table kept as select 42 as answer');
    await server.stop();
    return server;
  }
  const keptIn = (server: EmbeddedPostgres) => query(server.url(), 'select answer from kept');

  afterEach(async () => {
    for (const server of running) await server.stop();
    running = [];
  });
  afterAll(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('keeps its data between runs', async () => {
    await keepSomething();
    expect(await keptIn(await start())).toEqual([42]);
  });

  it('starts with nothing when asked to, and leaves nothing when destroyed', async () => {
    await keepSomething();
    const server = await start({ fresh: true });
    expect(await query(server.url(), "select to_regclass('kept')")).toEqual([null]);
    await server.destroy();
    expect(existsSync(dataDir)).toBe(false);
  });

  it('tells a second start who uses it and since when, and goes on unharmed', async () => {
    const server = await start();
    const error = await start().then(
      () => undefined,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(AlreadyRunningError);
    expect(error).toMatchObject({ pid: process.pid, since: expect.any(Date) });
    const sentence = `in use by process ${process.pid} since 2`;
    expect(String(error)).toContain(sentence);
    await expect(startInChild(dataDir, undefined)).rejects.toThrow(sentence);
    expect(await query(server.url(), 'select 1')).toEqual([1]);
  });

  it('listens on loopback only, asks for its password, and keeps it from others', async () => {
    const server = await start();
    const wrong = server.url().replace(/:[^:@]+@/, ':wrong@');
    await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed');
    expect(await query(server.url(), "select current_setting('listen_addresses')")).toEqual(['127.0.0.1']);
    expect(await query(server.url(), "select current_setting('unix_socket_directories')")).toEqual(['']);
    expect(statSync(cluster).mode & 0o777).toBe(0o700);
    expect(statSync(join(cluster, 'concord-password')).mode & 0o777).toBe(0o600);
  });

  it('knows German letters and words', async () => {
    const { url } = await start();
    expect(await query(url(), "select lower('ÄÖÜ')")).toEqual(['äöü']);
    const search =
      "select to_tsvector('german', 'Entscheidungen') @@ plainto_tsquery('german', 'ENTSCHEIDUNG')";
    expect(await query(url(), search)).toEqual([true]);
  });

  it('can be had again at the same port, as after an outage', async () => {
    const { port } = await keepSomething();
    const again = await start({ port });
    expect(again.port).toBe(port);
    expect(await keptIn(again)).toEqual([42]);
  });

  it('stops and takes over a server that a killed process left behind', async () => {
    const first = await keepSomething();
    const user = chooseUser(cluster);
    const { postgres } = findBinaries(user, () => {});
    const settings = ['-c', `port=${first.port}`, '-c', 'unix_socket_directories='];
    const orphan = spawn(postgres, ['-D', cluster, ...settings], {
      ...user,
      cwd: dataDir,
      env: programEnvironment,
      stdio: 'ignore',
    });
    const exited = once(orphan, 'exit');
    const file = join(cluster, 'postmaster.pid');
    await until(() => existsSync(file) && readFileSync(file, 'utf8').includes('ready'));
    const told: string[] = [];
    const second = await start({ log: (line) => told.push(line) });
    expect(await exited).toEqual([0, null]);
    expect(told.join()).toContain(`process ${orphan.pid}`);
    expect(await keptIn(second)).toEqual([42]);
  });

  it('ends with its process even when that is killed, and starts again with its data', async () => {
    await keepSomething();
    const { child, started } = await startInChild(dataDir, undefined);
    child.kill('SIGKILL');
    await until(() => processIdentity(started.serverPid) === undefined);
    expect(await keptIn(await start())).toEqual([42]);
  });

  it('starts although a crash left a process number behind that is another’s now', async () => {
    const first = await keepSomething();
    const other = spawn('/bin/sh', ['-c', 'read _'], {
      ...chooseUser(cluster),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const file = join(cluster, 'postmaster.pid');
    writeFileSync(file, `${other.pid}\n${cluster}\n0\n${first.port}\n\n\n0 0\nready\n`);
    const second = await start();
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${second.pid}\n`));
    expect(other.exitCode).toBeNull();
    other.stdin.end();
  });

  it('makes the data anew after a first start that was interrupted in the middle', async () => {
    await keepSomething();
    renameSync(cluster, `${cluster}.new`);
    const second = await start();
    expect(await query(second.url(), "select to_regclass('kept')")).toEqual([null]);
  });

  it('reports why the server did not start, and can be started then', async () => {
    await expect(start({ maxConnections: -1 })).rejects.toThrow(/did not start:\n.*max_connections/s);
    await start();
  });
});
