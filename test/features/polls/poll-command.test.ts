import { readPollWish, readText } from '../../../src/features/polls/poll-command.ts';
import { exampleOf, readPoll, readVerb } from '../../../src/features/polls/poll-verb.ts';
import type { Reader } from '../../../src/slack/request.ts';

const english: Reader = {
  workspaceId: 'T1',
  userId: 'U1',
  name: 'Ada',
  locale: 'en',
  timezone: 'Europe/Berlin',
  isWorkspaceAdmin: false,
  isGuest: false,
};
const german: Reader = { ...english, locale: 'de' };
const departments = ['Marketing', 'IT'].map((name, i) => ({
  id: i + 1,
  name,
  leadUserId: null,
  memberIds: [],
  userGroupId: null,
}));
const read = (text: string, kind: 'choice' | 'pulse' = 'choice', reader = english) =>
  readPollWish(kind, text, reader, 'C1', departments);

test.each([
  ['', 'ask', ''],
  ['list', 'list', ''],
  ['Liste', 'list', ''],
  ['gespeichert', 'saved', ''],
  ['pulse', 'pulse', ''],
  ['puls „Kundendaten“ --bis Freitag', 'pulse', '„Kundendaten“ --bis Freitag'],
  ['pulse Customer data', 'pulse', 'Customer data'],
  ['pulse "Right? Or not"', 'pulse', '"Right? Or not"'],
  ['pulse --draft', 'pulse', '--draft'],
  ['show PL-3', 'show', 'PL-3'],
  ['schliessen pl3', 'close', 'pl3'],
  ['reason PL-3 why not?', 'reason', 'PL-3 why not?'],
  ['fehlt 3', 'silent', '3'],
  ['starten SP-2', 'start', 'SP-2'],
  ['close the office', 'close', 'the office'],
  ['new', 'new', ''],
  ['neu „Wo?“ „A“ „B“', 'new', '„Wo?“ „A“ „B“'],
  ['"list" "A" "B"', 'ask', '"list" "A" "B"'],
])('%s means %s', (text, verb, rest) => {
  expect(readVerb(text, english)).toEqual({ verb, rest });
});

test.each([
  'List the vendors?',
  'Hosting?',
  'Hosting? "Cloud" "Own"',
  'Lunch "Pizza" "Pasta"',
  'Shall we move 5 desks',
  'Starten wir im Mai?',
  'Zeigen wir 3 Entwürfe? --bis Freitag',
  'Close 5 offices?',
  'Pulse or poll?',
  'Fehlt etwas? --mehrere',
  'Add it? "Yes" "No"',
])('“%s” is a question, though it begins like a command', (text) => {
  expect(readVerb(text, english)).toEqual({ verb: 'ask', rest: text });
});

test.each([
  ['lsit', 'lsit', 'list'],
  ['lsit --anonymous', 'lsit', 'list'],
  ['Hosting', 'Hosting', undefined],
  ['clsoe PL-3', 'clsoe', 'close'],
  ['opne SP-2 now', 'opne', undefined],
  ['erinern pl 3', 'erinern', 'erinnern'],
  ['pusle "Customer data" --by friday', 'pusle', 'pulse'],
  ['list extra', 'list extra', 'list'],
  ['gespeicherte --alle', 'gespeicherte --alle', 'gespeicherte'],
])('“%s” is a slip and no question', (text, part, meant) => {
  const values = expect.objectContaining({ part, ...(meant !== undefined && { nearest: meant }) });
  expect(() => readVerb(text, english)).toThrow(expect.objectContaining({ code: 'unknown_verb', values }));
});

test.each([
  ['"Where?" "Cloud" "Own data centre"', 'Where?', ['Cloud', 'Own data centre']],
  ['“Where?” “Cloud”, “Own”', 'Where?', ['Cloud', 'Own']],
  ['„Wo?“ „A &amp; B“ «C»', 'Wo?', ['A & B', 'C']],
  ['Where do we host it? "Cloud" "Own"', 'Where do we host it?', ['Cloud', 'Own']],
  ['Should we buy it? --by friday', 'Should we buy it?', []],
  ['Where do we host it? "Cloud"', 'Where do we host it?', ['Cloud']],
  ['Do we go with "Blue"', 'Do we go with "Blue"', []],
  ['Should the survey be anonymous', 'Should the survey be anonymous', []],
  ['Should it be anonymous --draft', 'Should it be anonymous', []],
  ['Do we like "Blue"?', 'Do we like "Blue"?', []],
  ['Is "A" better than "B" or "C"?', 'Is "A" better than "B" or "C"?', []],
  ['"Only this"', 'Only this', []],
  ['"Who, <@U2|ben>?" "I" "You"', 'Who, @ben?', ['I', 'You']],
  ['"Q" "two\nlines" "" "x"', 'Q', ['two lines', '', 'x']],
])('%s', (text, question, options) => {
  expect(read(text).wish).toMatchObject({ question, options });
});

