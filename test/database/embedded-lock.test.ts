import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from '../../src/database/embedded-lock.ts';
import { processIdentity } from '../../src/database/embedded-process.ts';

describe('the lock on a data directory', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'concord-lock-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const owner = (pid: number, identity: string | undefined) =>
    writeFileSync(
      join(directory, 'owner.1'),
      JSON.stringify({ pid, identity, since: '2026-01-02T03:04:05.000Z' }),
    );

  it('is held by one, and free again after it', async () => {
    const release = await takeLock(directory);
    await expect(takeLock(directory)).rejects.toMatchObject({
      name: 'AlreadyRunningError',
      pid: process.pid,
    });
    release();
    release();
    const releaseAgain = await takeLock(directory);
    await expect(takeLock(directory)).rejects.toThrow('is in use by process');
    releaseAgain();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is never held by two that try together', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => takeLock(directory)));
    expect(tries.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  it('says since when a living process holds it', async () => {
    owner(process.pid, processIdentity(process.pid));
    await expect(takeLock(directory)).rejects.toMatchObject({ since: new Date('2026-01-02T03:04:05Z') });
  });

  it.each([
    ['a dead process', 2 ** 30, 'never'],
    ['a dead process whose number another has now', process.pid, 'an earlier one'],
  ])('is not held by %s', async (_, pid, identity) => {
    owner(pid, identity);
    (await takeLock(directory))();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is not held by a damaged file', async () => {
    writeFileSync(join(directory, 'owner.1'), '');
    await expect(takeLock(directory)).resolves.toEqual(expect.any(Function));
  });
});
