import { LogLevel, type Logger as SlackLogger } from '@slack/bolt';
import type { Logger } from '../logger.ts';

const boltLevels: Record<string, LogLevel> = {
  trace: LogLevel.DEBUG,
  debug: LogLevel.DEBUG,
  info: LogLevel.INFO,
  warn: LogLevel.WARN,
};

/** Bolt's logger on ours. Bolt's debug lines hold whole payloads, so they go to `trace`. */
export function boltLogger(log: Logger): SlackLogger {
  const child = log.child({ part: 'bolt' });
  const text = (parts: unknown[]) => parts.map((p) => (p instanceof Error ? p.message : String(p))).join(' ');
  return {
    debug: (...m) => child.trace(text(m)),
    info: (...m) => child.debug(text(m)),
    warn: (...m) => child.warn(text(m)),
    error: (...m) => child.error(text(m)),
    setLevel: () => {},
    getLevel: () => boltLevels[log.level] ?? LogLevel.ERROR,
    setName: () => {},
  };
}
