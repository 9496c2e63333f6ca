import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What a process that runs `embedded-child.main.ts` says once its server runs. */
export interface Started {
  serverPid: number;
  url: string;
  dataDir: string;
}

/** Another process that starts the embedded server on this directory and goes on until it is killed. */
export async function startInChild(
  dataDir: string,
  user: { uid: number; gid: number } | undefined,
): Promise<{ child: ChildProcess; started: Started }> {
  const main = fileURLToPath(new URL('embedded-child.main.ts', import.meta.url));
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, main, dataDir], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk)));
    child.once('close', () => reject(new Error(`the child ended: ${errors}`)));
  });
  return { child, started: JSON.parse(line) };
}
