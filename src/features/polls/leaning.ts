/**
 * What a side leans to, where options are not a scale.
 * @param counts answers for each option, in the order of the options
 * @returns indexes of the options with the most answers, several on a tie; none where nobody answered
 */
export function mostChosen(counts: readonly number[]): number[] {
  const most = Math.max(0, ...counts);
  return most === 0 ? [] : counts.flatMap((count, i) => (count === most ? [i] : []));
}

/**
 * Where a side stands on a scale: the step of the answer in the middle, when all are put in a row from one end
 * of the scale to the other. Of an even number of answers two are in the middle, and they may be on different
 * steps: half of the side is then at or below the one, half at or above the other.
 * @param counts answers for each step, from one end to the other
 * @returns indexes of the lower and the upper median step; null where nobody answered
 */
export function medianSteps(counts: readonly number[]): [lower: number, upper: number] | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return [stepOf(counts, Math.floor((total - 1) / 2)), stepOf(counts, Math.floor(total / 2))];
}

/** The step of one answer in the row, counted from 0. */
function stepOf(counts: readonly number[], place: number): number {
  let before = 0;
  return counts.findIndex((count) => {
    before += count;
    return place < before;
  });
}
