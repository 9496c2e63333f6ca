import {
  alignmentsOf,
  gapOf,
  latestOf,
  lower,
  needsTalk,
  overallTrend,
  type Run,
} from '../../../src/features/polls/alignment-history.ts';
import { all, resultOf } from './closed-poll.ts';

let pollId = 0;
function run(initiativeId: number, value: number | null): Run {
  pollId += 1;
  const at = new Date(Date.UTC(2027, 5, pollId));
  return { pollId, initiativeId, at, direction: value, extent: value, value, link: null };
}

describe('an initiative is to be talked about', () => {
  test.each([
    [null, 49, 'low'],
    [null, 50, null],
    [49, 49, 'low'],
    [69, 50, null],
    [70, 50, 'dropped'],
    [100, 81, null],
    [100, 80, 'dropped'],
    [71, 49, 'low'],
    [20, 60, null],
    [100, null, null],
    [null, null, null],
    [0, 0, 'low'],
    [100, 100, null],
  ] as const)('after %p it is %p: %p', (previous, current, expected) => {
    expect(needsTalk(previous, current)).toBe(expected);
  });
});

describe('the alignment of a pulse', () => {
  test('is the lower of direction and extent, and of one where the other has none', () => {
    expect([lower(40, 70), lower(70, 40), lower(null, 70), lower(40, null), lower(null, null)]).toEqual([
      40,
      40,
      70,
      40,
      null,
    ]);
    expect(lower(0, 70)).toBe(0);
  });

  test('comes from its outcome, question by question', () => {
    const together = resultOf({ 1: all(5), 2: all(5) }, true);
    const apart = resultOf({ 1: all(1), 2: all(5) }, true);
    const one = resultOf({ 1: all(1) }, true);
    expect(alignmentsOf({ questions: [together, apart] })).toEqual({ direction: 100, extent: 0, value: 0 });
    expect(alignmentsOf({ questions: [one, one] })).toEqual({ direction: null, extent: null, value: null });
  });
});

describe('direction and extent are measured each by itself', () => {
  type Values = [direction: number | null, extent: number | null];
  test.each<[string, Values[], { question: 0 | 1; value: number; previous: number | null } | null]>([
    [
      'a fall that the other, lower question hides',
      [
        [100, 55],
        [51, 55],
      ],
      { question: 0, value: 51, previous: 100 },
    ],
    [
      'no fall of either, though that of the lower',
      [
        [50, 90],
        [70, 71],
      ],
      null,
    ],
    [
      'the worse one of two',
      [
        [90, 80],
        [60, 40],
      ],
      { question: 1, value: 40, previous: 80 },
    ],
    [
      'of two alike the direction',
      [
        [90, 90],
        [40, 40],
      ],
      { question: 0, value: 40, previous: 90 },
    ],
    [
      'a low one that rises',
      [
        [20, 90],
        [45, 90],
      ],
      { question: 0, value: 45, previous: 20 },
    ],
    [
      'against the last run that measured it',
      [
        [100, 60],
        [null, 60],
        [80, 60],
      ],
      { question: 0, value: 80, previous: 100 },
    ],
    [
      'the last value where the newest run has none',
      [
        [90, 60],
        [40, 60],
        [null, 60],
      ],
      { question: 0, value: 40, previous: 90 },
    ],
    ['the first run', [[49, 100]], { question: 0, value: 49, previous: null }],
    ['none at all', [[null, null]], null],
  ])('%s', (_name, values, expected) => {
    const runs = values.map(([direction, extent]) => ({
      ...run(1, lower(direction, extent)),
      direction,
      extent,
    }));
    const gap = gapOf(runs);
    expect(gap && { question: gap.question, value: gap.value, previous: gap.previous }).toEqual(expected);
  });
});

test('the newest of an initiative is the newest with a value, and so is the one before it', () => {
  const runs = [run(1, 80), run(2, 10), run(1, null), run(1, 60), run(1, null)];
  expect(latestOf(runs)).toEqual([
    { initiativeId: 1, newest: runs[3], previous: runs[0] },
    { initiativeId: 2, newest: runs[1], previous: null },
  ]);
  expect(latestOf([run(3, null)])).toEqual([]);
});

test('over all it is, at each run, the mean of what every initiative had last', () => {
  const runs = [run(1, 40), run(2, 80), run(1, null), run(1, 61), run(3, 0)];
  expect(overallTrend(runs).map(({ value }) => value)).toEqual([40, 60, 71, 47]);
  expect(overallTrend(runs).map(({ at }) => at)).toEqual([0, 1, 3, 4].map((i) => runs[i]?.at));
  expect(overallTrend([])).toEqual([]);
});
