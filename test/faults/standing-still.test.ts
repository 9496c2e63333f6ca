import { setTimeout } from 'node:timers/promises';
import { addDepartments, channel, it as itPeople, marketing } from '../helpers/concord.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { type Installation, startInstallation } from './installation.ts';
import type { ConcordProcess } from './processes.ts';
import { commandOf, send, signed } from './signed.ts';

const cycles = 4;
/** Longer than a connection to the database is waited for: what was asked for meanwhile has failed. */
const stillMs = 2_300;
const patienceMs = 60_000;

let database: TestDatabase;
let installation: Installation;

beforeAll(async () => {
  database = await createTestDatabase();
  installation = await startInstallation({ db: database.db, databaseUrl: database.url, places: 2 });
  await addDepartments(database.db, installation.playground.teamId);
});
afterAll(async () => {
  await installation.stop();
  await database.drop();
});

async function propose(statement: string, place: number): Promise<void> {
  const { playground, ports } = installation;
  const { contentType, body } = commandOf(playground, 'U0CMO', `/concord-propose ${statement}`, statement);
  const { status } = await send(ports[place]!, signed(playground.signingSecret, contentType, body));
  expect(status).toBe(200);
}

/** One whose start came to nothing is started anew, as whatever runs it would. */
async function startStanding(place: number, afterMs: number): Promise<ConcordProcess> {
  const started = installation.restart(place);
  await setTimeout(afterMs);
  await started.standStill(stillMs);
  const isReady = await started.ready.then(
    () => true,
    () => false,
  );
  return isReady ? started : startStanding(place, afterMs + 150);
}

/** Virtual machines are paused, laptops closed. The worst moments are a start and votes that come in. */
test('processes that stood still go on as if nothing had been', async () => {
  const { playground, processes, restart } = installation;
  const said = (words: string) => playground.messages(channel).filter(({ text }) => text.includes(words));
  const states = () =>
    database.db.selectFrom('proposals').select(['id', 'state', 'outcome']).orderBy('id').execute();
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const place = cycle % 2;
    await processes[place]!.kill();
    const started = await startStanding(place, 250 + 150 * cycle);
    // From here on whatever is done is done by the one that stood still.
    await processes[1 - place]!.kill();
    await propose(`We meet ${cycle} times`, place);
    const message = await playground.waitFor(
      () => said(`We meet ${cycle} times`).find(({ reactions }) => reactions.size === 3),
      patienceMs,
    );
    const still = started.standStill(stillMs);
    for (const userId of [...marketing, ...itPeople]) {
      await playground.as(userId).react(channel, message.ts, '+1');
    }
    await still;
    await playground.waitFor(async () => (await states()).at(-1)?.state === 'closed', patienceMs);
    await playground.waitFor(() => said(`Agreement A-${cycle + 1}:`).length > 0, patienceMs);
    await restart(1 - place).ready;
  }
  expect(await states()).toEqual(
    Array.from({ length: cycles }, (_, i) => ({ id: i + 1, state: 'closed', outcome: 'agreed' })),
  );
  for (let cycle = 1; cycle <= cycles; cycle += 1) expect(said(`Agreement A-${cycle}:`)).toHaveLength(1);
});
