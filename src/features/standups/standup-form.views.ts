import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { limits, plain, shorten } from '../../slack/blocks.ts';
import type { Texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import {
  longestName,
  longestQuestion,
  longestWindow,
  mostQuestions,
  questionKinds,
  type StandupDraft,
  shortestWindow,
  standupName,
  visibilities,
} from './standup.ts';
import { spanText, weekdayText } from './standup.views.ts';
import { fields, kindField, none, questionField } from './standup-draft.ts';

export const callbacks = { standup: 'standup_form' };
const reminders = [15, 30, 60, 120];
const mostOptions = 100;

/** @param id of the standup that is changed; null: a new one */
export function standupModal(
  t: Texts,
  id: number | null,
  draft: StandupDraft,
  departments: readonly Department[],
): ModalView {
  const title =
    id === null
      ? t.plain('standups.form.newTitle')
      : t.plain('standups.form.changeTitle', { name: standupName(id) });
  return {
    type: 'modal',
    callback_id: callbacks.standup,
    private_metadata: JSON.stringify({ id }),
    title: plain(title, limits.modalTitle),
    submit: plain(t.plain('standups.form.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      input(t, 'name', {
        type: 'plain_text_input',
        max_length: longestName,
        ...(draft.name && { initial_value: shorten(draft.name, longestName) }),
      }),
      ...whoInputs(t, draft, departments),
      ...questionInputs(t, draft),
      ...whenInputs(t, draft),
      ...whereInputs(t, draft),
    ],
  };
}

function whoInputs(t: Texts, draft: StandupDraft, departments: readonly Department[]): KnownBlock[] {
  const options = departments.slice(0, mostOptions).map(({ id, name }) => option(name, String(id)));
  const chosen = options.filter(({ value }) => draft.departmentIds.includes(Number(value)));
  return [
    input(
      t,
      'departments',
      { type: 'multi_static_select', options, ...(chosen.length > 0 && { initial_options: chosen }) },
      { isOptional: true },
    ),
    input(
      t,
      'people',
      { type: 'multi_users_select', ...(draft.userIds.length > 0 && { initial_users: draft.userIds }) },
      { isOptional: true, hint: t.plain('standups.form.peopleHint') },
    ),
  ];
}

function questionInputs(t: Texts, { questions }: StandupDraft): KnownBlock[] {
  const kinds = questionKinds.map((kind) => option(t.plain(`standups.form.kinds.${kind}`), kind));
  return Array.from({ length: mostQuestions }, (_, i) => i + 1).flatMap((n): KnownBlock[] => {
    const question = questions[n - 1];
    return [
      {
        type: 'input',
        block_id: questionField(n),
        optional: n > 1,
        label: plain(t.plain('standups.form.question', { n })),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          max_length: longestQuestion,
          ...(question && { initial_value: shorten(question.text, longestQuestion) }),
        },
      },
      {
        type: 'input',
        block_id: kindField(n),
        optional: true,
        label: plain(t.plain('standups.form.kind', { n })),
        element: {
          type: 'static_select',
          action_id: 'value',
          options: kinds,
          initial_option: kinds.find(({ value }) => value === (question?.kind ?? 'text')) ?? kinds[0]!,
        },
      },
    ];
  });
}

function whenInputs(t: Texts, draft: StandupDraft): KnownBlock[] {
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => option(weekdayText(t, weekday), String(weekday)));
  const chosen = days.filter(({ value }) => draft.weekdays.includes(Number(value)));
  const { remindMinutes } = draft;
  const spans = [...new Set([...reminders, ...(remindMinutes === null ? [] : [remindMinutes])])]
    .sort((a, b) => a - b)
    .map((minutes) =>
      option(t.plain('standups.form.before', { span: spanText(t, minutes) }), String(minutes)),
    );
  const reminderOptions = [option(t.plain('standups.form.noReminder'), none), ...spans];
  return [
    input(t, 'days', {
      type: 'checkboxes',
      options: days,
      ...(chosen.length > 0 && { initial_options: chosen }),
    }),
    input(
      t,
      'time',
      { type: 'timepicker', ...(draft.time && { initial_time: draft.time }) },
      { hint: t.plain('standups.form.timeHint') },
    ),
    input(t, 'window', {
      type: 'number_input',
      is_decimal_allowed: false,
      min_value: String(shortestWindow),
      max_value: String(longestWindow),
      ...(Number.isInteger(draft.windowMinutes) && { initial_value: String(draft.windowMinutes) }),
    }),
    input(t, 'remind', {
      type: 'static_select',
      options: reminderOptions,
      initial_option:
        reminderOptions.find(({ value }) => value === String(remindMinutes)) ?? reminderOptions[0],
    }),
  ];
}

function whereInputs(t: Texts, draft: StandupDraft): KnownBlock[] {
  const options = visibilities.map((what) => option(t.plain(`standups.visibilities.${what}`), what));
  return [
    input(
      t,
      'channel',
      {
        type: 'conversations_select',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(draft.channelId
          ? { initial_conversation: draft.channelId }
          : { default_to_current_conversation: true }),
      },
      { hint: t.plain('standups.form.channelHint') },
    ),
    input(t, 'visibility', {
      type: 'radio_buttons',
      options,
      initial_option: options.find(({ value }) => value === draft.visibility),
    }),
  ];
}

function input(
  t: Texts,
  field: keyof typeof fields,
  element: object,
  { isOptional = false, hint }: { isOptional?: boolean; hint?: string } = {},
): KnownBlock {
  return {
    type: 'input',
    block_id: fields[field],
    label: plain(t.plain(`standups.labels.${field}`), limits.label),
    element: { action_id: 'value', ...element } as unknown as InputBlock['element'],
    optional: isOptional,
    ...(hint && { hint: plain(hint, limits.label) }),
  };
}

function option(label: string, value: string): PlainTextOption {
  return { text: plain(label, limits.optionText), value };
}
