import type { Playground } from '../../../playground/playground.ts';
import { createAgreementService } from '../../../src/features/agreements/agreement.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';
import { agree } from '../agreements/ledgers.ts';

let running: TestConcord;
let playground: Playground;

beforeAll(async () => {
  running = await startTestConcord();
  playground = running.playground;
  const { db } = running;
  const service = createAgreementService({ db, log: createLogger('silent') });
  for (let i = 1; i <= 10; i += 1) {
    const statement = i === 4 ? 'Der Einwilligungsbanner gehört dem Marketing' : `Statement ${i} <!channel>`;
    await agree(db, service, playground.teamId, { statement });
  }
});
afterAll(async () => {
  const problems = playground.problems;
  await running.stop();
  expect(problems).toEqual([]);
});

async function say(userId: string, line: string) {
  const result = await playground.as(userId).command(channel, line);
  if (!result.ok) throw new Error(result.error);
  return result.response!;
}

test('the menu and its buttons', async () => {
  const person = playground.as('U0CMO');
  const menu = await say('U0CMO', '/concord');
  expect(wordsOf(menu)).toContain('every department counts on its own');
  await person.click(menu, 'open_help');
  await person.click(menu, 'open_agreements');
  const [, help, agreements] = await playground
    .waitFor(() => {
      const said = person.ephemerals(channel);
      return said.length === 3 ? said : null;
    })
    .then((said) => said ?? []);
  expect(wordsOf(help)).toContain('/concord-propose We move');
  expect(wordsOf(agreements)).toContain('*A-10*');
  for (const line of ['/concord help', '/concord hilfe']) {
    expect(wordsOf(await say('U0CMO', line))).toContain('/concord-agreements consent banner');
  }
  expect(wordsOf(await say('U0CIO', '/concord help'))).toContain('/concord-agreements Einwilligung Banner');
});

test('a list pages, shows one and goes back, all in one message', async () => {
  const person = playground.as('U0BRAND');
  const list = await say('U0BRAND', '/concord-agreements');
  const now = () => person.ephemerals(channel);
  const becomes = (part: string) =>
    playground.waitFor(() => (now().length === 1 && wordsOf(now()[0]).includes(part) ? now()[0]! : null));
  expect(wordsOf(list)).toContain('&lt;!channel&gt;');
  await person.click(list, 'agreements_older');
  await person.click((await becomes('*A-2*'))!, 'agreement:2');
  await person.click((await becomes('*Agreement A-2*'))!, 'agreements_back');
  const back = await becomes('*A-1*');
  await person.click(back!, 'agreements_newer');
  expect(wordsOf((await becomes('*A-10*'))!)).not.toContain('*A-2*');
});

test('the commands in both forms and both languages, and what is wrong with them', async () => {
  expect(wordsOf(await say('U0CIO', '/concord agreements banner'))).toContain('*A-4*');
  expect(wordsOf(await say('U0CIO', '/concord-agreements zeige A-4'))).toContain('*Wer wo stand*');
  expect(wordsOf(await say('U0CIO', '/concord-agreements prüfe'))).toContain('Alle 10 Einträge stimmen');
  expect(wordsOf(await say('U0CMO', '/concord-agreements show A-99'))).toContain('A-99 does not exist');
  expect(wordsOf(await say('U0CIO', '/concord-agreements zeige A-99'))).toContain('A-99 gibt es nicht');
  expect(wordsOf(await say('U0CMO', '/concord-agreements list --initiative'))).toContain(
    'after `--initiative`',
  );
  expect(wordsOf(await say('U0CMO', '/concord-agreements help'))).toContain('show A-12');
});

test('the Home tab, its list of agreements in a modal, and its help', async () => {
  const person = playground.as('U0CRM');
  await person.openHome();
  const home = await playground.waitFor(() => person.home());
  expect(JSON.stringify(home)).toContain('Ihre Abteilung: *Marketing*');
  expect(JSON.stringify(home)).toContain('*A-10*');
  await person.click(home!, 'open_agreements');
  const top = () => person.views().at(-1);
  await playground.waitFor(() => top());
  expect(JSON.stringify(top())).toContain('*A-10*');
  await person.click(top()!, 'agreements_older');
  await playground.waitFor(() => JSON.stringify(top()).includes('*A-1*'));
  await person.click(top()!, 'agreement:1');
  await playground.waitFor(() => JSON.stringify(top()).includes('Vereinbarung A-1*'));
  expect(person.views()).toHaveLength(1);
  await person.closeView();
  await person.click(person.home()!, 'open_help');
  await playground.waitFor(() => JSON.stringify(top() ?? '').includes('/concord-department'));
});
