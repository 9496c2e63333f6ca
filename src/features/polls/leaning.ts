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

/**
 * Where two sides differ most in how many of them chose an option. Of several such options the one that fewest of
 * the other side chose, then the first.
 * @returns shares: of those who answered, 0 to 1, in the order of the sides; null: there is no difference
 */
export function mostDiffering(
  ...sides: readonly [AnswersOfSide, AnswersOfSide]
): { option: number; shares: [number, number] } | null {
  const share = ({ counts, answered }: AnswersOfSide, i: number) => (counts[i] ?? 0) / Math.max(1, answered);
  const options = sides[0].counts.map((_, option) => {
    const shares: [number, number] = [share(sides[0], option), share(sides[1], option)];
    return { option, shares, apart: Math.abs(shares[0] - shares[1]), least: Math.min(...shares) };
  });
  const [found] = options.sort((a, b) => difference(b.apart, a.apart) || difference(a.least, b.least));
  return found && difference(found.apart, 0) !== 0 ? { option: found.option, shares: found.shares } : null;
}

/** Without what the arithmetic of fractions leaves behind. */
function difference(a: number, b: number): number {
  return Math.round((a - b) * 1e9);
}

interface AnswersOfSide {
  counts: readonly number[];
  answered: number;
}
