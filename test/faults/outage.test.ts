import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createDatabase, type Db } from '../../src/database/pool.ts';
import { createLogger } from '../../src/logger.ts';
import { texts } from '../../src/text/text.ts';
import { addDepartments, channel, freePort, wordsOf } from '../helpers/concord.ts';
import { createTestPool } from '../helpers/database.ts';
import { reactionEvent } from './events.ts';
import { type Installation, startInstallation } from './installation.ts';
import { commandOf, send, signed } from './signed.ts';

const cycles = 3;
const day = 86_400_000;
/** The service is back so soon after PostgreSQL is. */
const returnsWithinMs = 10_000;

describe('PostgreSQL away for a while, under load', () => {
  const dataDir = join(tmpdir(), `concord-outage-${randomBytes(6).toString('hex')}`);
  let server: EmbeddedPostgres;
  let db: Db;
  let installation: Installation;

  beforeAll(async () => {
    const port = await freePort();
    // Durable, as in production: what is committed outlives also a crash.
    server = await startEmbeddedPostgres({ dataDir, port });
    await migrate(server.url(), createLogger('warn'));
    db = createDatabase(createTestPool(server.url()));
    installation = await startInstallation({ db, databaseUrl: server.url(), places: 2 });
    await addDepartments(db, installation.playground.teamId);
  });
  afterAll(async () => {
    await installation.stop();
    await db.destroy();
    await server.destroy();
  });

  const restart = async () => {
    server = await startEmbeddedPostgres({ dataDir, port: server.port });
  };

  let commands = 0;
  /** Typed to one process; what the person sees. */
  async function answerTo(userId: string, line: string, place: number): Promise<string> {
    commands += 1;
    const { contentType, body } = commandOf(installation.playground, userId, line, `outage.${commands}`);
    const request = signed(installation.playground.signingSecret, contentType, body);
    const { status, text } = await send(installation.ports[place]!, request);
    expect(status).toBe(200);
    return String(JSON.parse(text).text);
  }

  const readiness = async (place: number) => {
    const answer = await fetch(`http://127.0.0.1:${installation.ports[place]}/readyz`);
    return { ...((await answer.json()) as { database: boolean }), status: answer.status };
  };

  it('loses no acknowledged vote, tells people, and is back within ten seconds', async () => {
    const { playground, ports, now } = installation;
    await answerTo('U0CMO', '/concord-propose We meet every week --by in 48 hours', 0);
    const message = await playground.waitFor(() =>
      playground.messages(channel).find(({ reactions }) => reactions.size === 3),
    );
    for (const userId of ['U0CMO', 'U0BRAND', 'U0CIO', 'U0DATA']) {
      await playground.as(userId).react(channel, message.ts, '+1');
    }
    // Each process has met both people, so it knows their languages.
    for (const place of [0, 1]) {
      for (const userId of ['U0CMO', 'U0CIO']) await answerTo(userId, '/concord-agreements', place);
    }

    const acknowledged = new Set<string>();
    const statuses: number[] = [];
    let observers = 0;
    let isOver = false;
    /** An observer's reaction, sent until it is acknowledged, as Slack does it, only more patiently. */
    async function observe(): Promise<void> {
      observers += 1;
      const userId = `U0OBSERVER${observers}`;
      const eventId = `EvOUTAGE${observers}`;
      const act = { userId, reaction: '+1', added: true, at: `${Math.floor(now() / 1000)}.000000` };
      message.reactions.get('+1')?.add(userId);
      const body = reactionEvent(playground, message.ts, eventId, act);
      for (let attempt = observers; !isOver && !acknowledged.has(eventId); attempt += 1) {
        const request = signed(playground.signingSecret, 'application/json', body);
        const { status } = await send(ports[attempt % ports.length]!, request);
        statuses.push(status);
        if (status === 200) acknowledged.add(eventId);
        else await pause(200);
      }
    }
    const sending: Promise<void>[] = [];
    const load = setInterval(() => sending.push(observe()), 25);
    const slowUpdates = playground.faults.api('chat.update', { kind: 'delay', delayMs: 300, times: 1e6 });

    try {
      for (let cycle = 0; cycle < cycles; cycle += 1) {
        await pause(700);
        // Crashed in one cycle, stopped in the others.
        if (cycle === 1) process.kill(server.pid, 'SIGQUIT');
        await server.stop();
        const before = acknowledged.size;
        await pause(500);
        for (const place of [0, 1]) {
          expect(await answerTo('U0CIO', '/concord-propose Wir treffen uns', place)).toBe(
            texts('de').t('common.databaseAway'),
          );
          expect(await answerTo('U0CMO', '/concord-agreements', place)).toBe(
            texts('en').t('common.databaseAway'),
          );
          expect(await readiness(place)).toMatchObject({ status: 503, database: false });
        }
        await pause(1000);
        expect(acknowledged.size).toBe(before);

        await restart();
        const backAt = Date.now();
        const left = () => returnsWithinMs - (Date.now() - backAt);
        const waiting = Array.from({ length: observers }, (_, i) => `EvOUTAGE${i + 1}`);
        await playground.waitFor(async () => {
          const opened = await answerTo(
            'U0CIO',
            `/concord-propose Runde ${cycle} --by in 20 days`,
            cycle % 2,
          );
          return opened !== texts('de').t('common.databaseAway');
        }, left());
        await playground.waitFor(() => waiting.every((id) => acknowledged.has(id)), left());
        const shown = () => Number(/(\d+) observers/.exec(wordsOf(message))?.[1] ?? 0);
        await playground.waitFor(() => shown() >= waiting.length, left());
        await playground.waitFor(
          () => playground.messages(channel).some((m) => wordsOf(m).includes(`Runde ${cycle}`)),
          left(),
        );
        await playground.waitFor(
          async () => (await Promise.all([readiness(0), readiness(1)])).every(({ status }) => status === 200),
          left(),
        );
      }
      clearInterval(load);
      await Promise.all(sending);
    } finally {
      clearInterval(load);
      isOver = true;
    }
    slowUpdates();

    const refused = statuses.filter((status) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((status) => status < 500)).toEqual([]);
    const rows = await db
      .selectFrom('reaction_events')
      .select('event_id')
      .where('inferred', '=', false)
      .where('event_id', 'like', 'EvOUTAGE%')
      .execute();
    expect(rows.map((row) => row.event_id).sort()).toEqual([...acknowledged].sort());
    expect(acknowledged.size).toBe(observers);

    await installation.advance(2 * day + 60_000);
    await playground.waitFor(
      () => playground.messages(channel).some((m) => m.text.includes('Agreement A-1')),
      20_000,
    );
    const closed = await db.selectFrom('proposals').selectAll().where('state', '=', 'closed').execute();
    expect(closed).toHaveLength(1);
    expect(closed[0]?.tally).toMatchObject({ observers, departments: [{ agree: 2 }, { agree: 2 }] });
    const outputs = installation.processes.map((process) => process.output());
    expect(outputs.filter((output) => /unhandled|unexpected error/i.test(output))).toEqual([]);
    expect(playground.problems).toEqual([]);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
