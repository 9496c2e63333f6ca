/** Tells that something changed, cheaply while nobody listens. */
export class Changes {
  readonly #listeners = new Set<() => void>();

  /** For passing on as a callback. */
  readonly changed = (): void => {
    for (const listener of this.#listeners) listener();
  };

  /** @returns a function that ends the subscription */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Waits until `predicate` gives something true. It is asked after changes, at most once per turn of the
   * event loop, and every 100 ms, as it may look at things outside of the playground.
   * @throws Error after `timeoutMs`
   */
  waitFor<T>(predicate: () => T | Promise<T>, timeoutMs: number): Promise<NonNullable<T>> {
    return new Promise((resolve, reject) => {
      let asking = false;
      let askAgain = false;
      let lastError: unknown;
      const ask = async () => {
        if (asking) {
          askAgain = true;
          return;
        }
        asking = true;
        do {
          askAgain = false;
          await new Promise((next) => setImmediate(next));
          try {
            const value = await predicate();
            if (value) return end(() => resolve(value as NonNullable<T>));
          } catch (error) {
            lastError = error;
          }
        } while (askAgain);
        asking = false;
      };
      const end = (settle: () => void) => {
        clearTimeout(timeout);
        clearInterval(poll);
        stop();
        settle();
      };
      const stop = this.listen(() => void ask());
      const poll = setInterval(() => void ask(), 100);
      const timeout = setTimeout(
        () => end(() => reject(new Error(`nothing came within ${timeoutMs} ms`, { cause: lastError }))),
        timeoutMs,
      );
      void ask();
    });
  }
}
