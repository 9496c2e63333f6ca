import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { StoredMessage } from '../../../playground/state.ts';
import { buttonNamed } from '../../faults/poll-buttons.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const options = ['Cloud', 'Own data centre', 'Both'];
const people = (prefix: string) =>
  Array.from({ length: 25 }, (_, i) => `U0${prefix}${String(i).padStart(2, '0')}`);
const marketing = people('MARKETER');
const engineers = people('ENGINEER');
const voters = [...marketing, ...engineers];

/** What a person chooses, and why. */
interface Vote {
  option: number;
  reason: string | null;
}

/** As many of each in both departments, whoever they belong to. */
const votes: Vote[] = voters.map((_, i) => ({
  option: (i * i + (i < 25 ? 0 : 1)) % 3,
  reason: i % 5 === 0 ? `Because of ${'abcdefghijklmnopqrstuvwxyz'[i % 26]}${i}` : null,
}));
/** The same votes of each department, given by others of its people. */
const exchanged = [...votes.slice(7, 25), ...votes.slice(0, 7), ...votes.slice(36), ...votes.slice(25, 36)];

interface Run {
  app: TestConcord;
  dump: Map<string, string[]>;
  logs: string[];
  ownAnswers: string[];
  windowMs: [from: number, to: number];
  /** As their profiles lay there before anybody answered, and after. */
  profiles: [before: unknown, after: unknown];
  /** The times kept with the ballots while it was open, in the order of their rows. */
  times: number[];
}

async function run(given: readonly Vote[]): Promise<Run> {
  const app = await startTestConcord({
    departments: false,
    world: (world) => {
      for (const id of voters) {
        world.people.push({ id, handle: id.toLowerCase(), name: id, title: '', locale: 'en-US', tz: 'UTC' });
        world.channels.find((known) => known.id === channel)?.memberIds.push(id);
      }
    },
  });
  const { playground, db } = app;
  for (const [name, ids] of [
    ['Marketing', marketing],
    ['IT', engineers],
  ] as const) {
    const { id } = await db
      .insertInto('departments')
      .values({ workspace_id: playground.teamId, name })
      .returning('id')
      .executeTakeFirstOrThrow();
    const members = ids.map((userId, i) => ({
      workspace_id: playground.teamId,
      user_id: userId,
      department_id: id,
      is_lead: i === 0,
    }));
    await db.insertInto('department_members').values(members).execute();
  }
  const line = `/concord-poll "Where?" ${options.map((option) => `"${option}"`).join(' ')} --anonymous --by in 2 days`;
  expect(await playground.as(voters[0]!).command(channel, line)).toMatchObject({ ok: true });
  const message = await playground.waitFor(() =>
    playground.messages(channel).find((m) => wordsOf(m).includes('Where?')),
  );
  await sql`update people set synced_at = synced_at - interval '3 days'`.execute(db);
  const before = await profilesOf(app);
  const from = Date.now();
  const logged = app.logs.length;
  for (const [i, userId] of voters.slice(0, -1).entries()) await answer(app, message, userId, given[i]!);
  const acts = await sql<{ at: string }>`select at from poll_acts order by ctid`.execute(db);
  await answer(app, message, voters.at(-1)!, given.at(-1)!);
  await playground.waitFor(() => wordsOf(message).includes('25 of 25'), 10_000);
  const to = Date.now();
  await playground.waitFor(
    async () => (await db.selectFrom('polls').select('state').executeTakeFirst())?.state === 'closed',
    10_000,
  );
  await playground.waitFor(() => playground.messages(channel).length === 2, 10_000);
  await playground.waitFor(playground.isQuiet);
  await playground.waitFor(
    async () => (await sql`select from graphile_worker._private_jobs`.execute(db)).rows.length === 0,
    10_000,
  );
  return {
    app,
    dump: await dumpOf(app),
    logs: app.logs.slice(logged),
    ownAnswers: voters.map((userId) => playground.as(userId).ephemerals().map(wordsOf).join('\n')),
    windowMs: [from, to],
    profiles: [before, await profilesOf(app)],
    times: acts.rows.map(({ at }) => Number(at)),
  };
}

