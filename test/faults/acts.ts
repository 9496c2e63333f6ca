import { sql } from 'kysely';
import { encode } from '../../playground/delivery/http.ts';
import type { Playground } from '../../playground/playground.ts';
import type { StoredMessage } from '../../playground/state.ts';
import type { Db } from '../../src/database/pool.ts';
import { addDepartments, patientCalls, wordsOf } from '../helpers/concord.ts';
import type { TestDatabase } from '../helpers/database.ts';
import { type Installation, startInstallation } from './installation.ts';
import type { ConcordProcess } from './processes.ts';
import { send, signed } from './signed.ts';

const timing = {
  ...patientCalls,
  pollIntervalMs: 100,
  leaseMs: 1000,
  // Two seconds more than a call may take, as in production: what a dead process had on its way has arrived then.
  holdMs: 3000,
  requestTimeoutMs: 1000,
  paceMs: 10,
  closePauseMs: 300,
};

/** A Tuesday, 10:00 in Berlin. */
export const begin = Date.parse('2027-06-08T08:00:00Z');

/** Processes that can be told where to kill themselves, where Marketing and IT are set up. */
export async function startMortal(database: TestDatabase, places: number): Promise<Installation> {
  const { db, url: databaseUrl } = database;
  const installation = await startInstallation({ db, databaseUrl, places, entry: 'killed.main.ts', timing });
  await installation.advance(begin - installation.now());
  await addDepartments(db, installation.playground.teamId);
  return installation;
}

/** What a person's client sends for an act, to be sent as often as wanted. */
export interface CaughtRequest {
  contentType: string;
  body: string;
}

/**
 * Lets a person act, and keeps what their client sends instead of delivering it.
 * @param type a command, or an interaction's type
 */
export async function caught(
  playground: Playground,
  type: string,
  act: () => Promise<unknown>,
): Promise<CaughtRequest> {
  playground.faults.delivery({ type, drop: true, times: 1 });
  await act();
  const delivery = playground.deliveries.findLast((d) => d.type === type);
  if (delivery?.outcome !== 'dropped') throw new Error(`no ${type} was sent`);
  return encode(delivery);
}

/** Sends until it is acknowledged, signed anew as Slack does it. @returns the body of the answer */
export async function sendUntilTaken(
  { playground, ports }: Installation,
  place: number,
  { contentType, body }: CaughtRequest,
): Promise<string> {
  const statuses: number[] = [];
  for (const until = Date.now() + 90_000; Date.now() < until; ) {
    // Another second each time, so that no process takes it for a replay.
    const request = signed(playground.signingSecret, contentType, body, statuses.length % 250);
    const { status, text } = await send(ports[place]!, request);
    if (status === 200) return text;
    statuses.push(status);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not taken: ${[...new Set(statuses)]}`);
}

/** @returns what the process said until it killed itself at this point */
export async function diesAt(process: ConcordProcess, point: string): Promise<string> {
  const patience = setTimeout(() => void process.kill(), 60_000);
  await process.ended;
  clearTimeout(patience);
  const output = process.output();
  if (!output.includes(`killed at ${point}\n`)) throw new Error(`it did not come to ${point}: ${output}`);
  return output;
}

/** What somebody types while all is well. @returns what they read */
export async function typed(
  { playground }: Installation,
  userId: string,
  channel: string,
  line: string,
): Promise<string> {
  const answer = await playground.as(userId).command(channel, line);
  if (!answer.ok) throw new Error(`${line}: ${answer.error}`);
  return wordsOf(answer.response);
}

/** The number of what was just made: of `S-2`, `ST-2`, `PL-2` or `G-2` in the answer. */
export function numberIn(words: string): number {
  const [, number] = /\b(?:S|ST|PL|G)-(\d+)/.exec(words) ?? [];
  if (number === undefined) throw new Error(`nothing was made: ${words}`);
  return Number(number);
}

/** The columns of the only row, as numbers. */
export async function numbers(db: Db, query: string): Promise<number[]> {
  const { rows } = await sql.raw<Record<string, unknown>>(query).execute(db);
  if (rows.length !== 1) throw new Error(`${rows.length} rows: ${query}`);
  return Object.values(rows[0]!).map(Number);
}

export function keyOf(message: StoredMessage): string {
  return String(message.metadata?.event_payload.key ?? '');
}

/** What Concord has posted anywhere under such a key. */
export function postedAs(playground: Playground, key: string | RegExp): StoredMessage[] {
  return [...playground.world.channels.values()]
    .flatMap(({ messages }) => messages)
    .filter((message) => message.user === playground.botUserId)
    .filter((message) => (typeof key === 'string' ? keyOf(message) === key : key.test(keyOf(message))));
}

/**
 * No message stands twice anywhere, and nothing was complained of.
 * @param outputs of processes that are no more
 */
export function expectSound({ playground, processes }: Installation, outputs: readonly string[] = []): void {
  const keys = postedAs(playground, /./).map(keyOf);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  const said = [...outputs, ...processes.map((process) => process.output())];
  expect(said.filter((output) => /unhandled|unexpected error/i.test(output))).toEqual([]);
  expect(playground.problems).toEqual([]);
}

export function comes(playground: Playground, key: string): Promise<StoredMessage> {
  return playground.waitFor(() => postedAs(playground, key)[0] ?? null, 60_000) as Promise<StoredMessage>;
}

/** Everything due has fired, every job is done and every message sent. */
export async function drained(playground: Playground, db: Db): Promise<void> {
  await playground.waitFor(async () => {
    const [left] = await numbers(
      db,
      `select (select count(*) from graphile_worker.jobs)
        + (select count(*) from schedule where fired_at is null and due_at <= concord_now())
        + (select count(*) from messages where state in ('pending', 'posted')
            and (sent_revision < revision or not reactions_sent)) as n`,
    );
    return left === 0;
  }, 60_000);
}
