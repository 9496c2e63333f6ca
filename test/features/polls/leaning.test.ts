import { medianSteps, mostChosen, mostDiffering } from '../../../src/features/polls/leaning.ts';

test('a side leans to the option with the most answers, on a tie to several', () => {
  expect(mostChosen([1, 4, 2])).toEqual([1]);
  expect(mostChosen([3, 0, 3])).toEqual([0, 2]);
  expect(mostChosen([0, 0])).toEqual([]);
  expect(mostChosen([])).toEqual([]);
});

test('on a scale it stands where the answer in the middle is', () => {
  expect(medianSteps([1, 0, 0, 1, 1])).toEqual([3, 3]);
  expect(medianSteps([0, 0, 5, 0, 0])).toEqual([2, 2]);
  // 0 0 3 4: the middle is between the second and the third answer.
  expect(medianSteps([2, 0, 0, 1, 1])).toEqual([0, 3]);
  expect(medianSteps([2, 2])).toEqual([0, 1]);
  expect(medianSteps([3, 1])).toEqual([0, 0]);
  expect(medianSteps([0, 1])).toEqual([1, 1]);
  expect(medianSteps([0, 0, 0])).toBeNull();
});

describe('two sides differ most', () => {
  const side = (counts: number[], answered = counts.reduce((sum, count) => sum + count, 0)) => ({
    counts,
    answered,
  });

  test('where the shares are furthest apart', () => {
    expect(mostDiffering(side([4, 0, 6]), side([0, 2, 8]))).toEqual({ option: 0, shares: [0.4, 0] });
    expect(mostDiffering(side([1, 9]), side([10, 90]))).toBeNull();
    expect(mostDiffering(side([]), side([]))).toBeNull();
  });

  test('of several such options where one side has least, then at the first', () => {
    expect(mostDiffering(side([4, 0]), side([3, 1]))?.option).toBe(1);
    expect(mostDiffering(side([1, 0, 9]), side([0, 1, 9]))?.option).toBe(0);
    // 0.7 - 0.4 and 0.3 - 0 are not the same for a computer.
    expect(mostDiffering(side([7, 0, 3]), side([4, 3, 3]))?.option).toBe(1);
  });

  test('with several choices, counted by who answered', () => {
    expect(mostDiffering(side([2, 2], 2), side([2, 1], 2))).toEqual({ option: 1, shares: [1, 0.5] });
  });
});
