import type { InputBlock, ModalView } from '@slack/types';
import { readPollWish } from '../../../src/features/polls/poll-command.ts';
import { pollModal } from '../../../src/features/polls/poll-form.views.ts';
import { wishForOtherKind, wishFromForm } from '../../../src/features/polls/poll-submission.ts';
import { emptyWish, fitsForm, type PollWish } from '../../../src/features/polls/poll-wish.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { texts } from '../../../src/text/text.ts';

/** What can be said by text can be said by the form, and the other way round. */

const departments = ['Marketing', 'IT', 'Sales'].map((name, i) => ({
  id: i + 1,
  name,
  leadUserId: null,
  memberIds: [],
  userGroupId: null,
}));
const initiatives = [
  { id: 7, name: 'Customer data' },
  { id: 8, name: 'Cloud' },
];
const choices = { departments, initiatives };

function typed(kind: PollWish['kind'], line: string, locale: Reader['locale'] = 'en'): PollWish {
  const reader = { workspaceId: 'T1', userId: 'U1', name: 'Ada', locale, timezone: 'Europe/Berlin' };
  const who = { ...reader, isWorkspaceAdmin: false, isGuest: false };
  const { wish, initiative } = readPollWish(kind, line, who, 'C1', departments);
  return { ...wish, initiativeId: initiatives.find(({ name }) => name === initiative)?.id ?? null };
}

interface Element {
  type: string;
  initial_value?: string;
  initial_option?: object;
  initial_options?: object[];
  initial_conversation?: string;
}

/** What Slack sends for a form that was submitted as it was shown, but for what was filled in by block id. */
const inputsOf = (view: ModalView) =>
  view.blocks.flatMap((block) => (block.type === 'input' ? [block as InputBlock] : []));

function filled(view: ModalView, inputs: Record<string, object> = {}) {
  const values = Object.fromEntries(
    inputsOf(view).map((block) => {
      const element = block.element as unknown as Element;
      const many = ['checkboxes', 'multi_static_select'].includes(element.type);
      const state = {
        type: element.type,
        ...(element.type === 'plain_text_input' && { value: element.initial_value ?? null }),
        ...(many && { selected_options: element.initial_options ?? [] }),
        ...(!many && { selected_option: element.initial_option ?? null }),
        selected_conversation: element.initial_conversation ?? null,
        ...inputs[block.block_id?.split(':')[0] ?? ''],
      };
      return [block.block_id ?? '', { value: state }];
    }),
  );
  return { values, privateMetadata: view.private_metadata ?? '' };
}

const option = (value: string) => ({ selected_option: { value } });
const options = (...values: string[]) => ({ selected_options: values.map((value) => ({ value })) });
const text = (value: string) => ({ value });

/** Each setting as it is typed in English, as it is typed in German, and as it is put into the form. */
const settings: [name: keyof PollWish, en: string, de: string, form: Record<string, object>][] = [
  ['isSeveral', '--several', '--mehrere', { settings: options('several') }],
  ['isOrdered', '--ordered', '--skala', { settings: options('ordered') }],
  ['isAnonymous', '--anonymous', '--anonym', { settings: options('anonymous') }],
  ['mayAddOptions', '--open-options', '--ergänzbar', { settings: options('openOptions') }],
  ['isDraft', '--draft', '--entwurf', { settings: options('draft') }],
  ['visibility', '--hidden', '--verdeckt', { visibility: option('closed') }],
  ['visibility', '--after-voting', '--nach-stimme', { visibility: option('voted') }],
  ['deadlineText', '--by friday 17:00', '--bis friday 17:00', { deadline: text('friday 17:00') }],
  ['initiativeId', '--initiative Cloud', '--initiative „Cloud“', { initiative: option('8') }],
  [
    'departmentIds',
    '--departments Marketing, Sales',
    '--abteilungen Marketing und Sales',
    { departments: options('1', '3') },
  ],
  ['channelId', '--in <#C2|x>', '--kanal <#C2|x>', { channel: { selected_conversation: 'C2' } }],
  [
    'repeatText',
    '--repeat every monday 9:00',
    '--wiederholen every monday 9:00',
    { repeat: text('every monday 9:00') },
  ],
];
const ofPulse = new Set<keyof PollWish>([
  'isAnonymous',
  'isDraft',
  'visibility',
  'deadlineText',
  'departmentIds',
  'channelId',
  'repeatText',
]);
const pulseSettings: typeof settings = [
  ...settings.filter(([name]) => ofPulse.has(name)),
  ['isBeforeSyncs', '--before-syncs', '--vor-syncs', { settings: options('beforeSyncs') }],
];

