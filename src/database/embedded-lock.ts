import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './embedded-process.ts';

/** A living process uses the data. */
export class AlreadyRunningError extends Error {
  readonly pid: number;
  /** When it began to. */
  readonly since: Date;

  constructor(dataDir: string, pid: number, since: Date) {
    super(
      `Concord's database in ${dataDir} is in use by process ${pid} since ${since.toISOString()}. Stop that one first, or wait until it ends.`,
    );
    this.name = 'AlreadyRunningError';
    this.pid = pid;
    this.since = since;
  }
}

interface Owner {
  pid: number;
  /** See `processIdentity`: the number alone may belong to somebody else by now. */
  identity: string;
  since: string;
}

/**
 * Takes the directory for this process. The owner is the file `owner.<n>` with the highest n; who finds its
 * process dead takes n + 1, which by the file system's word only one can create, however many try together.
 * A killed owner therefore never has to clean up. It holds among the processes of one machine.
 * @param name how the directory is called in the error
 * @returns what gives the directory free
 * @throws AlreadyRunningError
 */
export function takeLock(directory: string, name: string): () => void {
  const own: Owner = {
    pid: process.pid,
    identity: processIdentity(process.pid) ?? '',
    since: new Date().toISOString(),
  };
  const draft = join(directory, `owner-draft.${process.pid}.${Math.random().toString(36).slice(2)}`);
  writeFileSync(draft, JSON.stringify(own), { mode: 0o644 });
  try {
    for (;;) {
      const last = generations(directory).at(-1) ?? 0;
      refuseLiving(directory, last, name);
      const mine = join(directory, `owner.${last + 1}`);
      if (!linked(draft, mine)) continue;
      // Between the look and the link others may have come and gone, or come and stayed.
      if (generations(directory).at(-1) !== last + 1) {
        rmSync(mine, { force: true });
        continue;
      }
      for (const old of generations(directory)) {
        if (old <= last) rmSync(join(directory, `owner.${old}`), { force: true });
      }
      return () => rmSync(mine, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function generations(directory: string): number[] {
  return readdirSync(directory)
    .map((file) => Number(/^owner\.(\d+)$/.exec(file)?.[1]))
    .filter((n) => n > 0)
    .sort((a, b) => a - b);
}

function refuseLiving(directory: string, generation: number, name: string): void {
  const owner = readOwner(join(directory, `owner.${generation}`));
  if (owner && processIdentity(owner.pid) === owner.identity) {
    throw new AlreadyRunningError(name, owner.pid, new Date(owner.since));
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A link, not a write: the file appears with its content or not at all. */
function linked(draft: string, target: string): boolean {
  try {
    linkSync(draft, target);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
