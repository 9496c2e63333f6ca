import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { limits, plain, shorten } from '../../slack/blocks.ts';
import type { Texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import {
  agreedFields,
  fields,
  type Initiative,
  type InitiativeDraft,
  longestLink,
  longestName,
  longestSentence,
  mostLinks,
  settableStatuses,
} from './initiative.ts';

export const callbacks = { initiative: 'initiative_form' };
const mostOptions = 100;

/** @param initiative the one that is changed; null: a new one */
export function initiativeModal(
  t: Texts,
  initiative: Initiative | null,
  draft: InitiativeDraft,
  departments: readonly Department[],
): ModalView {
  const form = formOf(t, initiative);
  const options = departments.slice(0, mostOptions).map(({ id, name }) => option(name, String(id)));
  const chosen = options.filter(({ value }) => draft.departmentIds.includes(Number(value)));
  const shownStatuses =
    draft.status === 'agreed' ? (['agreed', ...settableStatuses] as const) : settableStatuses;
  const statusOptions = shownStatuses.map((status) =>
    option(t.plain(`initiatives.statuses.${status}`), status),
  );
  const links = draft.links.join('\n');
  return {
    type: 'modal',
    callback_id: callbacks.initiative,
    private_metadata: JSON.stringify({ id: initiative?.id ?? null, status: draft.status }),
    title: plain(t.plain(`initiatives.form.${initiative ? 'changeTitle' : 'newTitle'}`), limits.modalTitle),
    submit: plain(t.plain('initiatives.form.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      form('name', {
        type: 'plain_text_input',
        max_length: longestName,
        ...(draft.name && { initial_value: shorten(draft.name, longestName) }),
      }),
      ...(['direction', 'extent'] as const).map((field) =>
        form(
          field,
          {
            type: 'plain_text_input',
            multiline: true,
            max_length: longestSentence,
            ...(draft[field] && { initial_value: shorten(draft[field], longestSentence) }),
          },
          { isOptional: true, hint: t.plain(`initiatives.form.${field}Hint`) },
        ),
      ),
      form('departments', {
        type: 'multi_static_select',
        options,
        ...(chosen.length > 0 && { initial_options: chosen }),
      }),
      form(
        'sponsors',
        {
          type: 'multi_users_select',
          ...(draft.sponsorIds.length > 0 && { initial_users: draft.sponsorIds }),
        },
        { isOptional: true, hint: t.plain('initiatives.form.sponsorsHint') },
      ),
      form('status', {
        type: 'static_select',
        options: statusOptions,
        initial_option: statusOptions.find(({ value }) => value === draft.status) ?? statusOptions[0],
      }),
      form(
        'channel',
        {
          type: 'conversations_select',
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(draft.channelId && { initial_conversation: draft.channelId }),
        },
        { isOptional: true },
      ),
      form(
        'links',
        {
          type: 'plain_text_input',
          multiline: true,
          max_length: Math.min(3000, mostLinks * (longestLink + 1)),
          ...(links && { initial_value: links }),
        },
        { isOptional: true, hint: t.plain('initiatives.form.linksHint') },
      ),
    ],
  };
}

function formOf(t: Texts, initiative: Initiative | null) {
  return (
    field: keyof typeof fields,
    element: object,
    { isOptional = false, hint = '' }: { isOptional?: boolean; hint?: string } = {},
  ): KnownBlock => {
    const isBound = agreedFields.some((name) => name === field && initiative?.agreements[name] != null);
    const shown = isBound ? t.plain('initiatives.form.bound') : hint;
    return {
      type: 'input',
      block_id: fields[field],
      label: plain(t.plain(`initiatives.labels.${field}`), limits.label),
      element: { action_id: 'value', ...element } as unknown as InputBlock['element'],
      optional: isOptional,
      ...(shown && { hint: plain(shown, limits.label) }),
    };
  };
}

function option(label: string, value: string): PlainTextOption {
  return { text: plain(label, limits.optionText), value };
}
