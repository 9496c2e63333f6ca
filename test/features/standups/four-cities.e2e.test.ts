import { localOf } from '../../../src/time/local-time.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const hour = 3_600_000;
const zones: Record<string, string> = {
  U0CMO: 'Pacific/Auckland',
  U0BRAND: 'America/Los_Angeles',
  U0CIO: 'Europe/Berlin',
  U0PLATFORM: 'Asia/Kolkata',
};

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord({
    at: '2027-06-13T12:00:00Z', // a Sunday; Monday is a holiday nowhere
    world: (world) => {
      for (const person of world.people) person.tz = zones[person.id] ?? person.tz;
    },
  });
  // Marketing in Auckland and Los Angeles, IT in Berlin and Kolkata.
  await app.db.deleteFrom('department_members').where('user_id', 'not in', Object.keys(zones)).execute();
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const questions = (userId: string) =>
  app.playground
    .as(userId)
    .directMessages()
    .filter((m) => m.text.includes('Weekly:'));
const reports = () =>
  app.playground.messages(channel).filter((m) => m.text.includes('Report of') && m.threadTs === null);

it('people in Auckland, Berlin, Kolkata and Los Angeles are asked at their own 9:30, and the report waits for the last', async () => {
  await app.playground
    .as('U0CIO')
    .command(channel, '/concord-standup new "Weekly" --days monday --at 9:30 --window 4 hours');
  /** When it is 9:30 there, in the order in which Monday comes to them. */
  const mornings: [userId: string, at: string][] = [
    ['U0CMO', '2027-06-13T21:30:00Z'],
    ['U0PLATFORM', '2027-06-14T04:00:00Z'],
    ['U0CIO', '2027-06-14T07:30:00Z'],
    ['U0BRAND', '2027-06-14T16:30:00Z'],
  ];
  for (const [i, [userId, at]] of mornings.entries()) {
    expect(localOf(new Date(at), zones[userId]!)).toBe('2027-06-14T09:30');
    await app.advance(Date.parse(at) - app.now() - 60_000);
    await app.playground.waitFor(app.playground.isQuiet);
    expect(mornings.map(([id]) => questions(id).length)).toEqual(mornings.map((_, k) => (k < i ? 1 : 0)));
    await app.advance(61_000);
    const asked = await app.playground.waitFor(() => questions(userId)[0] ?? null, 10_000);
    // Three answer at once; the report still waits for the last window.
    if (userId !== 'U0BRAND') await app.playground.as(userId).click(asked, 'standup_nothing');
    expect(reports()).toEqual([]);
  }
  await app.advance(3.5 * hour);
  await app.playground.waitFor(app.playground.isQuiet);
  expect(reports()).toEqual([]);
  await app.advance(hour);
  await app.playground.waitFor(() => reports().length === 1, 10_000);
  expect(wordsOf(reports()[0])).toContain('*Marketing*  ·  1 of 2 answered');
});

it('every moment fired again, and a clock that jumps ten minutes either way, change nothing', async () => {
  const seen = async () => ({
    messages: app.playground.messages(channel).length,
    asked: Object.keys(zones).map((id) => app.playground.as(id).directMessages().length),
    prompts: await app.db
      .selectFrom('standup_prompts')
      .selectAll()
      .orderBy('user_id')
      .orderBy('round_id')
      .execute(),
  });
  const before = await seen();
  for (const jump of [0, -10, 20, -10]) {
    await app.advance((jump * hour) / 60);
    await app.db.updateTable('schedule').set({ fired_at: null }).where('fired_at', 'is not', null).execute();
    await app.playground.waitFor(async () => {
      const { n } = await app.db
        .selectFrom('schedule')
        .select((eb) => eb.fn.countAll<string>().as('n'))
        .where('fired_at', 'is', null)
        .where('due_at', '<=', new Date(app.now()))
        .executeTakeFirstOrThrow();
      return Number(n) === 0;
    }, 10_000);
    await app.playground.waitFor(app.playground.isQuiet);
  }
  expect(await seen()).toEqual(before);
});
