import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { limits, longestQuote, oneLine, plain, section, shorten } from '../../slack/blocks.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import { type DecisionRule, decisionRules } from './decision.ts';
import {
  longestInitiative,
  longestStatement,
  type Proposal,
  proposalName,
  replacesField,
} from './proposal.ts';

export const callbacks = {
  propose: 'proposal_form',
  edit: 'proposal_edit_form',
  reason: 'proposal_reason_form',
};

/** Block ids of the forms; an error about a field is shown beside it. Each input's action id is `value`. */
export const fields = {
  statement: 'statement',
  rationale: 'rationale',
  channel: 'channel',
  deadline: 'deadline',
  rule: 'rule',
  departments: 'departments',
  review: 'review',
  initiative: 'initiative',
  replaces: replacesField,
  reason: 'reason',
};

/** A select holds 100 options. */
const mostOptions = 100;

export interface ProposalFormValues {
  statement?: string;
  rationale?: string;
  channelId?: string;
  deadline: Date;
  rule?: DecisionRule;
  /** Absent: all. */
  departmentIds?: readonly number[];
  reviewOn?: string;
  initiative?: string;
  /** As people write it; absent: not asked for. */
  replaces?: string;
}

/** Room for "A-12" however it is written. */
const longestNumber = 20;

export function proposeModal(
  t: Texts,
  departments: readonly Department[],
  values: ProposalFormValues,
  sourcePermalink: string | null,
): ModalView {
  const departmentOptions = departments
    .slice(0, mostOptions)
    .map((department) => option(department.name, String(department.id)));
  const chosen = departmentOptions.filter(
    ({ value }) => !values.departmentIds || values.departmentIds.includes(Number(value)),
  );
  const rules = decisionRules.map((rule) => option(t.plain(`proposals.ruleNames.${rule}`), rule));
  const rule = rules.find(({ value }) => value === values.rule) ?? rules[0]!;
  return {
    type: 'modal',
    callback_id: callbacks.propose,
    private_metadata: JSON.stringify({ sourcePermalink }),
    title: plain(t.plain('proposals.form.title'), limits.modalTitle),
    submit: plain(t.plain('proposals.form.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      input(t, 'statement', {
        element: { type: 'plain_text_input', ...text(values.statement) },
        hint: 'proposals.form.statementHint',
      }),
      ...reasonsAndChannel(t, values),
      input(t, 'departments', {
        element: {
          type: 'multi_static_select',
          options: departmentOptions,
          ...(chosen.length > 0 && { initial_options: chosen }),
        },
      }),
      input(t, 'rule', { element: { type: 'static_select', options: rules, initial_option: rule } }),
      section(decisionRules.map((r) => `• ${t.t(`proposals.rules.${r}`)}`).join('\n')),
      deadlineInput(t, values),
      input(t, 'review', {
        element: { type: 'datepicker', ...(values.reviewOn && { initial_date: values.reviewOn }) },
        optional: true,
        hint: 'proposals.form.reviewHint',
      }),
      input(t, 'initiative', {
        element: {
          type: 'plain_text_input',
          max_length: longestInitiative,
          ...(values.initiative && { initial_value: shorten(values.initiative, longestInitiative) }),
        },
        optional: true,
      }),
      ...(values.replaces === undefined ? [] : [replacesInput(t, values.replaces)]),
    ],
  };
}

/** The same form where the sentence, the departments and the rule follow from the agreement that is revoked. */
export function revokeModal(
  t: Texts,
  revoked: { number: number; statement: string },
  values: ProposalFormValues,
): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.propose,
    private_metadata: JSON.stringify({ sourcePermalink: null, revokes: revoked.number }),
    title: plain(t.plain('proposals.form.title'), limits.modalTitle),
    submit: plain(t.plain('proposals.form.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      section(`>${escapeMrkdwn(revoked.statement)}`),
      section(t.t('proposals.rules.two-key')),
      ...reasonsAndChannel(t, values),
      deadlineInput(t, values),
    ],
  };
}

function reasonsAndChannel(t: Texts, { rationale, channelId }: ProposalFormValues): KnownBlock[] {
  return [
    input(t, 'rationale', { element: { type: 'plain_text_input', ...text(rationale) }, optional: true }),
    input(t, 'channel', {
      element: {
        type: 'conversations_select',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(channelId ? { initial_conversation: channelId } : { default_to_current_conversation: true }),
      },
      hint: 'proposals.form.channelHint',
    }),
  ];
}

function deadlineInput(t: Texts, { deadline }: ProposalFormValues): KnownBlock {
  return input(t, 'deadline', {
    element: { type: 'datetimepicker', initial_date_time: Math.floor(deadline.getTime() / 1000) },
  });
}

function replacesInput(t: Texts, replaces: string): KnownBlock {
  return input(t, 'replaces', {
    element: {
      type: 'plain_text_input',
      max_length: longestNumber,
      ...(replaces && { initial_value: replaces }),
    },
    optional: true,
    hint: 'proposals.form.replacesHint',
  });
}

export function editModal(t: Texts, p: Proposal): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.edit,
    private_metadata: JSON.stringify({ proposalId: p.id, version: p.version }),
    title: plain(t.plain('proposals.editForm.title', { name: proposalName(p.id) }), limits.modalTitle),
    submit: plain(t.plain('proposals.editForm.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      section(t.t('proposals.editForm.consequence')),
      input(t, 'statement', { element: { type: 'plain_text_input', ...text(p.statement) } }),
      input(t, 'rationale', {
        element: { type: 'plain_text_input', ...text(p.rationale ?? undefined) },
        optional: true,
      }),
    ],
  };
}

export function reasonModal(t: Texts, p: Proposal): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.reason,
    private_metadata: JSON.stringify({ proposalId: p.id, version: p.version }),
    title: plain(t.plain('proposals.reasonForm.title'), limits.modalTitle),
    submit: plain(t.plain('common.save'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      section(`>${escapeMrkdwn(oneLine(p.statement, longestQuote))}`),
      input(t, 'reason', {
        element: { type: 'plain_text_input', ...text(undefined) },
        hint: 'proposals.objection.whereShown',
      }),
    ],
  };
}

function input(
  t: Texts,
  field: keyof typeof fields,
  block: {
    element: object;
    optional?: boolean;
    hint?:
      | 'proposals.form.statementHint'
      | 'proposals.form.channelHint'
      | 'proposals.form.reviewHint'
      | 'proposals.form.replacesHint'
      | 'proposals.objection.whereShown';
  },
): KnownBlock {
  return {
    type: 'input',
    block_id: fields[field],
    label: plain(t.plain(`proposals.labels.${field}` as 'proposals.labels.statement'), limits.label),
    element: { action_id: 'value', ...block.element } as unknown as InputBlock['element'],
    optional: block.optional ?? false,
    ...(block.hint && { hint: plain(t.plain(block.hint), limits.label) }),
  };
}

function text(value: string | undefined): object {
  return {
    multiline: true,
    max_length: longestStatement,
    ...(value && { initial_value: shorten(value, longestStatement) }),
  };
}

function option(label: string, value: string): PlainTextOption {
  return { text: plain(label, limits.optionText), value };
}
