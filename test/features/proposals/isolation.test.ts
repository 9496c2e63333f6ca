import { type Playground, startPlayground } from '../../../playground/playground.ts';
import { defaultWorld } from '../../../playground/world.ts';
import { type Concord, startConcord } from '../../../src/app.ts';
import { createLogger } from '../../../src/logger.ts';
import {
  addDepartments,
  channel,
  manifest,
  patience,
  quickTiming,
  startTestConcord,
  type TestConcord,
  wordsOf,
} from '../../helpers/concord.ts';
import { explainWaiting } from '../../helpers/situation.ts';

/** Two workspaces in one database, with the same people's, channels' and departments' names and ids. */
let here: TestConcord;
let there: { playground: Playground; concord: Concord };

beforeAll(async () => {
  here = await startTestConcord();
  const world = defaultWorld();
  world.team.id = 'T0SOUTHWIND';
  const playground = await startPlayground({ manifest, world, ...patience });
  const config = {
    ...here.config,
    port: 0,
    slack: {
      botToken: playground.botToken,
      apiUrl: playground.apiUrl,
      connection: { mode: 'socket' as const, appToken: playground.appToken },
    },
  };
  const logs: string[] = [];
  const log = createLogger('trace', { write: (line) => void logs.push(line) });
  explainWaiting({ playground, db: here.db, logs: () => logs });
  const concord = await startConcord(config, log, quickTiming);
  await addDepartments(here.db, playground.teamId);
  there = { playground, concord };
});

afterAll(async () => {
  await there.concord.stop();
  await there.playground.close();
  await here.stop();
});

async function decide(playground: Playground, statement: string): Promise<string> {
  await playground.as('U0CMO').command(channel, `/concord-propose ${statement}`);
  const { ts } = await playground.waitFor(() =>
    playground.messages(channel).find((m) => m.text.includes(statement) && m.reactions.size === 3),
  );
  for (const userId of ['U0CMO', 'U0BRAND', 'U0CRM', 'U0CIO', 'U0PLATFORM', 'U0DATA']) {
    await playground.as(userId).react(channel, ts, '+1');
  }
  const announced = await playground.waitFor(
    () => playground.messages(channel).find((m) => /^Agreement A-\d+: /.test(m.text)),
    15_000,
  );
  return announced.text;
}

test('one workspace never sees, counts or posts what belongs to another', async () => {
  const [northwind, southwind] = await Promise.all([
    decide(here.playground, 'Northwind shares its budget'),
    decide(there.playground, 'Southwind keeps its secret'),
  ]);
  // Numbers are each workspace's own.
  expect(northwind).toBe('Agreement A-1: Northwind shares its budget');
  expect(southwind).toBe('Agreement A-1: Southwind keeps its secret');
  for (const playground of [here.playground, there.playground]) {
    const other = playground === here.playground ? 'secret' : 'budget';
    for (const line of [
      '/concord-agreements list',
      `/concord-agreements ${other}`,
      '/concord-agreements verify',
    ]) {
      const answer = await playground.as('U0CIO').command(channel, line);
      expect(answer.ok).toBe(true);
      if (answer.ok && line.endsWith('list')) expect(wordsOf(answer.response)).not.toContain(other);
    }
    const everything = [
      ...playground.messages(channel),
      ...['U0CMO', 'U0CIO', 'U0DATA'].flatMap((userId) => playground.as(userId).directMessages()),
    ];
    // The search for the other's word is quoted back to who typed it, and that is all there is of it.
    expect(everything.map(wordsOf).join('\n')).not.toContain(other);
    expect(playground.problems).toEqual([]);
  }
});
