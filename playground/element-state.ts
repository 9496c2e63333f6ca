import { isDeepStrictEqual } from 'node:util';
import { elementsOf, type LaidOutBlock, type LaidOutElement } from './blocks/layout.ts';
import type { InputState, ViewValues } from './contract.ts';
import { Refusal } from './refusal.ts';

/** Element type → the field of its state, and the element's field with its initial value. */
const stateFields: Readonly<Record<string, { field: string; initial: string; many?: true }>> = {
  plain_text_input: { field: 'value', initial: 'initial_value' },
  email_text_input: { field: 'value', initial: 'initial_value' },
  url_text_input: { field: 'value', initial: 'initial_value' },
  number_input: { field: 'value', initial: 'initial_value' },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value' },
  static_select: { field: 'selected_option', initial: 'initial_option' },
  radio_buttons: { field: 'selected_option', initial: 'initial_option' },
  overflow: { field: 'selected_option', initial: '' },
  checkboxes: { field: 'selected_options', initial: 'initial_options', many: true },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', many: true },
  users_select: { field: 'selected_user', initial: 'initial_user' },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', many: true },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    many: true,
  },
  channels_select: { field: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', many: true },
  datepicker: { field: 'selected_date', initial: 'initial_date' },
  timepicker: { field: 'selected_time', initial: 'initial_time' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time' },
};

/** Buttons and overflow menus are pressed and keep nothing. */
export function keepsState(element: LaidOutElement): boolean {
  return element.type !== 'overflow' && element.type in stateFields;
}

export function stateValue(element: LaidOutElement, state: InputState): unknown {
  return state[stateFields[element.type]?.field ?? ''];
}

/** The state before anybody touches the element. */
export function initialState(element: LaidOutElement): InputState {
  const { field, initial, many } = fieldsOf(element);
  return { type: element.type, [field]: element[initial] ?? (many ? [] : null) };
}

/** `options` of menus, grouped or not. */
function optionsOf(element: LaidOutElement): { value: string; text: { text: string } }[] {
  const groups = (element.option_groups ?? []) as { options: unknown[] }[];
  return (element.options ?? groups.flatMap((group) => group.options)) as ReturnType<typeof optionsOf>;
}

/**
 * What somebody put into an element, as Slack's client would keep it.
 * @param input Slack's state (`{selected_option: …}`, `{value: …}`), or for short just the value: a text, an
 * id, a date, an option's value or text, or a list of them; null empties it
 * @throws Refusal `no_such_option` for what cannot be chosen there
 */
export function stateFrom(
  element: LaidOutElement,
  input: InputState | string | number | readonly string[] | null,
): InputState {
  const { field, many } = fieldsOf(element);
  const isState = typeof input === 'object' && input !== null && !Array.isArray(input);
  const given = isState ? (input as InputState)[field] : input;
  const value = given === undefined || given === '' ? null : given;
  if (value === null) return { type: element.type, [field]: many ? [] : null };
  const choices = many ? [value].flat() : [value];
  const isOption = field.startsWith('selected_option');
  const kept = isOption ? choices.map((choice) => optionFor(element, choice)) : choices;
  return { type: element.type, [field]: many ? kept : kept[0] };
}

function optionFor(element: LaidOutElement, choice: unknown): unknown {
  const options = optionsOf(element);
  const found =
    typeof choice === 'string'
      ? (options.find((option) => option.value === choice) ??
        options.find((option) => option.text.text === choice))
      : options.find(
          (option) =>
            isDeepStrictEqual(option, choice) ||
            option.value === (choice as { value?: unknown } | null)?.value,
        );
  if (!found) throw new Refusal('no_such_option', { action_id: element.action_id });
  return found;
}

function fieldsOf(element: LaidOutElement): { field: string; initial: string; many?: true } {
  const fields = stateFields[element.type];
  if (!fields) throw new Refusal('not_an_input', { type: element.type });
  return fields;
}

/**
 * The whole `state.values` of blocks: what was put in where something was, else the initial values. What was
 * put into elements that are not there any more is left out, as in Slack after an update.
 */
export function allValues(blocks: LaidOutBlock[], putIn: ViewValues): ViewValues {
  const values: ViewValues = {};
  for (const block of blocks) {
    for (const element of elementsOf(block).filter(keepsState)) {
      const given = putIn[block.block_id]?.[element.action_id];
      const kept = given?.type === undefined || given.type === element.type ? given : undefined;
      values[block.block_id] ??= {};
      values[block.block_id]![element.action_id] = kept ? stateFrom(element, kept) : initialState(element);
    }
  }
  return values;
}
