import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { startConcord } from '../../src/app.ts';
import { startEmbeddedPostgres } from '../../src/database/embedded.ts';
import { AlreadyRunningError } from '../../src/database/embedded-lock.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createDatabase, createPool } from '../../src/database/pool.ts';
import { createLogger } from '../../src/logger.ts';
import { startPlayground } from '../playground.ts';
import { demoClock } from './clock.ts';
import { createNarrator } from './narrator.ts';
import { playStory } from './story.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.concord', 'demo');
const usage = `npm run demo [-- --tour] [-- --fresh] [-- --port N]

  --tour     play the story, print it, and end: status 0, or 1 where a step did not happen
  --fresh    forget what earlier runs left
  --port N   of the page; default 4400, or a free one where that is taken
`;

const say = (line: string) => process.stdout.write(`${line}\n`);

process.exitCode = await main().catch((error) => {
  if (error instanceof AlreadyRunningError) say(`The demo is running already: ${error.message}`);
  else {
    say(`\nThe demo ended with an error: ${error instanceof Error ? error.message : error}`);
    say(`Concord's log: ${join(folder, 'concord.log')}`);
    if (process.env.DEBUG) console.error(error);
  }
  return 1;
});

async function main(): Promise<number> {
  const { values: flags } = parseArgs({
    options: {
      tour: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      port: { type: 'string', default: '4400' },
      help: { type: 'boolean', default: false },
    },
  });
  if (flags.help) {
    say(usage);
    return 0;
  }
  const stopping = stopRequest();
  const undo: (() => Promise<unknown>)[] = [];
  try {
    // The tour tells the story from its beginning, apart from what a visitor keeps.
    const data = flags.tour ? join(folder, 'tour') : join(folder, 'database');
    await mkdir(folder, { recursive: true, mode: 0o755 });

    say('Starting PostgreSQL …');
    const postgres = await startEmbeddedPostgres({
      dataDir: data,
      fresh: flags.fresh || flags.tour,
      log: (line) => say(`  ${line}`),
    });
    undo.push(() => postgres.stop());
    const log = createLogger('info', pino.destination({ dest: join(folder, 'concord.log'), sync: true }));
    await migrate(postgres.url(), log);
    const pool = createPool(postgres.url(), { max: 3, applicationName: 'concord demo' });
    undo.push(() => pool.end());
    const clock = await demoClock(createDatabase(pool));

    say('Starting the playground and Concord …');
    const playground = await startOnPort(Number(flags.port), (port) =>
      startPlayground({ manifest: join(root, 'manifest.yml'), clock, port }),
    );
    undo.push(() => playground.close());
    const concord = await startConcord(
      {
        databaseUrl: postgres.url(),
        slack: {
          botToken: playground.botToken,
          apiUrl: playground.apiUrl,
          connection: { mode: 'socket', appToken: playground.appToken },
        },
        port: 0,
        host: '127.0.0.1',
        publicUrl: null,
        logLevel: 'info',
        defaultLocale: 'en',
        defaultTimezone: 'Europe/Berlin',
      },
      log,
    );
    undo.push(() => concord.stop());

    const narrator = createNarrator(playground);
    const { rows } = await pool.query('select from workspaces where set_up_at is not null');
    if (rows.length === 0) {
      const pause = () => new Promise<void>((resolve) => setTimeout(resolve, flags.tour ? 100 : 700));
      await playStory({ playground, narrator, clock, pause });
    } else {
      narrator.note('This workspace has a history already; `npm run demo -- --fresh` starts over.');
    }
    if (playground.problems.length > 0) {
      throw new Error(`Slack would have refused something: ${JSON.stringify(playground.problems[0])}`);
    }
    if (flags.tour) {
      narrator.stop();
      say('\nThe story is told.');
      return 0;
    }
    say(`\nThe page: ${playground.url}\nCtrl-C ends the demo; what was agreed is kept for the next run.`);
    await stopping;
    say('\nEnding …');
    return 0;
  } finally {
    for (const end of undo.reverse()) await end();
  }
}

/** Resolves at the first Ctrl-C; a second one ends at once. */
function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        resolve();
      });
    }
  });
}

async function startOnPort<T>(port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return start(0);
  }
}
