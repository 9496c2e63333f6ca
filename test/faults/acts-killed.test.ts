import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';
import {
  type CaughtRequest,
  diesAt,
  drained,
  expectSound,
  numbers,
  sendUntilTaken,
  startMortal,
} from './acts.ts';
import type { Installation } from './installation.ts';
import { actsToKill } from './killed-acts.ts';
import { pollActsToKill } from './killed-poll-acts.ts';
import type { KilledAct } from './killing.ts';
import { send, signed } from './signed.ts';

describe.each([
  { what: 'syncs and standups', described: actsToKill },
  { what: 'polls and grey zones', described: pollActsToKill },
])('what people do with $what', ({ described }) => {
  const places = 3;
  let database: TestDatabase;
  let installation: Installation;
  beforeAll(async () => {
    database = await createTestDatabase();
    installation = await startMortal(database, places);
  });
  afterAll(async () => {
    await installation.stop();
    await database.drop();
  });

  it('happens once, wherever the process dies, when it is asked for again', async () => {
    const { playground, ports, restart } = installation;
    const acts = await described(installation, database.db);
    const requests = new Map<KilledAct, CaughtRequest>();
    for (const act of acts) requests.set(act, await act.request());
    await drained(playground, database.db);
    const outputs: string[] = [];
    const dying = Array.from({ length: places }, async (_, place) => {
      const own = acts.filter((_, i) => i % places === place);
      await installation.processes[place]!.kill();
      let process = restart(place, { CONCORD_KILL_AT: own[0]!.point });
      for (const [i, act] of own.entries()) {
        const { point, effect, died, done, answer = '' } = act;
        const request = requests.get(act)!;
        await process.ready;
        const { contentType, body } = request;
        const { status } = await send(ports[place]!, signed(playground.signingSecret, contentType, body));
        expect({ point, isTaken: status === 200 }).toEqual({ point, isTaken: false });
        outputs.push(await diesAt(process, point));
        expect({ point, counts: await numbers(database.db, effect) }).toEqual({ point, counts: died });
        // Armed for the next, which this one does not come to.
        process = restart(place, { CONCORD_KILL_AT: own[i + 1]?.point ?? '' });
        await process.ready;
        const text = await sendUntilTaken(installation, place, request);
        if (answer !== '') expect({ point, text }).toEqual({ point, text: expect.stringContaining(answer) });
        else if (body.startsWith('payload=')) expect({ point, text }).toEqual({ point, text: '' });
        expect({ point, counts: await numbers(database.db, effect) }).toEqual({ point, counts: done });
      }
    });
    await Promise.all(dying);
    await drained(playground, database.db);
    for (const { seen } of acts) seen?.();
    expectSound(installation, outputs);
  });
});
