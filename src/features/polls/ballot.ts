import type { BallotAct, Standing } from './poll.ts';

/** One click, as it is kept. */
export type Act = BallotAct & {
  /** Unique to the click, on its ballot: the same click, told again, is the same act. */
  key: string;
  /** Slack's time of the click: seconds since 1970 with up to six decimals. */
  at: string;
};

/** So many clicks are somebody at play, or a machine. */
export const mostActs = 500;

/** Nobody has chosen anything yet. */
export const nothingChosen: Standing = { chosen: [], reason: null };

/**
 * What a person has answered, from what was done to their ballot. Clicks count in the order of Slack's times,
 * whatever order they come in and however often; those of the same time in the order of their keys.
 */
export function standingOf(acts: readonly Act[]): Standing {
  const chosen = new Map<number, Set<number>>();
  let reason: string | null = null;
  for (const act of inOrder(acts)) {
    if (act.kind === 'choose') chosen.set(act.question, new Set(act.options));
    else if (act.kind === 'toggle') flip(chosen, act);
    else if (act.kind === 'reason') reason = act.reason || null;
    else {
      chosen.clear();
      reason = null;
    }
  }
  const ids = [...chosen.values()].flatMap((options) => [...options]).sort((a, b) => a - b);
  return { chosen: ids, reason: ids.length > 0 ? reason : null };
}

function flip(chosen: Map<number, Set<number>>, act: { question: number; option: number }): void {
  const options = chosen.get(act.question) ?? new Set();
  if (!options.delete(act.option)) options.add(act.option);
  chosen.set(act.question, options);
}

function inOrder(acts: readonly Act[]): Act[] {
  const once = new Map(acts.map((act) => [act.key, act]));
  return [...once.values()].sort((a, b) => compareTimes(a.at, b.at) || (a.key < b.key ? -1 : 1));
}

/** By their values, not as text: `9.5` is before `10.000001`. A number cannot hold all of their digits. */
function compareTimes(a: string, b: string): number {
  const [x, y] = [microseconds(a), microseconds(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** @param at seconds with up to six decimals */
export function microseconds(at: string): bigint {
  const [seconds = '0', decimals = ''] = at.split('.');
  return BigInt(seconds + decimals.slice(0, 6).padEnd(6, '0'));
}
