import { useSlack } from './context.js';
import { localDateTime, timestampOf } from './dates.js';
import { html, useId } from './html.js';
import { MultiSelect } from './multi-select.js';
import { richTextOf, textOfRich } from './rich-text.js';
import { Text } from './text.js';
import { heldValue, stateOf } from './view-state.js';

/**
 * An element that holds a value.
 * @param onChange(elementState, isFinal) where typing that goes on is not final
 */
export function Input(props) {
  const { element } = props;
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return html`<${TextInput} ...${props} />`;
    case 'checkboxes':
    case 'radio_buttons':
      return html`<${Choices} ...${props} />`;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return html`<${Moment} ...${props} />`;
    default:
      return html`<${Select} ...${props} />`;
  }
}

/** The attributes that every control shares. */
function controlProps({ element, id, label, describedBy, isInvalid }) {
  return {
    id,
    autofocus: element.focus_on_load === true,
    'aria-label': id ? null : label,
    'aria-describedby': describedBy ?? null,
    'aria-invalid': isInvalid ? 'true' : null,
  };
}

const inputTypes = { email_text_input: 'email', url_text_input: 'url' };

function TextInput(props) {
  const { element, current, onChange } = props;
  const isRich = element.type === 'rich_text_input';
  const value = isRich ? textOfRich(heldValue(element, current)) : (heldValue(element, current) ?? '');
  const stateFor = (text) => stateOf(element, isRich ? richTextOf(text) : text === '' ? null : text);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const input = (event) => onChange(stateFor(event.target.value), triggers.includes('on_character_entered'));
  const enter = (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    const isMultiline = element.multiline || isRich;
    if (isMultiline && !event.ctrlKey && !event.metaKey) return;
    if (!props.isTold) return;
    event.preventDefault();
    if (triggers.includes('on_enter_pressed')) onChange(stateFor(event.target.value), true);
  };
  const shared = {
    class: 'input',
    value,
    placeholder: element.placeholder?.text,
    maxlength: element.max_length,
    onInput: input,
    onKeyDown: enter,
    ...controlProps(props),
  };
  if (element.multiline || isRich) return html`<textarea rows="4" ...${shared}></textarea>`;
  return html`<input
    type=${inputTypes[element.type] ?? 'text'}
    inputmode=${element.type === 'number_input' ? 'decimal' : null}
    autocomplete="off"
    ...${shared}
  />`;
}

function Choices(props) {
  const { element, current, onChange, label } = props;
  const group = useId();
  const isMany = element.type === 'checkboxes';
  const value = heldValue(element, current);
  const isChosen = (option) =>
    isMany ? value.some((chosen) => chosen.value === option.value) : value?.value === option.value;
  const choose = (option) => {
    if (!isMany) return onChange(stateOf(element, option));
    const kept = element.options.filter((other) => isChosen(other) !== (other.value === option.value));
    return onChange(stateOf(element, kept));
  };
  return html`<div class="choices" role=${isMany ? 'group' : 'radiogroup'} ...${controlProps({ ...props, id: null, label })}>
    ${element.options.map(
      (option) => html`<label class="choice" key=${option.value}>
        <input
          type=${isMany ? 'checkbox' : 'radio'}
          name=${isMany ? null : group}
          checked=${isChosen(option)}
          onChange=${() => choose(option)}
        />
        <span class="mrkdwn"
          ><${Text} text=${option.text} />
          ${option.description && html`<small class="quiet"><${Text} text=${option.description} /></small>`}</span
        >
      </label>`,
    )}
  </div>`;
}

const momentTypes = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' };

function Moment(props) {
  const { snapshot } = useSlack();
  const zoneId = useId();
  const { element, current, onChange } = props;
  const { tz } = snapshot.me;
  const value = heldValue(element, current);
  const isInstant = element.type === 'datetimepicker';
  const shown = isInstant && value ? localDateTime(value, tz) : (value ?? '');
  const read = (text) => (text === '' ? null : isInstant ? timestampOf(text, tz) : text);
  const { timezone } = element;
  const describedBy = [props.describedBy, timezone && zoneId].filter(Boolean).join(' ') || null;
  const field = html`<input
    type=${momentTypes[element.type]}
    class="input is-moment"
    value=${shown}
    onChange=${(event) => onChange(stateOf(element, read(event.target.value)))}
    ...${controlProps({ ...props, describedBy })}
  />`;
  // As in Slack, the zone stands below the time that is meant there.
  return timezone
    ? html`<div class="moment">${field}<p class="hint" id=${zoneId}>${timezone.replaceAll('_', ' ')}</p></div>`
    : field;
}

function Select(props) {
  const { snapshot } = useSlack();
  const { element, current, onChange } = props;
  const groups = groupsFor(element, snapshot);
  const all = groups.flatMap(({ options }) => options);
  const value = heldValue(element, current);
  if (element.type.startsWith('multi_')) {
    const chosen = value.map((item) => (typeof item === 'string' ? item : item.value));
    const change = (keys) =>
      onChange(
        stateOf(
          element,
          keys.map((key) => all.find((option) => option.key === key)?.value ?? key),
        ),
      );
    return html`<${MultiSelect}
      groups=${groups}
      chosen=${chosen}
      onChange=${change}
      max=${element.max_selected_items}
      placeholder=${element.placeholder?.text}
      control=${controlProps(props)}
      label=${props.label}
    />`;
  }
  const key = typeof value === 'string' ? value : (value?.value ?? '');
  const choose = (event) =>
    onChange(stateOf(element, all.find((option) => option.key === event.target.value)?.value ?? null));
  // Slack lets an optional input be emptied again, and nothing else.
  const mayBeEmpty = props.isOptional || key === '';
  const option = ({ key: optionKey, name }) =>
    html`<option value=${optionKey} selected=${optionKey === key}>${name}</option>`;
  return html`<select class="select" value=${key} onChange=${choose} ...${controlProps(props)}>
    ${mayBeEmpty && html`<option value="" selected=${key === ''}>${element.placeholder?.text ?? 'Choose …'}</option>`}
    ${groups.map((group) =>
      group.label
        ? html`<optgroup label=${group.label}>${group.options.map(option)}</optgroup>`
        : group.options.map(option),
    )}
  </select>`;
}

/** Options as { key, name, value }: `value` is what the state holds. */
function groupsFor(element, snapshot) {
  const kind = element.type.replace('multi_', '');
  const own = (option) => ({
    key: option.value,
    name: option.text.text,
    note: option.description?.text,
    value: option,
  });
  if (kind === 'static_select') {
    if (element.options) return [{ label: null, options: element.options.map(own) }];
    return element.option_groups.map((group) => ({
      label: group.label.text,
      options: group.options.map(own),
    }));
  }
  if (kind === 'users_select') return [{ label: null, options: people(snapshot) }];
  const wanted =
    element.filter?.include ?? (kind === 'channels_select' ? ['public'] : ['public', 'private', 'im']);
  const options = snapshot.channels
    .filter((channel) => wanted.includes(channel.kind))
    .map(({ id, name, kind: of }) => ({ key: id, name: of === 'im' ? name : `#${name}`, value: id }));
  return [{ label: null, options }];
}

function people({ people: all }) {
  return all
    .filter(({ isBot, deactivated }) => !isBot && !deactivated)
    .map(({ id, name, title }) => ({ key: id, name, note: title, value: id }));
}
