import type { StoredMessage } from '../../../playground/state.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** It is Tuesday, 8 June 2027, 9:00 in London, where the CMO is. */
describe('a sync from agenda to carry-over', () => {
  let app: TestConcord;
  beforeAll(async () => {
    app = await startTestConcord({ transport: 'http' });
  });
  afterAll(async () => {
    expect(app.playground.problems).toEqual([]);
    await app.stop();
  });

  const as = (userId: string) => app.playground.as(userId);
  const type = async (line: string, userId = 'U0CMO') => {
    const answer = await as(userId).command(channel, line);
    if (!answer.ok) throw new Error(answer.error);
    return wordsOf(answer.response);
  };
  const find = (words: string | RegExp) =>
    app.playground
      .messages(channel)
      .filter((m) => (typeof words === 'string' ? m.text.includes(words) : words.test(m.text)));
  const come = (words: string | RegExp, count = 1): Promise<StoredMessage> =>
    app.playground.waitFor(() => (find(words).length >= count ? find(words)[count - 1] : null), 10_000);
  const now = (message: StoredMessage) =>
    wordsOf(app.playground.messages(channel).find((m) => m.ts === message.ts));
  const saying = (message: StoredMessage, words: string) =>
    app.playground.waitFor(() => now(message).includes(words), 10_000);

  let agenda: StoredMessage;
  let start: StoredMessage;
  let ask: StoredMessage;

  it('posts its agenda the working day before, filled from what is open', async () => {
    await type(
      '/concord sync new "CMO/CIO sync" every thursday 10:00 for 45 minutes --link https://meet.example.com/x',
    );
    await type('/concord-propose We share one <customer> database --by in 20 days');
    await app.playground.waitFor(() => find('We share one').some((m) => m.reactions.size === 3));
    expect(await type('/concord sync agenda S-1 add Budget for Q3')).toContain('S-1');
    expect(await type('/concord sync agenda S-1', 'U0CIO')).toContain('Budget for Q3');

    await app.advance(day + hour + 5 * minute);
    agenda = await come('Agenda of S-1');
    const words = now(agenda);
    expect(words).toContain('Budget for Q3');
    expect(words).toContain('P-1: We share one &lt;customer&gt; database');
    expect(words).not.toContain('comes late');
    expect(find('Agenda of S-1')).toHaveLength(1);
  });

  it('takes further items by button and command, and lets them be arranged', async () => {
    await as('U0CIO').click(agenda, 'sync_item_add');
    await as('U0CIO').submit({ item: 'Einwilligungen & Banner' });
    await saying(agenda, 'Einwilligungen &amp; Banner');
    await type('/concord sync agenda S-1 add To be dropped');
    await saying(agenda, 'To be dropped');
    await as('U0CMO').click(agenda, 'sync_arrange');
    const view = as('U0CMO').views().at(-1)!;
    const items = (view.view.blocks as { block_id?: string; text?: { text: string } }[]).filter((b) =>
      b.block_id?.startsWith('item:'),
    );
    const idOf = (words: string) => items.find((b) => b.text?.text.includes(words))!.block_id!.slice(5);
    await as('U0CMO').click(view, `item:${idOf('To be dropped')}`, `1:${idOf('To be dropped')}:drop`);
    await app.playground.waitFor(() => !now(agenda).includes('To be dropped'));
    const order = () => now(agenda).indexOf('Einwilligungen') - now(agenda).indexOf('Budget');
    expect(order()).toBeGreaterThan(0);
    const again = as('U0CMO').views().at(-1)!;
    for (const _ of [1, 2]) {
      await as('U0CMO').click(again, `item:${idOf('Einwilligungen')}`, `1:${idOf('Einwilligungen')}:up`);
    }
    await app.playground.waitFor(() => order() < 0);
    await as('U0CMO').closeView();
  });

  it('is moved, and the agenda says so', async () => {
    await type('/concord sync move S-1 thursday 11:00');
    await come('Moved: *S-1*');
    await saying(agenda, `<!date^${Date.parse('2027-06-10T10:00:00Z') / 1000}^`);
    await type('/concord sync move S-1 thursday 10:00');
    await come('Moved: *S-1*', 2);
  });

  it('asks who comes, and shows it', async () => {
    await as('U0CIO').click(agenda, 'sync_here');
    await saying(agenda, 'Here: <@U0CIO>');
    await as('U0CIO').click(agenda, 'sync_absent');
    await saying(agenda, 'Cannot come: <@U0CIO>');
    await as('U0CIO').click(agenda, 'sync_sending');
    await as('U0CIO').submit({ person: 'U0PLATFORM' });
    await saying(agenda, '<@U0CIO> sends <@U0PLATFORM>');
    await app.playground.waitFor(() =>
      as('U0PLATFORM')
        .directMessages()
        .some((m) => m.text.includes('CMO/CIO sync')),
    );
    await as('U0SALES').join(channel);
    await as('U0SALES').click(agenda, 'sync_here');
    await app.playground.waitFor(() =>
      as('U0SALES')
        .ephemerals(channel)
        .some((m) => m.text.includes('Only people who take part')),
    );
  });

  it('starts with the link and the agenda as it is by then', async () => {
    const proposal = find('We share one').find((m) => m.reactions.size === 3)!;
    for (const user of ['U0CMO', 'U0BRAND', 'U0CRM', 'U0CIO', 'U0PLATFORM', 'U0DATA']) {
      await as(user).react(channel, proposal.ts, '+1');
    }
    await come('Agreement A-1');
    await app.advance(day);
    start = await come('starts now');
    const words = now(start);
    expect(words).toContain('https://meet.example.com/x');
    expect(words).toContain('<@U0CMO> <@U0CIO>');
    expect(words).toContain('Budget for Q3');
    expect(words).toMatch(/~<https[^>]*\|P-1/);
    expect(find('starts now')).toHaveLength(1);
  });

  it('asks the leads afterwards and keeps what came of it', async () => {
    await app.advance(46 * minute);
    ask = await come('held?');
    expect(ask.threadTs).toBe(start.ts);
    expect(now(ask)).toContain('<@U0CMO> <@U0CIO>');

    await as('U0CIO').click(ask, 'sync_held');
    const cio = as('U0CIO');
    await cio.click(cio.views().at(-1)!, 'sync_after_another');
    await app.playground.waitFor(() => JSON.stringify(cio.views().at(-1)?.view).includes('owner:2'));
    expect(await cio.submit({ 'follow_up:1': 'Write the brief', 'owner:1': 'U0BRAND' })).toMatchObject({
      ok: false,
    });
    expect(cio.views().at(-1)?.errors['due:1']).toMatch(/Bis wann/);
    const budget = (await app.db.selectFrom('agenda_items').selectAll().execute()).find((i) =>
      i.text.includes('Budget'),
    )!;
    const submitted = await cio.submit({
      notes: 'We talked about <everything>.',
      discussed: [String(budget.id)],
      'decision:1': 'The budget stays as it is',
      'decision:2': 'We meet in person once a quarter',
      'kind:2': 'leads',
      'follow_up:1': 'Write the brief',
      'owner:1': 'U0BRAND',
      'due:1': '2027-06-14',
    });
    expect(submitted).toMatchObject({ ok: true });
    await saying(ask, 'noted by <@U0CIO>');
    expect(now(ask)).toContain('We talked about &lt;everything&gt;.');
    expect(now(ask)).toContain('P-2');
    expect(now(ask)).toContain('P-3');
    expect(now(ask)).toContain('<@U0BRAND>');
    expect(now(ask)).toContain('1 item is carried over');
    const [sync] = await app.db.selectFrom('syncs').selectAll().orderBy('slot').execute();
    expect(sync).toMatchObject({ state: 'held', told_by: 'U0CIO' });
  });

  it('a decision that the leads confirm is an agreement at once', async () => {
    const decision = await app.playground.waitFor(() =>
      find('once a quarter').find((m) => m.reactions.size === 3),
    );
    const voters = await app.db
      .selectFrom('proposal_voters')
      .select('user_id')
      .where('proposal_id', '=', 3)
      .execute();
    expect(voters.map((v) => v.user_id).sort()).toEqual(['U0CIO', 'U0CMO']);
    await as('U0CMO').react(channel, decision.ts, '+1');
    await as('U0CIO').react(channel, decision.ts, '+1');
    await come('Agreement A-2');
  });

  it('reminds of a follow-up on its day, once, and has it in the next agenda until it is done', async () => {
    await app.advance(4 * day);
    const brand = as('U0BRAND');
    const reminders = () => brand.directMessages().filter((m) => wordsOf(m).includes('Write the brief'));
    await app.playground.waitFor(() => reminders().length === 1, 10_000);

    await app.advance(2 * day);
    const second = await come('Agenda of S-1', 2);
    expect(now(second)).toContain('Write the brief');
    expect(now(second)).toContain('Einwilligungen');
    expect(now(second)).toContain('carried over once');
    expect(now(second)).not.toContain('Budget for Q3');
    expect(now(second)).toContain('P-2');
    expect(reminders()).toHaveLength(1);

    await as('U0CIO').click(second, 'sync_arrange');
    const form = as('U0CIO').views().at(-1)!;
    const { id } = (await app.db.selectFrom('agenda_items').selectAll().execute()).find(
      ({ source }) => source === 'follow_up',
    )!;
    await as('U0CIO').click(form, `item:${id}`, `1:${id}:done`);
    await saying(second, '~Write the brief~');
    await as('U0CIO').closeView();
    await brand.click(reminders()[0]!, 'sync_follow_up_done');
    await app.playground.waitFor(
      async () =>
        (await app.db.selectFrom('follow_ups').select('done_at').executeTakeFirstOrThrow()).done_at !== null,
    );
    await app.advance(day - 46 * minute);
    const next = await come('starts now', 2);
    expect(now(next)).toMatch(/~Write the brief~/);
  });

  it('counts as missed where nobody tells, and carries everything over', async () => {
    await app.advance(hour);
    const question = await come('held?');
    await app.advance(4 * day);
    await saying(question, 'Nobody said');
    const state = async () => (await app.db.selectFrom('syncs').selectAll().orderBy('slot').execute())[1];
    await app.playground.waitFor(async () => (await state())?.state === 'missed', 10_000);
    expect(await state()).toMatchObject({ cause: 'unanswered' });
  });
});
