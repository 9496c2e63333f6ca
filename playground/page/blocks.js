import { Chart } from './chart.js';
import { Element } from './elements.js';
import { html, useId } from './html.js';
import { Picture } from './picture.js';
import { RichText } from './rich-text.js';
import { Mrkdwn, PlainText, Text } from './text.js';

/**
 * @param state of `useViewState`
 * @param onAct(blockId, actionId, elementState) → promise; called for what Slack would tell the app at once
 * @param errors block_id → message
 */
export function Blocks({ blocks, state, onAct, errors = {} }) {
  return html`<div class="blocks">
    ${blocks.map(
      (block, i) =>
        html`<${Block} key=${block.block_id ?? i} block=${block} state=${state} onAct=${onAct} error=${errors[block.block_id]} />`,
    )}
  </div>`;
}

function Block({ block, state, onAct, error }) {
  const element = (inner, label) =>
    html`<${Element} key=${inner.action_id} element=${inner} block=${block} state=${state} onAct=${onAct} label=${label} />`;
  switch (block.type) {
    case 'section':
      return html`<div class="block section">
        <div class="section-text mrkdwn">
          <${Text} text=${block.text} />
          ${
            block.fields &&
            html`<div class="fields">
              ${block.fields.map((field) => html`<div class="mrkdwn"><${Text} text=${field} /></div>`)}
            </div>`
          }
        </div>
        ${block.accessory && html`<div class="accessory">${element(block.accessory, wordsOf(block.text))}</div>`}
      </div>`;
    case 'header':
      return html`<h3 class="block header-block"><${PlainText} text=${block.text.text} /></h3>`;
    case 'divider':
      return html`<hr class="block divider" />`;
    case 'context':
      return html`<div class="block context">
        ${block.elements.map((inner) =>
          inner.type === 'image'
            ? html`<${Picture} image=${inner} className="context-image" />`
            : html`<span class="mrkdwn"><${Text} text=${inner} /></span>`,
        )}
      </div>`;
    case 'actions':
      return html`<div class="block actions">${block.elements.map((inner) => element(inner))}</div>`;
    case 'image':
      return html`<figure class="block image-block">
        ${block.title && html`<figcaption><${PlainText} text=${block.title.text} /></figcaption>`}
        <${Picture} image=${block} />
      </figure>`;
    case 'input':
      return html`<${InputBlock} block=${block} state=${state} onAct=${onAct} error=${error} />`;
    case 'rich_text':
      return html`<div class="block mrkdwn"><${RichText} elements=${block.elements} /></div>`;
    case 'data_visualization':
      return html`<${Chart} title=${block.title} chart=${block.chart} />`;
    case 'markdown':
      return html`<div class="block mrkdwn"><${Mrkdwn} text=${block.text} /></div>`;
    default:
      return html`<p class="block quiet">This block cannot be shown here: ${block.type}</p>`;
  }
}

function InputBlock({ block, state, onAct, error }) {
  const id = useId();
  const { element } = block;
  const isGroup = element.type === 'checkboxes' || element.type === 'radio_buttons';
  const label = block.label.text;
  const caption = html`<${PlainText} text=${label} />${block.optional && html` <span class="optional">(optional)</span>`}`;
  const described = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || null;
  return html`<div class=${`block input-block ${error ? 'has-error' : ''}`}>
    ${isGroup ? html`<span class="input-label">${caption}</span>` : html`<label class="input-label" for=${id}>${caption}</label>`}
    <${Element}
      element=${element}
      block=${block}
      state=${state}
      onAct=${onAct}
      label=${label}
      id=${id}
      describedBy=${described}
      isInvalid=${error !== undefined}
      isOptional=${block.optional === true}
    />
    ${error && html`<p class="error" role="alert" id=${`${id}-error`}>${error}</p>`}
    ${block.hint && html`<p class="hint" id=${`${id}-hint`}><${PlainText} text=${block.hint.text} /></p>`}
  </div>`;
}

/** The name of an accessory: the text it stands beside, without marks. */
function wordsOf(text) {
  return (
    text?.text
      .replace(/[*_~`]/g, '')
      .replace(/<[^>]*>/g, '')
      .trim()
      .slice(0, 100) || undefined
  );
}
