import type { Db } from '../../src/database/pool.ts';
import type { Installation } from './installation.ts';
import type { Planned } from './occurrences.ts';
import type { Span } from './turbulence.ts';

const minute = 60_000;
const day = 86_400_000;

export interface Accounts {
  /** Syncs and rounds of standups. */
  occurrences: number;
  /** Messages that belong to them: agenda, start and question of a sync; prompts and report of a round. */
  posted: number;
  /** What was recorded as missed instead, since nobody was there while it was of use. */
  missed: number;
  /** What was neither posted nor recorded as missed by the rule, each with what is wrong. */
  lost: string[];
  /** Keys of messages that stand in Slack more than once. */
  doubled: string[];
}

/**
 * What became of every occurrence, by the messages that stand in Slack and by the database's own records. Which
 * there must be is counted here day by day, not by the rules of the app.
 */
export async function accountsOf(of: {
  db: Db;
  installation: Installation;
  series: readonly Planned[];
  standups: readonly Planned[];
  /** Inclusive, YYYY-MM-DD. */
  days: { from: string; to: string };
  outages: readonly Span[];
}): Promise<Accounts> {
  const { db, installation } = of;
  const { playground } = installation;
  const counts = new Map<string, number>();
  for (const { messages } of playground.world.channels.values()) {
    for (const { user, metadata } of messages) {
      const key = metadata?.event_payload.key;
      if (user !== playground.botUserId || typeof key !== 'string') continue;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const stands = (key: string) => counts.has(key);
  const lost: string[] = [];
  let posted = 0;
  let missed = 0;

  /** Of use from one instant to another: missed rightly only where nobody was there all that time. */
  function account(what: string, key: string, useful: Span, isRecorded: boolean): void {
    if (stands(key)) {
      posted += 1;
      return;
    }
    // Real time goes on while a stop is being worked off.
    const wasAway = of.outages.some(({ from, to }) => from <= useful.from + 5 * minute && to >= useful.to);
    if (isRecorded && wasAway) missed += 1;
    else lost.push(`${what}: ${isRecorded ? 'recorded as missed, though somebody was there' : 'nothing'}`);
  }

  const days: string[] = [];
  for (let d = of.days.from; d <= of.days.to; d = new Date(Date.parse(d) + day).toISOString().slice(0, 10)) {
    days.push(d);
  }
  const weekday = (d: string) => new Date(d).getUTCDay() || 7;
  const wanted = (all: readonly Planned[]) =>
    all.flatMap(({ id, weekdays }) =>
      days.filter((d) => weekdays.includes(weekday(d))).map((d) => `${id} ${d}`),
    );

  const syncs = await db.selectFrom('syncs').selectAll().execute();
  const syncOf = new Map(syncs.map((sync) => [`${sync.series_id} ${sync.slot.slice(0, 10)}`, sync]));
  const wantedSyncs = wanted(of.series);
  for (const name of wantedSyncs) {
    const sync = syncOf.get(name);
    if (!sync) {
      lost.push(`sync ${name}: no row`);
      continue;
    }
    const startsAt = sync.starts_at.getTime();
    const endsAt = startsAt + sync.minutes * minute;
    const key = `sync:${sync.id}`;
    account(
      `agenda ${name}`,
      `${key}:agenda`,
      { from: sync.agenda_at.getTime(), to: startsAt },
      sync.agenda_done_at !== null && sync.agenda_done_at >= sync.starts_at,
    );
    account(
      `start ${name}`,
      `${key}:start`,
      { from: startsAt, to: startsAt + 15 * minute },
      sync.start_done_at !== null &&
        sync.start_done_at.getTime() > startsAt + 15 * minute &&
        (stands(`${key}:startMissed`) || sync.cause === 'downtime'),
    );
    account(
      `question ${name}`,
      `${key}:after`,
      { from: endsAt, to: endsAt + 3 * day },
      sync.state === 'missed' && sync.cause === 'downtime',
    );
    if (sync.state !== 'missed' || !sync.closed_at) lost.push(`sync ${name}: nobody closed it`);
  }

  const rounds = await db.selectFrom('standup_rounds').selectAll().execute();
  const roundOf = new Map(rounds.map((round) => [`${round.standup_id} ${round.day}`, round]));
  const prompts = await db.selectFrom('standup_prompts').selectAll().execute();
  const wantedRounds = wanted(of.standups);
  for (const name of wantedRounds) {
    const round = roundOf.get(name);
    if (!round?.reported_at) {
      lost.push(`round ${name}: ${round ? 'no report' : 'no row'}`);
      continue;
    }
    const asked = prompts.filter(({ round_id }) => round_id === round.id);
    const wantedPeople = of.standups.find(({ id }) => id === round.standup_id)?.people;
    if (asked.length !== wantedPeople) lost.push(`round ${name}: ${asked.length} people`);
    for (const prompt of asked.filter(({ state }) => state !== 'holiday')) {
      account(
        `prompt ${name} ${prompt.user_id}`,
        `round:${round.id}:${prompt.user_id}`,
        { from: prompt.prompt_at.getTime(), to: prompt.closes_at.getTime() },
        prompt.state === 'missed' && prompt.prompted_at === null && stands(`round:${round.id}:missed`),
      );
    }
    const isWanted = asked.some(({ prompted_at }) => prompted_at !== null);
    if (isWanted && stands(`round:${round.id}:report`)) posted += 1;
    else if (isWanted) lost.push(`report ${name}`);
  }

  const unsent = await db.selectFrom('messages').select('key').where('state', '<>', 'posted').execute();
  lost.push(...unsent.map(({ key }) => `message ${key}`));
  return {
    occurrences: wantedSyncs.length + wantedRounds.length,
    posted,
    missed,
    lost,
    doubled: [...counts].filter(([, count]) => count > 1).map(([key]) => key),
  };
}
