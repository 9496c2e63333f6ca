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
import { actsToKill, type KilledAct } from './killed-acts.ts';
import { send, signed } from './signed.ts';

describe('what people do with syncs and standups', () => {
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
    const acts = await actsToKill(installation, database.db);
    const requests = new Map<KilledAct, CaughtRequest>();
    for (const act of acts) requests.set(act, await act.request());
    await drained(playground, database.db);
    const outputs: string[] = [];
    const dying = Array.from({ length: places }, async (_, place) => {
      const own = acts.filter((_, i) => i % places === place);
      await installation.processes[place]!.kill();
      let process = restart(place, { CONCORD_KILL_AT: own[0]!.point });
      for (const [i, act] of own.entries()) {
        const { point, effect, died, done } = act;
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
        if (body.startsWith('payload=')) expect({ point, text }).toEqual({ point, text: '' });
        expect({ point, counts: await numbers(database.db, effect) }).toEqual({ point, counts: done });
      }
    });
    await Promise.all(dying);
    await drained(playground, database.db);
    for (const { seen } of acts) seen?.();
    expectSound(installation, outputs);
  }, 120_000);
});
