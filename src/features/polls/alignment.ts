/** One department's answers to one question: how many chose each option, in the order of the options. */
export interface Distribution {
  departmentId: number;
  counts: readonly number[];
}

export interface Alignment {
  /** 0 to 100, rounded, a half upwards. */
  value: number;
  /** The departments that are furthest apart; of several such pairs the first in the order given. */
  furthest: readonly [number, number];
}

/**
 * How close the departments' answers are: the alignment of the least aligned pair (design 3.3).
 * Ordered options: 1 − EMD / (k − 1), with the earth mover's distance in steps between the two distributions and
 * k the number of options. Unordered options: what the distributions have in common, Σ min(p, q).
 * @returns null unless at least two departments have answered
 */
export function alignment(distributions: readonly Distribution[], isOrdered: boolean): Alignment | null {
  const answered = distributions.filter(({ counts }) => total(counts) > 0);
  let least: { apart: Fraction; furthest: [number, number] } | null = null;
  for (const [i, one] of answered.entries()) {
    for (const other of answered.slice(i + 1)) {
      const apart = isOrdered
        ? distanceInSteps(one.counts, other.counts)
        : notShared(one.counts, other.counts);
      if (least === null || isLarger(apart, least.apart)) {
        least = { apart, furthest: [one.departmentId, other.departmentId] };
      }
    }
  }
  return least && { value: percentLeft(least.apart), furthest: least.furthest };
}

/**
 * A part of the largest possible distance. Whole numbers, so that 1/3 of the way is nowhere rounded before the
 * end and equal distances are equal.
 */
interface Fraction {
  part: number;
  of: number;
}

/** Between cumulative distributions, since on a line earth goes the straight way. */
function distanceInSteps(p: readonly number[], q: readonly number[]): Fraction {
  const [of, to] = [total(p), total(q)];
  let moved = 0;
  let surplus = 0;
  for (const [i, count] of p.entries()) {
    surplus += count * to - (q[i] ?? 0) * of;
    moved += Math.abs(surplus);
  }
  return { part: moved, of: of * to * Math.max(1, p.length - 1) };
}

function notShared(p: readonly number[], q: readonly number[]): Fraction {
  const [of, to] = [total(p), total(q)];
  const shared = p.reduce((sum, count, i) => sum + Math.min(count * to, (q[i] ?? 0) * of), 0);
  return { part: of * to - shared, of: of * to };
}

function isLarger(a: Fraction, b: Fraction): boolean {
  return a.part * b.of > b.part * a.of;
}

function percentLeft({ part, of }: Fraction): number {
  return Math.floor((200 * (of - part) + of) / (2 * of));
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
