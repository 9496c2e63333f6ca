import { html, useEffect, useLayoutEffect, useRef } from './html.js';

const caretKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/**
 * A text field that grows with its text; Enter sends, Shift+Enter starts a line.
 * @param onChange(text, caret)
 * @param onKeys returns true for a key that is dealt with
 * @param onCaret(position) when the caret goes elsewhere
 */
export function TextBox({
  label,
  value,
  onChange,
  onEnter,
  onKeys,
  onCaret,
  boxRef,
  autofocus = false,
  placeholder,
  ...rest
}) {
  const ownRef = useRef(null);
  const box = boxRef ?? ownRef;
  // The height follows the text.
  useLayoutEffect(() => {
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [value, box]);
  useEffect(() => {
    if (!autofocus) return;
    box.current.focus();
    box.current.selectionStart = box.current.value.length;
  }, [autofocus, box]);
  const keys = (event) => {
    if (onKeys?.(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    onEnter();
  };
  const tellCaret = (event) => onCaret?.(event.target.selectionEnd);
  return html`<textarea
    ref=${box}
    class="text-box"
    rows="1"
    aria-label=${label}
    placeholder=${placeholder}
    value=${value}
    onInput=${(event) => onChange(event.target.value, event.target.selectionEnd)}
    onClick=${tellCaret}
    onKeyUp=${(event) => caretKeys.has(event.key) && tellCaret(event)}
    onKeyDown=${keys}
    ...${rest}
  ></textarea>`;
}
