import { Composer } from './composer.js';
import { useSlack } from './context.js';
import { html } from './html.js';
import { MessageList } from './message-list.js';

export function ThreadPane({ channel, ts, highlight }) {
  const { snapshot, openThread } = useSlack();
  const all = snapshot.messages[channel.id] ?? [];
  const messages = all.filter((message) => message.ts === ts || message.threadTs === ts);
  const inThread =
    messages.some((message) => message.ts === highlight) && highlight !== ts ? highlight : null;
  return html`<aside class="pane thread" aria-label="Thread">
    <header class="pane-header">
      <h2>Thread</h2>
      <p class="quiet">${channel.kind === 'im' ? channel.name : `#${channel.name}`}</p>
      <button type="button" class="icon-button is-last" aria-label="Close thread" title="Close thread" onClick=${() => openThread(null)}>
        ✕
      </button>
    </header>
    <${MessageList} channel=${channel} messages=${messages} highlight=${inThread} label="Thread messages" isThread=${true} />
    ${
      channel.isMember && !channel.isReadOnly
        ? html`<${Composer} channel=${channel} threadTs=${ts} label="Reply in thread" />`
        : null
    }
  </aside>`;
}
