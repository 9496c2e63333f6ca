import { jest } from '@jest/globals';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import pg from 'pg';
import { UserError } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import { createBoundary } from '../../src/slack/boundary.ts';
import { type Locale, texts } from '../../src/text/text.ts';

const asked = { workspaceId: 'T1', userId: 'U1', what: '/concord-propose' };

interface Said {
  mrkdwn: string;
  plain: string;
  field: string | undefined;
}

function setUp(localeOf: () => Locale = () => 'en') {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger('debug', { write: (line) => void lines.push(JSON.parse(line)) });
  const boundary = createBoundary({ log, localeOf });
  return {
    boundary,
    /** What was logged at `warn` or above. */
    complaints: () => lines.filter(({ level }) => Number(level) >= 40),
    lines,
    fail: (error: unknown): Promise<Said> =>
      boundary.guard<Said>(
        asked,
        async () => {
          throw error;
        },
        (mrkdwn, plain, field) => ({ mrkdwn, plain, field }),
      ),
  };
}

const databaseAway = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
  code: 'ECONNREFUSED',
});
const idIn = (text: string) => /\b[0-9A-F]{8}\b/.exec(text)?.[0];

test('work that succeeds passes through, with the texts of the person', async () => {
  const { boundary, lines } = setUp(() => 'de');
  const say = jest.fn<() => string>();
  expect(await boundary.guard(asked, async (t) => t.plain('common.close'), say)).toBe('Schließen');
  expect(say).not.toHaveBeenCalled();
  expect(lines).toEqual([]);
});

