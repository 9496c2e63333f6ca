import { z } from 'zod';
import { locales } from './text/text.ts';
import { isTimeZone } from './time/zones.ts';

/** Wrong configuration, with every problem in the message, one a line. */
export class ConfigError extends Error {
  constructor(problems: readonly string[], hint = '') {
    super(
      `Concord cannot start, the configuration is incomplete or wrong:\n${problems.map((p) => `  - ${p}`).join('\n')}${hint}`,
    );
    this.name = 'ConfigError';
  }
}

export type SlackConnection = { mode: 'socket'; appToken: string } | { mode: 'http'; signingSecret: string };

export interface Config {
  databaseUrl: string;
  slack: { botToken: string; apiUrl: string; connection: SlackConnection };
  /** Where the Events API (HTTP mode) and the health checks listen. */
  port: number;
  /** Where people reach the HTTP port from outside, without a slash at the end; null: nowhere. */
  publicUrl: string | null;
  /** The address to listen on. */
  host: string;
  logLevel: (typeof logLevels)[number];
  /** For workspaces that have not chosen yet. */
  defaultLocale: (typeof locales)[number];
  defaultTimezone: string;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const blankIsAbsent = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema.optional());

const databaseUrl = z.preprocess(
  blankIsAbsent,
  z
    .string({ error: 'is missing: the PostgreSQL to use, as in postgres://user:password@host:5432/concord' })
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://'),
);

const environment = z.object({
  DATABASE_URL: databaseUrl,
  SLACK_BOT_TOKEN: z.preprocess(
    blankIsAbsent,
    z
      .string({ error: "is missing: the bot token, from the app's “OAuth & Permissions” page" })
      .regex(/^xox[a-z]-/, 'must be a bot token, beginning with xoxb-'),
  ),
  SLACK_APP_TOKEN: optional(z.string().regex(/^xapp-/, 'must be an app-level token, beginning with xapp-')),
  SLACK_SIGNING_SECRET: optional(z.string().min(16, 'is too short for a signing secret')),
  SLACK_API_URL: z.preprocess(
    blankIsAbsent,
    z
      .url({ protocol: /^https?$/, error: 'must be an http or https address' })
      .default('https://slack.com/api/'),
  ),
  PORT: z.preprocess(
    blankIsAbsent,
    z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535).default(3000),
  ),
  HOST: z.preprocess(blankIsAbsent, z.string().default('0.0.0.0')),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/, error: 'must be an http or https address' })),
  LOG_LEVEL: z.preprocess(
    blankIsAbsent,
    z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  ),
  DEFAULT_LOCALE: z.preprocess(
    blankIsAbsent,
    z.enum(locales, { error: `must be one of ${locales.join(', ')}` }).default('en'),
  ),
  DEFAULT_TIMEZONE: z.preprocess(
    blankIsAbsent,
    z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin').default('UTC'),
  ),
});

type Environment = Readonly<Record<string, string | undefined>>;

function problemsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
}

const demoHint = '\n\nTo try Concord without Slack and without a database of your own: npm run demo\n';

/**
 * Reads the whole configuration. The environment is an argument, so that only `main.ts` touches the
 * process's own.
 * @throws ConfigError naming every problem at once
 */
export function loadConfig(env: Environment): Config {
  const parsed = environment.safeParse(env);
  const problems = parsed.success ? [] : problemsOf(parsed.error);
  const given = (name: string) => Boolean(env[name]?.trim());
  if (!given('SLACK_APP_TOKEN') && !given('SLACK_SIGNING_SECRET')) {
    problems.push(
      'SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) is missing: one of them says how Slack reaches Concord',
    );
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems, demoHint);
  const e = parsed.data;
  return {
    databaseUrl: e.DATABASE_URL,
    slack: {
      botToken: e.SLACK_BOT_TOKEN,
      apiUrl: e.SLACK_API_URL.endsWith('/') ? e.SLACK_API_URL : `${e.SLACK_API_URL}/`,
      // With both given, Socket Mode: it needs no address that Slack can reach.
      connection: e.SLACK_APP_TOKEN
        ? { mode: 'socket', appToken: e.SLACK_APP_TOKEN }
        : { mode: 'http', signingSecret: e.SLACK_SIGNING_SECRET ?? '' },
    },
    port: e.PORT,
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    host: e.HOST,
    logLevel: e.LOG_LEVEL,
    defaultLocale: e.DEFAULT_LOCALE,
    defaultTimezone: e.DEFAULT_TIMEZONE,
  };
}

/** For the shell commands that need the database alone. @throws ConfigError */
export function loadDatabaseConfig(env: Environment): { databaseUrl: string } {
  const parsed = z.object({ DATABASE_URL: databaseUrl }).safeParse(env);
  if (!parsed.success) throw new ConfigError(problemsOf(parsed.error));
  return { databaseUrl: parsed.data.DATABASE_URL };
}
