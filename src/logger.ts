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

/** Slack's tokens, the passwords of database addresses, and what stands under a secret's name at any depth. */
export function cutSecrets(line: string): string {
  return line
    .replace(/\bx(?:ox[a-z](?:\.xox[a-z])?|app)-[\w.-]+/g, '[secret]')
    .replace(/(postgres(?:ql)?:\/\/[^:/?#\s"]*:)[^/?#\s"]*@/g, '$1[secret]@')
    .replace(/([?&]password=)[^&#\s"\\]*/g, '$1[secret]')
    .replace(/("(?:signingSecret|password)":")(?:[^"\\]|\\.)*"/g, '$1[secret]"');
}
