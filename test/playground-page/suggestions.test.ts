import type { ChannelSummary, Person } from '../../playground/contract.ts';
import { suggestionsAt } from '../../playground/page/suggestions.js';

const person = (handle: string, name: string, more: Partial<Person> = {}): Person => ({
  id: `U0${handle.toUpperCase()}`,
  handle,
  name,
  title: '',
  locale: 'en-GB',
  tz: 'Europe/London',
  isBot: false,
  isAdmin: false,
  isGuest: false,
  deactivated: false,
  status: { text: '', emoji: '', expiration: 0 },
  ...more,
});
const channel = (name: string, kind: ChannelSummary['kind']): ChannelSummary => ({
  id: `C0${name.toUpperCase()}`,
  name,
  kind,
  isMember: true,
  botIsMember: true,
  isReadOnly: false,
  memberIds: [],
  unread: 0,
});
const command = (name: string) => ({ command: name, usageHint: '[help]', description: 'Help' });
const snapshot = {
  commands: [command('/concord-propose'), command('/concord')],
  people: [
    person('cmo', 'Carla Moreno'),
    person('crm', 'Clara Rösler'),
    person('gone', 'Carl Gone', { deactivated: true }),
  ],
  userGroups: [{ id: 'S1', handle: 'crm-team', name: 'CRM' }],
  channels: [channel('marketing-it', 'public'), channel('leads', 'private'), channel('Carla Moreno', 'im')],
};
/** The caret stands at `|`. */
const at = (marked: string, commandsWork = true) =>
  suggestionsAt(marked.replace('|', ''), marked.indexOf('|'), snapshot, commandsWork);
const inserts = (marked: string, commandsWork = true) =>
  at(marked, commandsWork).items.map(({ insert }) => insert);

test('commands at the start only, and not in threads', () => {
  expect(inserts('/con|')).toEqual(['/concord-propose', '/concord']);
  expect(inserts('so /con|')).toEqual([]);
  expect(inserts('/concord |')).toEqual([]);
  expect(inserts('/con|', false)).toEqual([]);
});

test('what is typed in full stands first, so that Enter can send it', () => {
  expect(at('/concord|').items[0]).toMatchObject({ insert: '/concord', isWhole: true });
  expect(at('ask @crm|').items[0]).toMatchObject({ insert: '@crm', isWhole: true });
  expect(at('ask @clara rösler|').items[0]).toMatchObject({ insert: '@crm', isWhole: true });
  expect(at('ask @cla|').items[0]).toMatchObject({ insert: '@crm', isWhole: false });
});

test('people by handle, name and surname; groups; nobody who has left', () => {
  expect(inserts('@car|')).toEqual(['@cmo']);
  expect(inserts('@mor|')).toEqual(['@cmo']);
  expect(inserts('@Clara R|')).toEqual(['@crm']);
  expect(inserts('@cr|')).toEqual(['@crm', '@crm-team']);
});

test('channels without direct messages', () => {
  expect(inserts('in #|')).toEqual(['#marketing-it', '#leads']);
  expect(inserts('in #it|')).toEqual(['#marketing-it']);
});

test('the word before the caret counts, wherever the caret is', () => {
  expect(at('for @cm| and more')).toMatchObject({ from: 4, items: [{ insert: '@cmo' }] });
  expect(inserts('for @cmo and| more')).toEqual([]);
});

test.each(['mail@cm|', 'https://example.org/#lea|', '@cmo please |', 'a @ |', ''])(
  'nothing is offered at %s',
  (marked) => {
    expect(inserts(marked)).toEqual([]);
  },
);
