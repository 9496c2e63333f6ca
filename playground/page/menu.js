import { html, useEffect, useRef, useState } from './html.js';

/**
 * A button that opens something beside it, closed by Escape and by a click elsewhere.
 * @param children a function of `close`
 */
export function Popup({
  label,
  icon,
  className = '',
  popupClass = '',
  role = 'menu',
  disabled,
  children,
  onOpen,
}) {
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState({});
  const button = useRef(null);
  const popup = useRef(null);
  const close = () => setOpen(false);

  useEffect(() => {
    if (!isOpen) return undefined;
    const leave = (event) => {
      if (!popup.current?.contains(event.target) && !button.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    setPlace(placeBeside(button.current, popup.current));
    popup.current?.querySelector('button:not(:disabled), input, select')?.focus({ preventScroll: true });
    return () => document.removeEventListener('pointerdown', leave);
  }, [isOpen]);

  const keys = (event) => {
    if (!isOpen) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const items = [...popup.current.querySelectorAll('button:not(:disabled)')];
      const at = items.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
      items.at(at % items.length)?.focus();
    }
  };
  const toggle = () => {
    if (!isOpen) onOpen?.();
    setOpen(!isOpen);
  };
  return html`<span class=${`popup ${isOpen ? 'is-open' : ''}`} onKeyDown=${keys}>
    <button
      type="button"
      ref=${button}
      class=${className}
      aria-label=${label}
      title=${label}
      aria-haspopup=${role}
      aria-expanded=${isOpen}
      disabled=${disabled}
      onClick=${toggle}
    >
      ${icon}
    </button>
    ${
      isOpen &&
      html`<div class=${`popup-box ${popupClass}`} ref=${popup} role=${role} aria-label=${label} style=${place}>
        ${children(close)}
      </div>`
    }
  </span>`;
}

/** Where there is room: below or above, inside the window. Fixed, so that no scrolling box cuts it off. */
function placeBeside(button, popup) {
  if (!button || !popup) return {};
  const anchor = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const below = anchor.bottom + 4;
  const top = below + height < window.innerHeight ? below : Math.max(8, anchor.top - height - 4);
  const left = Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8));
  return { top: `${top}px`, left: `${left}px` };
}

export function MenuItem({ onClick, children, isDanger = false, note }) {
  return html`<button type="button" role="menuitem" class=${`menu-item ${isDanger ? 'is-danger' : ''}`} onClick=${onClick}>
    <span>${children}</span>
    ${note && html`<small aria-hidden="true">${note}</small>`}
  </button>`;
}
