import { Avatar } from './avatar.js';
import { html, useEffect, useRef } from './html.js';

export function SuggestionList({ id, items, chosen, onTake }) {
  const list = useRef(null);
  useEffect(() => {
    list.current.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return html`<ul class="hints" role="listbox" id=${id} aria-label="Suggestions" ref=${list}>
    ${items.map(
      (item, i) => html`<li
        role="option"
        id=${`${id}-${i}`}
        key=${item.insert}
        aria-selected=${i === chosen}
        onPointerDown=${(event) => {
          event.preventDefault();
          onTake(item);
        }}
      >
        ${item.person && html`<${Avatar} id=${item.person} size="small" />`}
        <span class="hint-name">${item.title ?? item.insert}</span> <span class="quiet">${item.note}</span>
        ${item.below && html`<small>${item.below}</small>`}
      </li>`,
    )}
  </ul>`;
}
