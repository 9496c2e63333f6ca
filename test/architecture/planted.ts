/** For each rule, by its number in the list: code that breaks it, and code next to that which does not. */
export interface Planted {
  /** What the rule is known by in its name. */
  rule: RegExp;
  breaking: Record<string, string>[];
  allowed: Record<string, string>[];
}

const polls = 'src/features/polls';

export const planted: readonly Planted[] = [
  {
    rule: /^within a feature/,
    breaking: [
      { [`${polls}/poll.listeners.ts`]: "import { polls } from './poll.repository.ts';" },
      { [`${polls}/poll.listeners.ts`]: "const { polls } = await import('./poll.repository.ts');" },
      { [`${polls}/poll.jobs.ts`]: "import * as repository from './poll.repository.ts';" },
      { [`${polls}/index.ts`]: "import { polls } from './poll.repository.ts';" },
      { [`${polls}/poll.service.ts`]: "import { registerPolls } from './index.ts';" },
      { [`${polls}/poll.service.ts`]: "import { type Job, pollJobs } from './poll.jobs.ts';" },
      { [`${polls}/poll.repository.ts`]: "import { createPollService } from './poll.service.ts';" },
      { [`${polls}/poll.views.ts`]: "import { createPollService } from './poll.service.ts';" },
      { [`${polls}/tally.ts`]: "export { polls } from './poll.repository.ts';" },
      { [`${polls}/tally.ts`]: "import { pollModal } from './poll.views.ts';" },
    ],
    allowed: [
      {
        [`${polls}/poll.listeners.ts`]: "import type { Poll } from './poll.repository.ts';",
        [`${polls}/poll.service.ts`]: "import * as repository from './poll.repository.ts';",
        [`${polls}/tally.ts`]: "import { type Row } from './poll.repository.ts'; import './poll.ts';",
      },
    ],
  },
  {
    rule: /^a feature uses another feature's services/,
    breaking: [
      {
        [`${polls}/poll.service.ts`]: "import { peopleByIds } from '../workspaces/workspace.repository.ts';",
      },
      { [`${polls}/poll.service.ts`]: "import type { Row } from '../workspaces/workspace.repository.ts';" },
      { [`${polls}/poll.service.ts`]: "import { registerHome } from '../home/index.ts';" },
      { [`${polls}/poll.listeners.ts`]: "import { homeView } from '../home/home.views.ts';" },
      { [`${polls}/poll.views.ts`]: "import { createHome } from '../home/home.service.ts';" },
      { 'src/app.ts': "import { insertPoll } from './features/polls/poll.repository.ts';" },
    ],
    allowed: [
      {
        [`${polls}/poll.service.ts`]: "import { createHome } from '../home/home.service.ts';",
        [`${polls}/poll.views.ts`]: "import { actions } from '../home/home.views.ts';",
        [`${polls}/tally.ts`]: "import { decide } from '../proposals/decision.ts';",
        'src/app.ts': "import { registerPolls } from './features/polls/index.ts';",
      },
    ],
  },
  {
    rule: /^src\/slack, src\/jobs/,
    breaking: [
      { 'src/slack/listeners.ts': "import { actions } from '../features/polls/poll.views.ts';" },
      { 'src/jobs/heartbeat.ts': "import type { Poll } from '../features/polls/poll.ts';" },
      { 'src/database/pool.ts': "export { polls } from '../features/polls/poll.repository.ts';" },
      { 'src/text/text.ts': "type Poll = import('../features/polls/poll.ts').Poll;" },
      { 'src/time/recurrence.ts': "import type { Poll } from '../features/polls/poll.ts';" },
      { 'src/config.ts': "import { rules } from './features/polls/poll.ts';" },
    ],
    allowed: [{ 'src/app.ts': "import { registerPolls } from './features/polls/index.ts';" }],
  },
  {
    rule: /^src\/time stands on nothing/,
    breaking: [
      { 'src/time/holidays.ts': "import type { Locale } from '../text/text.ts';" },
      { 'src/time/zones.ts': "import { UserError } from '../errors.ts';" },
      { 'src/time/recurrence.ts': "import { excerpt } from '../slack/excerpt.ts';" },
      { 'src/time/recurrence.ts': "const rules = await import('../features/polls/poll.ts');" },
    ],
    allowed: [
      {
        'src/time/working-days.ts': "import { holidayOn } from './holidays.ts';",
        'src/time/holidays.ts': "import { createRequire } from 'node:module';",
        'src/slack/dates.ts': "import { dayOf } from '../time/local-time.ts';",
      },
    ],
  },
  {
    rule: /^views, rules and text take in nothing/,
    breaking: [
      { 'src/time/zones.ts': "import { readFileSync } from 'node:fs';" },
      { 'src/time/holidays.ts': "import { Module } from 'node:module';" },
      { [`${polls}/tally.ts`]: "import { sql } from 'kysely';" },
      { [`${polls}/tally.ts`]: "import { randomBytes } from 'node:crypto';" },
      { [`${polls}/poll.views.ts`]: "import { WebClient } from '@slack/web-api';" },
      { [`${polls}/poll.views.ts`]: "import { readFileSync } from 'node:fs';" },
      { 'src/text/text.ts': "import * as fs from 'node:fs';" },
      {
        [`${polls}/tally.ts`]: "import { round } from './round.ts';",
        [`${polls}/round.ts`]: "import { log } from '../../logger.ts';",
        'src/logger.ts': "import { pino } from 'pino';",
      },
    ],
    allowed: [
      {
        [`${polls}/tally.ts`]:
          "import { createHash, createHmac } from 'node:crypto'; import type { Db } from 'kysely';",
        [`${polls}/poll.views.ts`]:
          "import { section } from '../../slack/blocks.ts'; import { z } from 'zod';",
        'src/slack/blocks.ts':
          "import type { KnownBlock } from '@slack/types'; import type { App } from '@slack/bolt';",
        'src/slack/client.ts': "import { WebClient } from '@slack/web-api';",
      },
    ],
  },
  {
    rule: /^views and rules ask no clock/,
    breaking: [
      { [`${polls}/tally.ts`]: 'export const late = (at: number) => at < Date.now();' },
      { [`${polls}/tally.ts`]: 'export const at = () => new Date();' },
      { [`${polls}/poll.views.ts`]: 'export const at = () => Temporal.Now.instant();' },
      { [`${polls}/tally.ts`]: 'export const pick = () => Math.random();' },
      { 'src/time/local-time.ts': 'export const today = () => Temporal.Now.plainDateISO();' },
    ],
    allowed: [
      { [`${polls}/tally.ts`]: 'export const at = (ms: number) => new Date(ms);' },
      { [`${polls}/poll.service.ts`]: 'export const at = () => Date.now();' },
    ],
  },
  {
    rule: /^SQL is written in repositories/,
    breaking: [
      { [`${polls}/poll.service.ts`]: "import { sql } from 'kysely';" },
      { [`${polls}/poll.service.ts`]: "export const all = (db: Db) => db.selectFrom('polls').execute();" },
      { [`${polls}/poll.service.ts`]: "export const end = (trx?: Db) => trx?.deleteFrom('polls');" },
      { 'src/slack/messenger.ts': "import pg from 'pg';" },
      { 'src/health.ts': "import { type Kysely, sql } from 'kysely';" },
    ],
    allowed: [
      { [`${polls}/poll.repository.ts`]: "import { sql } from 'kysely'; db.updateTable('polls');" },
      { 'src/slack/messenger.repository.ts': "import { sql } from 'kysely';" },
      { 'src/jobs/heartbeat.ts': "import { sql } from 'kysely';" },
      { 'migrations/0009_polls.ts': "import { sql } from 'kysely';" },
      { [`${polls}/poll.service.ts`]: "import type { Kysely } from 'kysely'; db.transaction().execute(f);" },
    ],
  },
  {
    rule: /^the process's environment/,
    breaking: [
      { 'src/config.ts': 'export const port = process.env.PORT;' },
      { 'src/config.ts': "export const port = process['env'].PORT;" },
      { 'src/config.ts': 'const { env } = globalThis.process; const all = globalThis.process.env;' },
      { 'src/config.ts': "import { env } from 'node:process';" },
      { 'playground/server.ts': 'export const all = { ...process.env };' },
    ],
    allowed: [
      { 'src/main.ts': 'load(process.env);' },
      { 'src/database/migrate.main.ts': 'load(process.env);' },
      { 'src/database/domain.ts': 'export const id = process.pid; interface P { env: string }' },
    ],
  },
  {
    rule: /^messages go out through the messenger/,
    breaking: [
      { [`${polls}/poll.service.ts`]: 'await client.chat.postMessage({ channel, text });' },
      {
        [`${polls}/poll.listeners.ts`]: 'await options.client!.chat.postEphemeral({ channel, text, user });',
      },
      { 'src/slack/listeners.ts': 'await client?.chat.update({ channel, ts, text });' },
    ],
    allowed: [
      { 'src/slack/delivery.ts': 'await client.chat.postMessage({ channel, text });' },
      { [`${polls}/poll.service.ts`]: 'await client.chat.getPermalink({ channel, message_ts });' },
    ],
  },
  {
    rule: /^the playground knows nothing of Concord/,
    breaking: [
      { 'src/app.ts': "import type { Snapshot } from '../playground/contract.ts';" },
      { 'playground/server.ts': "import { limits } from '../src/slack/blocks.ts';" },
      { 'playground/server.ts': "type Limits = typeof import('../src/slack/blocks.ts').limits;" },
      { 'playground/page/page.js': "import { limits } from '../../src/slack/blocks.ts';" },
    ],
    allowed: [
      {
        'playground/demo/main.ts': "import { startConcord } from '../../src/app.ts'; import '../server.ts';",
      },
      { 'test/helpers/slack.ts': "import '../../playground/server.ts';" },
      { 'bench/main.ts': "import '../playground/server.ts';" },
    ],
  },
  {
    rule: /^the product needs no test/,
    breaking: [
      { 'src/app.ts': "import { clock } from '../test/helpers/clock.ts';" },
      { 'playground/demo/main.ts': "import { load } from '../../bench/load.ts';" },
    ],
    allowed: [{ 'test/app.test.ts': "import { load } from '../bench/load.ts';" }],
  },
  {
    rule: /^no file has more than/,
    breaking: [
      { 'src/long.ts': 'export {};\n'.repeat(301) },
      { 'test/long.test.ts': `${'\n'.repeat(300)}f()` },
    ],
    allowed: [{ 'src/long.ts': 'export {};\n'.repeat(300), 'src/database/generated.ts': '\n'.repeat(400) }],
  },
  {
    rule: /^no imports go round/,
    breaking: [
      {
        'src/a.ts': "import './b.ts';",
        'src/b.ts': "import './c.ts';",
        'src/c.ts': "export { a } from './a.ts';",
      },
      { 'src/a.ts': "import './a.ts';" },
    ],
    allowed: [
      { 'src/a.ts': "import './b.ts'; import './c.ts';", 'src/b.ts': "import './c.ts';", 'src/c.ts': '' },
      { 'src/a.ts': "import './b.ts';", 'src/b.ts': "import type { A } from './a.ts';" },
    ],
  },
  {
    rule: /^no utils/,
    breaking: [
      { 'src/slack/utils.ts': 'export {};' },
      { [`${polls}/index.ts`]: "export * from './poll.service.ts';" },
      { [`${polls}/index.ts`]: "export * as polls from './poll.service.ts';" },
    ],
    allowed: [{ [`${polls}/poll.service.ts`]: "export type { Filter } from './poll.repository.ts';" }],
  },
];
