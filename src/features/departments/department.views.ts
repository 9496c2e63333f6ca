import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { limits, plain, section, splitText } from '../../slack/blocks.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { Access } from './access.service.ts';
import { type Department, fewestDepartments } from './department.ts';
import { option } from './department-form.views.ts';
import { mentions } from './department-notices.views.ts';

export const actions = {
  setup: 'open_setup',
  add: 'department_add',
  change: 'department_change',
  remove: 'department_remove',
  keep: 'department_keep',
};

/**
 * Slack refuses messages of more than about 13,200 characters. The lines share that with the select, whose
 * options take up to 150 characters each.
 */
const longestLines = 6000;
const mostOptions = 40;
/** In a list of more departments than this nobody is named but the leads. */
const mostWithNames = 10;
const mostNamed = 8;

/** Who it is, who leads it, how many they are. */
export function departmentLine(t: Texts, d: Department): string {
  return [
    `*${escapeMrkdwn(d.name)}*`,
    d.leadUserId === null
      ? t.t('departments.noLead')
      : t.t('departments.lead', { person: `<@${d.leadUserId}>` }),
    t.t('departments.people', { count: d.memberIds.length }),
    ...(d.userGroupId === null ? [] : [t.t('departments.follows', { group: `<!subteam^${d.userGroupId}>` })]),
  ].join('  ·  ');
}

/** As `departmentLine`, with the first members by name. */
export function departmentText(t: Texts, d: Department): string {
  const others = d.memberIds.filter((userId) => userId !== d.leadUserId);
  const line = departmentLine(t, d);
  return others.length === 0 ? line : `${line}\n${mentions(t, others, mostNamed)}`;
}

/** The departments, with buttons for what the reader may do. */
export function listBlocks(t: Texts, departments: readonly Department[], access: Access): KnownBlock[] {
  if (departments.length === 0) {
    return [section(t.t('departments.list.none')), ...listActions(t, departments, access)];
  }
  const toText = departments.length <= mostWithNames ? departmentText : departmentLine;
  const shown: string[] = [];
  for (const department of departments) {
    const text = toText(t, department);
    if (shown.join('\n').length + text.length > longestLines) break;
    shown.push(text);
  }
  const hidden = departments.length - shown.length;
  const lines = [
    ...shown,
    ...(hidden > 0 ? [t.t('departments.moreDepartments', { count: hidden })] : []),
    ...(departments.length < fewestDepartments ? [t.t('departments.list.oneMissing')] : []),
  ].join('\n');
  return [
    section(`*${listTitle(t, departments)}*`),
    ...splitText(lines, limits.section).map(section),
    ...listActions(t, departments, access),
  ];
}

export function listTitle(t: Texts, departments: readonly Department[]): string {
  return departments.length === 0
    ? t.t('departments.list.none')
    : t.t('departments.list.title', { count: departments.length });
}

function listActions(t: Texts, departments: readonly Department[], access: Access): ActionsBlock[] {
  const setup = button(actions.setup, t.plain('departments.list.setup'));
  const own = departments.find(({ id }) => id === access.leads);
  const elements: ActionsBlock['elements'] = access.isAdmin
    ? [
        ...(departments.length > 0
          ? [
              {
                type: 'static_select' as const,
                action_id: actions.change,
                placeholder: plain(t.plain('departments.list.change'), limits.optionText),
                options: departments.slice(0, mostOptions).map(({ id, name }) => option(name, String(id))),
              },
            ]
          : []),
        button(actions.add, t.plain('departments.list.add')),
        setup,
      ]
    : own
      ? [button(actions.change, t.plain('departments.list.changeOwn'), String(own.id))]
      : access.isNew
        ? [setup]
        : [];
  return elements.length > 0 ? [{ type: 'actions', block_id: 'departments', elements }] : [];
}

/** Before a department with open proposals goes. */
export function removalBlocks(
  t: Texts,
  ask: { id: number; name: string; openProposals: number },
): KnownBlock[] {
  return [
    section(removalText(t, ask)),
    {
      type: 'actions',
      block_id: 'department_removal',
      elements: [
        { ...button(actions.remove, t.plain('departments.removeButton'), String(ask.id)), style: 'danger' },
        button(actions.keep, t.plain('departments.keepButton'), String(ask.id)),
      ],
    },
  ];
}

export function removalText(
  t: Texts,
  { name, openProposals }: { name: string; openProposals: number },
): string {
  return t.t('departments.removeAsk', { name, count: openProposals });
}

function button(actionId: string, label: string, value?: string): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(label, limits.button),
    ...(value !== undefined && { value }),
  };
}
