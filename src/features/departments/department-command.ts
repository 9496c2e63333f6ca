import { UserError } from '../../errors.ts';
import { type ParsedArguments, parseArguments } from '../../slack/arguments.ts';
import { excerpt } from '../../slack/excerpt.ts';
import { parseMentions, plainFromCommand } from '../../slack/mentions.ts';
import { type DepartmentEdit, tidyName } from './department.ts';

export type DepartmentCommand =
  | { kind: 'list' }
  /** Null: no name was typed. */
  | { kind: 'add'; name: string | null; edit: DepartmentEdit; move: boolean }
  /** An empty edit: nothing but the name was typed. */
  | { kind: 'change'; name: string | null; edit: DepartmentEdit; move: boolean }
  | { kind: 'remove'; name: string | null };

type Verb = DepartmentCommand['kind'];

const verbs: Readonly<Record<string, Verb>> = {
  list: 'list',
  liste: 'list',
  add: 'add',
  new: 'add',
  neu: 'add',
  hinzufügen: 'add',
  hinzufuegen: 'add',
  change: 'change',
  edit: 'change',
  ändern: 'change',
  aendern: 'change',
  remove: 'remove',
  delete: 'remove',
  entfernen: 'remove',
  löschen: 'remove',
  loeschen: 'remove',
};

const peopleFlags = { lead: 'value', members: 'value', group: 'value', move: 'boolean' } as const;
const specs = {
  list: { flags: {} },
  remove: { flags: {} },
  add: {
    flags: peopleFlags,
    example: '/concord-department add "Sales" --lead @cso --members @a @b',
  },
  change: {
    flags: { ...peopleFlags, name: 'value', add: 'value', remove: 'value' },
    example: '/concord-department change "Sales" --lead @b --add @c',
  },
} as const;

const aliases = {
  leitung: 'lead',
  leiter: 'lead',
  leiterin: 'lead',
  leads: 'lead',
  member: 'members',
  mitglied: 'members',
  mitglieder: 'members',
  gruppe: 'group',
  nutzergruppe: 'group',
  usergroup: 'group',
  dazu: 'add',
  hinzufügen: 'add',
  hinzufuegen: 'add',
  weg: 'remove',
  entfernen: 'remove',
  verschieben: 'move',
  umbenennen: 'name',
  rename: 'name',
};

/**
 * Reads the text of `/concord-department`; with nothing typed, the list.
 * @throws UserError `unknown_verb`, `several_names`, `unreadable_people`, `one_lead`, `one_group`,
 *   `group_or_people`, `add_and_members`, or about flags
 */
export function readDepartmentCommand(input: string): DepartmentCommand {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(input) ?? [];
  if (first === '') return { kind: 'list' };
  const typed = first.normalize('NFC').toLowerCase();
  const verb = Object.hasOwn(verbs, typed) ? verbs[typed]! : null;
  if (verb === null) {
    throw new UserError('unknown_verb', 'departments.errors.unknownVerb', { part: excerpt(first) });
  }
  const parsed = parseArguments(rest, { ...specs[verb], aliases });
  switch (verb) {
    case 'list':
      return { kind: 'list' };
    case 'remove':
      return { kind: 'remove', name: readName(parsed) };
    default:
      return {
        kind: verb,
        name: readName(parsed),
        edit: readEdit(parsed.flags),
        move: parsed.flags.has('move'),
      };
  }
}

function readName({ text, words }: ParsedArguments): string | null {
  if (words.length > 1 && words.some(({ quoted }) => quoted)) {
    throw new UserError('several_names', 'departments.errors.severalNames', { part: excerpt(text) });
  }
  return tidyName(plainFromCommand(text)) || null;
}

function readEdit(flags: ParsedArguments['flags']): DepartmentEdit {
  const value = (flag: string): string | null => {
    const typed = flags.get(flag);
    return typeof typed === 'string' ? typed : null;
  };
  const name = value('name');
  const lead = value('lead');
  const add = value('add');
  const remove = value('remove');
  const members = readMembers(value('members'), value('group'));
  if ((add !== null || remove !== null) && members !== null) {
    throw new UserError('add_and_members', 'departments.errors.addAndMembers');
  }
  return {
    ...(name !== null && { name: tidyName(plainFromCommand(name).replaceAll(/^["“”„]|["“”„]$/g, '')) }),
    ...(lead !== null && { leadUserId: readLead(lead) }),
    ...members,
    ...(add !== null && { add: readPeople('add', add, '@a @b').userIds }),
    ...(remove !== null && { remove: readPeople('remove', remove, '@a @b').userIds }),
  };
}

function readLead(typed: string): string {
  const { userIds } = readPeople('lead', typed, '@cso');
  if (userIds.length !== 1) throw new UserError('one_lead', 'departments.errors.oneLead');
  return userIds[0]!;
}

/** Where a user group is named as the members, it is followed. */
function readMembers(
  members: string | null,
  group: string | null,
): Pick<DepartmentEdit, 'memberIds' | 'userGroupId'> | null {
  if (members !== null && group !== null) throw groupOrPeople();
  if (group !== null) {
    const { userIds, userGroupIds } = readPeople('group', group, '@sales-team', true);
    if (userIds.length > 0 || userGroupIds.length !== 1) {
      throw new UserError('one_group', 'departments.errors.oneGroup');
    }
    return { userGroupId: userGroupIds[0]! };
  }
  if (members === null) return null;
  const { userIds, userGroupIds } = readPeople('members', members, '@a @b', true);
  if (userGroupIds.length === 0) return { memberIds: userIds, userGroupId: null };
  if (userIds.length > 0) throw groupOrPeople();
  if (userGroupIds.length > 1) throw new UserError('one_group', 'departments.errors.oneGroup');
  return { userGroupId: userGroupIds[0]! };
}

function groupOrPeople(): UserError {
  return new UserError('group_or_people', 'departments.errors.groupOrPeople');
}

function readPeople(
  flag: string,
  typed: string,
  example: string,
  groupsToo = false,
): { userIds: string[]; userGroupIds: string[] } {
  const { userIds, userGroupIds, channelIds, rest } = parseMentions(typed);
  const isReadable = rest === '' && channelIds.length === 0 && (groupsToo || userGroupIds.length === 0);
  if (isReadable && userIds.length + userGroupIds.length > 0) return { userIds, userGroupIds };
  const part = excerpt(rest || typed);
  throw new UserError('unreadable_people', 'departments.errors.unreadablePeople', { part, flag, example });
}
