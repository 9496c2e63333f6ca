import fc from 'fast-check';
import { alignment, type Distribution } from '../../../src/features/polls/alignment.ts';

const departments = (...counts: number[][]): Distribution[] =>
  counts.map((c, i) => ({ departmentId: i + 1, counts: c }));
const percent = (isOrdered: boolean, ...counts: number[][]) =>
  alignment(departments(...counts), isOrdered)?.value ?? null;

describe('ordered options: one less the distance in steps of the largest possible', () => {
  // Worked out by hand: the distance is the sum of the differences of the cumulative shares.
  test.each<[what: string, p: number[], q: number[], expected: number]>([
    ['the same', [0, 1, 3, 1, 0], [0, 1, 3, 1, 0], 100],
    ['the same shares of departments of unlike size', [1, 1, 0], [20, 20, 0], 100],
    ['opposite ends of five', [4, 0, 0, 0, 0], [0, 0, 0, 0, 6], 0],
    ['opposite ends of two', [3, 0], [0, 5], 0],
    ['one step of four', [3, 0, 0, 0, 0], [0, 2, 0, 0, 0], 75],
    ['two steps of four', [1, 0, 0, 0, 0], [0, 0, 1, 0, 0], 50],
    ['three steps of four', [1, 0, 0, 0, 0], [0, 0, 0, 1, 0], 25],
    // |1−1/2| + |1−1/2| + |1−1/2| + |1−1/2| = 2 steps of 4
    ['one end against both ends', [2, 0, 0, 0, 0], [1, 0, 0, 0, 1], 50],
    // |0−1/2| four times = 2 of 4
    ['the other end against both ends', [0, 0, 0, 0, 9], [2, 0, 0, 0, 2], 50],
    // |1/2−0| + |1/2−0| + |1/2−1| + |1/2−1| = 2 of 4
    ['both ends against the middle', [1, 0, 0, 0, 1], [0, 0, 2, 0, 0], 50],
    // |1/5−0| + |2/5−0| + |3/5−0| + |4/5−0| = 2 of 4
    ['evenly spread against one end', [1, 1, 1, 1, 1], [0, 0, 0, 0, 3], 50],
    // |1/5| + |2/5| + |3/5−1| + |4/5−1| = 6/5 of 4: 70
    ['evenly spread against the middle', [1, 1, 1, 1, 1], [0, 0, 1, 0, 0], 70],
    // |1/3−0| = 1/3 of 2: 83.3
    ['a third moves one of two steps', [1, 2, 0], [0, 3, 0], 83],
    // |2/3−0| = 2/3 of 2: 66.7
    ['two thirds move one of two steps', [2, 1, 0], [0, 4, 0], 67],
    // |1/4−0| of 4: 93.75
    ['a quarter moves one of four steps', [1, 3, 0, 0, 0], [0, 4, 0, 0, 0], 94],
    // |1/8−0| of 1: 87.5, a half goes up
    ['exactly between two numbers', [1, 7], [0, 8], 88],
    // |1/3−1/4| + |2/3−3/4| = 1/12 + 1/12 = 1/6 of 2: 91.7
    ['a little apart on both sides', [1, 1, 1], [1, 2, 1], 92],
    // |0| + |1/2−0| + |1−1/2| = 1 of 3: 66.7
    ['a step between neighbours of four', [0, 1, 1, 0], [0, 0, 1, 1], 67],
    // |1−0|·19 of 19
    ['opposite ends of twenty', [1, ...Array<number>(19).fill(0)], [...Array<number>(19).fill(0), 1], 0],
    // |3/10−1/10| + |7/10−3/10| + |9/10−6/10| + |1−8/10| = 0.2+0.4+0.3+0.2 = 1.1 of 4: 72.5
    ['a direction that leans to either side', [3, 4, 2, 1, 0], [1, 2, 3, 2, 2], 73],
  ])('%s', (_, p, q, expected) => {
    expect(percent(true, p, q)).toBe(expected);
    expect(percent(true, q, p)).toBe(expected);
  });
});

