import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** Whom PostgreSQL's programs run as; undefined: as ourselves. */
export type RunAs = { uid: number; gid: number } | undefined;

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * PostgreSQL refuses to run as root, so as root its programs run as somebody else: who owns the data that is
 * there, else an existing account without power. The account must be in the list of users, since `initdb`
 * looks its name up; none is created.
 */
export function chooseUser(cluster: string): RunAs {
  if (!isRoot()) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid !== 0);
  const user =
    users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody') ?? users[0];
  if (!user)
    throw new Error('PostgreSQL refuses to run as root, and this machine has no other user to run it as.');
  return { uid: user.uid, gid: user.gid };
}

/** Whether that user may enter the directory: tried, since modes alone do not tell (ACLs, mounts, containers). */
export function canEnter(directory: string, user: RunAs): boolean {
  if (!user) return true;
  const tried = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], { ...user, env: {}, cwd: '/' });
  if (
    tried.error &&
    'code' in tried.error &&
    (tried.error.code === 'EPERM' || tried.error.code === 'EINVAL')
  ) {
    throw new Error(
      `PostgreSQL refuses to run as root, and this root may not become another user (uid ${user.uid}). Run as a normal user, or set DATABASE_URL to a PostgreSQL elsewhere.`,
    );
  }
  return tried.status === 0;
}
