import { useSlack } from './context.js';
import { html } from './html.js';

/** Those that Slack offers first. */
const statuses = [
  { text: '', emoji: '', sign: '' },
  { text: 'In a meeting', emoji: ':spiral_calendar_pad:', sign: '🗓️' },
  { text: 'Out sick', emoji: ':face_with_thermometer:', sign: '🤒' },
  { text: 'Vacationing', emoji: ':palm_tree:', sign: '🌴' },
];

function statusChoices(current) {
  const isKnown = statuses.some(({ text }) => text === current.text);
  return isKnown ? statuses : [...statuses, { ...current, sign: '' }];
}

function statusOf(text) {
  const { emoji } = statuses.find((status) => status.text === text) ?? { emoji: '' };
  return { text, emoji };
}

export function StatusChoice() {
  const { snapshot, actOrReport } = useSlack();
  const { me } = snapshot;
  return html`<label class="beside">
    <span>Status</span>
    <select
      class="select is-small"
      value=${me.status.text}
      onChange=${(event) => actOrReport({ type: 'set_status', ...statusOf(event.target.value), expiration: 0 })}
    >
      ${statusChoices(me.status).map(
        ({ text, sign }) =>
          html`<option value=${text} selected=${text === me.status.text}>${text === '' ? 'none' : `${sign} ${text}`}</option>`,
      )}
    </select>
  </label>`;
}
