import { createLogger, cutSecrets } from '../src/logger.ts';

const botToken = 'xoxb-12345-67890-AbCdEfGhIjKl';
const appToken = 'xapp-1-A012345-67890-abcdef0123456789';
const rotatingToken = 'xoxe.xoxb-1-Mi0yLTEyMzQ1Njc4OTAt';
const refreshToken = 'xoxe-1-Mi0xLTEyMzQ1Njc4OTAt';
const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';
const password = 'correct-horse';
const databaseUrl = `postgres://concord:${password}@db.example:5432/concord`;
const secrets = [botToken, appToken, rotatingToken, refreshToken, signingSecret, password];

/** What a logger at `trace` writes for one call. */
function written(log: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  log(createLogger('trace', { write: (line) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  return lines.join('');
}

function expectNoSecret(text: string): void {
  for (const secret of secrets) expect(text).not.toContain(secret);
}

test.each([
  ['a bot token', botToken],
  ['an app-level token', appToken],
  ['a rotating token', rotatingToken],
  ['a refresh token', refreshToken],
  ['a database address', databaseUrl],
])('%s in the message', (_, secret) => {
  const text = written((log) => log.info(`before ${secret} after`));
  expectNoSecret(text);
  expect(text).toMatch(/before .*\[secret\].* after/);
});

test.each([
  ['at the top', { token: botToken, appToken, databaseUrl, signingSecret, password }],
  ['nested', { slack: { botToken, connection: { signingSecret } }, database: { password } }],
  ['in a list', { all: [botToken, [databaseUrl, { deep: [{ deeper: appToken }] }]] }],
  ['under names that say nothing', { a: { b: { c: { d: { e: rotatingToken, f: databaseUrl } } } } }],
  ['as a key', { [botToken]: 1 }],
  ['in a header', { request: { headers: { authorization: `Bearer ${signingSecret}` } } }],
])('secrets %s of what is logged', (_, values) => {
  expectNoSecret(written((log) => log.info(values, 'configured')));
});

describe('the whole configuration', () => {
  const config = {
    databaseUrl,
    slack: { botToken, apiUrl: 'https://slack.com/api/', connection: { mode: 'http', signingSecret } },
  };
  test.each([
    ['as it is', config],
    ['as part of something', { config }],
  ])('%s', (_, values) => {
    expectNoSecret(written((log) => log.info(values, 'configured')));
  });
});

test('an error: message, stack, cause and its own properties', () => {
  const cause = new Error(`connect to ${databaseUrl} failed`);
  const error = Object.assign(new Error(`Slack refused ${botToken}`, { cause }), {
    config: { headers: { Authorization: `Bearer ${botToken}` } },
    original: new Error(`no route with ${appToken}`),
  });
  const text = written((log) => log.error({ err: error, errorId: 'ABC' }, 'unexpected error'));
  expectNoSecret(text);
  expect(text).toContain('Slack refused [secret]');
  expect(text).toContain('logger.test');
});

test('a child logger cuts as well', () => {
  expectNoSecret(written((log) => log.child({ token: botToken }).warn({ err: new Error(databaseUrl) }, 'x')));
});

test.each([
  ['postgres://concord:correct-horse@host/db', 'postgres://concord:[secret]@host/db'],
  ['postgresql://concord:correct-horse@host/db', 'postgresql://concord:[secret]@host/db'],
  // Not how it should be written, but pg takes it.
  ['postgres://concord:correct-h@rse@host/db', 'postgres://concord:[secret]@host/db'],
  [
    'postgres://host/db?user=concord&password=correct-horse',
    'postgres://host/db?user=concord&password=[secret]',
  ],
])('the password of %s', (address, cut) => {
  expect(cutSecrets(address)).toBe(cut);
});

test('what is no secret stays readable', () => {
  const text = written((log) =>
    log.info(
      { team: 'T1', address: 'postgres://concord@host/db' },
      'see https://slack.com/api/ and a@b.example',
    ),
  );
  expect(text).toContain('postgres://concord@host/db');
  expect(text).toContain('see https://slack.com/api/ and a@b.example');
  expect(JSON.parse(text)).toMatchObject({ service: 'concord', team: 'T1' });
});

test('below the level nothing is written', () => {
  const lines: string[] = [];
  createLogger('info', { write: (line) => void lines.push(line) }).debug('the text of a message');
  expect(lines).toEqual([]);
});