describe('an expected error', () => {
  const unknownRule = () =>
    new UserError('unknown_rule', 'proposals.errors.unknownRule', { rule: 'dice', rules: 'two-key' }, 'rule');

  test.each<Locale>(['en', 'de'])('becomes its own words in %s', async (locale) => {
    const { fail } = setUp(() => locale);
    const said = await fail(unknownRule());
    const values = { rule: 'dice', rules: 'two-key' };
    expect(said.mrkdwn).toBe(texts(locale).t('proposals.errors.unknownRule', values));
    expect(said.field).toBe('rule');
  });

  test('differs between the languages', async () => {
    const english = await setUp(() => 'en').fail(unknownRule());
    const german = await setUp(() => 'de').fail(unknownRule());
    expect(english.mrkdwn).not.toBe(german.mrkdwn);
  });

  test('is no complaint in the log', async () => {
    const { fail, complaints } = setUp();
    await fail(unknownRule());
    expect(complaints()).toEqual([]);
  });

  test('what a person typed is escaped in mrkdwn, and stands as typed beside a field', async () => {
    const { fail } = setUp();
    const values = { rule: '<!channel> & Co', rules: 'two-key' };
    const said = await fail(new UserError('unknown_rule', 'proposals.errors.unknownRule', values));
    expect(said.mrkdwn).toContain('&lt;!channel&gt; &amp; Co');
    expect(said.mrkdwn).not.toContain('<!channel>');
    expect(said.plain).toContain('<!channel> & Co');
  });

  test('beside a field nothing is formatted: no code marks, no channel that is only an id', async () => {
    const { fail } = setUp();
    const said = await fail(
      new UserError('bot_not_in_channel', 'common.botNotInChannel', { channel: '<#C0123>' }, 'channel'),
    );
    expect(said.mrkdwn).toContain('<#C0123>');
    expect(said.mrkdwn).toContain('`/invite @Concord`');
    expect(said.plain).toContain('/invite @Concord');
    expect(said.plain).not.toMatch(/[`<>]|C0123/);
    expect(said.plain).toContain(texts('en').plain('common.thatChannel'));
  });

  test('uses the language that became known while the work ran', async () => {
    let locale: Locale = 'en';
    const { boundary } = setUp(() => locale);
    const said = await boundary.guard(
      asked,
      async () => {
        locale = 'de';
        throw new UserError('closed', 'proposals.errors.closed');
      },
      (mrkdwn) => mrkdwn,
    );
    expect(said).toBe(texts('de').t('proposals.errors.closed'));
  });
});

describe('the database is away', () => {
  const adminShutdown = Object.assign(
    new pg.DatabaseError('terminating connection due to administrator command', 80, 'error'),
    { code: '57P01' },
  );

  test.each([
    ['refused', databaseAway],
    ['shutting down', adminShutdown],
    ['cut off', new Error('Connection terminated unexpectedly')],
    ['too slow', new Error('timeout exceeded when trying to connect')],
    ['refused on every address', new AggregateError([databaseAway, databaseAway])],
  ])('%s: a clear text, a warning, no error id', async (_, error) => {
    for (const locale of ['en', 'de'] as const) {
      const { fail, complaints } = setUp(() => locale);
      const said = await fail(error);
      expect(said.mrkdwn).toBe(texts(locale).t('common.databaseAway'));
      expect(complaints()).toEqual([expect.objectContaining({ level: 40, what: asked.what })]);
      expect(idIn(JSON.stringify(complaints()[0]))).toBeUndefined();
    }
  });
});

test.each([
  ['by status 429', new WebAPIRateLimitedError(30)],
  ['by its code', new WebAPIPlatformError({ ok: false, error: 'ratelimited' })],
])('Slack asks to wait, %s: a clear text and a warning', async (_, error) => {
  const { fail, complaints } = setUp(() => 'de');
  expect((await fail(error)).mrkdwn).toBe(texts('de').t('common.slackBusy'));
  expect(complaints()).toEqual([expect.objectContaining({ level: 40 })]);
});

test.each([
  [
    'not in time',
    new WebAPIRequestError(new Error('TimeoutError: The operation was aborted due to timeout')),
  ],
  ['with a server error', new WebAPIHTTPError(503, 'Service Unavailable', {})],
  ['with its own trouble', new WebAPIPlatformError({ ok: false, error: 'internal_error' })],
])(
  'Slack does not answer, %s: it is told who does not, and nobody is sent to the admin',
  async (_, error) => {
    for (const locale of ['en', 'de'] as const) {
      const { fail, complaints } = setUp(() => locale);
      expect((await fail(error)).mrkdwn).toBe(texts(locale).t('common.slackSilent'));
      expect(complaints()).toEqual([expect.objectContaining({ level: 40 })]);
    }
  },
);

describe('anything else', () => {
  test.each([
    ['an error', new TypeError('x is undefined')],
    ['what Slack refuses', new WebAPIPlatformError({ ok: false, error: 'invalid_blocks' })],
    ['what is not even an error', 'a string'],
  ])('%s: an apology with an id, logged once with the same id', async (_, error) => {
    for (const locale of ['en', 'de'] as const) {
      const { fail, complaints } = setUp(() => locale);
      const said = await fail(error);
      const id = idIn(said.mrkdwn);
      expect(id).toBeDefined();
      expect(said.mrkdwn).toBe(texts(locale).t('common.unexpected', { id: id ?? '' }));
      expect(said.plain).toContain(id);
      expect(said.field).toBeUndefined();
      expect(complaints()).toEqual([
        expect.objectContaining({ level: 50, errorId: id, what: asked.what, err: expect.anything() }),
      ]);
    }
  });

  test('says nothing of what went wrong', async () => {
    const said = await setUp().fail(new Error('duplicate key in people_pkey for Ada'));
    expect(said.mrkdwn).not.toMatch(/people_pkey|Ada/);
  });

  test('every failure has an id of its own', async () => {
    const { fail } = setUp();
    const error = new Error('again');
    expect(idIn((await fail(error)).mrkdwn)).not.toBe(idIn((await fail(error)).mrkdwn));
  });
});

describe('what nobody waits for', () => {
  test('is logged once, with an id', () => {
    const { boundary, complaints } = setUp();
    boundary.report('job proposal_close', new Error('x'));
    expect(complaints()).toEqual([
      expect.objectContaining({
        level: 50,
        what: 'job proposal_close',
        errorId: expect.stringMatching(/^[0-9A-F]{8}$/),
      }),
    ]);
  });

  test('is a warning while the database is away', () => {
    const { boundary, complaints } = setUp();
    boundary.report('job proposal_close', databaseAway);
    expect(complaints()).toEqual([expect.objectContaining({ level: 40 })]);
  });
});
