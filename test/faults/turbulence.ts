import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../../src/database/pool.ts';
import type { Installation } from './installation.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** For all that is due at one moment, on a machine with much else to do. */
const patienceMs = 600_000;

/** In the time of the simulation. */
export interface Span {
  from: number;
  to: number;
}

export interface Turbulence {
  /** When no process was there. */
  outages: Span[];
  kills: number;
  databaseRestarts: number;
  /** The share of the time for which no process was there. */
  downtime: number;
}

/**
 * Times of downtime that fill this share of a span, from minutes to days, and one so long that questions after
 * syncs are no longer worth asking where there is room for it.
 */
export function outagesIn(span: Span, share: number, random: () => number): Span[] {
  const whole = span.to - span.from;
  const wanted = whole * share;
  const lengths: number[] = whole > 11 * day ? [3.2 * day] : [];
  const shares = [20 * minute, 2 * hour, 9 * hour, 20 * hour, 40 * hour];
  for (let i = 0; total(lengths) < wanted; i += 1) {
    const most = Math.min(shares[i % shares.length]!, whole / 6);
    lengths.push(Math.min(most * (0.5 + random()), wanted - total(lengths) + minute));
  }
  lengths.sort(() => random() - 0.5);
  const free = whole - total(lengths);
  const gaps = lengths.map(() => 0.2 + random());
  const outages: Span[] = [];
  let at = span.from;
  for (const [i, length] of lengths.entries()) {
    at += (free * gaps[i]!) / (total(gaps) + 0.5);
    outages.push({ from: at, to: at + length });
    at += length;
  }
  return outages;
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);

export interface TurbulenceOptions {
  db: Db;
  installation: Installation;
  /** Stops PostgreSQL and starts it again on the same port. */
  restartDatabase(): Promise<void>;
  /** What has begun by its end is followed to its own. */
  span: Span;
  /** Of time without any process. */
  downtimeShare: number;
  /** How long a process lives before it is killed, in real milliseconds. */
  lifeMs: Span;
  /** The database is restarted at every so manyth moment. */
  restartEvery: number;
  random(): number;
  say(line: string): void;
}

/**
 * Walks the clock from one thing due to the next, while processes are killed at random, sometimes all of them for
 * long, and PostgreSQL is restarted in the middle of work. At each stop it waits until all that is due is done.
 */
export async function walk(options: TurbulenceOptions): Promise<Turbulence> {
  const { db, installation, span, random, say } = options;
  const { now, advance, playground } = installation;
  const places = installation.processes.map((_, place) => place);
  const planned = outagesIn(span, options.downtimeShare, random);
  const outages: Span[] = [];
  let downtime = 0;
  let kills = 0;
  let databaseRestarts = 0;
  let isOver = false;
  let isDown = false;
  let isDatabaseAway = false;

  async function keepKilling(place: number): Promise<void> {
    const { from, to } = options.lifeMs;
    while (!isOver) {
      const process = installation.processes[place]!;
      await Promise.race([process.ended, pause(from + random() * (to - from))]);
      if (isOver || isDown) {
        await pause(20);
        continue;
      }
      if (process.isRunning()) {
        await process.kill();
        kills += 1;
      } else if (!isDatabaseAway && !(await process.ended).signal) {
        throw new Error(`a process ended by itself:\n${process.output()}`);
      }
      if (!isOver && !isDown) installation.restart(place);
    }
  }

  async function drained(): Promise<void> {
    const left = async () => {
      const { rows } = await sql<{ jobs: string[]; moments: string[]; messages: string[] }>`select
        array(select t.identifier || ' ' || j.payload::text from graphile_worker._private_jobs j
          join graphile_worker._private_tasks t on t.id = j.task_id limit 5) as jobs,
        array(select key from schedule where fired_at is null and due_at <= concord_now() limit 5) as moments,
        array(select key || ' ' || state from messages where state in ('pending', 'posted')
          and (sent_revision < revision or not reactions_sent) limit 5) as messages`.execute(db);
      return Object.values(rows[0]!).flat().length === 0 ? null : rows[0];
    };
    await playground
      .waitFor(async () => (await left()) === null, patienceMs)
      .catch(async () => {
        throw new Error(`this does not get done: ${JSON.stringify(await left())}`);
      });
  }

  const nextDue = async () => {
    const { rows } = await sql<{ at: Date | null }>`
      select min(due_at) as at from schedule where fired_at is null`.execute(db);
    return rows[0]?.at?.getTime() ?? Number.POSITIVE_INFINITY;
  };

  async function goTo(at: number): Promise<void> {
    if (at > now()) await advance(at - now());
  }

  async function beDown(outage: Span): Promise<void> {
    await goTo(outage.from);
    // In the middle of what may have just become due.
    await pause(random() * 400);
    isDown = true;
    const from = now();
    await Promise.all(installation.processes.map((process) => process.kill()));
    kills += places.length;
    await goTo(outage.to);
    outages.push({ from, to: now() });
    isDown = false;
    await Promise.all(places.map((place) => installation.restart(place).ready.catch(() => {})));
  }

  const killing = places.map(keepKilling);
  const failed = Promise.all(killing);
  async function walking(): Promise<void> {
    for (let stop = 1; ; stop += 1) {
      const next = await nextDue();
      const [outage] = planned;
      if (next > span.to && !outage) break;
      if (outage && outage.from <= next) {
        planned.shift();
        await beDown(outage);
      } else {
        await goTo(next + 1);
      }
      if (stop % options.restartEvery === 0) {
        await pause(random() * 300);
        isDatabaseAway = true;
        await options.restartDatabase();
        isDatabaseAway = false;
        databaseRestarts += 1;
      }
      await drained();
      if (stop % 20 === 0) say(`  ${Math.round((100 * (now() - span.from)) / (span.to - span.from))} %`);
    }
    downtime = total(outages.map(({ from, to }) => to - from)) / (span.to - span.from);
    // What would begin later does not count any more; of what has begun it is seen how it ends.
    await sql`delete from schedule where fired_at is null and due_at > concord_now()
      and (task not like ${'sync_close:%'} or due_at > concord_now() + interval '3 days')`.execute(db);
    for (let next = await nextDue(); next < Number.POSITIVE_INFINITY; next = await nextDue()) {
      await goTo(next + hour);
      await drained();
    }
  }
  try {
    await Promise.race([walking(), failed.then(() => new Promise<never>(() => {}))]);
  } finally {
    isOver = true;
  }
  await failed;
  return { outages, kills, databaseRestarts, downtime };
}
