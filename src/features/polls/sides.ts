import { fewestAlone, type Side } from './poll.ts';

/**
 * Who is seen with whom in an anonymous poll, so that no department with fewer than three answers can be seen
 * alone, nor be found by subtracting the others from the whole: those with at least three answers stand alone,
 * the others together. Where these have fewer than three even together, the smallest of those that would stand
 * alone joins them (of several the first). Where there are fewer than three answers in all, nothing is seen.
 * @param alone one side for each department, in their order; those of which nobody answered are left out
 */
export function hiddenSides(alone: readonly Side[]): Side[] {
  const answered = alone.filter((side) => side.answered > 0);
  const large = answered.filter((side) => side.answered >= fewestAlone);
  const small = answered.filter((side) => side.answered < fewestAlone);
  if (small.length === 0) return large;
  const isEnough = sum(small.map((side) => side.answered)) >= fewestAlone;
  const least = Math.min(...large.map((side) => side.answered));
  const joining = isEnough ? undefined : large.find((side) => side.answered === least);
  if (!isEnough && !joining) return [];
  const hidden = answered.filter((side) => small.includes(side) || side === joining);
  const first = hidden[0];
  return answered.flatMap((side) =>
    side === first ? [together(hidden)] : hidden.includes(side) ? [] : [side],
  );
}

function together(sides: readonly Side[]): Side {
  return {
    departmentIds: sides.flatMap((side) => side.departmentIds),
    counts: (sides[0]?.counts ?? []).map((_, i) => sum(sides.map((side) => side.counts[i] ?? 0))),
    answered: sum(sides.map((side) => side.answered)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
