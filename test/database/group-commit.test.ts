import { groupCommit } from '../../src/database/group-commit.ts';

/** A flush whose end the test decides; records what each was given. */
function manualFlush() {
  const batches: number[][] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let begun = () => {};
  return {
    batches,
    flush: (items: number[]) =>
      new Promise<void>((resolve, reject) => {
        batches.push(items);
        ends.push({ resolve, reject });
        begun();
      }),
    /** Resolves when that many flushes have begun. */
    async began(count: number): Promise<void> {
      while (batches.length < count) await new Promise<void>((resolve) => (begun = resolve));
    },
    end(index: number, error?: Error): void {
      if (error) ends[index]!.reject(error);
      else ends[index]!.resolve();
    },
  };
}

/** Lets everything that is ready to happen happen. */
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('an item is done only when its flush is', async () => {
  const { flush, began, end } = manualFlush();
  const add = groupCommit(flush);
  const done: number[] = [];
  const first = add(1).then(() => done.push(1));
  await began(1);
  const second = add(2).then(() => done.push(2));
  await settle();
  expect(done).toEqual([]);

  end(0);
  await first;
  await settle();
  expect(done).toEqual([1]);

  end(1);
  await second;
  expect(done).toEqual([1, 2]);
});

test('what arrives together, and what arrives during a flush, shares a statement, in order', async () => {
  const { flush, began, end, batches } = manualFlush();
  const add = groupCommit(flush);
  const all = [add(1), add(2), add(3)];
  await began(1);
  all.push(add(4), add(5));
  await settle();
  expect(batches).toEqual([[1, 2, 3]]);
  end(0);
  await began(2);
  expect(batches).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  end(1);
  await Promise.all(all);
});

test('no batch is larger than the most', async () => {
  const batches: number[][] = [];
  const add = groupCommit<number>(async (items) => void batches.push(items), 2);
  await Promise.all([1, 2, 3, 4, 5].map(add));
  expect(batches).toEqual([[1, 2], [3, 4], [5]]);
});

test('a failing flush fails its own batch, and only it', async () => {
  const { flush, began, end } = manualFlush();
  const add = groupCommit(flush, 2);
  const results = Promise.allSettled([1, 2, 3, 4, 5].map(add));
  const gone = new Error('connection terminated');
  await began(1);
  end(0);
  await began(2);
  end(1, gone);
  await began(3);
  end(2);
  expect(await results).toEqual([
    { status: 'fulfilled', value: undefined },
    { status: 'fulfilled', value: undefined },
    { status: 'rejected', reason: gone },
    { status: 'rejected', reason: gone },
    { status: 'fulfilled', value: undefined },
  ]);
});

test('after a failure it goes on, and repeats nothing', async () => {
  const batches: number[][] = [];
  let isAway = true;
  const add = groupCommit<number>(async (items) => {
    batches.push(items);
    if (isAway) throw new Error('away');
  });
  await expect(add(1)).rejects.toThrow('away');
  isAway = false;
  await add(2);
  expect(batches).toEqual([[1], [2]]);
});

test('a flush that throws before it promises anything is a failed one', async () => {
  const add = groupCommit<number>(() => {
    throw new Error('at once');
  });
  await expect(add(1)).rejects.toThrow('at once');
  await expect(add(2)).rejects.toThrow('at once');
});

test('many at once, while flushes run: each exactly once, in order', async () => {
  const flushed: number[] = [];
  const add = groupCommit<number>(async (items) => {
    await settle();
    flushed.push(...items);
  }, 7);
  const all: Promise<void>[] = [];
  for (let i = 0; i < 100; i++) {
    all.push(add(i));
    if (i % 10 === 0) await settle();
  }
  await Promise.all(all);
  expect(flushed).toEqual(Array.from({ length: 100 }, (_, i) => i));
});
