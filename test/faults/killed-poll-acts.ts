import type { StoredMessage } from '../../playground/state.ts';
import type { Db } from '../../src/database/pool.ts';
import { channel, wordsOf } from '../helpers/concord.ts';
import { caught, comes, numberIn } from './acts.ts';
import type { Installation } from './installation.ts';
import { type KilledAct, killing, sorted, times } from './killing.ts';

/** Of an answer that says in the form what was done. */
const answer = '"response_action":"update"';

/**
 * Makes the polls and grey zones with which people then do something, each act twice: for a process that dies
 * before the commit and for one that dies after it and before the acknowledgement.
 */
export async function pollActsToKill(installation: Installation, db: Db): Promise<KilledAct[]> {
  const { playground } = installation;
  const { as, both, command, fillIn, one, press, type } = killing(installation, db);
  const posted = (words: string) =>
    playground.messages(channel).filter((message) => wordsOf(message).includes(words));

  async function poll(question: string, settings = ''): Promise<{ id: number; message: StoredMessage }> {
    const id = numberIn(await type(`/concord-poll "${question}" "Cloud" "Here" ${settings}`));
    return { id, message: await comes(playground, `poll:${id}`) };
  }
  /** Everything that belongs to a poll that was opened. */
  const opened = (question: string) => `select count(*) as polls,
      count((select count(*) from poll_options o where o.poll_id = p.id having count(*) = 2)) as options,
      count((select count(*) from poll_voters v where v.poll_id = p.id having count(*) = 6)) as voters,
      count((select key from schedule where key = 'poll:' || p.id || ':close')) as moments,
      count((select key from messages where key = 'poll:' || p.id)) as messages
    from polls p where question = '${question}'`;
  const seenOnce = (question: string) => () => expect(posted(`*${question}*`)).toHaveLength(1);
  const acts = (id: number, kind: string) =>
    `select count(*) from poll_acts where poll_id = ${id} and kind = '${kind}'`;
  const turnout = (id: number, words: string) => () => expect(one(`poll:${id}`)).toContain(words);

  const ofPolls = [
    both('commit of poll', async (which) => ({
      request: command('U0CIO', `/concord-poll "Typed ${which}?" "Cloud" "Here"`),
      effect: opened(`Typed ${which}?`),
      done: [1, 1, 1, 1, 1],
      seen: seenOnce(`Typed ${which}?`),
    })),
    both('commit of form', async (which) => ({
      async request() {
        const form = { question: `By form ${which}?`, options: 'Cloud\nHere', channel };
        await as('U0CIO').globalShortcut('new_poll');
        const request = await caught(playground, 'view_submission', () => as('U0CIO').submit(form));
        await as('U0CIO').closeView();
        return request;
      },
      effect: opened(`By form ${which}?`),
      done: [1, 1, 1, 1, 1],
      answer,
      seen: seenOnce(`By form ${which}?`),
    })),
    both('commit of voting', async (which) => {
      const { id, message } = await poll(`Vote ${which}?`);
      return {
        request: press('U0CIO', message, 'poll_choose:1'),
        effect: acts(id, 'choose'),
        done: [1],
        seen: turnout(id, 'IT 1 of 3'),
      };
    }),
    both('commit of withdrawing', async (which) => {
      const { id, message } = await poll(`Withdraw ${which}?`, '--anonymous');
      await as('U0CIO').click(message, 'poll_choose:1');
      return {
        request: press('U0CIO', message, 'poll_withdraw'),
        effect: acts(id, 'withdraw'),
        done: [1],
        seen: turnout(id, 'IT 0 of 3'),
      };
    }),
    both('commit of reasoning', async (which) => {
      const { id, message } = await poll(`Reason ${which}?`, '--anonymous');
      await as('U0CIO').click(message, 'poll_choose:1');
      return {
        request: fillIn('U0CIO', `poll:${id}`, 'poll_reason', { reason: 'It scales' }),
        effect: acts(id, 'reason'),
        done: [1],
        answer,
        seen: turnout(id, 'IT 1 of 3'),
      };
    }),
    both('commit of option', async (which) => {
      const { id } = await poll(`Option ${which}?`, '--open-options --anonymous');
      return {
        request: fillIn('U0CIO', `poll:${id}`, 'poll_add_option', { option: 'Both of them' }),
        effect: `select count(*) from poll_options where poll_id = ${id} and text = 'Both of them'`,
        done: [1],
        answer,
        seen: () => expect(times(one(`poll:${id}`), '"text":"Both of them"')).toBe(1),
      };
    }),
    both('commit of ending', async (which) => {
      const { id, message } = await poll(`Close ${which}?`);
      await as('U0CIO').click(message, 'poll_choose:1');
      return {
        request: press('U0CMO', message, 'poll_close'),
        effect: `select (select count(*) from polls where id = ${id} and state = 'closed') as a,
          (select count(*) from messages where key = 'poll:${id}:outcome') as b`,
        done: [1, 1],
        seen() {
          expect(one(`poll:${id}:outcome`)).toContain('Most chose Cloud: 1 of 1');
          expect(one(`poll:${id}`)).not.toContain('poll_choose');
        },
      };
    }),
    both('commit of saving', async (which) => ({
      request: command('U0CIO', `/concord-poll "Save ${which}?" "Cloud" "Here" --repeat "every monday"`),
      effect: `select count(*) as a, count((select key from schedule where key = 'poll_plan:' || p.id || ':run'))
        as b from poll_plans p where poll ->> 'question' = 'Save ${which}?'`,
      done: [1, 1],
    })),
  ];

  async function zone(area: string, isAnswered = false): Promise<{ id: number; message: StoredMessage }> {
    const id = numberIn(await type(`/concord-greyzone "Who owns ${area}?"`));
    const message = await comes(playground, `greyzone:${id}:1:asking:0`);
    if (isAnswered) {
      await type(`/concord-greyzone answer G-${id} --today Marketing --should Marketing`);
      await type(`/concord-greyzone answer G-${id} --today IT --should IT`, 'U0CIO');
      await comes(playground, `greyzone:${id}:1:matrix`);
    }
    return { id, message };
  }
  const ofZones = [
    both('commit of zone', async (which) => ({
      request: command('U0CIO', `/concord-greyzone "Who owns the shop ${which}?"`),
      effect: `select count(*) as zones,
          count((select round from grey_zone_rounds r where r.grey_zone_id = z.id)) as rounds,
          count((select count(*) from grey_zone_voters v where v.grey_zone_id = z.id having count(*) = 6)) as v,
          count((select key from schedule where key = 'greyzone:' || z.id || ':deadline')) as moments
        from grey_zones z where area like '%shop ${which}%'`,
      done: [1, 1, 1, 1],
      seen: () => expect(posted(`the shop ${which}?*`)).toHaveLength(1),
    })),
    both('commit of claiming', async (which) => {
      const { id, message } = await zone(`the banner ${which}`);
      return {
        request: press('U0CIO', message, 'greyzone_say:today:d2'),
        effect: `select count(*) from grey_zone_claims where grey_zone_id = ${id}`,
        done: [1],
        seen: () => one(`greyzone:${id}:1:asking:0`),
      };
    }),
    both('commit of assessing', async (which) => {
      const { id, message } = await zone(`the search ${which}`);
      await type(`/concord-greyzone answer G-${id} --today IT --should IT`, 'U0CIO');
      return {
        request: press('U0CMO', message, 'greyzone_close'),
        effect: `select (select count(*) from grey_zones where id = ${id} and state <> 'asking') as a,
          (select count(*) from grey_zone_rounds where grey_zone_id = ${id} and assessed_at is not null) as b`,
        done: [1, 1],
        seen: () => expect(one(`greyzone:${id}:1:asking:0`)).not.toContain('greyzone_say'),
      };
    }),
    both('commit of opening', async (which) => {
      const { id } = await zone(`the data ${which}`, true);
      return {
        request: fillIn('U0CIO', `greyzone:${id}:1:matrix`, 'greyzone_propose', { owner: '2' }),
        effect: `select count(*) from proposals where on_closed_payload ->> 'greyZoneId' = '${id}'`,
        done: [1],
        answer,
        seen() {
          const matrix = one(`greyzone:${id}:1:matrix`);
          expect(matrix).toContain('deciding on it');
          expect(matrix).not.toContain('greyzone_propose');
        },
      };
    }),
  ];
  return sorted((await Promise.all([...ofPolls, ...ofZones])).flat());
}
