import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Binaries, programEnvironment } from './embedded-binaries.ts';
import type { Home } from './embedded-home.ts';

/** PostgreSQL's name for the owner of everything in the embedded server. */
export const superuser = 'concord';

/**
 * Makes the data directory unless it is there. It appears under its name complete, with its random password
 * inside, so that an interrupted start leaves nothing half done.
 * @returns the password
 */
export async function ensureCluster(home: Home, binaries: Binaries): Promise<string> {
  const password = join(home.cluster, 'concord-password');
  if (!existsSync(home.cluster)) await initialise(home, binaries);
  const made = readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8').trim();
  const ours = await run(home, binaries.postgres, ['--version']);
  const version = /\(PostgreSQL\) (\d+)/.exec(ours)?.[1];
  if (made !== version) {
    throw new Error(
      `The data in ${home.cluster} was made by PostgreSQL ${made}, this is PostgreSQL ${version}. Remove ${home.directory} to start over.`,
    );
  }
  return readFileSync(password, 'utf8').trim();
}

async function initialise(home: Home, binaries: Binaries): Promise<void> {
  const draft = `${home.cluster}.new`;
  const password = join(home.directory, 'concord-password');
  rmSync(draft, { recursive: true, force: true });
  rmSync(password, { force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  if (home.user) {
    chownSync(draft, home.user.uid, home.user.gid);
    chownSync(password, home.user.uid, home.user.gid);
  }
  await run(home, binaries.initdb, [
    `--pgdata=${draft}`,
    `--username=${superuser}`,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Upper and lower case beyond ASCII without depending on what the machine has installed.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync',
    '--no-instructions',
  ]);
  renameSync(password, join(draft, 'concord-password'));
  renameSync(draft, home.cluster);
}

/** @returns what the program printed */
function run(home: Home, program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...home.user,
      cwd: home.directory,
      env: programEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} failed:\n${output.trim()}`));
    });
  });
}
