import type { GreyZone } from '../../../src/features/greyzones/grey-zone.ts';
import {
  readAgain,
  readAnswer,
  readGreyZone,
  readVerb,
  readZoneId,
} from '../../../src/features/greyzones/grey-zone-command.ts';
import { readOwner, readProposal } from '../../../src/features/greyzones/proposal-command.ts';

const readerOf = (locale: 'en' | 'de') => ({
  ...{ workspaceId: 'T1', userId: 'U1', name: 'Ada', locale, timezone: 'Europe/Berlin' },
  ...{ isWorkspaceAdmin: false, isGuest: false },
});
const reader = readerOf('en');
const departments = ['Marketing', 'IT', 'Shared'].map((name, i) => ({
  ...{ id: i + 1, name, leadUserId: null, memberIds: [], userGroupId: null },
}));
const zone = {
  id: 3,
  departments: departments.map((one) => ({ ...one, formerName: one.name, isGone: false })),
} as unknown as GreyZone;
const codeOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
};

test.each([
  ['', 'new', ''],
  ['"Who owns it?"', 'new', '"Who owns it?"'],
  ['„Wem gehört es?“ --bis morgen', 'new', '„Wem gehört es?“ --bis morgen'],
  ['Who owns the consent banner?', 'new', 'Who owns the consent banner?'],
  ['--by friday', 'new', '--by friday'],
  ['new "Close to whom?"', 'new', '"Close to whom?"'],
  ['neu', 'new', ''],
  ['list', 'list', ''],
  ['LISTE', 'list', ''],
  ['show G-3', 'show', 'G-3'],
  ['zeige g3', 'show', 'g3'],
  ['G-3', 'show', 'G-3'],
  ['answer G-3 --today IT', 'answer', 'G-3 --today IT'],
  ['antworten G-3 --heute IT', 'answer', 'G-3 --heute IT'],
  ['close G-3', 'close', 'G-3'],
  ['schließen G-3', 'close', 'G-3'],
  ['again G-3', 'again', 'G-3'],
  ['erneut G-3', 'again', 'G-3'],
  ['propose G-3 "Marketing"', 'propose', 'G-3 "Marketing"'],
  ['vorschlagen G-3 „Marketing“', 'propose', 'G-3 „Marketing“'],
])('%j is %s of %j', (text, verb, rest) => {
  expect(readVerb(text)).toEqual({ verb, rest });
});

test.each(['shwo G-3', 'lsit', 'Banner?', 'aswer g-3 --today IT'])('%j is no question', (text) => {
  expect(codeOf(() => readVerb(text))).toBe('unknown_verb');
});

test.each([
  ['G-3', 3, ''],
  ['g3 --today IT', 3, '--today IT'],
  ['17 "Marketing"', 17, '"Marketing"'],
  ['“G-4”', 4, ''],
])('%j is %i', (text, id, rest) => {
  expect(readZoneId(text, 'show', reader)).toEqual({ id, rest });
});

test.each(['', 'P-3', 'G-', 'G-x', 'G-9999999999', 'the banner'])('%j names no grey zone', (text) => {
  expect(codeOf(() => readZoneId(text, 'close', reader))).toBe('which_zone');
});

test('everything of a question, in both languages', () => {
  const whole = {
    ...{ area: 'Who owns R&D?', initiative: 'Customer data', departmentIds: [1, 2] },
    ...{ channelId: 'C1', deadline: 'friday 17:00' },
  };
  const rest = ['"Who owns R&amp;D?" --initiative "Customer data" --departments Marketing, IT'];
  expect(readGreyZone(`${rest} --by friday 17:00 --in <#C1|a>`, reader, departments)).toEqual(whole);
  const zeile =
    '„Who owns R&amp;D?“ --initiative „Customer data“ --abteilungen Marketing und IT --bis friday 17:00 --kanal <#C1|a>';
  expect(readGreyZone(zeile, readerOf('de'), departments)).toEqual(whole);
  expect(readGreyZone('Who owns <@U1|ada>’s list?', reader, departments)).toEqual({
    ...{
      area: 'Who owns @ada’s list?',
      initiative: null,
      departmentIds: null,
      channelId: null,
      deadline: null,
    },
  });
});

test.each([
  ['--today IT --should Marketing', { today: 2, should: 1 }],
  ['--heute it --soll gemeinsam', { today: 2, should: 'shared' }],
  ['--today nobody', { today: 'nobody' }],
  ['--soll niemand', { should: 'nobody' }],
  ['--should „unsere Seite“ --today "our side"', { should: 2, today: 2 }],
  ['--should both', { should: 'shared' }],
])('%j is an answer', (text, said) => {
  const own = { ...zone, departments: zone.departments.slice(0, 2) } as GreyZone;
  expect(readAnswer(text, reader, own, 2)).toEqual(said);
});

test('a department that is called as an answer goes before it', () => {
  expect(readAnswer('--today shared', reader, zone, 1)).toEqual({ today: 3 });
});

test.each([
  ['', 'no_answer'],
  ['IT', 'no_answer'],
  ['IT --should IT', 'no_answer'],
  ['--today Sales', 'unknown_claim'],
  ['--should constructor', 'unknown_claim'],
  ['--today', 'missing_flag_value'],
  ['--tomorrow IT', 'unknown_flag'],
])('%j is none: %s', (text, code) => {
  expect(codeOf(() => readAnswer(text, reader, zone, 1))).toBe(code);
});

test('who leads it, and until when it is asked again', () => {
  expect(readOwner('', zone)).toBeNull();
  expect(readOwner('„marketing“', zone)).toBe(1);
  expect(readOwner('IT', zone)).toBe(2);
  expect(codeOf(() => readOwner('nobody', zone))).toBe('unknown_owner');
  expect(readAgain('', reader)).toBeNull();
  expect(readAgain('--bis Freitag', reader)).toBe('Freitag');
  expect(codeOf(() => readAgain('friday', reader))).toBe('unreadable_rest');
});

test.each([
  ['', null, null],
  ['„marketing“', 1, null],
  ['IT', 2, null],
  ['"IT" "IT leads it &amp; Marketing helps."', 2, 'IT leads it & Marketing helps.'],
  ['IT "IT leads it."', 2, 'IT leads it.'],
  ['Marketing --statement Marketing does it', 1, 'Marketing does it'],
  ['„IT“ --satz „IT macht es.“', 2, 'IT macht es.'],
  ['--statement "IT leads it."', null, 'IT leads it.'],
])('%j proposes %j, in the words %j', (text, owner, statement) => {
  expect(readProposal(text, reader, zone)).toEqual({ owner, statement });
});

test.each([
  ['"Sales" "It leads it."', 'unknown_owner'],
  ['"IT" leads it', 'unreadable_rest'],
  ['"IT" "One." "Two."', 'unreadable_rest'],
  ['"IT" "One." --statement "Two."', 'unreadable_rest'],
  ['"IT" --sentense "Two."', 'unknown_flag'],
])('%j proposes nothing: %s', (text, code) => {
  expect(codeOf(() => readProposal(text, reader, zone))).toBe(code);
});