test.each([
  [
    '"Q" --several --ordered --anonymous --hidden --open-options --by friday 17:00 --initiative "Customer data" --departments Marketing, IT --in <#C2|x> --repeat "every first monday 9:00" --draft',
    english,
  ],
  [
    '„Q“ --mehrere --skala --anonym --verdeckt --ergänzbar --bis friday 17:00 --initiative „Customer data“ --abteilungen Marketing und IT --kanal <#C2|x> --wiederholen „every first monday 9:00“ --entwurf',
    german,
  ],
])('every flag: %s', (text, reader) => {
  expect(read(text, 'choice', reader)).toEqual({
    initiative: 'Customer data',
    wish: {
      kind: 'choice',
      question: 'Q',
      options: [],
      isSeveral: true,
      isOrdered: true,
      isAnonymous: true,
      visibility: 'closed',
      mayAddOptions: true,
      initiativeId: null,
      departmentIds: [1, 2],
      channelId: 'C2',
      sourcePermalink: null,
      deadlineText: 'friday 17:00',
      repeatText: 'every first monday 9:00',
      isBeforeSyncs: false,
      isDraft: true,
    },
  });
});

test('a plain word is a flag behind what stands in quotes or behind another flag, not at the end of a question', () => {
  expect(read('Should the survey be anonymous').wish.isAnonymous).toBe(false);
  expect(read('Should it be anonymous --draft several').wish).toMatchObject({
    ...{ question: 'Should it be anonymous', isAnonymous: false, isSeveral: true, isDraft: true },
  });
  expect(read('"Where?" "A" "B" anonymous').wish.isAnonymous).toBe(true);
  expect(read('Where? "A" "B" anonymous').wish.isAnonymous).toBe(true);
  expect(read('Customer data anonymous', 'pulse')).toMatchObject({
    ...{ initiative: 'Customer data', wish: { isAnonymous: true } },
  });
});

test('results for those who have answered, in both languages', () => {
  expect(read('Q --after-voting').wish.visibility).toBe('voted');
  expect(read('Q --nach-stimme').wish.visibility).toBe('voted');
});

test('a pulse takes its initiative with or without quotes', () => {
  for (const text of ['"Customer data" --vor-syncs', 'Customer data --before-syncs']) {
    const { wish, initiative } = read(text, 'pulse');
    expect({ initiative, ...wish }).toMatchObject({
      initiative: 'Customer data',
      kind: 'pulse',
      question: '',
      options: [],
      isBeforeSyncs: true,
    });
  }
});

test.each([
  ['"Q" "A" and B', 'unreadable_rest'],
  ['"Q" --hidden --after-voting', 'two_visibilities'],
  ['"Q" --in marketing', 'unreadable_channel'],
  ['"Q" --departments Sales', 'unknown_department'],
  ['"Q" --before-syncs', 'not_a_pulse'],
  ['"Q" --by', 'missing_flag_value'],
  ['"Q', 'unclosed_quote'],
])('%s is refused as %s', (text, code) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code }));
});

test.each([
  ['"Customer data" "A"', 'unreadable_rest'],
  ['"Customer data" --several', 'unknown_flag'],
])('a pulse with %s is refused as %s', (text, code) => {
  expect(() => read(text, 'pulse')).toThrow(expect.objectContaining({ code }));
});

test.each([
  ['PL-3', 3, ''],
  ['pl 3 because', 3, 'because'],
  ['3, because', 3, 'because'],
  ['PL–12: “why”', 12, '“why”'],
])('“%s” names poll %i', (text, id, rest) => {
  expect(readPoll(text, 'reason', english)).toEqual({ id, rest });
});

test('a bad number is quoted, and the reader is shown a good one', () => {
  for (const text of ['the office', 'PL-', 'P-3', '3rd', '12345678901']) {
    expect(() => readPoll(text, 'close', german)).toThrow(
      expect.objectContaining({
        code: 'bad_poll',
        values: { part: text.split(' ')[0], example: '/concord-poll schließen PL-3' },
      }),
    );
  }
  expect(() => readPoll('', 'close', english)).toThrow(
    expect.objectContaining({ code: 'missing_poll', values: { example: exampleOf('close', english) } }),
  );
});

test('a text behind a number may stand in quotes', () => {
  expect([readText('„Neu &amp; gut“'), readText('"New"'), readText('just words')]).toEqual([
    'Neu & gut',
    'New',
    'just words',
  ]);
});
