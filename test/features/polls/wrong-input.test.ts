import { channel, type TestConcord, wordsOf } from '../../helpers/concord.ts';
import {
  answerTo,
  brand,
  clicked,
  data,
  english,
  fremd,
  german,
  lastCode,
  messageOf,
  outcomeOf,
  outside,
  readsGerman,
  rowsOf,
  startWithInitiatives,
} from './people-and-rows.ts';
import { cases } from './wrong-lines.ts';

let app: TestConcord;
const as = (userId: string) => app.playground.as(userId);
/** By code: what people were told, in each language. */
const told = new Map<string, Set<string>>();
let none: string[];

/** PL-1 to PL-7 and SP-1, SP-2, all of the CMO. */
beforeAll(async () => {
  app = await startWithInitiatives();
  none = [await refused(english, 'start', 'no_plan'), await refused(german, 'beenden SP-x', 'no_plan')];
  const twenty = Array.from({ length: 20 }, (_, i) => `"o${i + 1}"`).join(' ');
  for (const line of [
    '"Where?" "Cloud" "Here"',
    '"Secretly?" --anonymous',
    '"Over?"',
    '"Hidden?" --hidden',
    `"Which?" ${twenty} --open-options`,
    '"IT only?" --departments IT',
    '"Marketing only?" --departments Marketing',
    '"Later?" --draft',
    '"Again?" --repeat "every monday 9:00"',
    'close PL-3',
    'remind PL-1',
  ]) {
    await answerTo(app, english, line);
  }
  await outcomeOf(app, 3);
}, 30_000);
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

/** @returns what a line is answered with; it must change nothing, open nothing and lose nothing */
async function refused(userId: string, typed: string, code: string, where = channel): Promise<string> {
  const before = await rowsOf(app);
  const answer = await answerTo(app, userId, typed, where);
  expect(await rowsOf(app)).toEqual(before);
  expect(as(userId).views()).toEqual([]);
  expect(wordsOf(answer)).toContain(readsGerman(userId) ? 'Das Eingegebene' : 'What you typed');
  expect(lastCode(app)).toBe(code);
  told.set(code, (told.get(code) ?? new Set()).add(answer.text));
  return answer.text;
}

test('what is saved, while nothing is', () => {
  expect(none[0]).toBe('No poll is saved.');
  expect(none[1]).toBe('Keine Umfrage ist gespeichert.');
});

describe.each(cases)('%s', (code, [line, words, person = english], [zeile, worte, mensch = german]) => {
  test(`in English: ${line.slice(0, 60)}`, async () => {
    expect(await refused(person, line, code)).toMatch(words);
  });
  test(`in German: ${zeile.slice(0, 60)}`, async () => {
    expect(await refused(mensch, zeile, code)).toMatch(worte);
  });
});

describe.each([
  [english, /channel that the departments can read.*`\/concord setup`/],
  [german, /einen Channel, den die Abteilungen lesen.*`\/concord setup`/],
])('%s', (userId, words) => {
  test('asks in a direct message, and there is no home channel', async () => {
    const direct = await as(userId).openDirectMessage(app.playground.botUserId);
    expect(await refused(userId, '"Q?"', 'no_channel', direct)).toMatch(words);
  });

  test('types 30,000 characters wherever something can be typed', async () => {
    const text = 'ä&<>'.repeat(7_500);
    for (const [line, code] of [
      [text, 'unknown_verb'],
      [`"${text}"`, 'long_question'],
      [`"Q?" "A" "${text}"`, 'long_option'],
      [`pulse ${text}`, 'unknown_initiative'],
      [`"Q?" --initiative ${text}`, 'unknown_initiative'],
      [`"Q?" --departments ${text}`, 'unknown_department'],
      [`"Q?" --by ${text}`, 'unreadable_moment'],
      [`--by ${text}`, 'unreadable_moment'],
      [`"Q?" --repeat ${text}`, 'unreadable_recurrence'],
      [`"Q?" --in ${text}`, 'unreadable_channel'],
      [`"Q?" --${text}`, 'unknown_flag'],
      [`reason PL-1 ${text}`, 'long_reason'],
      [`add PL-5 ${text}`, 'long_option'],
      [`show ${text}`, 'bad_poll'],
      [`show PL-1 ${text}`, 'unreadable_rest'],
      [`start ${text}`, 'bad_plan'],
    ] as const) {
      expect((await refused(userId, line, code)).length).toBeLessThan(1000);
    }
  });

  test('types characters that no database holds', async () => {
    for (const [line, code] of [
      ['"\0\ud800" "A" "B"', 'empty_question'],
      ['"Q?" "A" "\ud800"', 'empty_option'],
      ['"Q?" "A\0" "A\u0001"', 'same_option'],
      ['pulse "\0"', 'unknown_initiative'],
      ['"Q?" --initiative \ud800', 'unknown_initiative'],
      ['"Q?" --departments \0', 'unknown_department'],
      ['"Q?" --by \0', 'unreadable_moment'],
      ['"Q?" --repeat \0', 'unreadable_recurrence'],
      ['show PL-\0', 'bad_poll'],
      ['stop \ud800', 'bad_plan'],
      ['add PL-5 "o1\0"', 'same_option'],
    ] as const) {
      await refused(userId, line, code);
    }
  });
});