describe.each([
  ['choice', '"How far?" "Shop" "All of it & more"', settings],
  ['pulse', '"Customer data"', pulseSettings],
] as const)('a %s', (kind, line, all) => {
  const plain = typed(kind, line.replace('&', '&amp;'));

  test.each(all)('%s: %s and %s say the same as the form', (name, en, de, form) => {
    const wish = typed(kind, `${line.replace('&', '&amp;')} ${en}`);
    expect(wish[name]).not.toEqual(plain[name]);
    expect(typed(kind, `${line.replace('&', '&amp;')} ${de}`, 'de')).toEqual(wish);
    // The form says it.
    expect(wishFromForm(filled(pollModal(texts('en'), plain, choices), form))).toEqual(wish);
    // The form shows what was typed.
    expect(wishFromForm(filled(pollModal(texts('de'), wish, choices)))).toEqual(wish);
  });

  test('the form offers nothing that this test does not know', () => {
    const view = pollModal(texts('en'), plain, choices);
    const known = all.flatMap(([, , , form]) => Object.keys(form));
    const inputs = inputsOf(view).map((block) => block.block_id?.split(':')[0]);
    const own = kind === 'choice' ? ['question', 'options'] : ['initiative'];
    expect(new Set(inputs)).toEqual(new Set([...own, ...known]));
    const boxes = inputsOf(view).flatMap(({ element }) =>
      element.type === 'checkboxes' ? element.options : [],
    );
    const ticked = all.flatMap(([, , , form]) =>
      ((form.settings as ReturnType<typeof options>)?.selected_options ?? []).map(({ value }) => value),
    );
    expect(boxes.map(({ value }) => value).sort()).toEqual([...new Set(ticked)].sort());
  });
});

test('question and options, typed and filled in', () => {
  const wish = typed('choice', '"A question\nof two lines" "One" "Two  words"');
  const empty = pollModal(texts('en'), emptyWish('choice', 'C1'), choices);
  const inputs = { question: text(' A question\nof two lines '), options: text('One\n\n Two words \n') };
  expect(wishFromForm(filled(empty, inputs))).toEqual(wish);
  expect(wishFromForm(filled(pollModal(texts('en'), wish, choices)))).toEqual(wish);
});

test('what the message was stays with the form', () => {
  const wish = { ...emptyWish('choice', 'C1'), question: 'Q', sourcePermalink: 'https://x.slack.com/p1' };
  expect(wishFromForm(filled(pollModal(texts('en'), wish, choices)))).toEqual(wish);
});

test('where there is nothing to choose from there is no empty menu', () => {
  const view = pollModal(texts('en'), emptyWish('choice', ''), { departments: [], initiatives: [] });
  expect(JSON.stringify(view)).not.toContain('static_select');
});

test('an initiative behind a hundred others can still be shown as chosen', () => {
  const many = Array.from({ length: 150 }, (_, i) => ({ id: i + 1, name: `I${i}` }));
  const wish = { ...emptyWish('pulse', 'C1'), initiativeId: 150 };
  const view = pollModal(texts('en'), wish, { departments, initiatives: many });
  expect(wishFromForm(filled(view))).toEqual(wish);
});

test('twenty options of the longest fill the form as far as it goes, and it says so', () => {
  const wish = {
    ...emptyWish('choice', 'C1'),
    question: 'Q',
    options: Array.from({ length: 20 }, (_, i) => `${i}`.padEnd(150, 'x')),
  };
  expect(fitsForm(wish)).toBe(false);
  const view = pollModal(texts('en'), wish, choices);
  expect(wishFromForm(filled(view)).options).toEqual(wish.options.slice(0, 19));
  expect(JSON.stringify(view)).toContain('no room here for 1 ');
});

test('switching to the other kind and back loses nothing, and no block keeps what the other does not offer', () => {
  const wish: PollWish = {
    ...typed('choice', '"How far?" "Shop" "All" --several --ordered --open-options --anonymous --by friday'),
    initiativeId: 7,
    sourcePermalink: 'https://x.slack.com/p1',
  };
  const view = pollModal(texts('en'), wish, choices);
  const pulse = wishForOtherKind(filled(view), 'pulse');
  const switched = pollModal(texts('en'), pulse, choices);
  expect(wishForOtherKind(filled(switched), 'choice')).toEqual(wish);
  // What is sent as a pulse has no question.
  expect(wishFromForm(filled(switched))).toMatchObject({ kind: 'pulse', question: '', options: [] });
  const ticked = wishForOtherKind(filled(switched, { settings: options('beforeSyncs') }), 'choice');
  const back = wishForOtherKind(filled(pollModal(texts('en'), ticked, choices)), 'pulse');
  expect(back.isBeforeSyncs).toBe(true);
  const ids = [view, switched].map((one) => inputsOf(one).map(({ block_id: id }) => id));
  expect(ids[0]!.filter((id) => id?.startsWith('settings') && ids[1]!.includes(id))).toEqual([]);
});

test('of what was typed as much stays as there is room for', () => {
  const longest = Array.from({ length: 20 }, (_, i) => `${i}`.padEnd(150, '"'));
  const wish = { ...emptyWish('choice', 'C1'), question: '"'.repeat(1000), options: longest };
  const view = pollModal(texts('en'), { ...wish, kind: 'pulse' }, choices);
  expect(view.private_metadata!.length).toBeLessThanOrEqual(3000);
  const back = wishForOtherKind(filled(view), 'choice');
  expect(back.question).toBe(wish.question);
  expect(back.options).toEqual(longest.slice(0, back.options.length));
  expect(back.options.length).toBeGreaterThan(0);
});
