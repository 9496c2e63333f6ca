import type { ModalView } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });
export const green = { ...option('Green'), description: plain('from Uji') };

const input = (block_id: string, label: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...more,
});

/** One of every kind of input that holds something other than a text. */
export const everythingForm = {
  type: 'modal',
  callback_id: 'everything',
  title: plain('Everything'),
  submit: plain('Order'),
  blocks: [
    input('cups', 'Cups', {
      type: 'number_input',
      is_decimal_allowed: false,
      min_value: '1',
      max_value: '20',
      initial_value: '2',
    }),
    input('weight', 'Weight', {
      type: 'number_input',
      is_decimal_allowed: true,
      placeholder: plain('in kg'),
    }),
    input('kind', 'Kind', { type: 'radio_buttons', options: [green, option('Black')] }),
    input('extras', 'Extras', {
      type: 'checkboxes',
      options: [option('Milk'), option('Sugar'), option('Lemon')],
      initial_options: [option('Sugar')],
    }),
    input('shop', 'Shop', { type: 'url_text_input' }, { hint: plain('Where it is from') }),
    input('mail', 'Mail', { type: 'email_text_input' }),
    input('day', 'Day', { type: 'datepicker', initial_date: '2027-06-09' }),
    input('time', 'Time', { type: 'timepicker', timezone: 'Asia/Tokyo' }),
    input('until', 'Until', { type: 'datetimepicker' }),
    input('leaves', 'Leaves', {
      type: 'multi_static_select',
      max_selected_items: 2,
      option_groups: [
        { label: plain('Japan'), options: [option('Sencha'), option('Bancha')] },
        { label: plain('India'), options: [option('Assam')] },
      ],
    }),
    input(
      'guests',
      'Guests',
      { type: 'multi_users_select', initial_users: ['U0CIO'] },
      { optional: true, hint: plain('They are asked') },
    ),
    input('rooms', 'Rooms', { type: 'multi_conversations_select' }, { optional: true }),
  ],
} as unknown as ModalView;

export type State = Record<string, { value: Record<string, unknown> }>;
