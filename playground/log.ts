/** Appends, and drops the oldest tenth once `limit` is passed, so that long runs stay in memory. */
export function logInto<T>(log: T[], entry: T, limit = 50_000): void {
  log.push(entry);
  if (log.length > limit) log.splice(0, Math.ceil(limit / 10));
}
