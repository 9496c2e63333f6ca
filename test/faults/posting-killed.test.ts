import { channel, wordsOf } from '../helpers/concord.ts';
import { createTestDatabase } from '../helpers/database.ts';
import { comes, diesAt, drained, expectSound, postedAs, startMortal, typed } from './acts.ts';

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
    // Of a saved one; noon is at 11:00 where the CMO is.
    poll: {
      line: (n: number) => `/concord-poll "Way ${n}?" "Cloud" "Here" --repeat "every tuesday 11:0${n}"`,
      keys: /^poll:\d+$/,
      each: 1,
    },
    ending: {
      line: (n: number) => `/concord-poll "Way ${n}?" "Cloud" "Here" --by "today 11:0${n}"`,
      keys: /^poll:\d+:outcome$/,
      each: 1,
    },
    assessing: {
      line: (n: number) => `/concord-greyzone "Who owns way ${n}?" --by "today 11:0${n}"`,
      keys: /^greyzone:\d+:1:matrix$/,
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

  /** Those of a group at the same time; more would be too many processes for Slack's patience with them. */
  it.each([
    { what: 'of syncs and standups', group: ['agenda', 'start', 'prompt', 'report'] as const },
    { what: 'of polls and grey zones', group: ['poll', 'ending', 'assessing'] as const },
  ])(
    'stands there once, wherever the process dies: $what',
    async ({ group }) => {
      const ways = await Promise.allSettled(group.map(dieWhilePosting));
      expect(ways.flatMap((way) => (way.status === 'rejected' ? [way.reason] : []))).toEqual([]);
    },
    180_000,
  );

  it('comes once after a time when no process was there, with all that was answered before', async () => {
    const database = await createTestDatabase();
    const installation = await startMortal(database, 2);
    const { playground, processes, restart, advance, now } = installation;
    try {
      await typed(installation, 'U0CMO', channel, '/concord-poll "Named?" "Cloud" "Here" --by "today 11:00"');
      const secret = '/concord-poll "Secret?" "Cloud" "Here" --anonymous --by "today 11:00"';
      await typed(installation, 'U0CMO', channel, secret);
      const zone = '/concord-greyzone "Who owns the banner?" --by "today 11:00"';
      await typed(installation, 'U0CMO', channel, zone);
      for (const key of ['poll:1', 'poll:2']) {
        const message = await comes(playground, key);
        for (const userId of ['U0CMO', 'U0BRAND', 'U0CRM', 'U0CIO', 'U0DATA']) {
          await playground.as(userId).click(message, 'poll_choose:1');
        }
      }
      await typed(installation, 'U0CMO', channel, '/concord-greyzone answer G-1 --today IT --should IT');
      await drained(playground, database.db);
      const outputs = processes.map((process) => process.output());
      await Promise.all(processes.map((process) => process.kill()));
      await advance(noon + 300 * minute - now());
      await Promise.all([0, 1].map((place) => restart(place).ready));
      await drained(playground, database.db);
      for (const key of ['poll:1:outcome', 'poll:2:outcome']) {
        const outcomes = postedAs(playground, key).map(wordsOf);
        expect(outcomes).toEqual([expect.stringContaining('Most chose Cloud: 5 of 5')]);
      }
      expect(postedAs(playground, 'greyzone:1:1:matrix')).toHaveLength(1);
      const late = await playground.as('U0PLATFORM').command(channel, '/concord-poll reason PL-1 "Late"');
      expect(wordsOf(late.ok ? late.response : undefined)).toContain('closed');
      expectSound(installation, outputs);
    } finally {
      await installation.stop();
      await database.drop();
    }
  });
});