test('such characters are left out of what is kept', async () => {
  await answerTo(app, english, '"Wh\0y\ud800?" "A\0" "B\u0007"');
  await answerTo(app, english, '"La\0ter\ud800?" --draft');
  await answerTo(app, english, 'reason PL-8 Be\0cause\ud800');
  const rows = await rowsOf(app);
  expect(rows.polls.at(-1)).toMatchObject({ id: 8, question: 'Why?' });
  expect(rows.options.filter((one) => one.poll_id === 8).map(({ text }) => text)).toEqual(['A', 'B']);
  expect(rows.plans.at(-1)).toMatchObject({ poll: { question: 'Later?' } });
  expect(rows.acts.find((one) => one.poll_id === 8)).toMatchObject({ reason: 'Because' });
  await answerTo(app, english, 'stop SP-3');
});

describe('a click', () => {
  const refusedClick = async (userId: string, id: number, action: string, code: string, input?: string) => {
    const message = await (id === 3 ? outcomeOf(app, id) : messageOf(app, id));
    const before = await rowsOf(app);
    const { text } = await clicked(app, userId, message, action, input ?? null);
    expect(await rowsOf(app)).toEqual(before);
    expect(lastCode(app)).toBe(code);
    told.set(code, (told.get(code) ?? new Set()).add(text));
    return text;
  };

  test.each([
    [outside, 'poll_choose:1', 'not_a_voter', /not among them/],
    [fremd, 'poll_choose:1', 'not_a_voter', /gehören nicht dazu/],
    [outside, 'poll_reason', 'not_a_voter', /not among them/],
    [fremd, 'poll_withdraw', 'not_a_voter', /gehören nicht dazu/],
    [brand, 'poll_close', 'not_yours', /Only <@U0CMO>/],
    [data, 'poll_close', 'not_yours', /nur <@U0CMO>/],
  ])('of %s: %s', async (userId, action, code, words) => {
    expect(await refusedClick(userId, 1, action, code)).toMatch(words);
  });

  test('on answers that cannot be seen yet', async () => {
    expect(await refusedClick(english, 4, 'poll_more', 'not_yet', 'answers:4')).toMatch(/cannot be seen yet/);
    expect(await refusedClick(german, 4, 'poll_more', 'not_yet', 'answers:4')).toMatch(/noch nicht zu sehen/);
  });

  test('on an agenda where no sync is planned', async () => {
    expect(await refusedClick(english, 3, 'poll_agenda', 'no_sync')).toMatch(/`\/concord-sync new`/);
    expect(await refusedClick(german, 3, 'poll_agenda', 'no_sync')).toMatch(/`\/concord-sync neu`/);
  });

  test('on a poll that closed while its message was still the old one', async () => {
    const old = await messageOf(app, 7);
    const buttons = old.blocks;
    await answerTo(app, english, 'close PL-7');
    await app.playground.waitFor(async () =>
      wordsOf(app.playground.messages(channel).find((m) => m.ts === old.ts)).includes('poll_choose')
        ? undefined
        : true,
    );
    // Somebody whose client has not drawn the message anew.
    const shown = app.playground.messages(channel).find((m) => m.ts === old.ts)!;
    Object.assign(shown, { blocks: buttons });
    const before = await rowsOf(app);
    expect((await clicked(app, brand, shown, 'poll_choose:1')).text).toMatch(/is closed/);
    expect((await clicked(app, brand, shown, 'poll_reason')).text).toMatch(/is closed/);
    expect(await rowsOf(app)).toEqual(before);
  });

  test.each([
    [english, /changed your answer 500 times/],
    [german, /Antwort 500-mal geändert/],
  ])('of %s, at play', async (userId, words) => {
    const act = {
      workspace_id: app.playground.teamId,
      poll_id: 1,
      ballot: userId,
      kind: 'withdraw',
    } as const;
    const departmentId = userId === english ? 1 : 2;
    const many = Array.from({ length: 500 }, (_, i) => ({
      ...{ ...act, department_id: departmentId, key: `${userId}${i}`, at: '1812441600.000001' },
      ...{ question: 0, options: [], reason: '' },
    }));
    await app.db.insertInto('poll_acts').values(many).execute();
    expect(await refusedClick(userId, 1, 'poll_choose:1', 'too_many_clicks')).toMatch(words);
  });

  test('on an anonymous poll after the token has changed', async () => {
    await app.db.updateTable('polls').set({ secret_check: 'another' }).where('id', '=', 2).execute();
    expect(await refusedClick(english, 2, 'poll_choose:1', 'key_changed')).toMatch(/a new token/);
    expect(await refusedClick(german, 2, 'poll_choose:1', 'key_changed')).toMatch(/ein neues Token/);
  });
});

test('before there are departments', async () => {
  const at = new Date(app.now());
  const { db } = app;
  await db.updateTable('departments').set({ removed_at: at }).where('name', '!=', 'IT').execute();
  expect(await refused(english, '"Q?"', 'not_set_up')).toMatch(/at least two departments.*setup`/);
  expect(await refused(german, 'puls', 'not_set_up')).toMatch(/mindestens zwei Abteilungen.*setup`/);
  await db.updateTable('departments').set({ removed_at: null }).execute();
});

test('two different mistakes are never told in the same words', () => {
  const plain = (text: string) => text.replaceAll(/[“„][^”“]*[”“]/g, '“…”');
  const all = [...told].flatMap(([code, texts]) => [...texts].map((text) => ({ code, text: plain(text) })));
  for (const { code, text } of all) {
    const alike = all.filter((one) => one.text === text).map((one) => one.code);
    expect([...new Set(alike)]).toEqual([code]);
  }
  expect(told.size).toBeGreaterThan(40);
});
