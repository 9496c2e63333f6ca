import { Logger as GraphileLogger } from 'graphile-worker';
import type { Logger } from '../logger.ts';

/**
 * graphile-worker logs every job it completes at `info`; with us that is `trace`. Its error lines are
 * `warn`, since a failed job is tried again; what a person must know is logged by the error boundary.
 */
export function graphileLogger(log: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, message, meta) => {
    const error = meta?.error;
    if (level === 'error') log.warn(error instanceof Error ? { err: error } : {}, message);
    else if (level === 'warning') log.warn(message);
    else log.trace(message);
  });
}
