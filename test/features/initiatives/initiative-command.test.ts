import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInitiative, readList, readVerb } from '../../../src/features/initiatives/initiative-command.ts';
import { root } from '../../helpers/source-modules.ts';

const reader = {
  workspaceId: 'T1',
  userId: 'U1',
  name: '',
  timezone: 'UTC',
  isWorkspaceAdmin: false,
  isGuest: false,
};
const departments = ['Marketing', 'IT'].map((name, i) => ({
  ...{ id: i + 1, name, leadUserId: null, memberIds: [], userGroupId: null },
}));
/** As Slack sends people and channels, where the manifest asks it to escape them. */
const escaped = (text: string) =>
  text
    .replaceAll(/(?<![|\w])@(\w+)/g, (_, name: string) => `<@U${name.toUpperCase()}|${name}>`)
    .replaceAll(/#([\w-]+)/g, '<#C1|$1>');

const [, section = ''] = /^## \/concord-initiative\n([\s\S]*?)^## /m.exec(
  readFileSync(join(root, 'docs/commands.md'), 'utf8'),
)!;
const examples = [...section.matchAll(/^\/concord-initiative ?(.*)$/gm)].map(([, text = '']) => text);

test('the documentation has examples', () => expect(examples.length).toBeGreaterThan(10));

test.each(examples)('/concord-initiative %s', (text) => {
  const { verb, rest } = readVerb(escaped(text));
  const locale = /^(?:neu|ändern|zeigen|beschließen)/.test(text) ? 'de' : 'en';
  const { name, typed } = readInitiative(rest, { ...reader, locale }, departments);
  expect(name === '').toBe(verb === 'list');
  expect(Object.keys(typed)).toHaveLength((text.match(/--\S+/g) ?? []).length);
});

test.each([
  ['', 'list', ''],
  ['  LISTE ', 'list', ''],
  ['„Kundendaten“', 'show', '„Kundendaten“'],
  ['a\u0308ndern X', 'change', 'X'],
  ['new', 'new', ''],
])('%j asks for %s', (text, verb, rest) => expect(readVerb(text)).toEqual({ verb, rest }));

test.each(['constructor', 'toString x', 'neues X'])('%j is no verb', (text) => {
  expect(() => readVerb(text)).toThrow('unknown_verb');
});

test('names need no quotes, and both languages name a status to everybody', () => {
  const read = (rest: string, locale: 'en' | 'de') =>
    readInitiative(rest, { ...reader, locale }, departments);
  expect(read('Customer data &amp; more --status läuft', 'en')).toEqual({
    name: 'Customer data & more',
    typed: { status: 'under_way' },
  });
  expect(read('X --stand „Under Way“', 'de').typed).toEqual({ status: 'under_way' });
  expect(read('X --status idee', 'de').typed).toEqual({ status: 'idea' });
  expect(read('X --link <https://a.example>, <https://b.example|b>', 'en').typed).toEqual({
    links: ['https://a.example', 'https://b.example'],
  });
});

test.each(['none', 'None', 'keine', 'keiner', 'keins', '"none"', '""', '„“'])(
  '%s empties a field',
  (nothing) => {
    const typed = ['direction', 'extent', 'sponsors', 'in', 'link']
      .map((flag) => `--${flag} ${nothing}`)
      .join(' ');
    expect(readInitiative(`X ${typed}`, { ...reader, locale: 'de' }, departments).typed).toEqual({
      ...{ direction: '', extent: '', sponsorIds: [], channelId: null, links: [] },
    });
  },
);

test.each(['--name ""', '--departments ""', '--status ""', '--direction', '--in='])(
  '%s empties none',
  (typed) => {
    expect(() => readInitiative(`X ${typed}`, { ...reader, locale: 'en' }, departments)).toThrow(
      'missing_flag_value',
    );
  },
);

test.each([
  ['', null],
  ['--status done', 'done'],
  ['--stand erledigt', 'done'],
  ['under way', 'under_way'],
  ['Vereinbart', 'agreed'],
])('list %s', (rest, status) => {
  for (const locale of ['en', 'de'] as const) expect(readList(rest, { ...reader, locale })).toBe(status);
});

test.each([
  ['Cloud', 'unreadable_list'],
  ['done --status done', 'unreadable_list'],
  ['--status soon', 'unknown_status'],
  ['--status', 'missing_flag_value'],
  ['--state done', 'unknown_flag'],
])('list %s is refused', (rest, code) => {
  expect(() => readList(rest, { ...reader, locale: 'en' })).toThrow(code);
});
