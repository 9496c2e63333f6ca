import type { StoredMessage } from '../../../playground/state.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

/** Reads English, reads German; each leads a department. */
export const english = 'U0CMO';
export const german = 'U0CIO';
/** In the same departments, leading none. */
export const [brand, data] = ['U0BRAND', 'U0DATA'];
/** In no department. */
export const [outside, fremd] = ['U0SALES', 'U0LEGAL'];
const germans = [german, data, fremd];
export const readsGerman = (userId: string) => germans.includes(userId);

/** Marketing and IT, Sales without people, two initiatives, and somebody outside for each language. */
export async function startWithInitiatives(): Promise<TestConcord> {
  const app = await startTestConcord({
    world: ({ people }) => {
      const from = { title: '', locale: 'de-DE', tz: 'Europe/Berlin' };
      people.push({ id: fremd, handle: 'legal', name: 'Lea Gal', ...from });
    },
  });
  for (const userId of [outside, fremd]) await app.playground.as(userId).join(channel);
  const sales = { workspace_id: app.playground.teamId, name: 'Sales' };
  await app.db.insertInto('departments').values(sales).execute();
  for (const name of ['Customer data', 'Customer care']) {
    const line = `/concord-initiative new "${name}" --direction d --extent e --departments Marketing, IT`;
    await app.playground.as(english).command(channel, line);
  }
  return app;
}

/** What a line is answered with. */
export async function answerTo(
  app: TestConcord,
  userId: string,
  typed: string,
  where = channel,
): Promise<StoredMessage> {
  const answer = await app.playground.as(userId).command(where, `/concord-poll ${typed}`);
  if (!answer.ok || !answer.response) throw new Error(`no answer to ${typed.slice(0, 100)}`);
  return answer.response;
}

/** The message in which people answer. */
export const messageOf = ({ playground }: TestConcord, id: number): Promise<StoredMessage> =>
  playground.waitFor(() => playground.messages(channel).find((m) => m.text.includes(`Poll PL-${id}: `)));

/** The message with what came of it. */
export const outcomeOf = ({ playground }: TestConcord, id: number): Promise<StoredMessage> =>
  playground.waitFor(() =>
    playground
      .messages(channel)
      .find((m) => m.text.includes(`PL-${id} `) && wordsOf(m).includes('poll_again')),
  );

/** What only the person is told of their click. */
export async function clicked(
  { playground }: TestConcord,
  userId: string,
  on: StoredMessage,
  action: string,
  input: string | null = null,
): Promise<StoredMessage> {
  const before = playground.as(userId).ephemerals(channel).length;
  await playground.as(userId).click(on, action, input);
  return playground.waitFor(() => playground.as(userId).ephemerals(channel)[before]);
}

/** Everything that what somebody types or fills in could change. */
export const rowsOf = async ({ db }: TestConcord) => ({
  polls: await db
    .selectFrom('polls')
    .select(['id', 'state', 'last_reminded_at', 'question'])
    .orderBy('id')
    .execute(),
  options: await db.selectFrom('poll_options').selectAll().orderBy('poll_id').orderBy('id').execute(),
  acts: await db.selectFrom('poll_acts').selectAll().orderBy('poll_id').orderBy('key').execute(),
  plans: await db.selectFrom('poll_plans').selectAll().orderBy('id').execute(),
});

/** The code of the last error that somebody was told. */
export function lastCode({ logs }: TestConcord): string {
  const line = logs.findLast((one) => one.includes('answered with an expected error'));
  return (JSON.parse(line ?? '{}') as { code?: string }).code ?? '';
}
