import { useSlack } from './context.js';
import { html, useState } from './html.js';
import { Popup } from './menu.js';

export function Reactions({ message, channel }) {
  const { snapshot, actOrReport, nameOf, emojiOf } = useSlack();
  if (message.reactions.length === 0) return null;
  const me = snapshot.me.id;
  return html`<div class="reactions" role="group" aria-label="Reactions">
    ${message.reactions.map(({ name, users }) => {
      const isMine = users.includes(me);
      const sign = emojiOf(name) ?? `:${name}:`;
      const toggle = () =>
        actOrReport({ type: isMine ? 'unreact' : 'react', channel: message.channel, ts: message.ts, name });
      return html`<button
        type="button"
        key=${name}
        class=${`reaction ${isMine ? 'is-mine' : ''}`}
        aria-pressed=${isMine}
        aria-label=${`${spoken(sign)} ${name}, ${users.length} ${users.length === 1 ? 'person' : 'people'}`}
        title=${`${users.map(nameOf).join(', ')} reacted with :${name}:`}
        disabled=${!channel.isMember}
        onClick=${toggle}
      >
        <span class="emoji">${sign}</span><span class="count">${users.length}</span>
      </button>`;
    })}
    ${channel.isMember && html`<${ReactionPicker} message=${message} className="reaction is-more" />`}
  </div>`;
}

/** Without the selector that only asks for the coloured form, so that a name can be looked for as it is typed. */
function spoken(character) {
  return character.replaceAll('\uFE0F', '');
}

export function ReactionPicker({ message, className }) {
  const { actOrReport } = useSlack();
  return html`<${Popup} label="Add reaction" icon=${html`<${SmileyIcon} />`} className=${className} popupClass="picker" role="dialog">
    ${(close) =>
      html`<${PickerBody}
        onChoose=${(name) => {
          close();
          actOrReport({ type: 'react', channel: message.channel, ts: message.ts, name });
        }}
      />`}
  <//>`;
}

function PickerBody({ onChoose }) {
  const { snapshot } = useSlack();
  const [wanted, setWanted] = useState('');
  // An object lists names that are numbers (:100:) first, whatever their place.
  const found = Object.entries(snapshot.emoji)
    .filter(([name]) => name.includes(wanted.trim().replaceAll(':', '')))
    .sort(([a], [b]) => Number(/^\d+$/.test(a)) - Number(/^\d+$/.test(b)));
  return html`
    <input
      class="input"
      type="search"
      aria-label="Find emoji"
      placeholder="Find emoji"
      value=${wanted}
      onInput=${(event) => setWanted(event.target.value)}
      onKeyDown=${(event) => event.key === 'Enter' && found[0] && onChoose(found[0][0])}
    />
    <div class="picker-grid">
      ${found.map(
        ([name, character]) => html`<button
          type="button"
          aria-label=${`${spoken(character)} ${name}`}
          title=${`:${name}:`}
          onClick=${() => onChoose(name)}
        >
          ${character}
        </button>`,
      )}
    </div>
    ${found.length === 0 && html`<p class="quiet">No emoji of that name.</p>`}
  `;
}

function SmileyIcon() {
  return html`<svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round">
    <circle cx="7.2" cy="8.8" r="5.5" /><path d="M5 10.5c1 1.4 3.4 1.4 4.4 0M5.4 7.3v.2M9 7.3v.2M13.2 1.6v3.6M11.4 3.4H15" />
  </svg>`;
}
