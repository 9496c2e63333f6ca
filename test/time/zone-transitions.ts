/** The clock changes of a zone as `Intl.DateTimeFormat` tells them, without Temporal. */

const minuteMs = 60_000;
const dayMs = 86_400_000;

export interface Transition {
  /** The first instant, in ms, of the new offset. */
  at: number;
  /** Minutes east of UTC. */
  before: number;
  after: number;
}

/** @returns minutes east of UTC at an instant in ms */
export function offsetsOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return (at) => {
    const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(format.format(at))!;
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

export function transitionsOf(timeZone: string, from: number, until: number): Transition[] {
  const offsetAt = offsetsOf(timeZone);
  const found: Transition[] = [];
  let before = offsetAt(from);
  for (let day = from + dayMs; day <= until; day += dayMs) {
    const after = offsetAt(day);
    if (after === before) continue;
    let [low, high] = [day - dayMs, day];
    while (high - low > minuteMs) {
      const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    found.push({ at: high, before, after });
    before = after;
  }
  return found;
}

/**
 * By design 3.4: of the instants that a clock there shows as `local` (ms as if it were UTC) the first; where
 * there is none, the time moves forward by the gap.
 */
export function expectedInstant(local: number, { at, before, after }: Transition): number {
  const early = local - before * minuteMs;
  const late = local - after * minuteMs;
  const shown = [...(early < at ? [early] : []), ...(late >= at ? [late] : [])];
  if (shown.length > 0) return Math.min(...shown);
  const gap = (after - before) * minuteMs;
  return local + gap - after * minuteMs;
}
