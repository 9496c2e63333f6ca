import { pino } from 'pino';
import { createAgreementService } from '../../src/features/agreements/agreement.service.ts';
import { it as engineering, channel as firstChannel, marketing, patientCalls } from '../helpers/concord.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { addDepartment, type Installation, startInstallation } from './installation.ts';
import { type Family, points } from './kill-points.ts';
import { seeded } from './random.ts';
import { commandOf, send, signed, submissionOf } from './signed.ts';

const places = 3;
const wantedKills = 100;
const minute = 60_000;
const day = 24 * 60 * minute;
const channels = [firstChannel, 'C0BUDGET', 'C0ROADMAP'];
const everybody = [...marketing, ...engineering];

/** So many kills at the points of each family. */
const oftenEnough = 5;
/** As long as new work is begun at most; the test's own limit leaves room for its end. */
const longestMs = 300_000;

describe('processes killed again and again', () => {
  let database: TestDatabase;
  let installation: Installation;
  const random = seeded(44);
  const kills: Record<string, number> = {};
  const outputs: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    installation = await startInstallation({
      db: database.db,
      databaseUrl: database.url,
      places,
      entry: 'killed.main.ts',
      retryDelaysMs: [0, 1000, 4000],
      world: (world) => {
        for (const id of channels.slice(1)) {
          const name = id.slice(2).toLowerCase();
          world.channels.push({ id, name, kind: 'public', memberIds: everybody, botIsMember: true });
        }
      },
      timing: {
        ...patientCalls,
        pollIntervalMs: 100,
        leaseMs: 1000,
        holdMs: 3000,
        requestTimeoutMs: 1000,
        paceMs: 100,
      },
    });
    await addDepartment(database.db, installation.playground.teamId, 'Marketing', marketing);
    await addDepartment(database.db, installation.playground.teamId, 'IT', engineering);
  });
  afterAll(async () => {
    await installation.stop();
    await database.drop();
  });

  /**
   * Lets a process live until it comes to its point, or for a random while, about as long as its start took at
   * least, so that something is done also where starting is slow; then starts it anew, armed.
   */
  async function killAgainAndAgain(place: number, isOver: () => boolean): Promise<void> {
    const armed = Object.values(points).flat();
    for (let turn = place; !isOver(); turn += places) {
      const point = armed[turn % armed.length]!;
      const startedAt = performance.now();
      const process = installation.restart(place, { CONCORD_KILL_AT: point });
      let patience: NodeJS.Timeout | undefined;
      process.ready.then(
        () => {
          const startMs = performance.now() - startedAt;
          patience = setTimeout(
            () => void process.kill(),
            Math.max(300 + random() * 900, startMs * (0.5 + random())),
          );
        },
        () => {},
      );
      const { code, signal } = await process.ended;
      clearTimeout(patience);
      const output = process.output();
      outputs.push(output);
      if (signal !== 'SIGKILL') throw new Error(`a process ended by itself with ${code}:\n${output}`);
      const killed = output.includes(`killed at ${point}`) ? point : 'at a random moment';
      kills[killed] = (kills[killed] ?? 0) + 1;
    }
    await installation.restart(place).ready;
  }

  /** Sends until it is acknowledged, to one process after the other, signed anew as Slack does it. */
  async function sendUntilTaken({ contentType, body }: { contentType: string; body: string }): Promise<void> {
    const statuses: number[] = [];
    for (const until = Date.now() + 120_000; Date.now() < until; ) {
      const port = installation.ports[statuses.length % places]!;
      // Another second each time, so that no process takes it for a replay.
      const request = signed(installation.playground.signingSecret, contentType, body, statuses.length % 250);
      const { status } = await send(port, request);
      if (status === 200) return;
      statuses.push(status);
      await pause(100);
    }
    throw new Error(`no process took it: ${[...new Set(statuses)]}`);
  }

  const keyOf = (message: { metadata: { event_payload: Record<string, unknown> } | null }) =>
    String(message.metadata?.event_payload.key ?? '');

  function messageOf(channel: string, id: number, version: number) {
    const found = () =>
      installation.playground.messages(channel).find((m) => keyOf(m) === `proposal:${id}:v${version}`);
    return installation.playground.waitFor(() => {
      const message = found();
      return message?.reactions.size === 3 || (message && message.reactions.size > 3) ? message : null;
    }, 90_000);
  }

  async function vote(
    { channel, ts }: { channel: string; ts: string },
    userId: string,
    reaction: string,
    hesitates = false,
  ): Promise<void> {
    const person = installation.playground.as(userId);
    if (hesitates) {
      await person.react(channel, ts, 'x');
      await pause(50 + random() * 100);
      await person.unreact(channel, ts, 'x');
    }
    await person.react(channel, ts, reaction);
    await pause(50 + random() * 150);
  }

  type Kind = 'agreed' | 'edited' | 'rejected' | 'at the deadline';
  const kinds: readonly Kind[] = ['at the deadline', 'agreed', 'edited', 'rejected'];
  interface Told {
    id: number;
    kind: Kind;
    versions: number;
    channel: string;
  }

  /** One proposal from its opening to its last vote. */
  async function tell(number: number): Promise<Told> {
    const { playground } = installation;
    const kind = kinds[number % kinds.length]!;
    const channel = channels[number % channels.length]!;
    const line = `/concord-propose Plan ${number} --by in ${kind === 'at the deadline' ? '48 hours' : '20 days'}`;
    await sendUntilTaken(commandOf(playground, everybody[number % 6]!, line, `trigger.${number}`, channel));
    const { id } = await database.db
      .selectFrom('proposals')
      .select('id')
      .where('creation_key', '=', `command:trigger.${number}`)
      .executeTakeFirstOrThrow();
    let message = await messageOf(channel, id, 1);
    let versions = 1;
    if (kind === 'edited') {
      await vote(message, 'U0CIO', '-1');
      await vote(message, 'U0CRM', '+1');
      const edit = {
        id: `V0EDIT${number}`,
        callbackId: 'proposal_edit_form',
        metadata: { proposalId: id, version: 1 },
        values: { statement: `Plan ${number}, better`, rationale: '' },
      };
      await sendUntilTaken(submissionOf(playground, everybody[number % 6]!, edit));
      versions = 2;
      message = await messageOf(channel, id, 2);
    }
    const voters = kind === 'at the deadline' ? ['U0CMO', 'U0BRAND', 'U0CIO', 'U0DATA'] : everybody;
    for (const userId of voters) {
      const objects = kind === 'rejected' && userId === 'U0CIO';
      await vote(message, userId, objects ? '-1' : '+1', userId === 'U0BRAND');
    }
    return { id, kind, versions, channel };
  }

  it('lose nothing and double nothing', async () => {
    const { playground, advance } = installation;
    const { db } = database;
    await Promise.all(installation.processes.map((process) => process.kill()));
    const total = () => Object.values(kills).reduce((sum, count) => sum + count, 0);
    const hitsOf = (family: Family) => points[family].reduce((sum, point) => sum + (kills[point] ?? 0), 0);
    const families = Object.keys(points) as Family[];
    /** Which points a process comes to is a matter of chance: as long as one kind is rare there is more to do. */
    const isEnough = () =>
      total() >= wantedKills * 0.8 && families.every((family) => hitsOf(family) >= oftenEnough);
    const until = Date.now() + longestMs;
    let isSettled = false;
    const killing = Array.from({ length: places }, (_, place) =>
      killAgainAndAgain(place, () => isSettled && total() >= wantedKills),
    );
    let stories = 0;
    const tellers = Array.from({ length: 6 }, async () => {
      const told: Told[] = [];
      while (!isEnough() && Date.now() < until) {
        stories += 1;
        told.push(await tell(stories));
      }
      return told;
    });
    const told = (await Promise.all(tellers)).flat();
    await advance(2 * day + minute);
    const open = () => db.selectFrom('proposals').select('id').where('state', '=', 'open').execute();
    await playground.waitFor(async () => (await open()).length === 0, 90_000);
    isSettled = true;
    await Promise.all(killing);
    const unsent = () =>
      db
        .selectFrom('messages')
        .select('key')
        .where((eb) =>
          eb.or([
            eb('state', '=', 'pending'),
            eb('sent_revision', '<', eb.ref('revision')),
            eb('reactions_sent', '=', false),
          ]),
        )
        .execute();
    await playground.waitFor(async () => (await unsent()).length === 0, 90_000);

    // Every kind of moment was hit, and often.
    expect(total()).toBeGreaterThanOrEqual(wantedKills);
    for (const family of families) {
      expect({ family, isOften: hitsOf(family) >= oftenEnough }).toEqual({ family, isOften: true });
    }

    // Every acknowledged vote is there.
    const recorded = new Set(
      (await db.selectFrom('reaction_events').select('event_id').execute()).map((row) => row.event_id),
    );
    const acknowledged = playground.deliveries.filter(
      ({ type, payload, outcome }) =>
        /^reaction_/.test(type) &&
        (payload.event as { user?: string }).user !== playground.botUserId &&
        typeof outcome === 'object' &&
        outcome?.acknowledged,
    );
    expect(acknowledged.length).toBeGreaterThan(told.length * 4);
    expect(acknowledged.filter(({ payload }) => !recorded.has(String(payload.event_id)))).toEqual([]);

    // One proposal for each command, and the outcome that the votes give.
    const proposals = await db.selectFrom('proposals').selectAll().orderBy('id').execute();
    expect(proposals.map(({ id }) => id)).toEqual(told.map(({ id }) => id).sort((a, b) => a - b));
    for (const { id, kind } of told) {
      const closed = proposals.find((proposal) => proposal.id === id);
      const atDeadline = { eligible: 3, agree: 2, object: 0, turnout: 2 };
      const all = { eligible: 3, agree: 3, object: 0, turnout: 3 };
      const split = { eligible: 3, agree: 2, object: 1, turnout: 3 };
      expect({ id, kind, ...closed }).toMatchObject({
        outcome: kind === 'rejected' ? 'rejected' : 'agreed',
        tally: {
          departments:
            kind === 'at the deadline' ? [atDeadline, atDeadline] : [all, kind === 'rejected' ? split : all],
        },
      });
    }

    // One message of each kind, and no post twice anywhere.
    const posted = [...playground.world.channels.values()]
      .flatMap(({ messages }) => messages)
      .filter(({ user }) => user === playground.botUserId)
      .map(keyOf);
    expect(posted.filter((key, i) => posted.indexOf(key) !== i)).toEqual([]);
    const agreed = told.filter(({ kind }) => kind !== 'rejected');
    const expected = [
      ...told.flatMap(({ id, versions }) =>
        Array.from({ length: versions }, (_, i) => `proposal:${id}:v${i + 1}`),
      ),
      ...told.map(({ id }) => `proposal:${id}:summary`),
      ...agreed.map(({ id, channel }) => `proposal:${id}:agreement:${channel}`),
    ];
    expect(channels.flatMap((id) => playground.messages(id).map(keyOf)).sort()).toEqual(expected.sort());

    // The ledger has no gaps and verifies.
    const agreements = await db.selectFrom('agreements').selectAll().orderBy('number').execute();
    expect(agreements.map(({ number }) => number)).toEqual(agreed.map((_, i) => i + 1));
    expect(new Set(agreements.map((a) => a.proposal_id))).toEqual(new Set(agreed.map(({ id }) => id)));
    const log = pino({ level: 'silent' });
    expect(await createAgreementService({ db, log }).verify(playground.teamId)).toMatchObject({ ok: true });

    expect(outputs.filter((output) => /unhandled|unexpected error/i.test(output))).toEqual([]);
    expect(playground.problems).toEqual([]);
  }, 600_000);
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
