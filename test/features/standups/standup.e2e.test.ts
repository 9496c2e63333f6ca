import type { StoredMessage } from '../../../playground/state.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** It is Tuesday, 8 June 2027, 9:00 in London. */
describe('a standup from its questions to its report', () => {
  let app: TestConcord;
  beforeAll(async () => {
    app = await startTestConcord();
  });
  afterAll(async () => {
    expect(app.playground.problems).toEqual([]);
    await app.stop();
  });

  const as = (userId: string) => app.playground.as(userId);
  const everybody = ['U0CMO', 'U0BRAND', 'U0CRM', 'U0CIO', 'U0PLATFORM', 'U0DATA'];
  const type = async (line: string, userId = 'U0CMO') => {
    const answer = await as(userId).command(channel, line);
    if (!answer.ok) throw new Error(answer.error);
    return wordsOf(answer.response);
  };
  const questions = (userId: string) =>
    as(userId)
      .directMessages()
      .filter((m) => m.text.includes('Weekly:'));
  const asked = (userId: string, count = 1): Promise<StoredMessage> =>
    app.playground.waitFor(() => questions(userId)[count - 1] ?? null, 10_000);
  const reports = () => app.playground.messages(channel).filter((m) => /Report of|Bericht zu/.test(m.text));
  const report = (count = 1) =>
    app.playground.waitFor(() => reports().filter((m) => m.threadTs === null)[count - 1] ?? null, 10_000);
  const saying = (find: () => StoredMessage | undefined, words: string) =>
    app.playground.waitFor(() => wordsOf(find()).includes(words), 10_000);
  const reported = (m: StoredMessage) => () => app.playground.messages(channel).find((x) => x.ts === m.ts);

  it('asks everybody at their own 9:30', async () => {
    expect(
      await type('/concord-standup new "Weekly" --days tuesday, wednesday --at 9:30 --window 4 hours'),
    ).toContain('ST-1');
    // In Kolkata, Berlin and Vienna it is past 9:30 already; London and Lisbon have theirs in half an hour.
    await app.advance(31 * minute);
    await asked('U0CMO');
    await asked('U0BRAND');
    for (const userId of ['U0CIO', 'U0PLATFORM']) expect(questions(userId)).toEqual([]);
    await as('U0CMO').click(questions('U0CMO')[0]!, 'standup_nothing');
    await as('U0BRAND').click(questions('U0BRAND')[0]!, 'standup_nothing');
    const first = await report();
    expect(wordsOf(first)).toContain('2 of 2 answered');
    // The next day begins in Kolkata.
    await app.advance(day - 4 * hour - 29 * minute);
    await asked('U0PLATFORM');
    expect(questions('U0DATA')).toEqual([]);
    await app.advance(3.5 * hour);
    for (const userId of ['U0CIO', 'U0CRM', 'U0DATA']) await asked(userId);
    expect(questions('U0CMO')).toHaveLength(1);
    await app.advance(hour);
    await asked('U0CMO', 2);
    for (const userId of everybody) expect(questions(userId).length).toBeLessThan(3);
  });

  it('takes answers in the form', async () => {
    const cio = as('U0CIO');
    await cio.click(questions('U0CIO')[0]!, 'standup_answer');
    await cio.submit({
      'answer:0': 'Die <Plattform> steht',
      'answer:1': 'Texte für den Banner',
      'answer:2': 'Budget',
    });
    await saying(() => questions('U0CIO')[0], 'die Antworten sind da');
  });

  it('takes answers in the thread, one question after the other, and by number', async () => {
    const platform = as('U0PLATFORM');
    const dm = await platform.openDirectMessage(app.playground.botUserId);
    const thread = questions('U0PLATFORM')[0]!.ts;
    const replies = () => platform.directMessages().filter((m) => m.threadTs === thread);
    const first = await platform.post(dm, 'Moved the cluster', { threadTs: thread });
    await app.playground.waitFor(() => replies().some((m) => m.text.includes('Next: What do you need')));
    await platform.post(dm, '3. The name of the product', { threadTs: thread });
    await app.playground.waitFor(() => replies().some((m) => m.text.includes('should we decide')));
    await platform.edit(dm, first, 'Moved both clusters');
    await app.playground.waitFor(async () => {
      const rows = await app.db
        .selectFrom('standup_answers')
        .selectAll()
        .where('user_id', '=', 'U0PLATFORM')
        .orderBy('question')
        .execute();
      return rows.length === 2 && rows[0]!.text === 'Moved both clusters' && rows[1]!.question === 2;
    });
  });

  it('reminds gently, once, and only who has not answered', async () => {
    await app.advance(2 * hour);
    const reminded = (userId: string) =>
      as(userId)
        .directMessages()
        .filter((m) => /gentle|freundliche/.test(m.text)).length;
    await app.playground.waitFor(() => reminded('U0CRM') === 1 && reminded('U0DATA') === 1, 10_000);
    expect(reminded('U0CIO')).toBe(0);
  });

  it('reports when the last window has closed, needs first', async () => {
    await as('U0DATA').click(questions('U0DATA')[0]!, 'standup_nothing');
    expect(reports().filter((m) => m.threadTs === null)).toHaveLength(1);
    await app.advance(2.5 * hour);
    const second = await report(2);
    const words = wordsOf(second);
    expect(words).toContain('Die &lt;Plattform&gt; steht');
    expect(words).toContain('Moved both clusters');
    expect(words).toContain('for *Marketing* <@U0CMO>');
    expect(words.indexOf('Texte für den Banner')).toBeLessThan(words.indexOf('Die &lt;Plattform'));
    expect(words).toContain('*IT*  ·  3 of 3 answered');
    expect(words).not.toContain('U0CRM');
  });

  it('an answer after the report amends it, once, without another message', async () => {
    const second = await report(2);
    const count = reports().length;
    await as('U0CMO').click(questions('U0CMO')[1]!, 'standup_answer');
    await as('U0CMO').submit({ 'answer:0': 'The campaign is out' });
    await saying(reported(second), 'The campaign is out');
    expect(wordsOf(reported(second)())).toContain('Amended after the report');
    expect(reports()).toHaveLength(count);
  });

  it('a need is accepted, answered, and put on the agenda, each once', async () => {
    const second = await report(2);
    await as('U0CMO').click(second, 'standup_need_accept');
    await saying(reported(second), 'accepted by <@U0CMO>');
    await as('U0BRAND').click(second, 'standup_need_agenda');
    await app.playground.waitFor(() =>
      as('U0BRAND')
        .ephemerals(channel)
        .some((m) => m.text.includes('no sync between')),
    );
    await type('/concord-sync new "CMO/CIO sync" every friday 10:00 for 45 minutes');
    expect(await type('/concord-sync agenda S-1')).toContain('IT: Texte für den Banner');
    await as('U0BRAND').click(second, 'standup_need_agenda');
    await saying(reported(second), 'put on the next agenda by <@U0BRAND>');
    expect(await type('/concord-sync agenda S-1')).toContain('Texte für den Banner');
  });

  it('does not ask who is away, and shows what was said last time', async () => {
    expect(await type('/concord-standup away until 15 june', 'U0BRAND')).toContain('June 15, 2027');
    await type('/concord-standup abwesend bis 20. Juni', 'U0CRM');
    await type('/concord-standup zurück', 'U0CRM');
    await as('U0DATA').setStatus('Urlaub', ':palm_tree:', 0);
    const before = Object.fromEntries(everybody.map((userId) => [userId, questions(userId).length]));
    await app.advance(6 * day - 4 * hour);
    await app.playground.waitFor(() => questions('U0CMO').length === before.U0CMO! + 1, 10_000);
    await app.playground.waitFor(() => questions('U0CRM').length === before.U0CRM! + 1, 10_000);
    expect(questions('U0BRAND')).toHaveLength(before.U0BRAND!);
    expect(questions('U0DATA')).toHaveLength(before.U0DATA!);
    await as('U0CMO').click(questions('U0CMO').at(-1)!, 'standup_answer');
    expect(JSON.stringify(as('U0CMO').views().at(-1)?.view)).toContain('The campaign is out');
    await as('U0CMO').closeView();
  });

  it('shows the organiser who answers, by department, and nobody else', async () => {
    expect(await type('/concord-standup stats ST-1')).toMatch(/Marketing \d of \d/);
    expect(await type('/concord-standup stats ST-1', 'U0CIO')).toContain('<@U0CMO>');
  });

  it('asks nobody while it is paused, and nobody any more once it has ended', async () => {
    const open = async () =>
      (await app.db.selectFrom('standup_prompts').selectAll().where('state', '=', 'planned').execute())
        .length;
    await type('/concord-standup pause ST-1');
    expect(await open()).toBe(0);
    const before = everybody.map((userId) => questions(userId).length);
    await app.advance(8 * day);
    await app.playground.waitFor(app.playground.isQuiet);
    expect(everybody.map((userId) => questions(userId).length)).toEqual(before);
    await type('/concord-standup resume ST-1');
    await app.advance(5 * day);
    await app.playground.waitFor(async () => (await open()) > 0, 10_000);
    await type('/concord-standup end ST-1');
    expect(await open()).toBe(0);
  });
});
