import { channel } from '../helpers/concord.ts';
import { createTestDatabase } from '../helpers/database.ts';
import { diesAt, drained, expectSound, postedAs, startMortal, typed } from './acts.ts';

const minute = 60_000;

describe('what Concord posts by itself', () => {
  const usual = 'for 30 minutes --zone Europe/Berlin --holidays none';
  const noon = Date.parse('2027-06-08T10:00:00Z');
  /** Of the nth thing: the line that makes it, and under which keys it is posted; due n minutes after noon. */
  const kinds = {
    agenda: {
      line: (n: number) => `/concord-sync new "Way ${n}" every wednesday 12:0${n} ${usual}`,
      keys: /^sync:\d+:agenda$/,
      each: 1,
    },
    start: {
      line: (n: number) => `/concord-sync new "Way ${n}" every tuesday 12:0${n} ${usual}`,
      keys: /^sync:\d+:start$/,
      each: 1,
    },
    prompt: {
      line: (n: number) =>
        `/concord-standup new "Way ${n}" --days tuesday --at 11:0${n} --remind none --with @cmo @brand`,
      keys: /^round:\d+:U0(?:CMO|BRAND)$/,
      each: 2,
    },
    report: {
      line: (n: number) =>
        `/concord-standup new "Way ${n}" --days tuesday --at 10:30 --window "${30 + n} min" --remind none --with @cmo @brand`,
      keys: /^round:\d+:report$/,
      each: 1,
    },
  };

  async function dieWhilePosting(kind: keyof typeof kinds): Promise<void> {
    const { line, keys, each } = kinds[kind];
    const posting = ['before', 'during', 'after'].map((when) => `${when} chat.postMessage`);
    const points = [`before commit of ${kind}`, ...posting];
    const database = await createTestDatabase();
    const installation = await startMortal(database, 1);
    const { playground, now, advance, restart } = installation;
    try {
      for (const n of points.keys()) await typed(installation, 'U0CMO', channel, line(n));
      await advance(noon - minute - now());
      await drained(playground, database.db);
      expect(postedAs(playground, keys)).toEqual([]);
      await installation.processes[0]!.kill();
      const outputs: string[] = [];
      for (const [n, point] of points.entries()) {
        const process = restart(0, { CONCORD_KILL_AT: point });
        await process.ready;
        // One more is due, besides what the processes before left behind.
        await advance(noon + n * minute - now());
        outputs.push(await diesAt(process, point));
      }
      await restart(0).ready;
      await drained(playground, database.db);
      expect(postedAs(playground, keys)).toHaveLength(each * points.length);
      expectSound(installation, outputs);
    } finally {
      await installation.stop();
      await database.drop();
    }
  }

  it('stands there once, wherever the process dies', async () => {
    const ways = await Promise.allSettled(
      (Object.keys(kinds) as (keyof typeof kinds)[]).map(dieWhilePosting),
    );
    expect(ways.flatMap((way) => (way.status === 'rejected' ? [way.reason] : []))).toEqual([]);
  }, 90_000);
});
