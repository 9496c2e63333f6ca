import { checkMessageBlocks } from '../../playground/blocks/validate.ts';
import {
  actions,
  bars,
  button,
  input,
  long,
  marked,
  option,
  pie,
  plain,
  refusalOf,
  section,
  select,
  textInput,
  times,
} from './block-samples.ts';

describe('what messages may hold', () => {
  it.each<[string, object[]]>([
    [
      'every block',
      [
        section({ text: marked(long(3000)), fields: [plain(long(2000))], accessory: button }),
        { type: 'header', text: plain(long(150)) },
        { type: 'divider' },
        { type: 'image', image_url: 'https://x.test/a.png', alt_text: 'a' },
        {
          type: 'context',
          elements: [
            marked('a'),
            plain('b'),
            { type: 'image', image_url: 'https://x.test/b.png', alt_text: 'b' },
          ],
        },
        actions(...times(25, (n) => ({ ...button, action_id: `go${n}` }))),
        input(textInput),
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'a', style: { bold: true } }] },
          ],
        },
        { type: 'markdown', text: '**bold**' },
        pie(),
        bars([
          {
            name: 'Green',
            data: [
              { label: 'Mon', value: 2 },
              { label: 'Tue', value: 0 },
            ],
          },
        ]),
      ],
    ],
    [
      'every element',
      [
        actions(
          button,
          { ...select, initial_option: option(2) },
          { type: 'overflow', action_id: 'more', options: [{ ...option(1), url: 'https://x.test' }] },
          { type: 'datepicker', action_id: 'date', initial_date: '2025-02-28' },
          { type: 'timepicker', action_id: 'time', initial_time: '23:59' },
          { type: 'datetimepicker', action_id: 'both', initial_date_time: 1_700_000_000 },
          { type: 'users_select', action_id: 'user' },
          { type: 'conversations_select', action_id: 'conversation', filter: { include: ['public'] } },
          { type: 'channels_select', action_id: 'channel' },
          { type: 'radio_buttons', action_id: 'radio', options: [{ text: marked('*a*'), value: 'a' }] },
          {
            type: 'checkboxes',
            action_id: 'boxes',
            options: times(10, option),
            initial_options: [option(3)],
          },
          { type: 'multi_users_select', action_id: 'users', max_selected_items: 2, initial_users: ['U1'] },
        ),
      ],
    ],
    ['fifty blocks', times(50, () => ({ type: 'divider' }))],
  ])('takes %s', (_name, blocks) => {
    expect(refusalOf(() => checkMessageBlocks(blocks))).toBeNull();
  });

  it('fills in the ids that were left out', () => {
    const [block] = checkMessageBlocks([actions({ type: 'button', text: plain('Go') })]);
    expect(block).toMatchObject({
      block_id: expect.any(String),
      elements: [{ action_id: expect.any(String) }],
    });
  });

  it.each<[string, object[], string]>([
    [
      '51 blocks',
      times(51, () => ({ type: 'divider' })),
      '[ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    ],
    [
      'an unknown block',
      [{ type: 'carousel_of_tea' }],
      '[ERROR] unsupported type: carousel_of_tea [json-pointer:/blocks/0/type]',
    ],
    ['a block without a type', [{}], '/blocks/0/type'],
    [
      'a long section',
      [section({ text: marked(long(3001)) })],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty section text', [section({ text: marked('') })], 'must be more than 0 characters'],
    ['a section of nothing', [section({})], 'missing required field: text'],
    ['11 fields', [section({ fields: times(11, () => plain('a')) })], '/fields'],
    ['a long field', [section({ fields: [plain(long(2001))] })], '2001'],
    ['a long header', [{ type: 'header', text: plain(long(151)) }], '151'],
    ['mrkdwn in a header', [{ type: 'header', text: marked('a') }], '/blocks/0/text/type'],
    ['11 context elements', [{ type: 'context', elements: times(11, () => marked('a')) }], 'no more than 10'],
    ['an empty context', [{ type: 'context', elements: [] }], 'no fewer than 1'],
    ['a button in a context', [{ type: 'context', elements: [button] }], 'unsupported type: button'],
    ['26 buttons', [actions(...times(26, (n) => ({ ...button, action_id: `${n}` })))], 'no more than 25'],
    ['no buttons', [actions()], 'no fewer than 1'],
    ['a text input among actions', [actions(textInput)], 'unsupported type: plain_text_input'],
    ['a text input as accessory', [section({ text: plain('a'), accessory: textInput })], 'unsupported type'],
    ['a button as input', [input(button)], 'unsupported type: button'],
    ['a long button', [actions({ ...button, text: plain(long(76)) })], '76'],
    ['mrkdwn on a button', [actions({ ...button, text: marked('a') })], '/text/type'],
    ['an unknown button style', [actions({ ...button, style: 'warning' })], '/style'],
    ['a long button value', [actions({ ...button, value: long(2001) })], '2001'],
    ['a long URL', [actions({ ...button, url: `https://x.test/${long(3000)}` })], '3001'],
    ['an unknown field', [actions({ ...button, colour: 'red' })], 'invalid additional property: colour'],
    [
      'emoji on mrkdwn',
      [section({ text: { ...marked('a'), emoji: true } })],
      'invalid additional property: emoji',
    ],
    ['a long action id', [actions({ ...button, action_id: long(256) })], '256'],
    ['a long block id', [{ type: 'divider', block_id: long(256) }], '256'],
    [
      'a block id twice',
      times(2, () => ({ type: 'divider', block_id: 'same' })),
      '`block_id` "same" already exists',
    ],
    ['an action id twice in a block', [actions(button, button)], '`action_id` "go" already exists'],
    [
      'a long confirmation title',
      [actions({ ...button, confirm: { title: plain(long(101)), text: plain('a') } })],
      '101',
    ],
    ['a long confirmation text', [actions({ ...button, confirm: { text: marked(long(301)) } })], '301'],
    [
      'a long confirmation button',
      [actions({ ...button, confirm: { text: plain('a'), confirm: plain(long(31)) } })],
      '31',
    ],
    ['101 options', [actions({ ...select, options: times(101, option) })], 'no more than 100'],
    ['no options', [actions({ ...select, options: [] })], 'no fewer than 1'],
    [
      'options and option groups',
      [actions({ ...select, option_groups: [{ label: plain('a'), options: [option(1)] }] })],
      'either options or option_groups',
    ],
    ['a long option', [actions({ ...select, options: [{ text: plain(long(76)), value: 'a' }] })], '76'],
    [
      'a long option value',
      [actions({ ...select, options: [{ text: plain('a'), value: long(151) }] })],
      '151',
    ],
    [
      'mrkdwn in a menu',
      [actions({ ...select, options: [{ text: marked('a'), value: 'a' }] })],
      '/text/type',
    ],
    [
      'an initial option from elsewhere',
      [actions({ ...select, initial_option: option(3) })],
      'must be found in the options',
    ],
    ['a long placeholder', [actions({ ...select, placeholder: plain(long(151)) })], '151'],
    ['6 overflow options', [actions({ type: 'overflow', options: times(6, option) })], 'no more than 5'],
    ['11 radio buttons', [actions({ type: 'radio_buttons', options: times(11, option) })], 'no more than 10'],
    ['11 checkboxes', [actions({ type: 'checkboxes', options: times(11, option) })], 'no more than 10'],
    [
      'no initial checkbox',
      [actions({ type: 'checkboxes', options: [option(1)], initial_options: [] })],
      'no fewer than 1',
    ],
    [
      'too many chosen',
      [
        section({
          text: plain('a'),
          accessory: { type: 'multi_users_select', max_selected_items: 1, initial_users: ['U1', 'U2'] },
        }),
      ],
      'max_selected_items',
    ],
    ['an impossible date', [actions({ type: 'datepicker', initial_date: '2025-02-30' })], 'YYYY-MM-DD'],
    ['an impossible time', [actions({ type: 'timepicker', initial_time: '24:00' })], 'HH:mm'],
    [
      'milliseconds for a date and time',
      [actions({ type: 'datetimepicker', initial_date_time: 1_700_000_000_000 })],
      '/initial_date_time',
    ],
    ['an empty filter', [actions({ type: 'conversations_select', filter: {} })], 'must not be empty'],
    [
      'an image without alt text',
      [{ type: 'image', image_url: 'https://x.test/a.png' }],
      'missing required field: alt_text',
    ],
    ['an image from nowhere', [{ type: 'image', alt_text: 'a' }], 'image_url or slack_file'],
    [
      'an unknown rich text element',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_poem', elements: [] }] }],
      'unsupported type: rich_text_poem',
    ],
    [
      'two focused elements',
      [input({ ...textInput, focus_on_load: true }), input({ ...textInput, focus_on_load: true })],
      'only one element can have focus_on_load',
    ],
    [
      'a response URL outside of a modal',
      [actions({ type: 'conversations_select', response_url_enabled: true })],
      'response_url_enabled',
    ],
    ['a long chart title', [{ ...pie(), title: long(51) }], '51'],
    ['7 segments', [pie({ segments: times(7, (n) => ({ label: `${n}`, value: 1 })) })], 'no more than 6'],
    ['a long label', [pie({ segments: [{ label: long(21), value: 1 }] })], '21'],
    [
      '7 series',
      [bars(times(7, (n) => ({ name: `${n}`, data: [{ label: 'Mon', value: 1 }] })))],
      'no more than 6',
    ],
    [
      'a point outside of the categories',
      [bars([{ name: 'a', data: [{ label: 'Sun', value: 1 }] }])],
      'one point for each of the categories',
    ],
    [
      'a category without its point',
      [bars([{ name: 'a', data: [{ label: 'Mon', value: 1 }] }])],
      'one point for each of the categories',
    ],
    [
      'two points at one category',
      [bars([{ name: 'a', data: times(2, () => ({ label: 'Mon', value: 1 })) }])],
      'one point for each of the categories',
    ],
    [
      'the same category twice',
      [bars([{ name: 'a', data: [{ label: 'Mon', value: 1 }] }], { categories: ['Mon', 'Mon'] })],
      'categories must be unique',
    ],
    [
      'two series of one name',
      [bars(times(2, () => ({ name: 'a', data: ['Mon', 'Tue'].map((label) => ({ label, value: 1 })) })))],
      'names of series must be unique',
    ],
    [
      '21 categories',
      [
        bars([{ name: 'a', data: times(21, (n) => ({ label: `${n}`, value: 1 })) }], {
          categories: times(21, String),
        }),
      ],
      'no more than 20',
    ],
    ['3 charts', times(3, () => pie()), 'no more than 2 data_visualization'],
  ])('refuses %s', (_name, blocks, message) => {
    const refusal = refusalOf(() => checkMessageBlocks(blocks));
    expect(refusal?.code).toBe('invalid_blocks');
    expect(refusal?.messages.join('\n')).toContain(message);
  });

  it('names every problem at once', () => {
    const refusal = refusalOf(() => checkMessageBlocks([section({}), { type: 'header', text: plain('') }]));
    expect(refusal?.messages).toHaveLength(2);
  });
});
