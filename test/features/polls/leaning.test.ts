import { medianSteps, mostChosen } from '../../../src/features/polls/leaning.ts';

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
