import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { limits, plain, section } from '../../slack/blocks.ts';
import type { Texts } from '../../text/text.ts';
import { fieldId, leadTitle, longestName } from './department.ts';
import type { Row } from './setup.ts';
import { type FormMetadata, none } from './setup-submission.ts';
import type { UserGroup } from './user-groups.service.ts';

export const callbacks = { department: 'department_form', setup: 'setup_form' };

/** A select holds 100 options; the first says that there is no group. */
const mostGroups = 99;

/** The form of one department. */
export function departmentModal(
  t: Texts,
  row: Row,
  groups: readonly UserGroup[],
  { isNew, membersOnly }: { isNew: boolean; membersOnly: boolean },
): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.department,
    private_metadata: metadata([row], membersOnly),
    title: plain(
      t.plain(isNew ? 'departments.form.addTitle' : 'departments.form.changeTitle'),
      limits.modalTitle,
    ),
    submit: plain(t.plain('common.save'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: membersOnly
      ? [
          section(t.t('departments.form.membersOf', { name: row.name })),
          ...memberInputs(t, row, 0, groups, mostGroups),
        ]
      : rowInputs(t, row, 0, groups, mostGroups),
  };
}

export function metadata(rows: readonly Row[], membersOnly = false): string {
  const kept: FormMetadata = {
    rows: rows.map(({ id, shown, isOptional, mayLackLead }) => ({ id, shown, isOptional, mayLackLead })),
    ...(membersOnly && { membersOnly }),
  };
  return JSON.stringify(kept);
}

export function rowInputs(
  t: Texts,
  row: Row,
  index: number,
  groups: readonly UserGroup[],
  most: number,
): KnownBlock[] {
  const title = leadTitle(row.name);
  return [
    input(fieldId('name', index), t.plain('departments.form.name'), {
      element: {
        type: 'plain_text_input',
        max_length: longestName,
        ...(row.name && { initial_value: row.name.slice(0, longestName) }),
      },
      optional: row.isOptional,
    }),
    input(
      fieldId('lead', index),
      title === null ? t.plain('departments.form.lead') : t.plain('departments.form.leadTitled', { title }),
      {
        element: { type: 'users_select', ...(row.leadUserId && { initial_user: row.leadUserId }) },
        optional: row.isOptional || row.mayLackLead,
      },
    ),
    ...memberInputs(t, row, index, groups, most),
  ];
}

function memberInputs(
  t: Texts,
  { memberIds, leadUserId, userGroupId }: Row,
  index: number,
  groups: readonly UserGroup[],
  most: number,
): KnownBlock[] {
  const members = memberIds.filter((userId) => userId !== leadUserId);
  const options = groupOptions(groups, userGroupId, most);
  const noGroup = option(t.plain('departments.form.noGroup'), none);
  const followed = options.find(({ value }) => value === userGroupId);
  return [
    input(fieldId('members', index), t.plain('departments.form.members'), {
      element: {
        type: 'multi_users_select',
        ...(members.length > 0 && userGroupId === null && { initial_users: members }),
      },
      optional: true,
      hint: t.plain(options.length > 0 ? 'departments.form.membersOrGroup' : 'departments.form.membersHint'),
    }),
    ...(options.length > 0
      ? [
          input(fieldId('group', index), t.plain('departments.form.group'), {
            element: {
              type: 'static_select',
              options: [noGroup, ...options],
              initial_option: followed ?? noGroup,
            },
            optional: true,
            hint: t.plain('departments.form.groupHint'),
          }),
        ]
      : []),
  ];
}

/** The one that is followed is always among them, also where Slack does not tell of it any more. */
function groupOptions(
  groups: readonly UserGroup[],
  followed: string | null,
  most: number,
): PlainTextOption[] {
  const known = groups.find(({ id }) => id === followed);
  const first = followed === null ? [] : [known ?? { id: followed, name: followed, handle: '' }];
  return [...first, ...groups.filter(({ id }) => id !== followed)]
    .slice(0, most)
    .map(({ id, name, handle }) => option(handle ? `${name} (@${handle})` : name, id));
}

export function option(label: string, value: string): PlainTextOption {
  return { text: plain(label, limits.optionText), value };
}

export function input(
  blockId: string,
  label: string,
  block: { element: object; optional?: boolean; hint?: string },
): KnownBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, limits.label),
    element: { action_id: 'value', ...block.element } as unknown as InputBlock['element'],
    optional: block.optional ?? false,
    ...(block.hint !== undefined && { hint: plain(block.hint, limits.label) }),
  };
}
