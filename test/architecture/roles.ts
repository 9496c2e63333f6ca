/** The closed vocabulary of files within a feature (design 4). */
export type Role = 'index' | 'main' | 'listeners' | 'jobs' | 'service' | 'repository' | 'views' | 'plain';

const suffix = /\.(main|listeners|jobs|service|repository|views)\.ts$/;

/** By the file's name alone; `plain`: types and pure rules. */
export function roleOf(path: string): Role {
  if (path.endsWith('/index.ts')) return 'index';
  return (suffix.exec(path)?.[1] as Role | undefined) ?? 'plain';
}

/** The name of the feature a file belongs to; null: none. */
export function featureOf(path: string): string | null {
  return /^src\/features\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** The arithmetic of time, which stands under everything. */
export function isTime(path: string): boolean {
  return path.startsWith('src/time/');
}

/** Views and pure rules. */
export function isLeaf(path: string): boolean {
  return isTime(path) || (featureOf(path) !== null && ['views', 'plain'].includes(roleOf(path)));
}
