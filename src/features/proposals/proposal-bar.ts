import type { DepartmentTally } from './tally.ts';

const cells = 10;
/** Told apart by brightness as well as by colour, and by the numbers beside the bar. */
const symbols = { agree: '🟩', object: '🟥', abstain: '🟨', silent: '⬜' };

/**
 * Turnout and stances as a bar of ten cells. Whatever at least one person chose has at least one cell, so
 * that a single objection among a hundred people is seen.
 */
export function stanceBar(t: Pick<DepartmentTally, 'eligible' | 'agree' | 'object' | 'abstain'>): string {
  const counts = {
    agree: t.agree,
    object: t.object,
    abstain: t.abstain,
    silent: Math.max(0, t.eligible - t.agree - t.object - t.abstain),
  };
  const parts = Object.entries(counts) as [keyof typeof counts, number][];
  const total = Math.max(1, t.eligible);
  const sizes = parts.map(([, n]) => (n === 0 ? 0 : Math.max(1, Math.floor((n / total) * cells))));
  // What rounding left over or took too much goes to the largest part.
  const largest = parts.reduce((best, [, n], i) => (n > (parts[best]?.[1] ?? 0) ? i : best), 0);
  sizes[largest] = (sizes[largest] ?? 0) + cells - sizes.reduce((sum, n) => sum + n, 0);
  return parts.map(([part], i) => symbols[part].repeat(Math.max(0, sizes[i] ?? 0))).join('');
}
