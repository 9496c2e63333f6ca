import { useMemo, useState } from './html.js';

/** Element type → the field of its state, the field with its initial value, and what empty is. */
const fields = {
  plain_text_input: ['value', 'initial_value', null],
  email_text_input: ['value', 'initial_value', null],
  url_text_input: ['value', 'initial_value', null],
  number_input: ['value', 'initial_value', null],
  rich_text_input: ['rich_text_value', 'initial_value', null],
  static_select: ['selected_option', 'initial_option', null],
  radio_buttons: ['selected_option', 'initial_option', null],
  checkboxes: ['selected_options', 'initial_options', []],
  multi_static_select: ['selected_options', 'initial_options', []],
  users_select: ['selected_user', 'initial_user', null],
  multi_users_select: ['selected_users', 'initial_users', []],
  conversations_select: ['selected_conversation', 'initial_conversation', null],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', []],
  channels_select: ['selected_channel', 'initial_channel', null],
  multi_channels_select: ['selected_channels', 'initial_channels', []],
  datepicker: ['selected_date', 'initial_date', null],
  timepicker: ['selected_time', 'initial_time', null],
  datetimepicker: ['selected_date_time', 'initial_date_time', null],
};

/** Slack's state of an element that holds `value`. */
export function stateOf(element, value) {
  return { type: element.type, [fields[element.type][0]]: value };
}

export function heldValue(element, state) {
  return state[fields[element.type][0]];
}

function initialState(element) {
  const [field, initial, empty] = fields[element.type];
  return { type: element.type, [field]: element[initial] ?? empty };
}

function elementsOf(block) {
  return [block.accessory, block.element, ...(block.type === 'actions' ? block.elements : [])].filter(
    Boolean,
  );
}

/** The conversation behind the form, where an element that holds none yet asks to begin with it. */
function withCurrent(element, told, current) {
  if (!element.default_to_current_conversation || !current) return null;
  const kinds = element.filter?.include;
  const holdsNone = [heldValue(element, told ?? initialState(element))].flat().every((held) => held === null);
  if (!holdsNone || (kinds && !kinds.includes(current.kind))) return null;
  return stateOf(element, element.type.startsWith('multi_') ? [current.id] : current.id);
}

/**
 * What a person has put into the elements of a view or a message. It stays while the element with its block_id
 * and action_id stays, also when the app updates the view; what is not touched follows the app.
 * @param current the conversation ({ id, kind }) behind a form, or null
 */
export function useViewState(view, current = null) {
  const [putIn, setPutIn] = useState({});
  return useMemo(() => {
    const kept = {};
    for (const block of view?.blocks ?? []) {
      for (const element of elementsOf(block)) {
        const told = view.state?.values?.[block.block_id]?.[element.action_id];
        const given = putIn[block.block_id]?.[element.action_id] ?? withCurrent(element, told, current);
        if (given?.type !== element.type || !fields[element.type]) continue;
        kept[block.block_id] = { ...kept[block.block_id], [element.action_id]: given };
      }
    }
    const withChange = (blockId, actionId, state) =>
      state.type && fields[state.type]
        ? { ...kept, [blockId]: { ...kept[blockId], [actionId]: state } }
        : kept;
    return {
      values: kept,
      withChange,
      of(blockId, element) {
        const told = view?.state?.values?.[blockId]?.[element.action_id];
        return (
          kept[blockId]?.[element.action_id] ?? (told?.type === element.type ? told : initialState(element))
        );
      },
      set(blockId, actionId, state) {
        setPutIn((before) => ({ ...before, [blockId]: { ...before[blockId], [actionId]: state } }));
      },
    };
  }, [view, putIn, current]);
}
