import { signedRequest } from '../../bench/events.ts';
import { closedLoop } from '../../bench/load.ts';
import { channel, wordsOf } from '../helpers/concord.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { reactionEvent } from './events.ts';
import { addDepartment, type Installation, startInstallation } from './installation.ts';
import { seeded, shuffled } from './random.ts';
import { History, meaningOf, reactionNames } from './reaction-history.ts';

const events = 5000;
const day = 86_400_000;
const people = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `U0${prefix}${String(i).padStart(2, '0')}`);
const marketing = people('MARKETER', 30);
const engineering = people('ENGINEER', 30);
const outsiders = people('OUTSIDER', 10);
const silent = engineering[29]!;
const leads = [marketing[0]!, engineering[0]!];

describe('5,000 reactions to one proposal, each delivered one to three times, in any order, to two processes', () => {
  let database: TestDatabase;
  let installation: Installation;
  beforeAll(async () => {
    database = await createTestDatabase();
    installation = await startInstallation({
      db: database.db,
      databaseUrl: database.url,
      places: 2,
      world: ({ people, channels }) => {
        for (const id of [...marketing, ...engineering, ...outsiders]) {
          people.push({ id, handle: id.toLowerCase(), name: id, title: '', locale: 'en-US', tz: 'UTC' });
          channels.find(({ id }) => id === channel)?.memberIds.push(id);
        }
      },
    });
    await addDepartment(database.db, installation.playground.teamId, 'Marketing', marketing);
    await addDepartment(database.db, installation.playground.teamId, 'IT', engineering);
  });
  afterAll(async () => {
    await installation.stop();
    await database.drop();
  });

  it('are counted as the truth is: one outcome, one agreement, at most one update a second', async () => {
    const { playground, ports } = installation;
    const { db } = database;
    const outgoing = await playground
      .as(marketing[0]!)
      .command(channel, '/concord-propose We share one calendar --by in 48 hours');
    expect(outgoing).toMatchObject({ ok: true });
    const message = await playground.waitFor(() =>
      playground.messages(channel).find(({ reactions }) => reactions.size === 3),
    );

    const random = seeded(20_260_712);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const voters = [...marketing, ...engineering, ...outsiders].filter((userId) => userId !== silent);
    const agreeing = reactionNames.filter((name) => meaningOf(name) === 'agree');
    const history = new History();
    const start = Math.floor(installation.now() / 1000);
    for (let i = 0; i < events; i += 1) {
      const userId = pick(voters);
      const kind = leads.includes(userId) || random() < 0.6 ? agreeing : reactionNames;
      history.toggle(userId, pick(kind), `${start + Math.floor(i / 100)}.${String(i).padStart(6, '0')}`);
    }
    const copies = history.acts.flatMap((act, i) => {
      const body = reactionEvent(playground, message.ts, `EvMANY${i}`, act);
      return Array.from({ length: 1 + Math.floor(random() * 3) }, () => body);
    });
    const requests = shuffled(copies, random).map((body) => signedRequest(body, playground.signingSecret));
    for (const [reaction, userIds] of history.present()) {
      message.reactions.set(reaction, new Set([...(message.reactions.get(reaction) ?? []), ...userIds]));
    }

    const half = Math.floor(requests.length / 2);
    const results = await Promise.all(
      [requests.slice(0, half), requests.slice(half)].map((part, i) => closedLoop(ports[i]!, part, 16)),
    );
    expect(results.map(({ refused }) => refused)).toEqual([0, 0]);
    expect(requests.length).toBeGreaterThan(events * 1.9);

    const truth = [marketing, engineering].map((department) => history.count(department));
    const turnouts = truth.map(({ agree, object, abstain }) => `${agree + object + abstain} of 30`);
    await playground.waitFor(() => turnouts.every((words) => wordsOf(message).includes(words)), 60_000);
    const stored = await db
      .selectFrom('reaction_events')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('inferred', '=', false)
      .executeTakeFirstOrThrow();
    expect(Number(stored.count)).toBe(events);

    await installation.advance(2 * day + 60_000);
    const announcements = () => playground.messages(channel).filter((m) => m.text.includes('Agreement A-1'));
    await playground.waitFor(() => announcements().length > 0, 60_000);
    await playground.waitFor(() => wordsOf(message).includes('agreement A-1'));

    const proposals = await db.selectFrom('proposals').selectAll().execute();
    expect(proposals).toHaveLength(1);
    expect(proposals[0]).toMatchObject({
      state: 'closed',
      outcome: 'agreed',
      tally: {
        departments: truth.map((counted) => ({ eligible: 30, ...counted })),
        observers: outsiders.filter((userId) => history.stanceOf(userId) !== null).length,
      },
    });
    const stances = await db.selectFrom('proposal_stances').select(['user_id', 'stance']).execute();
    expect(Object.fromEntries(stances.map(({ user_id, stance }) => [user_id, stance]))).toEqual(
      Object.fromEntries(
        [...marketing, ...engineering].flatMap((userId) => {
          const stance = history.stanceOf(userId);
          return stance ? [[userId, stance]] : [];
        }),
      ),
    );
    expect(await db.selectFrom('agreements').selectAll().execute()).toHaveLength(1);
    expect(await db.selectFrom('ledger_entries').selectAll().execute()).toHaveLength(1);
    expect(announcements()).toHaveLength(1);
    expect(playground.thread(channel, message.ts)).toHaveLength(2);

    const updates = playground.calls.filter(
      ({ method, args }) => method === 'chat.update' && args.ts === message.ts,
    );
    expect(updates.length).toBeGreaterThan(2);
    const gaps = updates.slice(1).map(({ at }, i) => at - updates[i]!.at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
    expect(playground.problems).toEqual([]);
  });
});
