import { UserError } from '../../../src/errors.ts';
import { readDepartmentCommand } from '../../../src/features/departments/department-command.ts';

const codeOf = (input: string): string => {
  try {
    readDepartmentCommand(input);
    return 'read';
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
};

test.each([
  ['', { kind: 'list' }],
  ['list', { kind: 'list' }],
  ['Liste', { kind: 'list' }],
  [
    'add "Marketing" --lead <@U1|cmo> --members <@U2|brand>, <@U3|crm>',
    {
      kind: 'add',
      name: 'Marketing',
      edit: { leadUserId: 'U1', memberIds: ['U2', 'U3'], userGroupId: null },
      move: false,
    },
  ],
  [
    'hinzufügen „Einkauf &amp; Lager“ --leitung <@U1> --gruppe <!subteam^S1|@lager> --verschieben',
    {
      kind: 'add',
      name: 'Einkauf & Lager',
      edit: { leadUserId: 'U1', userGroupId: 'S1' },
      move: true,
    },
  ],
  ['add', { kind: 'add', name: null, edit: {}, move: false }],
  [
    'add Sales --members <!subteam^S1|@sales>',
    { kind: 'add', name: 'Sales', edit: { userGroupId: 'S1' }, move: false },
  ],
  [
    'ändern Sales --dazu <@U4> --weg <@U5> und <@U6>',
    { kind: 'change', name: 'Sales', edit: { add: ['U4'], remove: ['U5', 'U6'] }, move: false },
  ],
  [
    'change "Sales" --name "Global  sales" --lead <@W1|boss> move',
    { kind: 'change', name: 'Sales', edit: { name: 'Global sales', leadUserId: 'W1' }, move: true },
  ],
  ['change customer care', { kind: 'change', name: 'customer care', edit: {}, move: false }],
  ['remove "Sales"', { kind: 'remove', name: 'Sales' }],
  ['löschen', { kind: 'remove', name: null }],
])('%s', (input, expected) => {
  expect(readDepartmentCommand(input)).toEqual(expected);
});

test.each([
  ['promote Sales', 'unknown_verb'],
  ['constructor Sales', 'unknown_verb'],
  ['add "Sales" "IT" --lead <@U1>', 'several_names'],
  ['add Sales --lead @cmo', 'unreadable_people'],
  ['add Sales --lead <@U1> <@U2>', 'one_lead'],
  ['add Sales --lead <!subteam^S1|@sales>', 'unreadable_people'],
  ['add Sales --members <#C1|general>', 'unreadable_people'],
  ['add Sales --members <!here>', 'unreadable_people'],
  ['add Sales --members , and', 'unreadable_people'],
  ['add Sales --members <@U1> --group <!subteam^S1|@sales>', 'group_or_people'],
  ['add Sales --members <@U1> <!subteam^S1|@sales>', 'group_or_people'],
  ['add Sales --members <!subteam^S1|@a> <!subteam^S2|@b>', 'one_group'],
  ['add Sales --group <@U1>', 'one_group'],
  ['change Sales --members <@U1> --add <@U2>', 'add_and_members'],
  ['change Sales --ladd <@U1>', 'unknown_flag'],
  ['list --all', 'unknown_flag'],
  ['remove Sales --lead <@U1>', 'unknown_flag'],
  ['change Sales --lead', 'missing_flag_value'],
])('%s: %s', (input, code) => {
  expect(codeOf(input)).toBe(code);
});
