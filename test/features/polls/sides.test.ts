import fc from 'fast-check';
import type { Side } from '../../../src/features/polls/poll.ts';
import { hiddenSides } from '../../../src/features/polls/sides.ts';

/** Departments 1, 2, … with these answers for each of two options. */
const departments = (...counts: [number, number][]): Side[] =>
  counts.map((pair, i) => ({ departmentIds: [i + 1], counts: pair, answered: pair[0] + pair[1] }));
const grouped = (...counts: [number, number][]) =>
  hiddenSides(departments(...counts)).map(({ departmentIds, counts: together }) => [departmentIds, together]);

test('departments with three answers stand alone', () => {
  expect(grouped([3, 0], [2, 2])).toEqual([
    [[1], [3, 0]],
    [[2], [2, 2]],
  ]);
});

test('those with fewer stand together', () => {
  expect(grouped([2, 0], [4, 1], [0, 1])).toEqual([
    [
      [1, 3],
      [2, 1],
    ],
    [[2], [4, 1]],
  ]);
});

test('where they are too few even together, the smallest of the others joins them', () => {
  expect(grouped([5, 0], [1, 0], [2, 1], [0, 1])).toEqual([
    [[1], [5, 0]],
    [
      [2, 3, 4],
      [3, 2],
    ],
  ]);
  // Of several the first.
  expect(grouped([3, 0], [0, 3], [1, 1])).toEqual([
    [
      [1, 3],
      [4, 1],
    ],
    [[2], [0, 3]],
  ]);
  expect(grouped([3, 0], [0, 1])).toEqual([
    [
      [1, 2],
      [3, 1],
    ],
  ]);
});

test('fewer than three answers in all are no side', () => {
  expect(grouped([1, 0], [0, 1])).toEqual([]);
  expect(grouped([2, 0])).toEqual([]);
  expect(grouped([0, 0], [0, 0])).toEqual([]);
  expect(grouped([1, 1], [0, 1])).toEqual([
    [
      [1, 2],
      [1, 2],
    ],
  ]);
});

test('departments of which nobody answered are in no side', () => {
  expect(grouped([0, 0], [3, 0], [0, 0])).toEqual([[[2], [3, 0]]]);
});

test('no side, and no difference between sides and the whole, is fewer than three answers', () => {
  const anySides = fc
    .array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })), { maxLength: 6 })
    .map((counts) => departments(...counts));
  fc.assert(
    fc.property(anySides, (alone) => {
      const sides = hiddenSides(alone);
      const whole = alone.reduce((sum, { answered }) => sum + answered, 0);
      const seen = sides.reduce((sum, { answered }) => sum + answered, 0);
      expect(sides.every(({ answered }) => answered >= 3)).toBe(true);
      // All or nothing: what the turnout tells beside the sides is nothing that could be subtracted.
      expect(seen).toBe(whole >= 3 ? whole : 0);
      const ids = sides.flatMap(({ departmentIds }) => departmentIds);
      expect(new Set(ids).size).toBe(ids.length);
      const small = alone.filter(({ answered }) => answered > 0 && answered < 3);
      for (const { departmentIds } of small) {
        const side = sides.find((one) => one.departmentIds.includes(departmentIds[0]!));
        expect(side === undefined || side.departmentIds.length > 1).toBe(true);
      }
    }),
  );
});
