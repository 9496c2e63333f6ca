import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createDatabase } from '../../src/database/pool.ts';
import { createLogger } from '../../src/logger.ts';
import { channel, freePort, patientCalls } from '../helpers/concord.ts';
import { createTestPool } from '../helpers/database.ts';
import { addDepartment, startInstallation } from './installation.ts';
import { type Accounts, accountsOf } from './occurrence-accounts.ts';
import { seeded } from './random.ts';
import { commandOf, send, signed } from './signed.ts';
import { type Turbulence, walk } from './turbulence.ts';

const day = 86_400_000;
/** A Monday; half of Europe's zones change their clocks eight weeks later. */
const begin = Date.parse('2027-09-06T03:00:00Z');

/** A rule with the weekdays (1 Monday to 7 Sunday) on which it is held. */
const rules: readonly (readonly [rule: string, weekdays: readonly number[]])[] = [
  ['FREQ=DAILY', [1, 2, 3, 4, 5, 6, 7]],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', [1, 2, 3, 4, 5]],
  ['every tuesday and thursday', [2, 4]],
  ['FREQ=WEEKLY;BYDAY=MO,WE,FR,SA,SU', [1, 3, 5, 6, 7]],
];
const standupDays: readonly (readonly [days: string, weekdays: readonly number[]])[] = [
  ['weekdays', [1, 2, 3, 4, 5]],
  ['mon wed fri sat sun', [1, 3, 5, 6, 7]],
];

/** What is set up: a series or standup with its days. */
export interface Planned {
  id: number;
  weekdays: readonly number[];
  /** Of a standup. */
  people?: number;
}

export interface OccurrencesOptions {
  series: number;
  standups: number;
  days: number;
  channels: number;
  /** Of series and people. */
  zones: readonly string[];
  /** Of syncs, HH:MM. */
  times: readonly string[];
  people: number;
  /** How long a process lives before it is killed, in real milliseconds. */
  lifeMs: { from: number; to: number };
  restartEvery: number;
  seed: number;
  say(line: string): void;
}

/**
 * Syncs and standups on three processes that die at random, on a database that restarts, with 30 % downtime.
 * @returns what became of every occurrence that the rules give
 */
export async function runOccurrences(options: OccurrencesOptions): Promise<Turbulence & Accounts> {
  const { say, zones, times } = options;
  const random = seeded(options.seed);
  const dataDir = join(tmpdir(), `concord-occurrences-${randomBytes(6).toString('hex')}`);
  let server = await startEmbeddedPostgres({ dataDir, port: await freePort() });
  const { port } = server;
  try {
    await migrate(server.url(), createLogger('warn'));
    const db = createDatabase(createTestPool(server.url(), { max: 3 }));
    const people = Array.from({ length: options.people }, (_, i) => `U1P${i}`);
    const channels = Array.from({ length: options.channels }, (_, i) => `C1N${i}`);
    const installation = await startInstallation({
      db,
      databaseUrl: server.url(),
      places: 3,
      timing: {
        ...patientCalls,
        pollIntervalMs: 100,
        leaseMs: 1500,
        holdMs: 3500,
        requestTimeoutMs: 1500,
        paceMs: 1,
      },
      world(world) {
        for (const [i, id] of people.entries()) {
          const tz = zones[i % zones.length]!;
          world.people.push({ id, handle: `p${i}`, name: `Person ${i}`, title: '', locale: 'en-GB', tz });
        }
        for (const [i, id] of channels.entries()) {
          world.channels.push({ id, name: `n${i}`, kind: 'public', memberIds: people, botIsMember: true });
        }
      },
    });
    try {
      const { playground, ports, now } = installation;
      await installation.advance(begin - now());
      await addDepartment(db, playground.teamId, 'Marketing', [
        'U0CMO',
        ...people.filter((_, i) => i % 2 === 0),
      ]);
      await addDepartment(db, playground.teamId, 'IT', ['U0CIO', ...people.filter((_, i) => i % 2 === 1)]);

      let typed = 0;
      async function command(line: string): Promise<number> {
        typed += 1;
        const { contentType, body } = commandOf(playground, 'U0CMO', line, `occurrence.${typed}`, channel);
        const answer = await send(ports[0]!, signed(playground.signingSecret, contentType, body));
        const number = /\bS(?:T)?-(\d+)/.exec(answer.text)?.[1];
        if (number === undefined) throw new Error(`${line}: ${answer.status} ${answer.text}`);
        return Number(number);
      }
      const series: Planned[] = [];
      for (let i = 0; i < options.series; i += 1) {
        const [rule, weekdays] = rules[i % rules.length]!;
        const zone = zones[i % zones.length]!;
        const time = times[i % times.length];
        const where = `<#${channels[i % channels.length]}|x>`;
        const id = await command(
          `/concord-sync new "Sync ${i}" ${rule} ${time} for 45 minutes in ${where} --zone ${zone} --holidays none`,
        );
        series.push({ id, weekdays });
      }
      const standups: Planned[] = [];
      for (let i = 0; i < options.standups; i += 1) {
        const [days, weekdays] = standupDays[i % standupDays.length]!;
        // Of one person, or of two who may live far from each other; every other one without a reminder.
        const asked = people.slice((2 * i) % people.length).slice(0, 1 + (i % 2));
        const where = `<#${channels[i % channels.length]}|x>`;
        const id = await command(
          `/concord-standup new "Standup ${i}" --days "${days}" --at 9:30 --window "4 hours" --in ${where} ` +
            `--with ${asked.map((userId) => `<@${userId}>`).join(' ')}${i % 4 < 2 ? ' --remind none' : ''}`,
        );
        standups.push({ id, weekdays, people: asked.length });
      }
      say(`  ${series.length} series, ${standups.length} standups`);

      const until = begin + options.days * day;
      const turbulence = await walk({
        db,
        installation,
        async restartDatabase() {
          if (random() < 0.5) process.kill(server.pid, 'SIGQUIT');
          await server.stop();
          server = await startEmbeddedPostgres({ dataDir, port });
        },
        span: { from: begin, to: until },
        downtimeShare: 0.31,
        lifeMs: options.lifeMs,
        restartEvery: options.restartEvery,
        random,
        say,
      });
      const accounts = await accountsOf({
        db,
        installation,
        series,
        standups,
        // The first day is cut short by the beginning.
        days: { from: isoDay(begin + day), to: isoDay(until - day) },
        outages: turbulence.outages,
      });
      return { ...turbulence, ...accounts };
    } finally {
      await installation.stop();
      await db.destroy();
    }
  } finally {
    await server.destroy();
  }
}

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);
