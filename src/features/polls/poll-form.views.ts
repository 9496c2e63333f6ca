import type { Button, InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { context, limits, plain, section, shorten } from '../../slack/blocks.ts';
import type { Texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import { longestDeadlineText } from './plan.ts';
import { fields, longestQuestion, type PollKind, visibilities } from './poll.ts';
import { longestOptions, longestRepeat, type PollWish } from './poll-wish.ts';

export const callbacks = { poll: 'poll_form' };
export const formActions = { switch: 'poll_form_switch' };

/** A select holds 100 options. */
const mostOptions = 100;

/** What can be ticked, and in which kind of form. */
const settings = {
  several: ['choice', 'isSeveral'],
  ordered: ['choice', 'isOrdered'],
  anonymous: ['both', 'isAnonymous'],
  openOptions: ['choice', 'mayAddOptions'],
  beforeSyncs: ['pulse', 'isBeforeSyncs'],
  draft: ['both', 'isDraft'],
} as const;
export type Setting = keyof typeof settings;

/** What the form offers besides what is typed. */
export interface FormChoices {
  departments: readonly Pick<Department, 'id' | 'name'>[];
  initiatives: readonly { id: number; name: string }[];
}

/** A pulse needs no question and no options, but an initiative. */
export function pollModal(t: Texts, wish: PollWish, choices: FormChoices): ModalView {
  const { kind } = wish;
  const isPulse = kind === 'pulse';
  const isSwitchable = isPulse || choices.initiatives.length > 0;
  return {
    type: 'modal',
    callback_id: callbacks.poll,
    private_metadata: metadataOf(wish),
    title: plain(t.plain(isPulse ? 'polls.form.pulseTitle' : 'polls.form.title'), limits.modalTitle),
    submit: plain(t.plain('polls.form.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      ...(isSwitchable ? [switchBlock(t, kind)] : []),
      ...(isPulse ? [initiativeInput(t, wish, choices)] : questionInputs(t, wish)),
      settingsInput(t, wish),
      visibilityInput(t, wish),
      input(t, 'deadline', textElement(wish.deadlineText, longestDeadlineText), {
        isOptional: true,
        hint: t.plain('polls.form.deadlineHint'),
      }),
      ...(isPulse ? [] : [initiativeInput(t, wish, choices)]),
      ...departmentsInput(t, wish, choices),
      input(
        t,
        'channel',
        {
          type: 'conversations_select',
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(wish.channelId && !wish.channelId.startsWith('D')
            ? { initial_conversation: wish.channelId }
            : { default_to_current_conversation: true }),
        },
        { hint: t.plain('polls.form.channelHint') },
      ),
      input(t, 'repeat', textElement(wish.repeatText, longestRepeat), {
        isOptional: true,
        hint: t.plain('polls.form.repeatHint'),
      }),
    ].flat(),
  };
}

/** Slack's limit of `private_metadata`. */
const longestMetadata = 3000;

/** With what only the other kind of form shows, so that switching there and back loses nothing that has room. */
function metadataOf(wish: PollWish): string {
  const { kind, sourcePermalink, question, isSeveral, isOrdered, mayAddOptions, isBeforeSyncs } = wish;
  const options = [...wish.options];
  for (;;) {
    const ofQuestion = { question, options, isSeveral, isOrdered, mayAddOptions };
    const kept = kind === 'pulse' ? ofQuestion : { isBeforeSyncs };
    const metadata = JSON.stringify({ kind, sourcePermalink, kept });
    if (metadata.length <= longestMetadata) return metadata;
    if (options.pop() === undefined) return JSON.stringify({ kind, sourcePermalink });
  }
}

function switchBlock(t: Texts, kind: PollKind): KnownBlock {
  const to = kind === 'pulse' ? 'choice' : 'pulse';
  const button: Button = {
    type: 'button',
    action_id: formActions.switch,
    text: plain(t.plain(`polls.buttons.${to}`), limits.button),
    value: to,
  };
  return { ...section(t.t(`polls.form.${kind}`)), accessory: button };
}

function questionInputs(t: Texts, wish: PollWish): KnownBlock[] {
  const shown: string[] = [];
  for (const option of wish.options) {
    if ([...shown, option].join('\n').length > longestOptions) break;
    shown.push(option);
  }
  const left = wish.options.length - shown.length;
  return [
    input(t, 'question', { ...textElement(wish.question, longestQuestion), multiline: true }),
    input(
      t,
      'options',
      { ...textElement(shown.join('\n'), longestOptions), multiline: true },
      { isOptional: true, hint: t.plain('polls.form.optionsHint') },
    ),
    ...(left > 0 ? [context(t.t('polls.form.noRoom', { count: left }))] : []),
  ];
}

function settingsInput(t: Texts, wish: PollWish): KnownBlock {
  const offered = (Object.keys(settings) as Setting[]).filter((name) =>
    [wish.kind, 'both'].includes(settings[name][0]),
  );
  const options = offered.map((name) => ({
    ...option(t.plain(`polls.form.settings.${name}`), name),
    ...(name === 'anonymous' && {
      description: plain(t.plain('polls.form.anonymousHint'), limits.optionText),
    }),
  }));
  const ticked = options.filter(({ value }) => wish[settings[value as Setting][1]]);
  const block = input(
    t,
    'settings',
    { type: 'checkboxes', options, ...(ticked.length > 0 && { initial_options: ticked }) },
    { isOptional: true },
  );
  // What is ticked in a block stays ticked when the form is switched, also what is not offered there.
  return { ...block, block_id: `${fields.settings}:${wish.kind}` };
}

function visibilityInput(t: Texts, wish: PollWish): KnownBlock {
  const options = visibilities.map((name) => option(t.plain(`polls.form.visibility.${name}`), name));
  const chosen = options.find(({ value }) => value === wish.visibility) ?? options[0];
  return input(t, 'visibility', { type: 'radio_buttons', options, initial_option: chosen });
}

/** Where there is no initiative there is nothing to choose from, and Slack refuses an empty menu. */
function initiativeInput(t: Texts, wish: PollWish, { initiatives }: FormChoices): KnownBlock[] {
  if (initiatives.length === 0) return [];
  const own = initiatives.filter(({ id }) => id === wish.initiativeId);
  const others = initiatives.filter(({ id }) => id !== wish.initiativeId);
  const options = [...own, ...others].slice(0, mostOptions).map(({ id, name }) => option(name, String(id)));
  return [
    input(
      t,
      'initiative',
      { type: 'static_select', options, ...(own.length > 0 && { initial_option: options[0] }) },
      { isOptional: wish.kind !== 'pulse' },
    ),
  ];
}

function departmentsInput(t: Texts, wish: PollWish, { departments }: FormChoices): KnownBlock[] {
  if (departments.length === 0) return [];
  const options = departments.slice(0, mostOptions).map(({ id, name }) => option(name, String(id)));
  const chosen = options.filter(({ value }) => wish.departmentIds?.includes(Number(value)));
  return [
    input(
      t,
      'departments',
      { type: 'multi_static_select', options, ...(chosen.length > 0 && { initial_options: chosen }) },
      { isOptional: true, hint: t.plain('polls.form.departmentsHint') },
    ),
  ];
}

function textElement(value: string, longest: number) {
  return {
    type: 'plain_text_input',
    max_length: longest,
    ...(value && { initial_value: shorten(value, longest) }),
  };
}

function input(
  t: Texts,
  field: Exclude<keyof typeof fields, 'option' | 'reason'>,
  element: object,
  { isOptional = false, hint = '' }: { isOptional?: boolean; hint?: string } = {},
): KnownBlock {
  return {
    type: 'input',
    block_id: fields[field],
    label: plain(t.plain(`polls.labels.${field}`), limits.label),
    element: { action_id: 'value', ...element } as unknown as InputBlock['element'],
    optional: isOptional,
    ...(hint && { hint: plain(hint, limits.label) }),
  };
}

function option(label: string, value: string): PlainTextOption {
  return { text: plain(label, limits.optionText), value };
}
