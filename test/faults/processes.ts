import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Timing } from '../../src/app.ts';

export interface ConcordProcess {
  /** Rejects, with what it said, if it ends before. */
  ready: Promise<void>;
  isRunning(): boolean;
  /** How it ended; never rejects. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** What it said on both outputs, so far. */
  output(): string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Does nothing for so long, and knows nothing of it afterwards. */
  standStill(ms: number): Promise<void>;
}

export interface Program {
  start(env: Record<string, string>, timing?: Partial<Timing>): ConcordProcess;
  remove(): void;
}

/** Interop for the CommonJS packages inside of an ES module. */
const banner = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;`;

/**
 * The whole app in one file, so that a process starts in a third of a second: there are many starts.
 * @param entry beside this file
 */
export async function buildProgram(entry = 'child.main.ts'): Promise<Program> {
  // Within the project, so that what is loaded when it is first needed is found in its node_modules.
  const folder = fileURLToPath(new URL('../../.concord/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const directory = mkdtempSync(join(folder, 'program-'));
  const file = join(directory, 'concord.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['pg-native'],
    banner: { js: banner },
    logLevel: 'error',
  });
  return {
    start: (env, timing = {}) => start(file, { ...env, CONCORD_TIMING: JSON.stringify(timing) }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function start(file: string, env: Record<string, string>): ConcordProcess {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const ready = Promise.race([
    once(child, 'message').then(() => {}),
    ended.then(({ code, signal }) => {
      throw new Error(`ended with ${code ?? signal} before it was ready:\n${output}`);
    }),
  ]);
  // Where nobody waits for it, that it ended says `ended`.
  ready.catch(() => {});
  return {
    ready,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    output: () => output,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async standStill(ms) {
      child.kill('SIGSTOP');
      await setTimeout(ms);
      child.kill('SIGCONT');
    },
  };
}
