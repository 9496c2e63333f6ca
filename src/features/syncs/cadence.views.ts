import type { Texts } from '../../text/text.ts';
import { type Cadence, heldShare } from './cadence.ts';

/** How it has gone, in a line; null: nothing was due yet. */
export function cadenceLine(t: Texts, cadence: Cadence): string | null {
  const { current, previous, daysBetween, daysSince } = cadence;
  if (current.planned + previous.planned === 0) return null;
  const [share, shareBefore] = [heldShare(current), heldShare(previous)];
  return [
    t.t('syncs.cadence.quarter', { ...current }),
    ...(share !== null && shareBefore !== null
      ? [t.t('syncs.cadence.trend', { share, before: shareBefore })]
      : []),
    ...(daysBetween === null ? [] : [t.t('syncs.cadence.between', { count: Math.round(daysBetween) })]),
    ...(daysSince === null ? [] : [t.t('syncs.cadence.since', { count: daysSince })]),
  ].join('  ·  ');
}
