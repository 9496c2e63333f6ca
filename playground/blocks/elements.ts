import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  confirm,
  conversationFilter,
  dispatchActionConfig,
  hasOneSource,
  id,
  imageSource,
  linkOption,
  markedOption,
  optionGroup,
  plainOption,
  plainText,
  text,
} from './composition.ts';
import { richTextBlock } from './rich-text.ts';

/** Block elements (docs.slack.dev/reference/block-kit/block-elements), with Slack's limits. */

const longestInput = 3000;
const actionable = { action_id: id.optional() };
const confirmable = { ...actionable, confirm: confirm.optional() };
const focusable = { ...confirmable, focus_on_load: z.boolean().optional() };
const selectable = { ...focusable, placeholder: plainText(150).optional() };
const typed = {
  ...actionable,
  placeholder: plainText(150).optional(),
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: dispatchActionConfig.optional(),
};
const many = { max_selected_items: z.int().min(1).optional() };

interface OptionSource {
  options?: unknown[] | undefined;
  option_groups?: { options: unknown[] }[] | undefined;
}

function optionsOf(element: OptionSource): unknown[] {
  return element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
}

const hasOptions = (element: OptionSource) =>
  (element.options === undefined) !== (element.option_groups === undefined);
const oneOptionSource = { error: 'must have either options or option_groups' };

function initialAmongOptions(
  element: OptionSource & { initial_option?: unknown; initial_options?: unknown[] | undefined },
) {
  const options = optionsOf(element);
  const initial = [
    ...(element.initial_option === undefined ? [] : [element.initial_option]),
    ...(element.initial_options ?? []),
  ];
  return initial.every((wanted) => options.some((option) => isDeepStrictEqual(option, wanted)));
}
const amongOptions = {
  error: 'the initial option or options must be found in the options',
  path: ['initial_option'],
};
const amongOptionsMany = { ...amongOptions, path: ['initial_options'] };

const notTooMany = (initial: unknown[] | undefined, max: number | undefined) =>
  initial === undefined || max === undefined || initial.length <= max;

const button = z.strictObject({
  type: z.literal('button'),
  ...confirmable,
  text: plainText(75),
  value: text(2000).optional(),
  url: text(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: text(75).optional(),
});

const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...focusable,
    options: z.array(markedOption).min(1).max(10),
    initial_options: z.array(markedOption).min(1).optional(),
  })
  .refine(initialAmongOptions, amongOptionsMany);

const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...focusable,
    options: z.array(markedOption).min(1).max(10),
    initial_option: markedOption.optional(),
  })
  .refine(initialAmongOptions, amongOptions);

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...confirmable,
  options: z.array(linkOption).min(1).max(5),
});

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...selectable,
  initial_date: z.iso.date({ error: 'must be a date: YYYY-MM-DD' }).optional(),
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...selectable,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time: HH:mm')
    .optional(),
  timezone: text(255).optional(),
});

const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...focusable,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

const menuOptions = {
  options: z.array(plainOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...selectable,
    ...menuOptions,
    initial_option: plainOption.optional(),
  })
  .refine(hasOptions, oneOptionSource)
  .refine(initialAmongOptions, amongOptions);

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...selectable,
    ...many,
    ...menuOptions,
    initial_options: z.array(plainOption).min(1).optional(),
  })
  .refine(hasOptions, oneOptionSource)
  .refine(initialAmongOptions, amongOptionsMany)
  .refine((e) => notTooMany(e.initial_options, e.max_selected_items), {
    error: 'more than max_selected_items',
    path: ['initial_options'],
  });

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...selectable,
  initial_user: id.optional(),
});

const multiUsersSelect = z
  .strictObject({
    type: z.literal('multi_users_select'),
    ...selectable,
    ...many,
    initial_users: z.array(id).optional(),
  })
  .refine((e) => notTooMany(e.initial_users, e.max_selected_items), {
    error: 'more than max_selected_items',
    path: ['initial_users'],
  });

const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
};
const respondable = { response_url_enabled: z.boolean().optional() };

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...selectable,
  ...conversations,
  ...respondable,
  initial_conversation: id.optional(),
});

const multiConversationsSelect = z.strictObject({
  type: z.literal('multi_conversations_select'),
  ...selectable,
  ...many,
  ...conversations,
  initial_conversations: z.array(id).optional(),
});

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...selectable,
  ...respondable,
  initial_channel: id.optional(),
});

const multiChannelsSelect = z.strictObject({
  type: z.literal('multi_channels_select'),
  ...selectable,
  ...many,
  initial_channels: z.array(id).optional(),
});

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    multiline: z.boolean().optional(),
    initial_value: z.string().max(longestInput).optional(),
    min_length: z.int().min(0).max(longestInput).optional(),
    max_length: z.int().min(1).max(longestInput).optional(),
  })
  .refine((e) => (e.min_length ?? 0) <= (e.max_length ?? longestInput), {
    error: 'must not be more than max_length',
    path: ['min_length'],
  })
  .refine((e) => (e.initial_value?.length ?? 0) <= (e.max_length ?? longestInput), {
    error: 'must not be longer than max_length',
    path: ['initial_value'],
  });

const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  initial_value: z.string().max(longestInput).optional(),
});

const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...typed,
  initial_value: z.string().max(longestInput).optional(),
});

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number in a string');
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: decimal.optional(),
  min_value: decimal.optional(),
  max_value: decimal.optional(),
});

const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: richTextBlock.optional(),
});

export const imageElement = z
  .strictObject({ type: z.literal('image'), ...imageSource, alt_text: text(2000) })
  .refine(hasOneSource, { error: 'must have either image_url or slack_file' });

const chosen = [
  checkboxes,
  radioButtons,
  datepicker,
  timepicker,
  staticSelect,
  multiStaticSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  multiConversationsSelect,
  channelsSelect,
  multiChannelsSelect,
] as const;

export const accessory = z.discriminatedUnion('type', [button, overflow, imageElement, ...chosen]);
export const actionsElement = z.discriminatedUnion('type', [button, overflow, datetimepicker, ...chosen]);
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  emailInput,
  urlInput,
  numberInput,
  richTextInput,
  datetimepicker,
  ...chosen,
]);
