import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closedLoop } from '../../bench/load.ts';
import type { StoredMessage } from '../../playground/state.ts';
import { channel, wordsOf } from '../helpers/concord.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { addDepartment, type Installation, startInstallation } from './installation.ts';
import { buttonNamed } from './poll-buttons.ts';
import { seeded, shuffled } from './random.ts';
import { clickOf, signed } from './signed.ts';

const day = 86_400_000;
const options = ['Cloud', 'Own data centre', 'Both', 'Neither'];
const people = (prefix: string) =>
  Array.from({ length: 500 }, (_, i) => `U0${prefix}${String(i).padStart(3, '0')}`);
const marketing = people('MARKETER');
const engineers = people('ENGINEER');
/** They never answer, so that the poll stays open until its deadline. */
const silent = new Set([marketing[499]!, engineers[499]!]);

describe('1,000 people of two departments, each click delivered one to three times, in any order, to two processes', () => {
  let database: TestDatabase;
  let installation: Installation;
  let sink: Server;
  let answers = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
    sink = createServer((request, response) => {
      answers += 1;
      request.resume().on('end', () => response.end('ok'));
    });
    await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
    installation = await startInstallation({
      db: database.db,
      databaseUrl: database.url,
      places: 2,
      world: ({ people: all, channels }) => {
        for (const id of [...marketing, ...engineers]) {
          all.push({ id, handle: id.toLowerCase(), name: id, title: '', locale: 'en-US', tz: 'UTC' });
          channels.find(({ id: known }) => known === channel)?.memberIds.push(id);
        }
      },
    });
    await addDepartment(database.db, installation.playground.teamId, 'Marketing', marketing);
    await addDepartment(database.db, installation.playground.teamId, 'IT', engineers);
    // Known since the departments were set up.
    await database.db
      .insertInto('people')
      .values(
        [...marketing, ...engineers].map((id) => ({
          ...{ workspace_id: installation.playground.teamId, user_id: id, name: id, locale: 'en' },
          ...{
            timezone: 'UTC',
            is_workspace_admin: false,
            is_guest: false,
            is_bot: false,
            deactivated: false,
          },
          ...{ status_emoji: '', synced_at: new Date(installation.now()) },
        })),
      )
      .execute();
  });
  afterAll(async () => {
    await installation.stop();
    sink.close();
    await database.drop();
  });

  async function open(line: string, question: string): Promise<StoredMessage> {
    const { playground } = installation;
    expect(await playground.as(marketing[0]!).command(channel, line)).toMatchObject({ ok: true });
    return playground.waitFor(() =>
      playground.messages(channel).find((message) => wordsOf(message).includes(question)),
    );
  }

  it('the closed results are the truth; at most one update a second; one outcome', async () => {
    const { playground, ports } = installation;
    const given = options.map((option) => `"${option}"`).join(' ');
    const single = await open(`/concord-poll "Where do we host it?" ${given} --by in 48 hours`, 'host it?');
    const several = await open(
      `/concord-poll "Which of them fit?" ${given} --several --by in 48 hours`,
      'of them fit?',
    );

    const random = seeded(20_261_125);
    const start = Math.floor(installation.now() / 1000);
    let clicks = 0;
    const responseUrl = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`;
    const sent: ReturnType<typeof signed>[] = [];
    const click = (userId: string, message: StoredMessage, words: string) => {
      clicks += 1;
      const at = `${start + Math.floor(clicks / 1000)}.${String(clicks % 1000).padStart(6, '0')}`;
      const button = buttonNamed(message, words);
      const { contentType, body } = clickOf(playground, userId, message, button, at, responseUrl);
      const copies = 1 + Math.floor(random() * 3);
      const signedAt = Date.now();
      // Each signed at another second, since the very same request is refused as replayed.
      for (let age = 0; age < copies; age += 1) {
        sent.push(signed(playground.signingSecret, contentType, body, age, signedAt));
      }
    };
    const chosenOnce = new Map<string, number>();
    const chosenOften = new Map<string, Set<number>>();
    for (const userId of [...marketing, ...engineers].filter((id) => !silent.has(id))) {
      for (let i = 1 + Math.floor(random() * 2); i > 0; i -= 1) {
        const option = Math.floor(random() * options.length);
        click(userId, single, options[option]!);
        chosenOnce.set(userId, option);
      }
      if (random() < 0.1) {
        click(userId, single, 'Withdraw my answer');
        chosenOnce.delete(userId);
      }
      const marks = new Set<number>();
      for (let i = 1 + Math.floor(random() * 2); i > 0; i -= 1) {
        const option = Math.floor(random() * options.length);
        click(userId, several, options[option]!);
        if (!marks.delete(option)) marks.add(option);
      }
      if (marks.size > 0) chosenOften.set(userId, marks);
    }
    const requests = shuffled(sent, random).map(({ headers, body }) => {
      const head = { ...headers, Host: 'localhost', 'Content-Length': String(Buffer.byteLength(body)) };
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
      return Buffer.from(['POST /slack/events HTTP/1.1', ...lines, '', body].join('\r\n'));
    });
    expect(requests.length).toBeGreaterThan(clicks * 1.9);

    const half = Math.floor(requests.length / 2);
    const results = await Promise.all(
      [requests.slice(0, half), requests.slice(half)].map((part, i) => closedLoop(ports[i]!, part, 16)),
    );
    expect(results.map(({ refused }) => refused)).toEqual([0, 0]);
    // Whoever clicks is told, every time.
    await playground.waitFor(() => answers >= requests.length, 60_000);

    const turnout = (department: string[], answered: { has(userId: string): boolean }) =>
      `${department.filter((userId) => answered.has(userId)).length} of 500`;
    for (const [message, answered] of [
      [single, chosenOnce],
      [several, chosenOften],
    ] as const) {
      const wanted = [turnout(marketing, answered), turnout(engineers, answered)];
      await playground.waitFor(() => wanted.every((words) => wordsOf(message).includes(words)), 60_000);
    }

    await installation.advance(2 * day + 60_000);
    const states = async () => database.db.selectFrom('polls').selectAll().orderBy('id').execute();
    await playground.waitFor(async () => (await states()).every(({ state }) => state === 'closed'), 60_000);

    const counted = (department: string[], has: (userId: string, option: number) => boolean) =>
      options.map((_, option) => department.filter((userId) => has(userId, option)).length);
    const truths = [
      (userId: string, option: number) => chosenOnce.get(userId) === option,
      (userId: string, option: number) => chosenOften.get(userId)?.has(option) ?? false,
    ];
    for (const [i, { outcome }] of (await states()).entries()) {
      const { questions } = outcome as unknown as { questions: { sides: { counts: number[] }[] }[] };
      expect(questions[0]!.sides.map(({ counts }) => counts)).toEqual([
        counted(marketing, truths[i]!),
        counted(engineers, truths[i]!),
      ]);
    }
    const known = new Set([single.ts, several.ts]);
    const outcomes = () => playground.messages(channel).filter(({ ts }) => ts > several.ts && !known.has(ts));
    await playground.waitFor(() => outcomes().length === 2, 60_000);
    await playground.waitFor(playground.isQuiet);
    expect(outcomes()).toHaveLength(2);

    for (const { ts } of [single, several]) {
      const updates = playground.calls.filter(
        ({ method, args }) => method === 'chat.update' && args.ts === ts,
      );
      expect(updates.length).toBeGreaterThan(2);
      const gaps = updates.slice(1).map(({ at }, i) => at - updates[i]!.at);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
    }
    expect(playground.problems).toEqual([]);
  });
});
