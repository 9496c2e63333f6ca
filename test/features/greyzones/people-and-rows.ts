import type { StoredMessage } from '../../../playground/state.ts';
import { channel, type TestConcord } from '../../helpers/concord.ts';

/** Reads English, reads German; each leads a department. */
export const english = 'U0CMO';
export const german = 'U0CIO';
/** In no department. */
export const outside = 'U0SALES';

/** What a line is answered with. */
export async function answerTo(app: TestConcord, userId: string, typed: string): Promise<StoredMessage> {
  const answer = await app.playground.as(userId).command(channel, `/concord-greyzone ${typed}`);
  if (!answer.ok || !answer.response) throw new Error(`no answer to ${typed}: ${JSON.stringify(answer)}`);
  return answer.response;
}

/** What a click is answered with; it arrives after the click was acknowledged. */
export async function clicked(
  app: TestConcord,
  userId: string,
  where: Pick<StoredMessage, 'channel' | 'ts'>,
  key: string,
  input: string | null = null,
): Promise<StoredMessage> {
  const person = app.playground.as(userId);
  const before = person.ephemerals(channel).length;
  const result = await person.click(where, key, input);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return app.playground.waitFor(() => person.ephemerals(channel)[before]);
}

/** The newest message of the channel that says this. */
export const messageWith = (app: TestConcord, words: string | RegExp): Promise<StoredMessage> =>
  app.playground.waitFor(() =>
    app.playground
      .messages(channel)
      .findLast((m) => (typeof words === 'string' ? m.text.includes(words) : words.test(m.text))),
  );

/** Everything that what somebody asks for could change. */
export const rowsOf = async ({ db }: Pick<TestConcord, 'db'>) => ({
  zones: await db.selectFrom('grey_zones').selectAll().orderBy('id').execute(),
  rounds: await db
    .selectFrom('grey_zone_rounds')
    .selectAll()
    .orderBy('grey_zone_id')
    .orderBy('round')
    .execute(),
  departments: await db
    .selectFrom('grey_zone_departments')
    .selectAll()
    .orderBy('grey_zone_id')
    .orderBy('department_id')
    .execute(),
  voters: await db
    .selectFrom('grey_zone_voters')
    .selectAll()
    .orderBy('grey_zone_id')
    .orderBy('round')
    .orderBy('user_id')
    .execute(),
  claims: await db
    .selectFrom('grey_zone_claims')
    .selectAll()
    .orderBy('grey_zone_id')
    .orderBy('round')
    .orderBy('user_id')
    .orderBy('question')
    .execute(),
  proposals: await db
    .selectFrom('proposals')
    .select(['id', 'state', 'outcome', 'on_closed_payload'])
    .orderBy('id')
    .execute(),
});

/** Until every message shows its newest text. */
export async function settled({ playground, db }: TestConcord): Promise<void> {
  await playground.waitFor(async () => {
    const { count } = await db
      .selectFrom('messages')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('state', 'in', ['pending', 'posted'])
      .whereRef('sent_revision', '<', 'revision')
      .executeTakeFirstOrThrow();
    return count === '0';
  }, 15_000);
}

/** For both files of wrong input: G-1 is asked, G-2 open, G-3 agreed on, G-4 clear, G-5 being decided. */
export async function addZones(app: TestConcord): Promise<void> {
  await app.playground.as(outside).join(channel);
  for (let i = 1; i <= 5; i += 1) {
    await answerTo(app, english, `"Who owns banner ${i}?"`);
    if (i === 1) continue;
    await answerTo(app, english, `answer G-${i} --today IT --should IT`);
    const other = i === 4 ? 'IT' : 'Marketing';
    await answerTo(app, german, `antworten G-${i} --heute ${other} --soll ${other}`);
  }
  await app.playground.waitFor(async () =>
    (await rowsOf(app)).zones.slice(1).every(({ state }) => state !== 'asking'),
  );
  // As if the departments had decided.
  await app.db
    .updateTable('grey_zones')
    .set({ state: 'closed', owner_department_id: 1, agreement_number: 12, owned_at: new Date(app.now()) })
    .where('id', '=', 3)
    .execute();
  await answerTo(app, english, 'propose G-5 IT');
  await settled(app);
}
