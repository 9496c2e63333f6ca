import { checkView } from '../../playground/blocks/validate.ts';
import {
  input,
  long,
  marked,
  modal,
  pie,
  plain,
  refusalOf,
  section,
  textInput,
  times,
} from './block-samples.ts';

describe('what views may hold', () => {
  it('takes a modal and a Home tab at their limits', () => {
    const full = modal([...times(99, () => ({ type: 'divider' })), input(textInput)], {
      title: plain(long(24)),
      submit: plain(long(24)),
      close: plain(long(24)),
      private_metadata: long(3000),
      callback_id: long(255),
      external_id: long(255),
      notify_on_close: true,
      clear_on_close: true,
    });
    expect(refusalOf(() => checkView(full, 'modal'))).toBeNull();
    expect(refusalOf(() => checkView({ type: 'home', blocks: [input(textInput)] }, 'home'))).toBeNull();
  });

  it.each<[string, object, string]>([
    ['101 blocks', modal(times(101, () => ({ type: 'divider' }))), 'no more than 100'],
    ['a long title', modal([], { title: plain(long(25)) }), '25'],
    ['a missing title', { type: 'modal', blocks: [] }, 'missing required field: title'],
    ['mrkdwn for a title', modal([], { title: marked('a') }), '/view/title/type'],
    ['a long submit', modal([], { submit: plain(long(25)) }), '/view/submit/text'],
    ['a long close', modal([], { close: plain(long(25)) }), '/view/close/text'],
    ['an input without submit', modal([input(textInput)]), '`submit` is required'],
    ['long private metadata', modal([], { private_metadata: long(3001) }), '/view/private_metadata'],
    ['a long callback id', modal([], { callback_id: long(256) }), '/view/callback_id'],
    ['a chart', modal([pie()]), 'unsupported type: data_visualization'],
    ['a Home tab', { type: 'home', blocks: [] }, '/view/type'],
    ['an unknown field', modal([], { colour: 'red' }), 'invalid additional property: colour'],
    [
      'a long input label',
      modal([input(textInput, { label: plain(long(2001)) })], { submit: plain('Go') }),
      '2001',
    ],
    ['a long hint', modal([input(textInput, { hint: plain(long(2001)) })], { submit: plain('Go') }), '2001'],
    [
      'too long a text input',
      modal([input({ ...textInput, max_length: 3001 })], { submit: plain('Go') }),
      '3001',
    ],
    [
      'more at least than at most',
      modal([input({ ...textInput, min_length: 3, max_length: 2 })], { submit: plain('Go') }),
      'must not be more than max_length',
    ],
    [
      'an initial value that is too long',
      modal([input({ ...textInput, max_length: 2, initial_value: 'abc' })], { submit: plain('Go') }),
      'must not be longer than max_length',
    ],
    [
      'an unknown moment of dispatch',
      modal([input({ ...textInput, dispatch_action_config: { trigger_actions_on: ['on_blur'] } })], {
        submit: plain('Go'),
      }),
      '/trigger_actions_on',
    ],
  ])('refuses %s', (_name, view, message) => {
    const refusal = refusalOf(() => checkView(view, 'modal'));
    expect(refusal?.code).toBe('invalid_arguments');
    expect(refusal?.messages.join('\n')).toContain(message);
  });

  it('refuses a view of more than 250 kB', () => {
    const huge = modal(times(100, () => section({ text: marked('ü'.repeat(3000)) })));
    expect(refusalOf(() => checkView(huge, 'modal'))?.code).toBe('view_too_large');
  });
});
