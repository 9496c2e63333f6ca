import { useSlack } from './context.js';
import { html, useState } from './html.js';
import { Input } from './inputs.js';
import { permalinkTarget } from './links.js';
import { MenuItem, Popup } from './menu.js';
import { isSafeUrl } from './mrkdwn.js';
import { Picture } from './picture.js';
import { PlainText } from './text.js';

/** One interactive element, wherever it stands. What Slack would tell the app at once goes to `onAct`. */
export function Element({ element, block, state, onAct, label, ...rest }) {
  const { confirm } = useSlack();
  const [isBusy, setBusy] = useState(false);
  /** A second press while the app has not answered the first is a slip; a second choice is not. */
  const isHolding = element.type !== 'button' && element.type !== 'overflow';
  const tell = async (elementState) => {
    if (isBusy && !isHolding) return;
    setBusy(true);
    try {
      await onAct(block.block_id, element.action_id, elementState);
    } finally {
      setBusy(false);
    }
  };
  /** Inputs are told with the form, unless they ask for more. */
  const isTold = block.type !== 'input' || block.dispatch_action === true;
  const asked = async () => !element.confirm || (await confirm(element.confirm));

  if (element.type === 'image') return html`<${Picture} image=${element} className="accessory-image" />`;
  if (element.type === 'button') {
    const press = async () =>
      (await asked()) &&
      tell({ type: 'button', ...(element.value !== undefined && { value: element.value }) });
    return html`<${Button} element=${element} isBusy=${isBusy} onPress=${press} />`;
  }
  if (element.type === 'overflow') {
    const choose = async (option) => (await asked()) && tell({ type: 'overflow', selected_option: option });
    return html`<${Overflow} element=${element} label=${label} isBusy=${isBusy} onChoose=${choose} />`;
  }
  const change = async (elementState, isFinal = true) => {
    if (isTold && isFinal && element.confirm && !(await asked())) return;
    state.set(block.block_id, element.action_id, elementState);
    if (isTold && isFinal) await tell(elementState);
  };
  return html`<${Input}
    element=${element}
    current=${state.of(block.block_id, element)}
    onChange=${change}
    isTold=${isTold}
    label=${label ?? element.placeholder?.text}
    ...${rest}
  />`;
}

const buttonStyles = { primary: 'is-primary', danger: 'is-danger' };

function Button({ element, isBusy, onPress }) {
  const { snapshot, go } = useSlack();
  const className = `button ${buttonStyles[element.style] ?? ''}`;
  const words = html`<${PlainText} text=${element.text.text} />`;
  if (element.url && isSafeUrl(element.url)) {
    const target = permalinkTarget(element.url, snapshot.team.domain);
    const follow = (event) => {
      onPress();
      if (!target) return;
      event.preventDefault();
      go(target);
    };
    return html`<a
      class=${className}
      href=${element.url}
      target="_blank"
      rel="noreferrer noopener"
      aria-label=${element.accessibility_label}
      onClick=${follow}
      >${words}</a
    >`;
  }
  return html`<button
    type="button"
    class=${className}
    aria-label=${element.accessibility_label}
    aria-busy=${isBusy}
    onClick=${onPress}
  >
    ${words}
  </button>`;
}

function Overflow({ element, label, isBusy, onChoose }) {
  const name = label ? `More options for ${label}` : 'More options';
  return html`<${Popup} label=${name} icon="⋯" className="button is-overflow" disabled=${isBusy}>
    ${(close) =>
      element.options.map(
        (option) => html`<${MenuItem}
          note=${option.description?.text}
          onClick=${() => {
            close();
            if (option.url && isSafeUrl(option.url)) window.open(option.url, '_blank', 'noreferrer');
            onChoose(option);
          }}
          ><${PlainText} text=${option.text.text}
        /><//>`,
      )}
  <//>`;
}
