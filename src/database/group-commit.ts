/**
 * One statement for everything that waits at that moment: while a flush runs, what arrives gathers for the
 * next. Under load the round trips are shared; when idle nothing waits. `add` resolves once its item is
 * committed and rejects, like all of its batch, when the flush fails; nothing is kept back or retried here.
 */
export function groupCommit<T>(
  flush: (items: T[]) => Promise<void>,
  maxBatch = 500,
): (item: T) => Promise<void> {
  let waiting: { item: T; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let flushing = false;

  async function run(): Promise<void> {
    flushing = true;
    // Lets everything that arrived in this turn of the event loop share the first statement.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      try {
        await flush(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    flushing = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!flushing) void run();
    });
}
