import { writeSync } from 'node:fs';
import pg from 'pg';

/**
 * Concord in a process that kills itself with SIGKILL at a named point, the `CONCORD_KILL_AFTER`th time it
 * comes there. The points lie around the driver's queries and the calls to Slack: the app knows nothing of them.
 */
const { CONCORD_KILL_AT: wanted = '', CONCORD_KILL_AFTER: after = '1' } = process.env;
let left = Number(after);
let isArmed = false;

function reach(point: string): void {
  if (!isArmed || point !== wanted) return;
  left -= 1;
  if (left > 0) return;
  writeSync(1, `killed at ${point}\n`);
  process.kill(process.pid, 'SIGKILL');
}

/**
 * What a statement does, for those that points are about; behind it stand its values, each after a bar. A
 * transaction is about the first of them in it.
 */
const subjects: readonly (readonly [subject: string, RegExp])[] = [
  ['votes', /insert into reaction_events/],
  ['opening', /^insert into "proposals"/],
  ['editing', /^insert into "proposal_versions"/],
  ['closing', /^update "proposals" set "state" = /],
  ['posted', /^update "messages" set "state" = /],
  ['series', /^insert into "sync_series" /],
  ['skipping', /^update "syncs" set "state" = \$1, "cause" = \$2, "changed_by" = /],
  ['moving', /^update "syncs" set "local_start" = /],
  ['adding', /^insert into "agenda_items" /],
  ['telling', /^\s*insert into follow_ups /],
  ['attendance', /^insert into "sync_attendance" /],
  ['agenda', /^update "syncs" set "agenda_done_at" = /],
  ['start', /^update "syncs" set "start_done_at" = /],
  ['standup', /^insert into "standups" /],
  ['answering', /^insert into "standup_answers" /],
  ['nothing', /^delete from "standup_needs" /],
  ['accepting', /^update "standup_needs" set "state" = /],
  ['away', /^insert into "absences" /],
  ['prompt', /^update "standup_prompts" set "state" = \$1, "prompted_at" = /],
  ['report', /^update "standup_rounds" set "reported_at" = /],
  ['form', /^insert into "polls" .*\|By form/s],
  ['poll', /^insert into "polls" /],
  ['withdrawing', /^insert into "poll_acts" .*\|withdraw\|/s],
  ['reasoning', /^insert into "poll_acts" .*\|reason\|/s],
  ['voting', /^insert into "poll_acts" /],
  ['option', /^insert into "poll_options" /],
  ['ending', /^update "polls" set "state" = /],
  ['saving', /^insert into "poll_plans" /],
  ['zone', /^insert into "grey_zones" /],
  ['claiming', /^insert into "grey_zone_claims" /],
  ['assessing', /^update "grey_zone_rounds" set "assessed_at" = /],
];

type Query = (this: object, ...args: unknown[]) => unknown;
const connection = pg.Client.prototype as unknown as { query: Query };
const { query } = connection;
const transactions = new WeakMap<object, string>();

connection.query = function (...args) {
  const [first, values] = args;
  const statement = typeof first === 'string' ? first : String((first as { text?: unknown }).text ?? '');
  if (/^begin$/i.test(statement)) transactions.delete(this);
  const isCommit = /^commit$/i.test(statement);
  const whole = [statement, ...(Array.isArray(values) ? values : [])].join('|');
  const subject = isCommit ? transactions.get(this) : subjects.find(([, form]) => form.test(whole))?.[0];
  if (subject === undefined) return query.apply(this, args);
  if (!transactions.has(this)) transactions.set(this, subject);
  const name = isCommit ? `commit of ${subject}` : subject;
  reach(`before ${name}`);
  const sent = query.apply(this, args) as Promise<unknown>;
  // On its way to the database, which may have it or not.
  if (wanted === `during ${name}`) setImmediate(reach, wanted);
  return sent.then((result) => {
    reach(`after ${name}`);
    return result;
  });
};

const { fetch } = globalThis;
globalThis.fetch = async (...args) => {
  const method = String(args[0]).replace(/^.*\//, '');
  reach(`before ${method}`);
  const sent = fetch(...args);
  // By now the request is out, and its answer is not here yet.
  if (wanted === `during ${method}`) setTimeout(reach, 3, wanted);
  const answer = await sent;
  reach(`after ${method}`);
  return answer;
};

await import('./child.main.ts');
// Not before it serves: else, with much work waiting, no process would ever come so far.
isArmed = true;
