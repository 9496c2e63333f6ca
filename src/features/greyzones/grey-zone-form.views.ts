import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { limits, plain, section, shorten } from '../../slack/blocks.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import type { Initiative } from '../initiatives/initiative.ts';
import {
  fields,
  type GreyZone,
  type GreyZoneDraft,
  longestArea,
  longestDeadline,
  longestStatement,
  type Shown,
  stillThere,
  zoneName,
} from './grey-zone.ts';
import { findingText } from './matrix.views.ts';

export const callbacks = {
  greyZone: 'greyzone_form',
  proposal: 'greyzone_proposal_form',
  again: 'greyzone_again_form',
};
const mostOptions = 100;

export function greyZoneModal(
  t: Texts,
  draft: GreyZoneDraft,
  departments: readonly Department[],
  initiatives: readonly Pick<Initiative, 'id' | 'name'>[],
): ModalView {
  const options = departments.slice(0, mostOptions).map(({ id, name }) => option(name, id));
  const chosen = options.filter(({ value }) => draft.departmentIds?.includes(Number(value)) ?? true);
  // What is chosen is among those shown, however many there are.
  const isChosen = ({ id }: Pick<Initiative, 'id'>) => id === draft.initiativeId;
  const sorted = [...initiatives.filter(isChosen), ...initiatives.filter((one) => !isChosen(one))];
  const initiativeOptions = sorted.slice(0, mostOptions).map(({ id, name }) => option(name, id));
  const initiative = sorted.some(isChosen) ? initiativeOptions[0] : undefined;
  const isPlace = draft.channelId !== '' && !draft.channelId.startsWith('D');
  return {
    type: 'modal',
    callback_id: callbacks.greyZone,
    private_metadata: '{}',
    title: plain(t.plain('greyzones.form.title'), limits.modalTitle),
    submit: plain(t.plain('greyzones.form.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      input(
        t,
        'area',
        {
          type: 'plain_text_input',
          max_length: longestArea,
          placeholder: plain(t.plain('greyzones.form.areaExample'), 150),
          ...(draft.area && { initial_value: shorten(draft.area, longestArea) }),
        },
        { hint: t.plain('greyzones.form.areaHint') },
      ),
      ...(initiativeOptions.length > 0
        ? [
            input(
              t,
              'initiative',
              {
                type: 'static_select',
                options: initiativeOptions,
                ...(initiative && { initial_option: initiative }),
              },
              { isOptional: true },
            ),
          ]
        : []),
      input(t, 'departments', {
        type: 'multi_static_select',
        options,
        ...(chosen.length > 0 && { initial_options: chosen }),
      }),
      input(t, 'channel', {
        type: 'conversations_select',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(isPlace ? { initial_conversation: draft.channelId } : { default_to_current_conversation: true }),
      }),
      deadlineInput(t, draft.deadline),
    ],
  };
}

function deadlineInput(t: Texts, words: string | null): KnownBlock {
  return input(
    t,
    'deadline',
    {
      type: 'plain_text_input',
      max_length: longestDeadline,
      placeholder: plain(t.plain('greyzones.form.deadlineExample'), 150),
      ...(words && { initial_value: shorten(words, longestDeadline) }),
    },
    { isOptional: true, hint: t.plain('greyzones.form.deadlineHint') },
  );
}

/** The same question to the same departments, until when. */
export function againModal(t: Texts, zone: Pick<GreyZone, 'id' | 'area'>): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.again,
    private_metadata: JSON.stringify({ id: zone.id }),
    title: plain(t.plain('greyzones.buttons.again'), limits.modalTitle),
    submit: plain(t.plain('greyzones.form.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [section(`*${zoneName(zone.id)}*  ${escapeMrkdwn(zone.area)}`), deadlineInput(t, null)],
  };
}

/** The sentence and its owner, filled in. @param statement the usual sentence about this owner */
export function proposalModal(
  t: Texts,
  { zone, assessment }: Shown,
  owner: number,
  statement: string,
): ModalView {
  const options = stillThere(zone)
    .slice(0, mostOptions)
    .map(({ id, name }) => option(name, id));
  const initial = options.find(({ value }) => value === String(owner));
  return {
    type: 'modal',
    callback_id: callbacks.proposal,
    private_metadata: JSON.stringify({ id: zone.id, owner }),
    title: plain(t.plain('greyzones.proposal.title'), limits.modalTitle),
    submit: plain(t.plain('greyzones.proposal.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      section(
        [
          `*${zoneName(zone.id)}*  ${escapeMrkdwn(zone.area)}`,
          escapeMrkdwn(findingText(t, zone, assessment)),
        ].join('\n'),
      ),
      input(t, 'owner', { type: 'static_select', options, ...(initial && { initial_option: initial }) }),
      input(
        t,
        'statement',
        {
          type: 'plain_text_input',
          multiline: true,
          max_length: longestStatement,
          initial_value: shorten(statement, longestStatement),
        },
        { hint: t.plain('greyzones.proposal.statementHint') },
      ),
    ],
  };
}

function input(
  t: Texts,
  field: keyof typeof fields,
  element: object,
  { isOptional = false, hint = '' }: { isOptional?: boolean; hint?: string } = {},
): KnownBlock {
  return {
    type: 'input',
    block_id: fields[field],
    label: plain(t.plain(`greyzones.labels.${field}`), limits.label),
    element: { action_id: 'value', ...element } as unknown as InputBlock['element'],
    optional: isOptional,
    ...(hint && { hint: plain(hint, limits.label) }),
  };
}

function option(label: string, id: number): PlainTextOption {
  return { text: plain(label, limits.optionText), value: String(id) };
}
