const cells = 10;

/**
 * A share as a bar of ten cells. What at least one person chose has at least one, and what not all chose is never
 * full, so that a single answer among a hundred is seen. Block characters, because Slack counts an emoji by its
 * longer name.
 */
export function shareBar(count: number, of: number): string {
  const part = of === 0 ? 0 : Math.round((count / of) * cells);
  const filled = count === 0 ? 0 : Math.max(1, count < of ? Math.min(cells - 1, part) : cells);
  return '█'.repeat(filled) + '░'.repeat(cells - filled);
}
