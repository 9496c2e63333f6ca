import { Blocks } from './blocks.js';
import { useSlack } from './context.js';
import { html } from './html.js';
import { useViewState } from './view-state.js';

export function Home({ view }) {
  const { snapshot, actOrReport } = useSlack();
  const state = useViewState(view);
  if (!view) {
    return html`<div class="home" role="tabpanel" aria-label="Home">
      <p class="empty">${snapshot.app.name} has not written this Home tab yet.</p>
    </div>`;
  }
  const onAct = (blockId, actionId, elementState) =>
    actOrReport({
      type: 'view_action',
      viewId: view.id,
      blockId,
      actionId,
      state: elementState,
      values: state.withChange(blockId, actionId, elementState),
    });
  return html`<div class="home" role="tabpanel" aria-label="Home">
    <div class="home-sheet"><${Blocks} blocks=${view.blocks} state=${state} onAct=${onAct} /></div>
  </div>`;
}
