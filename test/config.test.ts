import { ConfigError, loadConfig, loadDatabaseConfig } from '../src/config.ts';

const socket = {
  DATABASE_URL: 'postgres://concord:secret@localhost:5432/concord',
  SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
  SLACK_APP_TOKEN: 'xapp-1-A1-2-abc',
};
const http = {
  DATABASE_URL: 'postgresql://localhost/concord',
  SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
};

function problemsOf(load: () => unknown): string {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('nothing was found wrong');
}

describe('loadConfig', () => {
  test('Socket Mode with nothing but what it needs', () => {
    expect(loadConfig(socket)).toEqual({
      databaseUrl: socket.DATABASE_URL,
      slack: {
        botToken: 'xoxb-1-2-abc',
        apiUrl: 'https://slack.com/api/',
        connection: { mode: 'socket', appToken: 'xapp-1-A1-2-abc' },
      },
      port: 3000,
      host: '0.0.0.0',
      publicUrl: null,
      logLevel: 'info',
      defaultLocale: 'en',
      defaultTimezone: 'UTC',
    });
  });

  test('HTTP by a signing secret', () => {
    expect(loadConfig(http).slack.connection).toEqual({
      mode: 'http',
      signingSecret: http.SLACK_SIGNING_SECRET,
    });
  });

  test('with both, Socket Mode', () => {
    expect(loadConfig({ ...http, ...socket }).slack.connection.mode).toBe('socket');
  });

  test('every choice is taken', () => {
    const config = loadConfig({
      ...socket,
      SLACK_API_URL: 'http://127.0.0.1:4000/api',
      PORT: '8080',
      LOG_LEVEL: 'debug',
      DEFAULT_LOCALE: 'de',
      DEFAULT_TIMEZONE: 'Europe/Berlin',
    });
    expect(config).toMatchObject({
      port: 8080,
      logLevel: 'debug',
      defaultLocale: 'de',
      defaultTimezone: 'Europe/Berlin',
    });
    // The Web API client appends the method's name.
    expect(config.slack.apiUrl).toBe('http://127.0.0.1:4000/api/');
  });

  test('blank values are absent ones', () => {
    const blank = {
      SLACK_SIGNING_SECRET: '',
      PORT: ' ',
      LOG_LEVEL: '',
      DEFAULT_LOCALE: '\t',
      SLACK_API_URL: '',
    };
    expect(loadConfig({ ...socket, ...blank, DEFAULT_TIMEZONE: '' })).toEqual(loadConfig(socket));
    expect(loadConfig({ ...http, SLACK_APP_TOKEN: '  ' }).slack.connection.mode).toBe('http');
    const problems = problemsOf(() => loadConfig({ ...socket, DATABASE_URL: ' ', SLACK_BOT_TOKEN: '' }));
    expect(problems).toContain('DATABASE_URL is missing');
    expect(problems).toContain('SLACK_BOT_TOKEN is missing');
  });

  test('an empty environment: everything that is missing at once, and the way to try without', () => {
    const problems = problemsOf(() => loadConfig({}));
    expect(problems).toContain('DATABASE_URL is missing');
    expect(problems).toContain('SLACK_BOT_TOKEN is missing');
    expect(problems).toContain(
      'SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) is missing',
    );
    expect(problems).toContain('npm run demo');
  });

  test('every wrong value at once, each by its name', () => {
    const problems = problemsOf(() =>
      loadConfig({
        DATABASE_URL: 'mysql://localhost/concord',
        SLACK_BOT_TOKEN: 'token',
        SLACK_APP_TOKEN: 'xoxb-not-an-app-token',
        SLACK_SIGNING_SECRET: 'short',
        SLACK_API_URL: 'slack.com/api',
        PORT: '70000',
        LOG_LEVEL: 'loud',
        DEFAULT_LOCALE: 'fr',
        DEFAULT_TIMEZONE: 'Europe/Atlantis',
      }),
    );
    for (const name of [
      'DATABASE_URL must begin with postgres://',
      'SLACK_BOT_TOKEN must be a bot token',
      'SLACK_APP_TOKEN must be an app-level token',
      'SLACK_SIGNING_SECRET is too short',
      'SLACK_API_URL must be an http or https address',
      'PORT',
      'LOG_LEVEL must be one of',
      'DEFAULT_LOCALE must be one of en, de',
      'DEFAULT_TIMEZONE must be an IANA time zone',
    ]) {
      expect(problems).toContain(`  - ${name}`);
    }
  });

  test('nothing but the transport is missing', () => {
    const { SLACK_APP_TOKEN: _, ...rest } = socket;
    expect(problemsOf(() => loadConfig(rest))).toContain('  - SLACK_APP_TOKEN (for Socket Mode) or');
  });

  test('a wrong value and a missing transport are told together', () => {
    const { SLACK_APP_TOKEN: _, ...rest } = socket;
    const problems = problemsOf(() => loadConfig({ ...rest, PORT: 'http' }));
    expect(problems).toContain('PORT must be a port number');
    expect(problems).toContain('is missing: one of them says how Slack reaches Concord');
  });

  test('problems never show the value, which may be a secret', () => {
    const problems = problemsOf(() =>
      loadConfig({ ...socket, SLACK_BOT_TOKEN: 'hunter2hunter2', DATABASE_URL: 'mysql://u:hunter2@h/d' }),
    );
    expect(problems).not.toContain('hunter2');
  });
});

describe('loadDatabaseConfig', () => {
  test('needs the database alone', () => {
    expect(loadDatabaseConfig({ DATABASE_URL: socket.DATABASE_URL })).toEqual({
      databaseUrl: socket.DATABASE_URL,
    });
  });

  test.each([undefined, '', 'sqlite://concord'])('refuses %p', (url) => {
    expect(problemsOf(() => loadDatabaseConfig({ DATABASE_URL: url }))).toContain('DATABASE_URL');
  });
});
