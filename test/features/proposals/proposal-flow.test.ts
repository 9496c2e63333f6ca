import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe.each(['socket', 'http'] as const)('a proposal from opening to outcome, over %s', (transport) => {
  let app: TestConcord;
  beforeAll(async () => {
    app = await startTestConcord({ transport });
  });
  afterAll(async () => {
    expect(app.playground.problems).toEqual([]);
    await app.stop();
  });

  /** What only this person sees arrives after the click was acknowledged. */
  const told = (userId: string, words: string | RegExp) =>
    app.playground.waitFor(() =>
      app.playground
        .as(userId)
        .ephemerals(channel)
        .some((m) => (typeof words === 'string' ? m.text.includes(words) : words.test(m.text))),
    );
  const proposals = () => app.playground.messages(channel).filter((m) => m.threadTs === null);
  const open = async (text: string, userId = 'U0CMO') => {
    const before = proposals().length;
    const answer = await app.playground.as(userId).command(channel, `/concord-propose ${text}`);
    expect(answer).toMatchObject({ ok: true });
    return app.playground.waitFor(() => {
      const message = proposals()[before];
      return message && message.reactions.size === 3 ? message : null;
    });
  };

  it('is agreed once every department agrees, and stays as it is afterwards', async () => {
    const { playground, db } = app;
    const message = await open(
      'We move <campaign> data & more into the shared platform --review in 6 months',
    );
    expect(wordsOf(message)).toContain('We move &lt;campaign&gt; data &amp; more');

    for (const user of ['U0CMO', 'U0BRAND', 'U0CIO'])
      await playground.as(user).react(channel, message.ts, '+1');
    await playground.as('U0CRM').react(channel, message.ts, '-1::skin-tone-3');
    await playground.as('U0SALES').join(channel);
    await playground.as('U0SALES').react(channel, message.ts, '-1');
    const counted = await playground.waitFor(() => {
      const words = wordsOf(playground.messages(channel).find((m) => m.ts === message.ts));
      return words.includes('1 observer') && words.includes('3 of 3') && words.includes('1 of 3') && words;
    });
    expect(counted).toContain('<@U0CMO> :+1:');

    const ask = await playground.waitFor(() => playground.as('U0CRM').directMessages()[0]);
    await playground.as('U0CRM').click(ask, 'proposal_give_reason');
    await playground.as('U0CRM').submit({ reason: 'Zu teuer & <zu spät>' });

    for (const user of ['U0PLATFORM', 'U0DATA']) await playground.as(user).react(channel, message.ts, '+1');
    const announced = await playground.waitFor(
      () => proposals().find((m) => m.text.includes('Agreement A-1')),
      10_000,
    );
    expect(wordsOf(announced)).toMatch(/To be reviewed on/);
    const closed = playground.messages(channel).find((m) => m.ts === message.ts);
    expect(wordsOf(closed)).toContain('this is agreement A-1');
    const thread = playground.thread(channel, message.ts).map(wordsOf).join('\n');
    expect(thread).toContain('Zu teuer &amp; &lt;zu spät&gt;');
    expect(thread).toContain(':-1: <@U0CRM>');

    await playground.as('U0CMO').unreact(channel, message.ts, '+1');
    await playground.as('U0CMO').react(channel, message.ts, 'x');
    await playground.waitFor(() => playground.isQuiet());
    const stored = await db.selectFrom('proposals').select(['outcome', 'tally']).executeTakeFirstOrThrow();
    expect(stored.outcome).toBe('agreed');
    expect(stored.tally).toMatchObject({
      observers: 1,
      departments: [
        { eligible: 3, agree: 2, object: 1, abstain: 0 },
        { eligible: 3, agree: 3, object: 0, abstain: 0 },
      ],
    });
    const shown = await playground.as('U0CIO').command(channel, '/concord-agreements show A-1');
    expect(shown).toMatchObject({ ok: true });
  });

  it('is decided at its deadline, with reactions after it left out and lost events found again', async () => {
    const { playground, db } = app;
    const message = await open('Budget is shared --by in 48 hours', 'U0CIO');
    await playground.as('U0CMO').react(channel, message.ts, '+1');
    const endLoss = playground.faults.delivery({ type: 'reaction_added', drop: true });
    await playground.as('U0BRAND').react(channel, message.ts, '+1');
    for (const user of ['U0CIO', 'U0DATA']) await playground.as(user).react(channel, message.ts, '+1');
    endLoss();
    await app.advance(2 * day + minute);
    await playground.as('U0PLATFORM').react(channel, message.ts, '-1');
    await playground.waitFor(() => proposals().find((m) => m.text.includes('Agreement A-2')), 15_000);
    const row = await db.selectFrom('proposals').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();
    expect(row.tally).toMatchObject({
      departments: [
        { agree: 2, object: 0, turnout: 2 },
        { agree: 2, object: 0, turnout: 2 },
      ],
    });
  });

  it('an edit makes a new version: old votes are kept and no longer count, voters are told', async () => {
    const { playground, db } = app;
    const message = await open('We buy a tool');
    await playground.as('U0CIO').react(channel, message.ts, '+1');
    await playground.waitFor(() =>
      wordsOf(playground.messages(channel).find((m) => m.ts === message.ts)).includes('<@U0CIO> :+1:'),
    );
    const refused = await playground.as('U0DATA').click(message, 'proposal_edit');
    expect(refused).toMatchObject({ ok: true });
    await told('U0DATA', '<@U0CMO>');

    const before = proposals().length;
    await playground.as('U0CMO').click(message, 'proposal_edit');
    expect(await playground.as('U0CMO').submit({ statement: 'We build a tool' })).toMatchObject({ ok: true });
    const next = await playground.waitFor(() => proposals()[before]);
    expect(wordsOf(next)).toContain('We build a tool');
    expect(wordsOf(next)).toContain('version 2');
    await playground.waitFor(() => {
      const old = wordsOf(playground.messages(channel).find((m) => m.ts === message.ts));
      return old.includes('was replaced') && old.includes(`p${next.ts.replace('.', '')}`);
    }, 10_000);
    await playground.waitFor(() =>
      playground
        .as('U0CIO')
        .directMessages()
        .some((m) => m.text.includes('neuen Text')),
    );
    const kept = await db
      .selectFrom('proposal_stances')
      .select(['version', 'user_id', 'stance'])
      .where('version', '=', 1)
      .where('user_id', '=', 'U0CIO')
      .execute();
    expect(kept).toContainEqual({ version: 1, user_id: 'U0CIO', stance: 'agree' });
  });

  it('is withdrawn by its author only, and then nothing counts any more', async () => {
    const { playground } = app;
    const message = await open('We withdraw this', 'U0CIO');
    await playground.as('U0DATA').click(message, 'proposal_withdraw');
    await told('U0DATA', '<@U0CIO>');
    await playground.as('U0CIO').click(message, 'proposal_withdraw');
    await playground.waitFor(() =>
      wordsOf(playground.messages(channel).find((m) => m.ts === message.ts)).includes(
        'Withdrawn by <@U0CIO>',
      ),
    );
  });

  it('people who have not voted are reminded half-way in their working hours, and on request once an hour', async () => {
    const { playground } = app;
    const message = await open('Remind me --by in 20 days');
    await playground.as('U0CMO').react(channel, message.ts, '+1');
    await playground.waitFor(() =>
      wordsOf(playground.messages(channel).find((m) => m.ts === message.ts)).includes('<@U0CMO> :+1:'),
    );
    const reminders = (user: string) =>
      playground
        .as(user)
        .directMessages()
        .filter((m) => /still missing|fehlt noch/.test(m.text)).length;
    const before = reminders('U0CIO');
    await playground.as('U0CMO').click(message, 'proposal_remind');
    await playground.waitFor(() => reminders('U0CIO') === before + 1);
    await playground.as('U0CMO').click(message, 'proposal_remind');
    await told('U0CMO', /less than an hour/);
    await app.advance(14 * day);
    await playground.waitFor(() => reminders('U0CIO') === before + 2, 20_000);
    expect(reminders('U0CMO')).toBe(0);
  });
});
