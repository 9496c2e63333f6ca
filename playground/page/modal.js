import { Blocks } from './blocks.js';
import { useSlack } from './context.js';
import { html, useEffect, useId, useRef, useState } from './html.js';
import { sentence } from './server.js';
import { useViewState } from './view-state.js';

/** Longer than a snapshot takes to arrive after an act. */
const settleMs = 150;

/** A field that finds people would open its list over the form, so it is not begun with. */
const firstField =
  '.modal-body :is(input:not([role="combobox"]), textarea, select), .modal-footer [type="submit"]';

/** The modal on top of a person's stack. */
export function Modal({ open, depth }) {
  const { act, channelShown } = useSlack();
  const { id, view } = open;
  const [current] = useState(channelShown);
  const state = useViewState(view, current);
  const [problem, setProblem] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const box = useRef(null);
  const titleId = useId();
  const isBesideField = Object.values(open.errors).includes(problem);

  useEffect(() => {
    const before = document.activeElement;
    box.current.showModal();
    (box.current.querySelector('[autofocus]') ?? box.current.querySelector(firstField))?.focus();
    return () => before?.focus?.();
  }, []);
  const errorBlocks = Object.keys(open.errors).join();
  // An error is looked at, not looked for.
  useEffect(() => {
    if (errorBlocks) box.current.querySelector('.has-error')?.scrollIntoView({ block: 'nearest' });
  }, [errorBlocks]);

  const perform = async (what) => {
    setProblem(null);
    const result = await act(what);
    if (!result.ok) setProblem(result.error);
    return result;
  };
  const onAct = (blockId, actionId, elementState) =>
    perform({
      type: 'view_action',
      viewId: id,
      blockId,
      actionId,
      state: elementState,
      values: state.withChange(blockId, actionId, elementState),
    });
  const submit = async (event) => {
    event.preventDefault();
    if (isBusy || !view.submit) return;
    setBusy(true);
    const result = await act({ type: 'view_submit', viewId: id, values: state.values });
    setBusy(false);
    // Errors beside fields come with the next snapshot, and are not said twice.
    if (!result.ok) await new Promise((resolve) => setTimeout(resolve, settleMs));
    setProblem(result.ok ? null : result.error);
  };
  const close = () => perform({ type: 'view_close', viewId: id });
  // On the document, since what had the focus may just have gone.
  useEffect(() => {
    const keys = (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    document.addEventListener('keydown', keys);
    return () => document.removeEventListener('keydown', keys);
  });
  return html`<dialog ref=${box} class="modal" closedby="none" aria-labelledby=${titleId}>
    <form class="modal-form" noValidate onSubmit=${submit}>
      <header class="modal-header">
        <h2 class="modal-title" id=${titleId}>${view.title.text}</h2>
        ${depth > 1 && html`<span class="quiet depth">${depth} of 3</span>`}
        <button type="button" class="icon-button is-last" aria-label="Dismiss form" title="Dismiss form" onClick=${close}>✕</button>
      </header>
      <div class="modal-body">
        ${problem && !isBesideField && html`<p class="error is-boxed" role="alert">${sentence(problem)}</p>`}
        <${Blocks} blocks=${view.blocks} state=${state} onAct=${onAct} errors=${open.errors} />
      </div>
      <footer class="modal-footer">
        <button type="button" class="button" onClick=${close}>${view.close?.text ?? (depth > 1 ? 'Back' : 'Cancel')}</button>
        ${
          view.submit &&
          html`<button type="submit" class="button is-primary" aria-busy=${isBusy}>${view.submit.text}</button>`
        }
      </footer>
    </form>
  </dialog>`;
}
