import { sql } from 'kysely';
import { startPlayground } from '../playground/playground.ts';
import { defaultWorld } from '../playground/world.ts';
import { startConcord } from '../src/app.ts';
import { startTemporaryPostgres } from '../src/database/embedded.ts';
import { migrate } from '../src/database/migrate.ts';
import { createDatabase, createPool, type Db } from '../src/database/pool.ts';
import { scheduleClaim } from '../src/jobs/schedule.ts';
import { createLogger } from '../src/logger.ts';
import type { Row } from './measurements.ts';
import { median, percentile } from './statistics.ts';

const few = 100;
const many = 100_000;
const ticks = 300;
const prompts = 1_000;
const latestMs = 15_000;
const manifest = new URL('../manifest.yml', import.meta.url).pathname;
const log = createLogger('silent');

type Say = (line: string) => void;

/** What the schedule costs, and how soon after its time something due stands in Slack. */
export async function schedule(_: unknown, say: Say): Promise<Row[]> {
  const server = await startTemporaryPostgres();
  try {
    return [await ticksWithNothingDue(server, say), await lateness(server, say)];
  } finally {
    await server.destroy();
  }
}

interface Server {
  url(database?: string): string;
}

async function databaseOf(server: Server, name: string): Promise<{ db: Db; url: string }> {
  const admin = createPool(server.url(), { max: 1 });
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = server.url(name);
  await migrate(url, log);
  return { db: createDatabase(createPool(url, { max: 4, statementTimeoutMs: 120_000 })), url };
}

/** Series that all have their next moments ahead, as most have at most times. */
async function seed(db: Db, series: number): Promise<void> {
  await sql`insert into workspaces (id, name, bot_user_id, locale, timezone)
    values ('T1', 'T', 'U0', 'en', 'UTC')`.execute(db);
  await sql`insert into sync_series (workspace_id, id, creation_key, created_by, title, channel_id, rule, first_slot,
      timezone, minutes)
    select 'T1', n, n::text, 'U1', 'Sync', 'C1', 'FREQ=WEEKLY;BYDAY=TU', '2027-06-08T10:00', 'Europe/Berlin', 45
    from generate_series(1, ${series}) n`.execute(db);
  await sql`insert into schedule (workspace_id, key, task, payload, due_at)
    select 'T1', 'sync:' || n || ':' || step, 'sync_' || step || ':T1', jsonb_build_object('syncId', n),
      now() + make_interval(days => 1 + n % 30)
    from generate_series(1, ${series}) n, unnest(array['agenda', 'start', 'after', 'close']) step`.execute(
    db,
  );
  await sql`analyze`.execute(db);
}

async function ticksWithNothingDue(server: Server, say: Say): Promise<Row> {
  const [small, large] = [await databaseOf(server, 'few'), await databaseOf(server, 'many')];
  await seed(small.db, few);
  await seed(large.db, many);
  const sides = [small, large].map(({ db }) => ({ claim: scheduleClaim(db).claim, ms: [] as number[] }));
  for (let tick = 0; tick < ticks; tick += 1) {
    for (const { claim, ms } of tick % 2 === 0 ? sides : sides.toReversed()) {
      const began = performance.now();
      await claim();
      ms.push(performance.now() - began);
    }
  }
  await Promise.all([small.db.destroy(), large.db.destroy()]);
  const [of, to] = sides.map(({ ms }) => median(ms)) as [number, number];
  say(`  ticks: ${of.toFixed(2)} ms with ${few} series, ${to.toFixed(2)} ms with ${many}`);
  return {
    what: `A tick with nothing due, with ${few} and with ${many} series, median of ${ticks}`,
    concord: `${of.toFixed(2)} → ${to.toFixed(2)} ms`,
    empty: '–',
    ratio: (to / of).toFixed(2),
    aim: 'the same within noise: ratio at most 1.30',
    ok: to / of <= 1.3,
  };
}

/** A standup of a thousand people whose 9:30 is the same: from that instant to Slack's answer to each message. */
async function lateness(server: Server, say: Say): Promise<Row> {
  const { db, url } = await databaseOf(server, 'late');
  let shift = Date.parse('2027-06-08T08:00:00Z') - Date.now();
  const world = defaultWorld();
  const ids = Array.from({ length: prompts }, (_, i) => `U1P${i}`);
  world.people.push(
    ...ids.map((id, i) => ({
      id,
      handle: `p${i}`,
      name: `Person ${i}`,
      title: '',
      locale: 'en-GB',
      tz: 'Europe/Berlin',
    })),
  );
  const playground = await startPlayground({ manifest, world, clock: { now: () => Date.now() + shift } });
  await sql`update clock set shift = make_interval(secs => ${shift / 1000})`.execute(db);
  const concord = await startConcord(
    {
      databaseUrl: url,
      slack: {
        botToken: playground.botToken,
        apiUrl: playground.apiUrl,
        connection: { mode: 'socket', appToken: playground.appToken },
      },
      port: 0,
      host: '127.0.0.1',
      publicUrl: null,
      logLevel: 'warn',
      defaultLocale: 'en',
      defaultTimezone: 'Europe/Berlin',
    },
    log,
  );
  const sides = [ids.slice(0, prompts / 2), ids.slice(prompts / 2)];
  for (const [i, members] of sides.entries()) {
    const { id } = await db
      .insertInto('departments')
      .values({ workspace_id: playground.teamId, name: `Side ${i + 1}` })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('department_members')
      .values(
        members.map((userId, k) => ({
          workspace_id: playground.teamId,
          user_id: userId,
          department_id: id,
          is_lead: k === 0,
        })),
      )
      .execute();
    await db
      .insertInto('people')
      .values(
        members.map((userId) => ({
          workspace_id: playground.teamId,
          user_id: userId,
          name: userId,
          locale: 'en',
          timezone: 'Europe/Berlin',
          is_workspace_admin: false,
          is_guest: false,
          is_bot: false,
          deactivated: false,
        })),
      )
      .execute();
  }
  const cmo = playground.as('U0CMO');
  const made = await cmo.command('C0MARKETINGIT', '/concord-standup new "Weekly" --days wednesday --at 9:30');
  if (!made.ok) throw new Error(made.error);
  const due = Date.parse('2027-06-09T07:30:00Z');
  const jump = due - 2_000 - (Date.now() + shift);
  shift += jump;
  await sql`update clock set shift = shift + make_interval(secs => ${jump / 1000})`.execute(db);
  const late: number[] = [];
  const seen = new Set<string>();
  await playground.waitFor(() => {
    for (const call of playground.calls) {
      const { channel, text } = call.args as { channel?: string; text?: string };
      if (call.method !== 'chat.postMessage' || !channel || seen.has(channel)) continue;
      if (!text?.includes('Weekly')) continue;
      seen.add(channel);
      late.push(Date.now() + shift - due);
    }
    return seen.size === prompts;
  }, 120_000);
  await concord.stop();
  await playground.close();
  await db.destroy();
  const p95 = percentile(late, 95);
  say(`  ${prompts} due at once: 95th percentile ${(p95 / 1000).toFixed(1)} s`);
  return {
    what: `From due to posted, ${prompts} due at the same instant, one process, 95th percentile`,
    concord: `${(p95 / 1000).toFixed(1)} s`,
    empty: '–',
    ratio: '–',
    aim: `under ${latestMs / 1000} s`,
    ok: p95 < latestMs,
  };
}
