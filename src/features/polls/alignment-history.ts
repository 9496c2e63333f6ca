import type { Poll, PollOutcome } from './poll.ts';

/** One closed pulse of an initiative. */
export interface Run {
  pollId: number;
  initiativeId: number;
  /** When it closed. */
  at: Date;
  /** Alignment from 0 to 100; null: fewer than two departments can be compared. */
  direction: number | null;
  extent: number | null;
  /** The lower of the two. */
  value: number | null;
  /** To what came of it. */
  link: string | null;
}

/** With the pulse itself, which knows nobody's name. */
export type RunOfPoll = Run & { poll: Poll };

/** A run with a value. */
export type Measured = Run & { value: number };

/** Under this, what they want is so far apart that they should talk. */
const low = 50;
/** So many points less than the time before are a drop. */
const drop = 20;

/** Design 3.3: of direction and extent the one on which the departments are further apart. */
export function lower(direction: number | null, extent: number | null): number | null {
  const values = [direction, extent].filter((value) => value !== null);
  return values.length === 0 ? null : Math.min(...values);
}

export function alignmentsOf({ questions }: Pick<PollOutcome, 'questions'>): {
  direction: number | null;
  extent: number | null;
  value: number | null;
} {
  const [direction = null, extent = null] = questions.map(({ alignment }) => alignment?.value ?? null);
  return { direction, extent, value: lower(direction, extent) };
}

/**
 * Whether one question's alignment is something to talk about at the next sync.
 * @param previous of the run before; runs without a value are passed over
 * @returns `low`: under 50; `dropped`: at least 20 points below the run before
 */
export function needsTalk(previous: number | null, current: number | null): 'low' | 'dropped' | null {
  if (current === null) return null;
  if (current < low) return 'low';
  return previous !== null && previous - current >= drop ? 'dropped' : null;
}

/** A question on which the departments should talk. */
export interface Gap {
  /** 0: the direction, 1: the extent. */
  question: 0 | 1;
  /** The run that showed it. */
  run: Run;
  value: number;
  /** Of the run before that has a value for this question. */
  previous: number | null;
}

/**
 * Each question is measured by itself, since the other one, where it is lower, would hide that it drops.
 * @param runs of one initiative, oldest first
 * @returns the worse of the two where both are to be talked about; null: neither is
 */
export function gapOf(runs: readonly Run[]): Gap | null {
  const gaps = (['direction', 'extent'] as const).flatMap((name, i): Gap[] => {
    const measured = runs.flatMap((run) => (run[name] === null ? [] : [{ run, value: run[name] }]));
    const newest = measured.at(-1);
    const previous = measured.at(-2)?.value ?? null;
    if (!newest || needsTalk(previous, newest.value) === null) return [];
    return [{ question: i === 0 ? 0 : 1, ...newest, previous }];
  });
  return gaps.sort((a, b) => a.value - b.value)[0] ?? null;
}

export function isMeasured<R extends Run>(run: R): run is R & Measured {
  return run.value !== null;
}

export interface Latest {
  initiativeId: number;
  newest: Measured;
  /** The one before it that has a value. */
  previous: Measured | null;
}

/** Of every initiative that has a run with a value. @param runs oldest first */
export function latestOf(runs: readonly Run[]): Latest[] {
  const latest = new Map<number, Latest>();
  for (const run of runs.filter(isMeasured)) {
    const previous = latest.get(run.initiativeId)?.newest ?? null;
    latest.set(run.initiativeId, { initiativeId: run.initiativeId, newest: run, previous });
  }
  return [...latest.values()];
}

export interface Point {
  at: Date;
  /** 0 to 100, rounded. */
  value: number;
}

/**
 * How the whole moves: at every run with a value the mean of what each initiative's newest value was then.
 * @param runs oldest first
 */
export function overallTrend(runs: readonly Run[]): Point[] {
  const values = new Map<number, number>();
  return runs.filter(isMeasured).map(({ initiativeId, at, value }) => {
    values.set(initiativeId, value);
    const sum = [...values.values()].reduce((total, each) => total + each, 0);
    return { at, value: Math.round(sum / values.size) };
  });
}
