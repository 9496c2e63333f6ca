import type { Db } from '../../src/database/pool.ts';
import { channel } from '../helpers/concord.ts';
import { comes, numberIn, postedAs } from './acts.ts';
import type { Installation } from './installation.ts';
import { type KilledAct, killing, sorted, times } from './killing.ts';

const minute = 60_000;

/**
 * Makes the syncs and standups with which people then do something, each act twice: for a process that dies
 * before the commit and for one that dies after it and before the acknowledgement.
 * @param installation where it is 10:00 in Berlin on Tuesday, 8 June 2027; afterwards it is 11:31
 */
export async function actsToKill(installation: Installation, db: Db): Promise<KilledAct[]> {
  const { playground } = installation;
  const { as, both, command, count, fillIn, one, press, type } = killing(installation, db);

  const usual = 'for 30 minutes --zone Europe/Berlin --holidays none';
  async function series(title: string, time: string) {
    const id = numberIn(await type(`/concord-sync new "${title}" every tuesday ${time} ${usual}`));
    const [sync] = await count(`select id from syncs where series_id = ${id} order by starts_at limit 1`);
    await comes(playground, `sync:${sync}:agenda`);
    return { id, sync: sync! };
  }
  /** @returns the round that was begun at once */
  async function standup(name: string, people: string): Promise<number> {
    const line = `/concord-standup new "${name}" --days friday --at 9:30 --with ${people}`;
    const id = numberIn(await type(line));
    await type(`/concord-standup run ST-${id}`);
    const [round] = await count(
      `select id from standup_rounds where standup_id = ${id} order by day limit 1`,
    );
    return round!;
  }

  const planned = (title: string) =>
    `select (select count(*) from sync_series where title = '${title}') as a,
      (select count(*) from syncs join sync_series s on s.id = series_id where title = '${title}') as b,
      (select count(*) from schedule, syncs y join sync_series s on s.id = y.series_id
        where title = '${title}' and key like 'sync:' || y.id || ':%') as c`;
  const newSync = (title: string) => `/concord-sync new "${title}" every thursday 10:00 ${usual}`;
  const asked = (name: string) =>
    `select (select count(*) from standups where name = '${name}') as a,
      (select count(*) from standup_rounds r join standups s on s.id = standup_id where name = '${name}') as b,
      (select count(*) from standup_prompts p join standup_rounds r on r.id = p.round_id
        join standups s on s.id = standup_id where name = '${name}') as c`;
  const newStandup = (name: string) => `/concord-standup new "${name}" --days weekdays --at 20:00`;
  await type(newSync('New as usual'));
  await type(newStandup('Round as usual'));

  /** Told once, however often the form was sent. */
  const telling = async (point: string, i: number): Promise<KilledAct> => {
    const { id, sync } = await series(`Held ${i}`, '11:00');
    await type(`/concord-sync agenda S-${id} add Left over`);
    const form = {
      'decision:1': `Decision ${i}`,
      'follow_up:1': 'Write the brief',
      'owner:1': 'U0BRAND',
      'due:1': '2027-06-14',
    };
    const isTold = point === 'after commit of telling';
    return {
      point,
      request: fillIn('U0CIO', `sync:${sync}:after`, 'sync_held', form),
      effect: `select
        (select count(*) from proposal_versions where statement = 'Decision ${i}') as a,
        (select count(*) from follow_ups where sync_id = ${sync}) as b,
        (select count(*) from sync_decisions where sync_id = ${sync}) as c,
        (select count(*) from syncs where id = ${sync} and state = 'held') as d`,
      // The decision is a proposal before the sync is told of.
      died: [point === 'before commit of opening' ? 0 : 1, ...Array(3).fill(isTold ? 1 : 0)],
      done: [1, 1, 1, 1],
      seen() {
        const words = one(`sync:${sync}:after`);
        expect(words).toContain('noted by <@U0CIO>');
        expect([times(words, 'Write the brief'), times(words, `Decision ${i}`)]).toEqual([1, 1]);
        const proposals = playground.messages(channel).filter((m) => m.text.includes(`Decision ${i}`));
        expect(proposals).toHaveLength(1);
      },
    };
  };
  const report = (round: number): string => {
    const words = one(`round:${round}:report`);
    expect(words).toContain('1 of 1 answered');
    return words;
  };
  /** Both are in one report. */
  async function accepting(): Promise<KilledAct[]> {
    const round = await standup('Needs', '@cio @data');
    for (const userId of ['U0CIO', 'U0DATA']) {
      await as(userId).click(await comes(playground, `round:${round}:${userId}`), 'standup_answer');
      await as(userId).submit({ 'answer:1': `Help for ${userId}` });
    }
    const reported = await comes(playground, `round:${round}:report`);
    return both('commit of accepting', async (which) => {
      const from = which === 'before' ? 'U0CIO' : 'U0DATA';
      const [need] = await count(
        `select id from standup_needs where round_id = ${round} and user_id = '${from}'`,
      );
      return {
        request: press('U0CMO', reported, `need:${need}`),
        effect: `select count(*) from standup_needs where id = ${need} and state = 'accepted'`,
        done: [1],
        seen: () => expect(times(one(`round:${round}:report`), 'accepted by <@U0CMO>')).toBe(2),
      };
    });
  }

  const acts = await Promise.all([
    both('commit of series', async (which) => ({
      request: command('U0CIO', newSync(`New ${which}`)),
      effect: planned(`New ${which}`),
      done: await count(planned('New as usual')),
    })),
    both('commit of skipping', async (which) => {
      const { id, sync } = await series(`Skip ${which}`, '14:00');
      return {
        request: command('U0CIO', `/concord-sync skip S-${id} today`),
        effect: `select count(*) from syncs where series_id = ${id} and state = 'skipped'`,
        done: [1],
        seen: () => one(new RegExp(`^sync:${sync}:off:`)),
      };
    }),
    both('commit of moving', async (which) => {
      const { id, sync } = await series(`Move ${which}`, '15:00');
      return {
        request: command('U0CIO', `/concord-sync move S-${id} today 17:00`),
        effect: `select count(*) from syncs where series_id = ${id} and local_start like '%T17:00'`,
        done: [1],
        seen: () => one(new RegExp(`^sync:${sync}:moved:`)),
      };
    }),
    both('commit of adding', async (which) => {
      const { id, sync } = await series(`Agenda ${which}`, '14:00');
      return {
        request: command('U0CIO', `/concord-sync agenda S-${id} add Budget`),
        effect: `select count(*) from agenda_items where series_id = ${id} and text = 'Budget'`,
        done: [1],
        seen: () => expect(times(one(`sync:${sync}:agenda`), 'Budget')).toBe(1),
      };
    }),
    both('commit of attendance', async (which) => {
      const { sync } = await series(`Attendance ${which}`, '14:00');
      return {
        request: press('U0CIO', await comes(playground, `sync:${sync}:agenda`), 'sync_here'),
        effect: `select count(*) from sync_attendance where sync_id = ${sync} and answer = 'here'`,
        done: [1],
        seen: () => expect(times(one(`sync:${sync}:agenda`), 'Here: <@U0CIO>')).toBe(1),
      };
    }),
    Promise.all(
      ['before', 'after']
        .flatMap((when) => [`${when} commit of opening`, `${when} commit of telling`])
        .map(telling),
    ),
    both('commit of standup', async (which) => ({
      request: command('U0CIO', newStandup(`Round ${which}`)),
      effect: asked(`Round ${which}`),
      done: await count(asked('Round as usual')),
    })),
    both('commit of answering', async (which) => {
      const round = await standup(`Answer ${which}`, '@cmo');
      const form = { 'answer:0': `It runs ${which}`, 'answer:1': 'A name' };
      return {
        request: fillIn('U0CMO', `round:${round}:U0CMO`, 'standup_answer', form),
        effect: `select (select count(*) from standup_answers where round_id = ${round}) as a,
          (select count(*) from standup_needs where round_id = ${round}) as b,
          (select count(*) from standup_prompts where round_id = ${round} and state = 'answered') as c`,
        done: [2, 1, 1],
        seen: () => expect(times(report(round), `It runs ${which}`)).toBe(1),
      };
    }),
    both('commit of nothing', async (which) => {
      const round = await standup(`Nothing ${which}`, '@brand');
      return {
        request: press('U0BRAND', await comes(playground, `round:${round}:U0BRAND`), 'standup_nothing'),
        effect: `select count(*) from standup_prompts where round_id = ${round} and state = 'nothing'`,
        done: [1],
        seen: () => report(round),
      };
    }),
    accepting(),
    both('away', async (which) => {
      const userId = which === 'before' ? 'U0CRM' : 'U0PLATFORM';
      return {
        request: command(userId, '/concord-standup away until 15 june'),
        effect: `select count(*) from absences where user_id = '${userId}' and until = '2027-06-15'`,
        done: [1],
      };
    }),
  ]);
  // The first syncs begin, and end.
  await installation.advance(61 * minute);
  await playground.waitFor(() => postedAs(playground, /^sync:\d+:start$/).length === 4, 60_000);
  await installation.advance(30 * minute);
  return sorted(acts.flat());
}
