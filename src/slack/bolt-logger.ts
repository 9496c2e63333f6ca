import { LogLevel, type Logger as SlackLogger } from '@slack/bolt';
import type { Logger } from '../logger.ts';

const boltLevels: Record<string, LogLevel> = {
  trace: LogLevel.DEBUG,
  debug: LogLevel.DEBUG,
  info: LogLevel.INFO,
  warn: LogLevel.WARN,
};

/**
 * Bolt's logger on ours. Its debug lines go to `trace`, without the payloads that many of them end with: those
 * hold what people write, and who chose what in an anonymous poll.
 */
export function boltLogger(log: Logger): SlackLogger {
  const child = log.child({ part: 'bolt' });
  const text = (parts: unknown[]) => parts.map((p) => (p instanceof Error ? p.message : String(p))).join(' ');
  return {
    debug: (...m) => child.trace(text(m).replace(/[{[].*$/s, '…')),
    info: (...m) => child.debug(text(m)),
    warn: (...m) => child.warn(text(m)),
    error: (...m) => child.error(text(m)),
    setLevel: () => {},
    getLevel: () => boltLevels[log.level] ?? LogLevel.ERROR,
    setName: () => {},
  };
}
