import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from './embedded-process.ts';

/** A living process uses the data. */
export class AlreadyRunningError extends Error {
  readonly pid: number;
  /** When it began to. */
  readonly since: Date;

  constructor(directory: string, owner: Owner) {
    super(
      `Concord's database in ${directory} is in use by process ${owner.pid} since ${owner.since}. Stop that one first, or wait until it ends.`,
    );
    this.name = 'AlreadyRunningError';
    this.pid = owner.pid;
    this.since = new Date(owner.since);
  }
}

interface Owner {
  pid: number;
  /** See `processIdentity`: the number alone may belong to somebody else by now. */
  identity: string;
  since: string;
}

/** Two that start together may each see the other and step back, so each tries again a little later. */
const attempts = 5;

/**
 * Takes the directory for this process. Each who wants it first puts a file of its own there and then looks for
 * others', so that of any two at least one sees the other, and goes. A file whose process is dead counts for
 * nothing and is removed; names are never used twice, so none removed is a living one's. It holds among
 * processes that see each other's numbers: not across containers that share a folder.
 * @returns what gives the directory free
 * @throws AlreadyRunningError
 */
export async function takeLock(directory: string): Promise<() => void> {
  const own: Owner = {
    pid: process.pid,
    identity: processIdentity(process.pid) ?? '',
    since: new Date().toISOString(),
  };
  for (let attempt = 1; ; attempt++) {
    const mine = announce(directory, own);
    const other = livingOther(directory, mine);
    const release = () => rmSync(join(directory, mine), { force: true });
    if (!other) return release;
    release();
    if (attempt === attempts) throw new AlreadyRunningError(directory, other);
    await sleep(Math.random() * 100);
  }
}

/** @returns the file's name; it appears with its content or not at all */
function announce(directory: string, own: Owner): string {
  const id = randomBytes(8).toString('hex');
  writeFileSync(join(directory, `draft.${id}`), JSON.stringify(own));
  renameSync(join(directory, `draft.${id}`), join(directory, `owner.${id}`));
  return `owner.${id}`;
}

function livingOther(directory: string, mine: string): Owner | undefined {
  for (const file of readdirSync(directory)) {
    if (!file.startsWith('owner.') || file === mine) continue;
    const owner = readOwner(join(directory, file));
    if (owner && processIdentity(owner.pid) === owner.identity) return owner;
    rmSync(join(directory, file), { force: true });
  }
  return undefined;
}

/** @returns undefined when its owner has just left, or the file is damaged */
function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
