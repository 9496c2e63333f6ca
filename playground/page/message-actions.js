import { useSlack } from './context.js';
import { html } from './html.js';
import { MenuItem, Popup } from './menu.js';
import { ReactionPicker } from './reactions.js';

/** What can be done with a message, shown beside it while the pointer or the focus is there. */
export function MessageActions({ message, channel, isThread, onEdit }) {
  const { snapshot, actOrReport, openThread } = useSlack();
  const { channel: channelId, ts } = message;
  const remove = () => actOrReport({ type: 'delete', channel: channelId, ts });
  if (message.ephemeral) {
    return html`<div class="message-actions">
      <button type="button" class="icon-button" aria-label="Dismiss message" title="Dismiss message" onClick=${remove}>✕</button>
    </div>`;
  }
  const isOwn = message.user === snapshot.me.id;
  const mayDelete = isOwn || snapshot.me.isAdmin;
  return html`<div class="message-actions">
    ${channel.isMember && html`<${ReactionPicker} message=${message} className="icon-button" />`}
    ${
      !isThread &&
      html`<button
        type="button"
        class="icon-button"
        aria-label="Reply in thread"
        title="Reply in thread"
        onClick=${() => openThread(message.threadTs ?? ts)}
      >
        <${ThreadIcon} />
      </button>`
    }
    <${Popup} label="More actions" icon="⋯" className="icon-button">
      ${(close) => {
        const choose = (action) => () => {
          close();
          action();
        };
        const shortcut = (callbackId) =>
          choose(() => actOrReport({ type: 'message_shortcut', callbackId, channel: channelId, ts }));
        return html`
          ${snapshot.shortcuts.message.map(
            ({ name, callbackId }) =>
              html`<${MenuItem} onClick=${shortcut(callbackId)} note=${snapshot.app.name}>${name}<//>`,
          )}
          <${MenuItem} onClick=${choose(() => copyLink(snapshot, message))}>Copy link<//>
          ${isOwn && html`<${MenuItem} onClick=${choose(onEdit)}>Edit message<//>`}
          ${mayDelete && html`<${MenuItem} isDanger onClick=${choose(remove)}>Delete message<//>`}
        `;
      }}
    <//>
  </div>`;
}

function copyLink({ team }, { channel, ts, threadTs }) {
  const thread = threadTs ? `?thread_ts=${threadTs}&cid=${channel}` : '';
  const link = `https://${team.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}${thread}`;
  return navigator.clipboard?.writeText(link);
}

function ThreadIcon() {
  return html`<svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round">
    <path d="M2.5 3.5h11v7h-6l-3 2.5v-2.5h-2z M5 6h6 M5 8.2h4" />
  </svg>`;
}
