import { html, useEffect, useId, useRef, useState } from './html.js';

/**
 * Chips and a field that finds more of them. `groups`: { label, options: { key, name, note } }; `chosen`: keys.
 */
export function MultiSelect({ groups, chosen, onChange, max, placeholder, control, label }) {
  const [wanted, setWanted] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const field = useRef(null);
  const list = useRef(null);
  const listId = useId();
  const all = groups.flatMap(({ options }) => options);
  const nameOf = (key) => all.find((option) => option.key === key)?.name ?? key;
  const isFull = max !== undefined && chosen.length >= max;
  const found = groups
    .map((group) => ({ ...group, options: group.options.filter((option) => fits(option, wanted)) }))
    .filter(({ options }) => options.length > 0);
  const flat = found.flatMap(({ options }) => options);

  const toggle = (key) => {
    if (chosen.includes(key)) onChange(chosen.filter((other) => other !== key));
    else if (!isFull) onChange([...chosen, key]);
    setWanted('');
    field.current?.focus();
  };
  const keys = (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (isOpen && flat.length > 0) setActive((active + step + flat.length) % flat.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isOpen && flat[active]) toggle(flat[active].key);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Backspace' && wanted === '' && chosen.length > 0) {
      onChange(chosen.slice(0, -1));
    }
  };
  // The list may open below the edge of what scrolls, and the field itself must stay in sight.
  useEffect(() => {
    if (!isOpen) return;
    list.current.scrollIntoView({ block: 'nearest' });
    field.current.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  useEffect(() => {
    list.current?.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const leave = (event) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };
  return html`<div class="multi" onFocusOut=${leave}>
    <div class="multi-box" onClick=${() => field.current.focus()}>
      ${chosen.map(
        (key) => html`<span class="chip" key=${key}>
          ${nameOf(key)}
          <button type="button" aria-label=${`Remove ${nameOf(key)}`} onClick=${() => onChange(chosen.filter((other) => other !== key))}>✕</button>
        </span>`,
      )}
      <input
        ref=${field}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-expanded=${isOpen}
        aria-controls=${listId}
        aria-activedescendant=${isOpen && flat[active] ? `${listId}-${flat[active].key}` : null}
        placeholder=${chosen.length === 0 ? (placeholder ?? 'Choose …') : ''}
        value=${wanted}
        onInput=${(event) => {
          setWanted(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus=${() => setOpen(true)}
        onClick=${() => setOpen(true)}
        onKeyDown=${keys}
        ...${control}
      />
    </div>
    ${
      isOpen &&
      html`<ul class="multi-list" ref=${list} role="listbox" id=${listId} aria-label=${label} aria-multiselectable="true">
        ${found.map(
          (group) => html`
            ${group.label && html`<li class="multi-group" role="presentation">${group.label}</li>`}
            ${group.options.map((option) => {
              const isChosen = chosen.includes(option.key);
              return html`<li
                role="option"
                id=${`${listId}-${option.key}`}
                key=${option.key}
                class=${flat[active]?.key === option.key ? 'is-active' : ''}
                aria-selected=${isChosen}
                aria-disabled=${isFull && !isChosen}
                onMouseDown=${(event) => event.preventDefault()}
                onClick=${() => toggle(option.key)}
              >
                <span class="check" aria-hidden="true">${isChosen ? '✓' : ''}</span>
                <span>${option.name}</span>
                ${option.note && html`<small aria-hidden="true">${option.note}</small>`}
              </li>`;
            })}
          `,
        )}
        ${flat.length === 0 && html`<li class="multi-group" role="presentation">Nothing found</li>`}
      </ul>`
    }
  </div>`;
}

function fits({ name, note = '' }, wanted) {
  return `${name} ${note}`.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase());
}
