import { html, useEffect, useId, useRef } from './html.js';
import { Text } from './text.js';

/** @param dialog Slack's confirm object */
export function Confirm({ dialog, onAnswer }) {
  const box = useRef(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    box.current.showModal();
    return () => before?.focus?.();
  }, []);
  const keys = (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onAnswer(false);
  };
  return html`<dialog
    ref=${box}
    class="modal is-small"
    role="alertdialog"
    closedby="none"
    aria-labelledby=${`${id}-title`}
    aria-describedby=${`${id}-text`}
    onKeyDown=${keys}
  >
    <h2 class="modal-title is-alone" id=${`${id}-title`}>${dialog.title?.text ?? 'Are you sure?'}</h2>
    <div class="modal-body" id=${`${id}-text`}><${Text} text=${dialog.text} /></div>
    <footer class="modal-footer">
      <button type="button" class="button" onClick=${() => onAnswer(false)}>${dialog.deny?.text ?? 'Cancel'}</button>
      <button
        type="button"
        class=${`button ${dialog.style === 'danger' ? 'is-danger-filled' : 'is-primary'}`}
        onClick=${() => onAnswer(true)}
      >
        ${dialog.confirm?.text ?? 'OK'}
      </button>
    </footer>
  </dialog>`;
}
