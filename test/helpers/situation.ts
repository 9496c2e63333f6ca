import { sql } from 'kysely';
import type { Playground } from '../../playground/playground.ts';
import type { Db } from '../../src/database/pool.ts';

const warning = 40;

interface Observed {
  playground: Playground;
  db: Db;
  /** Of the app, as lines of JSON; other lines are passed over. */
  logs(): string[];
}

/** What is waited for in vain says what the situation was: it may have come once, on a machine that is gone. */
export function explainWaiting(observed: Observed): void {
  const { playground } = observed;
  const { waitFor } = playground;
  playground.waitFor = (predicate, timeoutMs) =>
    waitFor(predicate, timeoutMs).catch(async (error: Error) => {
      error.message += `\n${await situation(observed)}`;
      throw error;
    });
}

async function situation({ playground, db, logs }: Observed): Promise<string> {
  const { channels } = playground.world;
  const answers = [...channels.values()].flatMap((channel) => channel.ephemerals);
  const messages = [...channels.values()].flatMap((channel) => channel.messages);
  const rows = (query: string) =>
    sql
      .raw<object>(query)
      .execute(db)
      .then((result) => result.rows)
      .catch((error: unknown) => [{ error: String(error) }]);
  const parts: Record<string, object[]> = {
    answers: answers.slice(-3).map(({ onlyFor, text }) => ({ onlyFor, text })),
    messages: messages
      .sort((a, b) => Number(a.ts) - Number(b.ts))
      .slice(-6)
      .map(({ ts, text, reactions }) => ({
        ts,
        text,
        reactions: [...reactions].map(([name, userIds]) => `${name} ${userIds.size}`),
      })),
    deliveries: playground.deliveries.slice(-12).map(({ payload: _, ...delivery }) => delivery),
    calls: playground.calls
      .slice(-15)
      .map(({ method, at, result }) => ({ method, at, ok: result?.ok ?? null, error: result?.error })),
    jobs: await rows(
      'select task_identifier, key, run_at, attempts, max_attempts, locked_at, locked_by, last_error from graphile_worker.jobs',
    ),
    unsent: await rows(
      `select id, key, channel_id, state, revision, sent_revision, reactions_sent, queued_at, attempted_at from messages
       where state in ('pending', 'posted') and (sent_revision < revision or not reactions_sent)`,
    ),
    lanes: await rows('select * from lanes'),
    warnings: logs()
      .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
      .filter(({ level }) => level >= warning)
      .slice(-20),
  };
  const lines = Object.entries(parts).map(([name, list]) =>
    [`${name}:`, ...list.map((one) => `  ${JSON.stringify(one).slice(0, 700)}`)].join('\n'),
  );
  return [
    `It is ${new Date().toISOString()}; the playground's problems: ${JSON.stringify(playground.problems)}`,
    ...lines,
  ].join('\n');
}