describe('unordered options: what the shares have in common', () => {
  test.each<[what: string, p: number[], q: number[], expected: number]>([
    ['the same', [2, 1, 0], [4, 2, 0], 100],
    ['nothing in common', [3, 0, 0], [0, 1, 1], 0],
    ['half in common', [1, 1], [2, 0], 50],
    // min(1/3,1/2) + min(2/3,1/2) = 1/3 + 1/2: 83.3
    ['mostly in common', [1, 2], [1, 1], 83],
    // min(1/4,0) + min(1/4,1/3) + min(1/2,2/3) = 0 + 1/4 + 1/2
    ['three of four parts in common', [1, 1, 2], [0, 1, 2], 75],
    // The order of options is of no account: far and near are the same.
    ['neighbours', [1, 0, 0, 0, 0], [0, 1, 0, 0, 0], 0],
  ])('%s', (_, p, q, expected) => {
    expect(percent(false, p, q)).toBe(expected);
    expect(percent(false, q, p)).toBe(expected);
  });
});

describe('several departments', () => {
  it('is that of the pair furthest apart, which is named', () => {
    const [marketing, it, sales] = [
      [5, 0, 0, 0, 0],
      [0, 0, 0, 4, 0],
      [0, 2, 0, 0, 0],
    ];
    expect(alignment(departments(marketing, it, sales), true)).toEqual({ value: 25, furthest: [1, 2] });
    expect(alignment(departments(marketing, sales, it), true)).toEqual({ value: 25, furthest: [1, 3] });
    expect(alignment(departments(sales, marketing, it), true)).toEqual({ value: 25, furthest: [2, 3] });
  });

  it('leaves out who has not answered, and needs two who have', () => {
    expect(alignment(departments([1, 0], [0, 0], [0, 1]), true)).toEqual({ value: 0, furthest: [1, 3] });
    expect(alignment(departments([1, 0], [0, 0]), true)).toBeNull();
    expect(alignment([], false)).toBeNull();
  });
});

describe('for any answers', () => {
  const counts = (k: number) =>
    fc.array(fc.nat({ max: 50 }), { minLength: k, maxLength: k }).filter((c) => c.some((n) => n > 0));
  const pair = fc.integer({ min: 2, max: 20 }).chain((k) => fc.tuple(counts(k), counts(k)));

  it('is between 0 and 100, symmetric, and 100 for a department and itself', () => {
    fc.assert(
      fc.property(pair, fc.boolean(), ([p, q], isOrdered) => {
        const value = percent(isOrdered, p, q)!;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(100);
        expect(percent(isOrdered, q, p)).toBe(value);
        expect(percent(isOrdered, p, p)).toBe(100);
      }),
    );
  });

  it('never rises when one of two that do not overlap moves a step further away', () => {
    const apart = fc
      .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 8 }))
      .chain(([low, high]) => fc.tuple(counts(low), counts(high)))
      .map(([low, high]) => {
        // The last option is left free, so that there is room for the step.
        const free = [...high.slice(0, -1), 0];
        const upper = free.some((n) => n > 0) ? free : [1, ...free.slice(1)];
        return {
          low: [...low, ...upper.map(() => 0)],
          near: [...low.map(() => 0), ...upper],
          far: [...low.map(() => 0), 0, ...upper.slice(0, -1)],
        };
      });
    fc.assert(
      fc.property(apart, fc.boolean(), ({ low, near, far }, isOrdered) => {
        expect(percent(isOrdered, low, far)!).toBeLessThanOrEqual(percent(isOrdered, low, near)!);
      }),
    );
  });

  it('says the same of ten times as many people', () => {
    fc.assert(
      fc.property(pair, fc.boolean(), ([p, q], isOrdered) => {
        const tenfold = q.map((n) => n * 10);
        expect(percent(isOrdered, p, tenfold)).toBe(percent(isOrdered, p, q));
      }),
    );
  });
});
