import type { Logger as SlackLogger } from '@slack/bolt';
import { LogLevel } from '@slack/bolt';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

const secretKeys = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'authorization',
  'databaseUrl',
  'password',
];

/**
 * Structured logs. Secrets are cut out by key and, wherever they hide in a text, by shape; the texts of
 * messages are never logged above `debug`.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { service: 'concord' },
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' },
      hooks: { streamWrite: cutSecrets },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );
}

/** Slack's tokens, and the password of a database address. */
export function cutSecrets(line: string): string {
  return line
    .replace(/\bx(?:ox[a-z](?:\.xox[a-z])?|app)-[\w.-]+/g, '[secret]')
    .replace(/(postgres(?:ql)?:\/\/[^:/?#\s"]*:)[^@/\s"]*@/g, '$1[secret]@');
}

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
