import { UserError } from '../../../src/errors.ts';
import { readAgreementNumber } from '../../../src/features/agreements/agreement.ts';
import { longestSearch, readAgreementCommand } from '../../../src/features/agreements/agreement-command.ts';
import { searchParts } from '../../../src/features/agreements/search.ts';

const find = (words: string | null, initiative: string | null = null) => ({
  kind: 'find',
  filter: { words, initiative },
});
const show = (number: number) => ({ kind: 'show', number });
const revoke = (number: number, because: string | null = null) => ({ kind: 'revoke', number, because });
const verify = { kind: 'verify' };

test.each<[string, object]>([
  ['', find(null)],
  ['   ', find(null)],
  ['list', find(null)],
  ['LISTE', find(null)],
  ['list --initiative "Customer data"', find(null, 'Customer data')],
  ['liste --initiative „Kunden &amp; Daten“', find(null, 'Kunden & Daten')],
  ['--initiative Customer data', find(null, 'Customer data')],
  ['list consent banner', find('consent banner')],
  ['consent banner', find('consent banner')],
  ['consent\n  banner\u0000', find('consent banner')],
  ['consent banner --initiative CD', find('consent banner', 'CD')],
  ['search list', find('list')],
  ['suche Einwilligung', find('Einwilligung')],
  ['"list"', find('list')],
  ['„zeige“', find('zeige')],
  ['R&amp;D &lt;budget&gt;', find('R&D <budget>')],
  ['<@U1|cmo> said', find('@cmo said')],
  ['12', find('12')],
  ['all', find('all')],
  ['A12 rollout', find('A12 rollout')],
  ['show A-12', show(12)],
  ['show a12', show(12)],
  ['SHOW 12', show(12)],
  ['zeige A 12', show(12)],
  ['zeig "A-12"', show(12)],
  ['show A–12', show(12)],
  ['A-12', show(12)],
  ['a12', show(12)],
  ['revoke A-12', revoke(12)],
  ['Revoke a12 because it no longer helps', revoke(12, 'it no longer helps')],
  ['revoke A 12, because "R&amp;D" left', revoke(12, '"R&D" left')],
  ['revoke 12 --because it is over', revoke(12, 'it is over')],
  ['widerrufen A-12 weil es schadet', revoke(12, 'es schadet')],
  ['widerrufe A-12 --weil „es schadet“', revoke(12, 'es schadet')],
  ['aufheben A‐12', revoke(12)],
  ['"revoke" A-12', find('"revoke" A-12')],
  ['verify', verify],
  ['prüfe', verify],
  ['pru\u0308fe', verify],
  ['pruefen', verify],
  ['verify A-12', verify],
  ['prüfe Verträge', find('prüfe Verträge')],
  ['constructor', find('constructor')],
])('%j', (text, command) => expect(readAgreementCommand(text)).toEqual(command));

test.each<[string, string, object]>([
  ['show', 'missing_number', {}],
  ['show banner', 'unreadable_number', { part: 'banner', verb: 'show' }],
  ['zeige A-12 A-13', 'unreadable_number', { part: 'A-12 A-13', verb: 'zeige' }],
  ['show A-1.5', 'unreadable_number', { part: 'A-1.5' }],
  ['show -1', 'unreadable_number', { part: '-1' }],
  ['revoke', 'missing_number', {}],
  ['revoke because it is over', 'unreadable_number', { verb: 'revoke' }],
  ['aufheben Banner', 'unreadable_number', { part: 'Banner', verb: 'aufheben' }],
  ['revoke A-12 --because', 'missing_flag_value', { flag: '--because' }],
  ['revoke A-12 --by tomorrow', 'unknown_flag', {}],
  ['search', 'missing_words', {}],
  ['suche --initiative CD', 'missing_words', {}],
  ['list --initiative', 'missing_flag_value', { flag: '--initiative' }],
  ['list --initiative ""', 'missing_flag_value', { flag: '--initiative' }],
  ['list --page 2', 'unknown_flag', { flag: '--page' }],
  ['list --initiativ X', 'unknown_flag', { nearest: '--initiative' }],
  ['show A-12 --initiative X', 'unknown_flag', {}],
  ['verify --all', 'unknown_flag', { flag: '--all' }],
  ['„banner', 'unclosed_quote', {}],
  ['x'.repeat(longestSearch + 1), 'long_words', { length: longestSearch + 1, longest: longestSearch }],
])('%j is refused as %s', (text, code, values) => {
  expect(() => readAgreementCommand(text)).toThrow(UserError);
  try {
    readAgreementCommand(text);
  } catch (error) {
    expect(error).toMatchObject({ code, values });
  }
});

test.each<[string, number | null]>([
  ['A-12', 12],
  ['a-012', 12],
  ['A - 12', 12],
  ['99999999999999999999', 1e20],
  ['A', null],
  ['', null],
  ['B-12', null],
  ['A-1x', null],
  ['١٢', null],
])('the number of %j', (typed, number) => expect(readAgreementNumber(typed)).toBe(number));

test.each<[string, ReturnType<typeof searchParts>]>([
  ['a b', { web: 'a b', parts: ['a', 'b'], without: [] }],
  ['„a b“ c', { web: '"a b" c', parts: ['a b', 'c'], without: [] }],
  ['"a  b', { web: '"a  b', parts: ['a b'], without: [] }],
  ['a -b', { web: 'a -b', parts: ['a'], without: ['b'] }],
  ['a -"b c"', { web: 'a -"b c"', parts: ['a'], without: ['b c'] }],
  ['a-b', { web: 'a-b', parts: ['a-b'], without: [] }],
  ['a OR b', { web: 'a OR b', parts: [], without: [] }],
  ['"a or b"', { web: '"a or b"', parts: ['a or b'], without: [] }],
  ['-', { web: '-', parts: ['-'], without: [] }],
  ['""', { web: '""', parts: [], without: [] }],
])('the parts of %j', (words, parts) => expect(searchParts(words)).toEqual(parts));
