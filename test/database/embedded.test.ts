import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded.ts';
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

const newDirectory = () => join(tmpdir(), `concord-embedded-${randomBytes(8).toString('hex')}`);
const quiet = () => {};

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  const start = (more: { fresh?: boolean; log?: (line: string) => void } = {}) =>
    startEmbeddedPostgres({ dataDir, ephemeral: true, ...more });

  beforeEach(() => {
    dataDir = newDirectory();
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('keeps its data between runs, unless started afresh', async () => {
    const first = await start();
    await query(first.url(), 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start();
    expect(await query(second.url(), 'select answer from kept')).toEqual([42]);
    await second.stop();
    const third = await start({ fresh: true });
    expect(await query(third.url(), "select to_regclass('kept')")).toEqual([null]);
    await third.destroy();
    expect(existsSync(dataDir)).toBe(false);
  });

  describe('while it runs', () => {
    let server: EmbeddedPostgres;
    beforeAll(async () => {
      server = await startEmbeddedPostgres({ dataDir: newDirectory(), ephemeral: true });
    });
    afterAll(async () => {
      await server.destroy();
    });

    it('tells a second start who uses it and since when, and goes on unharmed', async () => {
      const again = () => startEmbeddedPostgres({ dataDir: server.dataDir });
      const error = await again().then(
        () => undefined,
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(AlreadyRunningError);
      expect(error).toMatchObject({ pid: process.pid, since: expect.any(Date) });
      expect(String(error)).toContain(`in use by process ${process.pid} since 2`);
      await expect(startInChild(server.dataDir, undefined)).rejects.toThrow(
        `in use by process ${process.pid} since 2`,
      );
      expect(await query(server.url(), 'select 1')).toEqual([1]);
    });

    it('listens on loopback only, asks for its password, and keeps it from others', async () => {
      const wrong = server.url().replace(/:[^:@]+@/, ':wrong@');
      await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed');
      expect(await query(server.url(), "select current_setting('listen_addresses')")).toEqual(['127.0.0.1']);
      expect(await query(server.url(), "select current_setting('unix_socket_directories')")).toEqual(['']);
      const cluster = join(server.dataDir, 'cluster');
      expect(statSync(cluster).mode & 0o777).toBe(0o700);
      expect(statSync(join(cluster, 'concord-password')).mode & 0o777).toBe(0o600);
    });

    it('knows German letters and words', async () => {
      expect(await query(server.url(), "select lower('ÄÖÜ')")).toEqual(['äöü']);
      const search =
        "select to_tsvector('german', 'Entscheidungen') @@ plainto_tsquery('german', 'ENTSCHEIDUNG')";
      expect(await query(server.url(), search)).toEqual([true]);
    });
  });

  it('stops and takes over a server that a killed process left behind', async () => {
    const first = await start();
    await query(first.url(), 'create table kept as select 42 as answer');
    await first.stop();
    const user = chooseUser(join(first.dataDir, 'cluster'));
    const { postgres } = findBinaries(user, quiet);
    const settings = ['-c', `port=${first.port}`, '-c', 'unix_socket_directories='];
    const orphan = spawn(postgres, ['-D', join(first.dataDir, 'cluster'), ...settings], {
      ...user,
      cwd: first.dataDir,
      env: programEnvironment,
      stdio: 'ignore',
    });
    const exited = once(orphan, 'exit');
    const file = join(first.dataDir, 'cluster', 'postmaster.pid');
    await until(() => existsSync(file) && readFileSync(file, 'utf8').includes('ready'));
    const told: string[] = [];
    const second = await start({ log: (line) => told.push(line) });
    expect(await exited).toEqual([0, null]);
    expect(told.join()).toContain(`process ${orphan.pid}`);
    expect(await query(second.url(), 'select answer from kept')).toEqual([42]);
    await second.destroy();
  });

  it('ends with its process even when that is killed, and starts again with its data', async () => {
    const { child, started } = await startInChild(dataDir, undefined);
    await query(started.url, 'create table kept as select 42 as answer');
    child.kill('SIGKILL');
    await until(() => processIdentity(started.serverPid) === undefined);
    const again = await start();
    expect(await query(again.url(), 'select answer from kept')).toEqual([42]);
    await again.destroy();
  });

  it('starts although a crash left a process number behind that is another’s now', async () => {
    const first = await start();
    await first.stop();
    const file = join(first.dataDir, 'cluster', 'postmaster.pid');
    const user = chooseUser(join(first.dataDir, 'cluster'));
    const other = spawn('/bin/sh', ['-c', 'read _'], { ...user, stdio: ['pipe', 'ignore', 'ignore'] });
    writeFileSync(
      file,
      `${other.pid}\n${join(first.dataDir, 'cluster')}\n0\n${first.port}\n\n\n0 0\nready\n`,
    );
    const second = await start();
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${second.pid}\n`));
    expect(other.exitCode).toBeNull();
    other.stdin.end();
    await second.destroy();
  });

  it('makes the data anew after a start that was interrupted in the middle', async () => {
    const first = await start();
    await first.stop();
    renameSync(join(first.dataDir, 'cluster'), join(first.dataDir, 'cluster.new'));
    const second = await start();
    expect(await query(second.url(), 'select 1')).toEqual([1]);
    await second.destroy();
  });

  it('reports why the server did not start', async () => {
    const first = await start();
    await first.stop();
    await expect(startEmbeddedPostgres({ dataDir, maxConnections: -1 })).rejects.toThrow(
      /did not start:\n.*max_connections/s,
    );
    const second = await start();
    await second.destroy();
  });
});
