import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

let app: TestConcord;
beforeEach(async () => {
  app = await startTestConcord({
    world: ({ channels }) => {
      const leads = channels.find(({ id }) => id === 'C0LEADS')!;
      leads.botIsMember = true;
      leads.memberIds.push('U0SALES');
    },
  });
});
afterEach(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

async function type(line: string, userId = 'U0CMO'): Promise<string> {
  const answer = await app.playground.as(userId).command('C0GENERAL', `/concord-poll ${line}`);
  if (!answer.ok) throw new Error(answer.error);
  return wordsOf(answer.response).replaceAll(/"block_id":"[^"]*"/g, '');
}
const isClosed = (id: number) =>
  app.playground.waitFor(
    async () =>
      (await app.db.selectFrom('polls').select('state').where('id', '=', id).executeTakeFirst())?.state ===
      'closed',
  );

test('a closed poll is shown whole, and listed for a month', async () => {
  await type(`"Where?" "Cloud" "Own" --in #marketing-it`);
  const message = await app.playground.waitFor(() =>
    app.playground.messages(channel).find((m) => wordsOf(m).includes('Where?')),
  );
  await app.playground.as('U0CMO').click(message, 'poll_choose:1');
  await app.playground.as('U0CIO').click(message, 'poll_choose:2');
  await type('reason PL-1 It scales');
  await type('close PL-1');
  await isClosed(1);
  const shown = await type('show PL-1', 'U0SALES');
  for (const words of ['█', 'It scales', 'Alignment *0* of 100', 'poll_propose', 'poll_again']) {
    expect(shown).toContain(words);
  }
  await type(`"Still?" --in #marketing-it`);
  expect(await type('list', 'U0SALES')).toMatch(
    /Open polls[\s\S]*PL-2[\s\S]*Closed lately[\s\S]*PL-1[\s\S]*closed/,
  );
  await app.advance(31 * 86_400_000);
  expect(await type('list', 'U0SALES')).not.toContain('PL-1');
});

test('what belongs to a private channel is there for those in it, those asked, and admins', async () => {
  const before = await type('show PL-1', 'U0BRAND');
  await type('"Where?" "Cloud" "Own" --departments IT --in #leads');
  await app.playground.waitFor(() => app.playground.messages('C0LEADS')[0]);
  for (const userId of ['U0CMO', 'U0DATA', 'U0SALES']) {
    expect(await type('list', userId)).toContain('PL-1');
    expect(await type('show PL-1', userId)).toContain('Where?');
  }
  expect(await type('list', 'U0BRAND')).not.toContain('PL-1');
  expect(await type('show PL-1', 'U0BRAND')).toBe(before);
  await type('close PL-1');
  await isClosed(1);
  expect(await type('list', 'U0BRAND')).not.toContain('PL-1');
  expect(await type('show PL-1', 'U0BRAND')).toBe(before);
  app.playground.removeFromChannel('C0LEADS', 'U0SALES');
  expect(await type('show PL-1', 'U0SALES')).not.toContain('Where?');
});
