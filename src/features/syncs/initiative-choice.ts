import type { Initiative } from '../initiatives/initiative.ts';

type Known = Pick<Initiative, 'id' | 'name' | 'status' | 'sides'>;

/**
 * Those that somebody may mean, the likeliest first: what the departments of a sync do together, then the others.
 * What is done or dropped comes last.
 */
export function likeliest<I extends Known>(all: readonly I[], departmentIds: readonly number[]): I[] {
  const rank = ({ status, sides }: Known) =>
    (status === 'done' || status === 'dropped' ? 2 : 0) +
    (sides.every(({ departmentId }) => departmentIds.includes(departmentId)) ? 0 : 1);
  return [...all].sort((a, b) => rank(a) - rank(b));
}