/** In the order of their rows, with which transaction wrote each. */
async function profilesOf({ db }: TestConcord): Promise<unknown> {
  return (await sql`select ctid::text, xmin::text, p.* from people p order by ctid`.execute(db)).rows;
}

async function answer(app: TestConcord, message: StoredMessage, userId: string, vote: Vote): Promise<void> {
  const person = app.playground.as(userId);
  // Somebody who thinks again.
  const first = buttonNamed(message, options[(vote.option + 1) % 3]!);
  expect(await person.click(message, first.actionId)).toEqual({ ok: true });
  if (vote.reason !== null) {
    expect(await person.click(message, buttonNamed(message, 'Give a reason').actionId)).toEqual({ ok: true });
    expect(await person.submit({ reason: vote.reason })).toEqual({ ok: true });
  }
  const last = buttonNamed(message, options[vote.option]!);
  expect(await person.click(message, last.actionId)).toEqual({ ok: true });
}

/** Every row of every table in the order in which it lies there, with where and by which transactions. */
async function dumpOf({ db }: TestConcord): Promise<Map<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(db);
  const dump = new Map<string, string[]>();
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from ${sql.raw(name)} t order by t.ctid`.execute(db);
    dump.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return dump;
}

/** Without what differs between any two runs: instants, random names, how often a message was shown anew. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^"]*/g, '<instant>')
    .replaceAll(/\d{10}\.\d{6}/g, '<ts>')
    .replaceAll(/<!date\^\d+/g, '<!date')
    .replaceAll(/"creation_key":"[^"]*"/g, '')
    .replaceAll(/"(revision|sent_revision|id|queue_id|job_queue_id|attempts)": ?\d+/g, '"$1": 0')
    .replaceAll(/p\d{10,}/g, '<permalink>')
    .replaceAll(/[0-9a-f]{8,}(-[0-9a-f]{4,}){0,4}/gi, '<hex>')
    .replaceAll(/"shift": ?"[^"]*"/g, '"shift":"<shift>"')
    .replaceAll(/worker-\w+|127\.0\.0\.1:\d+/g, '<process>');
}

/** Profiles lie in the order in which Slack answered when the poll was opened, all asked for at once. */
function inOrder(table: string, rows: readonly string[]): string[] {
  return table === 'public.people' ? [...rows].sort() : [...rows];
}

let runs: [Run, Run];
beforeAll(async () => {
  runs = [await run(votes), await run(exchanged)];
}, 120_000);
afterAll(async () => {
  for (const { app } of runs ?? []) {
    expect(app.playground.problems).toEqual([]);
    await app.stop();
  }
});

const outcomeOf = ({ dump }: Run) =>
  (JSON.parse(dump.get('public.polls')![0]!) as { outcome: { reasons: { text: string }[] } }).outcome;
const everything = ({ dump }: Run) => [...dump.values()].flat().join('\n');

test('the counts are right, and everybody was told their own answer', () => {
  for (const [i, { ownAnswers }] of runs.entries()) {
    const given = i === 0 ? votes : exchanged;
    expect(ownAnswers.every((own, k) => own.includes(options[given[k]!.option]!))).toBe(true);
    expect(outcomeOf(runs[i]!)).toMatchObject({
      questions: [
        {
          sides: [0, 25].map((start) => ({
            counts: options.map(
              (_, option) => votes.slice(start, start + 25).filter((vote) => vote.option === option).length,
            ),
          })),
        },
      ],
    });
  }
});

test('had the people of each department given their votes the other way round, not a row would be different', () => {
  const [one, other] = runs.map(({ dump }) =>
    [...dump].flatMap(([name, rows]) =>
      inOrder(name, rows).map((row) => {
        const parsed = JSON.parse(row) as { outcome?: { reasons?: { text: string }[] } };
        // In no order: compared below.
        parsed.outcome?.reasons?.sort((a, b) => (a.text < b.text ? -1 : 1));
        const isMessage = name === 'public.messages';
        return `${name} ${withoutChance(isMessage ? row.replaceAll(/Because of \w+/g, 'Because') : JSON.stringify(parsed))}`;
      }),
    ),
  );
  expect(one).toEqual(other);
});

test('by id: no row that names somebody who voted says anything of their vote', () => {
  for (const each of runs) {
    const telling = [...each.dump.values()]
      .flat()
      // Whose poll it is stands in its messages.
      .filter((row) => voters.slice(1).some((userId) => row.includes(userId)))
      .filter((row) => /Because of|Cloud|ballot|"chosen"/.test(row));
    expect(telling).toEqual([]);
  }
});

test('by the names of the ballots: neither they nor what they were made of is left', () => {
  for (const each of runs) {
    expect(each.dump.get('public.poll_acts')).toEqual([]);
    const text = everything(each);
    const { secret, secret_check: check } = JSON.parse(each.dump.get('public.polls')![0]!);
    expect([secret, check]).toEqual([null, null]);
    const key = createHmac('sha256', each.app.playground.botToken).update('concord ballots').digest();
    const hexes = new Set(text.match(/[0-9a-f]{64}/g) ?? []);
    for (const userId of voters) {
      const names = [userId, `${each.app.playground.teamId}:${userId}`].map((name) =>
        createHmac('sha256', key).update(name).digest('hex'),
      );
      expect(names.filter((name) => hexes.has(name))).toEqual([]);
    }
  }
});

test('by order: reasons lie in another order than they were given, and than people are kept', () => {
  const given = votes.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  const orders = runs.map((each) => outcomeOf(each).reasons.map(({ text }) => text));
  for (const order of orders) expect([...order].sort()).toEqual([...given].sort());
  expect(orders[0]).not.toEqual(given);
  expect(orders[1]).not.toEqual(exchanged.flatMap(({ reason }) => (reason === null ? [] : [reason])));
});

test('by profiles: however old they are, nothing is written about whoever votes', () => {
  for (const { profiles } of runs) expect(profiles[1]).toEqual(profiles[0]);
});

test('by time while it is open: the times of ballots are neither those of the clicks nor in their order', () => {
  for (const { times, app, windowMs } of runs) {
    const shift = app.now() - Date.now();
    const [from, to] = windowMs;
    expect(times.length).toBeGreaterThan(2 * (voters.length - 1));
    const clicked = times.filter((at) =>
      [0, shift].some((by) => at * 1000 - by >= from - 1_000 && at * 1000 - by < to + 1_000),
    );
    expect(clicked).toEqual([]);
    expect(times).not.toEqual([...times].sort((a, b) => a - b));
  }
});

test('by time: no instant from while they voted is left', () => {
  for (const { dump, app, windowMs } of runs) {
    const shift = app.now() - Date.now();
    const [from, to] = windowMs;
    for (const [name, rows] of dump) {
      for (const row of rows) {
        for (const [instant] of row.matchAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.?\d*[+Z][\d:]*/g)) {
          const at = Date.parse(instant);
          const isInside = [0, shift].some((by) => at - by >= from && at - by < to - 1_000);
          expect(isInside ? `${name} ${instant}` : '').toBe('');
        }
      }
    }
  }
});

test('by jobs: the queue keeps nothing of them', () => {
  for (const { dump } of runs) {
    const kept = [...dump]
      .filter(([name]) => name.startsWith('graphile_worker.'))
      .flatMap(([, rows]) => rows);
    expect(kept.filter((row) => voters.some((userId) => row.includes(userId)))).toEqual([]);
  }
});

test('by logs, at every level: no line names anybody who voted', () => {
  for (const { logs } of runs) {
    expect(logs.length).toBeGreaterThan(0);
    expect(logs.filter((line) => voters.some((userId) => line.includes(userId)))).toEqual([]);
    expect(logs.filter((line) => line.includes('Because of'))).toEqual([]);
  }
});
