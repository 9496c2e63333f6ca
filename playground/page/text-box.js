import { html, useEffect, useLayoutEffect, useRef } from './html.js';

/** A text field that grows with its text; Enter sends, Shift+Enter starts a line. */
export function TextBox({
  label,
  value,
  onChange,
  onEnter,
  onKeys,
  autofocus = false,
  placeholder,
  ...rest
}) {
  const box = useRef(null);
  // The height follows the text.
  useLayoutEffect(() => {
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [value]);
  useEffect(() => {
    if (!autofocus) return;
    box.current.focus();
    box.current.selectionStart = box.current.value.length;
  }, [autofocus]);
  const keys = (event) => {
    if (onKeys?.(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    onEnter();
  };
  return html`<textarea
    ref=${box}
    class="text-box"
    rows="1"
    aria-label=${label}
    placeholder=${placeholder}
    value=${value}
    onInput=${(event) => onChange(event.target.value)}
    onKeyDown=${keys}
    ...${rest}
  ></textarea>`;
}
