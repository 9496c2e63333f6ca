const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);
/** pg's own words, where it gives no code. */
const connectionWords =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|connection ended unexpectedly/i;

/** Whether PostgreSQL could not be reached or is just stopping or starting (SQLSTATE classes 08 and 57P). */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (connectionCodes.has(code) || code.startsWith('08') || code.startsWith('57P')) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return connectionWords.test(error.message);
}

/** SQLSTATE 23505: somebody else was first. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
