import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const minute = 60_000;
const hour = 60 * minute;

/** It is Tuesday, 8 June 2027, 8:00 UTC; three people in UTC+2 are asked from 7:30 to 11:30 UTC on Wednesday. */
describe('a standup and do-not-disturb', () => {
  let app: TestConcord;
  beforeAll(async () => {
    app = await startTestConcord();
    const line =
      '/concord-standup new "Weekly" --days wednesday --at 9:30 --window 4 hours --with @cio @crm @data';
    const answer = await as('U0CMO').command(channel, line);
    expect(wordsOf(answer.ok ? answer.response : undefined)).toContain('ST-1');
  });
  afterAll(async () => {
    expect(app.playground.problems).toEqual([]);
    await app.stop();
  });

  const as = (userId: string) => app.playground.as(userId);
  const questions = (userId: string) =>
    as(userId)
      .directMessages()
      .filter((m) => m.text.includes('Weekly:'));
  const kept = async (userId: string) => {
    const people = app.db.selectFrom('people').select(['dnd_from', 'dnd_until']);
    const row = await people.where('user_id', '=', userId).executeTakeFirst();
    return row && { from: row.dnd_from, until: row.dnd_until };
  };
  const states = async () => {
    const prompts = app.db.selectFrom('standup_prompts').select(['user_id', 'state']).orderBy('user_id');
    return Object.fromEntries((await prompts.execute()).map((row) => [row.user_id, row.state]));
  };
  const from = new Date('2027-06-08T20:00:00Z');
  const afterwards = { from, until: new Date('2027-06-09T12:00:00Z') };
  const within = { from, until: new Date('2027-06-09T11:00:00Z') };

  it('is kept as Slack tells it, of whom Concord knows', async () => {
    app.playground.setDoNotDisturb('U0DATA', afterwards);
    app.playground.setDoNotDisturb('U0CRM', within);
    app.playground.setDoNotDisturb('U0CIO', afterwards);
    app.playground.setDoNotDisturb('U0SALES', afterwards);
    await app.playground.waitFor(app.playground.isQuiet);
    expect(await kept('U0DATA')).toEqual(afterwards);
    expect(await kept('U0CRM')).toEqual(within);
    expect(await kept('U0CIO')).toEqual(afterwards);
    expect(await kept('U0SALES')).toBeUndefined();
    app.playground.setDoNotDisturb('U0CIO', null);
    // Whatever else is told of a person leaves it alone.
    app.playground.setPerson('U0DATA', { title: 'Head of Data' });
    await app.playground.waitFor(app.playground.isQuiet);
    expect(await kept('U0CIO')).toEqual({ from: null, until: null });
    expect(await kept('U0DATA')).toEqual(afterwards);
  });

  it('is an absence over the whole window, and none if it ends within or is off again', async () => {
    await app.advance(23 * hour + 31 * minute);
    for (const userId of ['U0CIO', 'U0CRM']) {
      await app.playground.waitFor(() => questions(userId)[0] ?? null, 10_000);
    }
    await app.playground.waitFor(async () => (await states()).U0DATA !== 'planned', 10_000);
    expect(await states()).toEqual({ U0CIO: 'prompted', U0CRM: 'prompted', U0DATA: 'away' });
    expect(questions('U0DATA')).toEqual([]);
  });

  it('keeps nobody waiting for the report', async () => {
    for (const userId of ['U0CIO', 'U0CRM']) await as(userId).click(questions(userId)[0]!, 'standup_nothing');
    const report = await app.playground.waitFor(
      () => app.playground.messages(channel).find((m) => m.text.includes('Report of')) ?? null,
      10_000,
    );
    expect(wordsOf(report)).toContain('Weekly');
  });

  it('is asked about anew each time', async () => {
    await app.advance(7 * 24 * hour);
    await app.playground.waitFor(() => questions('U0DATA')[0] ?? null, 10_000);
  });
});
