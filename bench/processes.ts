import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoadOrder, LoadReport } from './load.main.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const programs = { concord: here('../dist/src/main.js'), empty: here('./empty-app.mjs') };
export type Program = keyof typeof programs;

export interface Running {
  port: number;
  /** From the spawn to the first answer. */
  startMs: number;
  /** Resident memory in MiB. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

const children = new Set<ChildProcess>();
/** What a broken-off measurement leaves running. */
export function killAll(): void {
  for (const child of children) child.kill('SIGKILL');
}
process.on('exit', killAll);

/** Starts one of the two apps as a process of its own and waits until it is ready. */
export async function start(program: Program, port: number, env: Record<string, string>): Promise<Running> {
  const spawned = performance.now();
  const child = spawn(process.execPath, [programs[program]], {
    env: {
      ...process.env,
      ...env,
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  children.add(child);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      children.delete(child);
      resolve();
    });
  });
  while (!(await answers(program, port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with status ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    port,
    startMs: performance.now() - spawned,
    memory: () => residentMiB(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Concord says itself when it is ready; the empty app is when it answers at all. */
async function answers(program: Program, port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    return program === 'empty' || response.ok;
  } catch {
    return false;
  }
}

async function residentMiB(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } catch {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout) / 1024;
  }
}

/** The load comes from a process of its own, so that it shares nothing with whom it measures. */
export async function load(order: LoadOrder): Promise<LoadReport> {
  const args = ['--import', 'tsx', here('./load.main.ts'), JSON.stringify(order)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1024 * 1024 });
  return JSON.parse(stdout) as LoadReport;
}
