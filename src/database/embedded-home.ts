import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canEnter, chooseUser, isRoot, type RunAs } from './embedded-user.ts';

/** Where one embedded server keeps everything. */
export interface Home {
  /** Ours, also as root: holds the lock and the server's log. */
  directory: string;
  /** PostgreSQL's data directory, owned by `user`. */
  cluster: string;
  user: RunAs;
}

/**
 * `dataDir` itself; but where PostgreSQL must run as a user who cannot get there (a folder that only root may
 * enter), a directory that belongs to this path alone, under /var/tmp, so that it remains between runs.
 */
export function prepareHome(dataDir: string, log: (line: string) => void): Home {
  const wanted = resolve(dataDir);
  mkdirSync(wanted, { recursive: true });
  const user = chooseUser(join(wanted, 'cluster'));
  claim(wanted);
  if (canEnter(wanted, user)) return { directory: wanted, cluster: join(wanted, 'cluster'), user };

  const path = realpathSync(wanted);
  const id = createHash('sha256').update(path).digest('hex').slice(0, 16);
  for (const base of publicDirectories(user)) {
    const directory = join(base, `concord-data-${id}`);
    mkdirSync(directory, { recursive: true });
    claim(directory);
    log(
      `The user that PostgreSQL runs as (uid ${user?.uid}) may not enter ${path}; the data is in ${directory}`,
    );
    return { directory, cluster: join(directory, 'cluster'), user: chooseUser(join(directory, 'cluster')) };
  }
  throw new Error(
    `PostgreSQL's data finds no place: uid ${user?.uid} may enter neither ${path} nor /var/tmp`,
  );
}

/** Directories for everybody that `user` may enter; the first outlives a restart of the machine. */
export function publicDirectories(user: RunAs): string[] {
  const candidates = process.platform === 'win32' ? [tmpdir()] : ['/var/tmp', tmpdir(), '/tmp'];
  return candidates.filter(
    (directory) => lstatSync(directory, { throwIfNoEntry: false }) && canEnter(directory, user),
  );
}

/** A real directory of ours that nobody else may write to. */
export function isOwnDirectory(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return false;
  return process.platform === 'win32' || (stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0);
}

/** Makes the directory ours alone to write; as root others may pass through it to what is theirs. */
function claim(directory: string): void {
  const stat = lstatSync(directory);
  if (!stat.isDirectory()) throw new Error(`${directory} is not a directory`);
  if (process.platform !== 'win32' && stat.uid !== process.getuid?.()) {
    throw new Error(
      `The database's directory ${directory} belongs to another user (uid ${stat.uid}). Run as that user, or remove it.`,
    );
  }
  chmodSync(directory, isRoot() ? 0o711 : 0o700);
}
