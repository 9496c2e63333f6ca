import { Refusal } from '../refusal.ts';
import type { Args } from './args.ts';

/** One page of a list, and the cursor of the next (empty at the end). @throws Refusal `invalid_cursor` */
export function pageOf<T>(
  items: readonly T[],
  args: Args,
  limits: { default: number; max: number },
): { page: T[]; nextCursor: string } {
  const limit = args.integer('limit', { min: 1, max: limits.max, default: limits.default });
  const cursor = args.string('cursor');
  const start = cursor === undefined ? 0 : offsetIn(cursor);
  const end = start + limit;
  return {
    page: items.slice(start, end),
    nextCursor: end < items.length ? Buffer.from(`offset:${end}`).toString('base64') : '',
  };
}

function offsetIn(cursor: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (offset === undefined) throw new Refusal('invalid_cursor');
  return Number(offset);
}
