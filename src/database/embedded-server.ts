import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries, programEnvironment } from './embedded-binaries.ts';
import type { Home } from './embedded-home.ts';
import { commandLine, processIdentity } from './embedded-process.ts';

export interface Server {
  pid: number;
  port: number;
  stop(): Promise<void>;
}

/** Fast shutdown ends open sessions and writes everything down; each harder way has this long before the next. */
const stopBounds = [
  { signal: 'SIGINT', waitMs: 15_000 },
  { signal: 'SIGQUIT', waitMs: 5000 },
  { signal: 'SIGKILL', waitMs: 5000 },
] as const;

const startBoundMs = 60_000;

/**
 * Starts the server on the home's cluster and waits until it takes connections. The server is in a session of
 * its own, so that Ctrl-C reaches this process alone, which still needs the database to end well; a watchdog
 * stops it when this process is gone, however that happened.
 */
export async function startServer(
  home: Home,
  binaries: Binaries,
  settings: Record<string, string>,
  fixedPort?: number,
): Promise<Server> {
  const started = Date.now();
  for (;;) {
    const port = fixedPort ?? (await freePort());
    const child = spawnServer(home, binaries, { ...settings, port: String(port) });
    const ended = exitOf(child);
    if (await isReady(home, child, started + startBoundMs))
      return running(home, binaries, child, ended, port);
    child.kill('SIGKILL');
    await ended;
    const output = serverLog(home);
    // Somebody took the port since; or processes of a killed server are still on their way out.
    const passes = /could not create any TCP\/IP sockets|pre-existing shared memory block/.test(output);
    if (!passes || Date.now() > started + startBoundMs || (fixedPort && !output.includes('shared memory'))) {
      throw new Error(`The embedded PostgreSQL did not start:\n${output.trim()}`);
    }
    await sleep(200);
  }
}

/**
 * Stops a server that was left behind on this cluster by a process that could not stop it. The caller holds
 * the lock, so it belongs to nobody.
 */
export async function stopOrphan(home: Home, binaries: Binaries, log: (line: string) => void): Promise<void> {
  const pid = Number(postmasterFile(home)[0]);
  if (!(pid > 0) || processIdentity(pid) === undefined) return;
  const command = commandLine(pid);
  if (command !== undefined && !command.includes(home.cluster)) {
    // After a crash the number went to another process, on whose account PostgreSQL would refuse to start.
    rmSync(join(home.cluster, 'postmaster.pid'), { force: true });
    return;
  }
  log(`Stopping the PostgreSQL server (process ${pid}) that an earlier run left behind`);
  await stopProcess(pid, binaries, () => processIdentity(pid) === undefined);
}

function spawnServer(home: Home, binaries: Binaries, settings: Record<string, string>): ChildProcess {
  const log = openSync(join(home.directory, 'postgres.log'), 'w', 0o600);
  try {
    const child = spawn(
      binaries.postgres,
      [
        '-D',
        home.cluster,
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      {
        ...home.user,
        cwd: home.directory,
        env: programEnvironment,
        stdio: ['ignore', log, log],
        detached: true,
        windowsHide: true,
      },
    );
    // What runs on must not keep a process from ending that forgot to stop it.
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

/** The server writes its state into this file; `pg_ctl` waits by it, too. */
async function isReady(home: Home, child: ChildProcess, until: number): Promise<boolean> {
  while (
    child.pid !== undefined &&
    child.exitCode === null &&
    child.signalCode === null &&
    Date.now() < until
  ) {
    const lines = postmasterFile(home);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await sleep(10);
  }
  return false;
}

function running(
  home: Home,
  binaries: Binaries,
  child: ChildProcess,
  ended: Promise<void>,
  port: number,
): Server {
  const pid = child.pid ?? 0;
  const watchdog = watch(home, pid);
  const onExit = () => signal(pid, 'SIGINT', binaries);
  process.once('exit', onExit);
  let hasEnded = false;
  const over = ended.then(() => {
    hasEnded = true;
    process.removeListener('exit', onExit);
    watchdog?.stdin?.end('ended\n');
  });
  return {
    pid,
    port,
    async stop() {
      child.ref();
      if (!hasEnded) await stopProcess(pid, binaries, () => hasEnded);
      await over;
    },
  };
}

/**
 * A shell that waits for the other end of a pipe to close, which the system does even for a process ended by
 * SIGKILL, and then shuts the server down. Told that the server has ended, it just goes.
 */
function watch(home: Home, pid: number): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const script =
    'read -r told || { read -r now < "$2" && [ "$now" = "$1" ] && kill -INT "$1"; } 2>/dev/null; exit 0';
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', String(pid), join(home.cluster, 'postmaster.pid')], {
    ...home.user,
    cwd: home.directory,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.on('error', () => {});
  watchdog.unref();
  watchdog.stdin?.on('error', () => {});
  if (watchdog.stdin && 'unref' in watchdog.stdin && typeof watchdog.stdin.unref === 'function') {
    watchdog.stdin.unref();
  }
  return watchdog;
}

async function stopProcess(pid: number, binaries: Binaries, isOver: () => boolean): Promise<void> {
  for (const { signal: name, waitMs } of stopBounds) {
    signal(pid, name, binaries);
    const until = Date.now() + waitMs;
    while (Date.now() < until) {
      if (isOver()) return;
      await sleep(10);
    }
  }
  throw new Error(`The embedded PostgreSQL (process ${pid}) could not be stopped`);
}

function signal(pid: number, name: NodeJS.Signals, binaries: Binaries): void {
  if (process.platform === 'win32') {
    spawnSync(binaries.pgCtl, ['kill', name.slice(3), String(pid)], { windowsHide: true });
    return;
  }
  try {
    process.kill(pid, name);
  } catch {
    // Gone already, which is what was wanted.
  }
}

/** Line 1: the process; line 8: the state. */
function postmasterFile(home: Home): string[] {
  try {
    return readFileSync(join(home.cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function serverLog(home: Home): string {
  return readFileSync(join(home.directory, 'postgres.log'), 'utf8').slice(-4000);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
