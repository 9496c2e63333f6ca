import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startPlayground } from '../playground/playground.ts';
import { startEmbeddedPostgres } from '../src/database/embedded.ts';
import type { ReactionTarget } from './events.ts';
import { type Program, type Running, start } from './processes.ts';

const channel = 'C0MARKETINGIT';
const manifest = fileURLToPath(new URL('../manifest.yml', import.meta.url));

export type Environment = Awaited<ReturnType<typeof startEnvironment>>;

/** PostgreSQL with its durable settings, the playground for Slack, and what both apps are started with. */
export async function startEnvironment() {
  const folder = await mkdtemp(join(tmpdir(), 'concord-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'database') });
  const pool = new pg.Pool({ connectionString: postgres.url(), max: 2 });
  const ports: Record<Program, number> = { concord: await freePort(), empty: await freePort() };
  const playground = await startPlayground({
    manifest,
    deliverTo: { urls: [`http://127.0.0.1:${ports.concord}/slack/events`] },
  });
  const env = {
    DATABASE_URL: postgres.url(),
    SLACK_BOT_TOKEN: playground.botToken,
    SLACK_SIGNING_SECRET: playground.signingSecret,
    SLACK_API_URL: playground.apiUrl,
    SLACK_APP_TOKEN: '',
  };
  const cmo = playground.as('U0CMO');

  async function command(line: string): Promise<void> {
    const answer = await cmo.command(channel, line);
    if (!answer.ok) throw new Error(`${line}: ${answer.error}`);
  }

  return {
    playground,
    signingSecret: playground.signingSecret,
    start: (program: Program): Promise<Running> => start(program, ports[program], env),

    async setUp(): Promise<void> {
      await command('/concord-department add "Marketing" --lead @cmo --members @brand @crm');
      await command('/concord-department add "IT" --lead @cio --members @platform @data');
    },

    /** Opens a proposal and waits until it stands there. */
    async openProposal(name: string): Promise<ReactionTarget> {
      await command(`/concord-propose We measure ${name} --by in 5 days`);
      const message = await playground.waitFor(
        () => playground.messages(channel).find((m) => m.text.includes(name) && m.reactions.size === 3),
        30_000,
      );
      return {
        teamId: playground.teamId,
        channel,
        messageTs: message.ts,
        botUserId: playground.botUserId,
      };
    },

    /** Events in the database whose ids begin so. */
    async stored(run: string): Promise<number> {
      const { rows } = await pool.query('select count(*) from reaction_events where event_id like $1', [
        `Ev${run}%`,
      ]);
      return Number(rows[0].count);
    },

    async serverVersion(): Promise<string> {
      const { rows } = await pool.query('show server_version');
      return String(rows[0].server_version);
    },

    async stop(): Promise<void> {
      await playground.close();
      await pool.end();
      await postgres.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
