import { Avatar } from './avatar.js';
import { Blocks } from './blocks.js';
import { useSlack } from './context.js';
import { fullMoment, timeOf } from './dates.js';
import { Files } from './files.js';
import { html, useState } from './html.js';
import { MessageActions } from './message-actions.js';
import { Reactions } from './reactions.js';
import { sentence } from './server.js';
import { Mrkdwn } from './text.js';
import { TextBox } from './text-box.js';
import { useViewState } from './view-state.js';

export function Message({ message, channel, isThread, isContinued, isOpenThread }) {
  const { snapshot, nameOf } = useSlack();
  const [isEditing, setEditing] = useState(false);
  const ms = Number(message.ts) * 1000;
  const name = nameOf(message.user);
  const time = timeOf(ms, snapshot.me);
  const stamp = html`<time datetime=${new Date(ms).toISOString()} title=${fullMoment(ms, snapshot.me)}>${time}</time>`;
  return html`<article
    class=${`message ${message.ephemeral ? 'is-ephemeral' : ''} ${isContinued ? 'is-continued' : ''} ${isOpenThread ? 'is-open' : ''}`}
    aria-label=${`${name}, ${time}`}
  >
    <div class="message-side">${isContinued ? stamp : html`<${Avatar} id=${message.user} />`}</div>
    <div class="message-main">
      ${
        !isContinued &&
        html`<header>
          <strong class="author">${name}</strong>
          ${message.user === snapshot.app.botUserId && html`<span class="app-badge">App</span>`} ${stamp}
        </header>`
      }
      ${message.ephemeral && html`<p class="only-you">Only visible to you</p>`}
      ${message.isBroadcast && !isThread && html`<p class="quiet">replied to a thread</p>`}
      ${
        isEditing
          ? html`<${Editing} message=${message} onDone=${() => setEditing(false)} />`
          : html`<${Content} message=${message} />`
      }
      <${Reactions} message=${message} channel=${channel} />
      ${!isThread && html`<${Replies} message=${message} />`}
    </div>
    ${!isEditing && html`<${MessageActions} message=${message} channel=${channel} isThread=${isThread} onEdit=${() => setEditing(true)} />`}
  </article>`;
}

/** Where there are blocks, the text is only what notifications show. */
function Content({ message }) {
  const { actOrReport } = useSlack();
  const state = useViewState(message);
  const onAct = (blockId, actionId, state) =>
    actOrReport({
      type: 'message_action',
      channel: message.channel,
      ts: message.ts,
      blockId,
      actionId,
      state,
    });
  return html`<div class="message-content">
    ${
      message.blocks.length > 0
        ? html`<${Blocks} blocks=${message.blocks} state=${state} onAct=${onAct} />`
        : message.text !== '' && html`<div class="mrkdwn"><${Mrkdwn} text=${message.text} /></div>`
    }
    ${message.files.length > 0 && html`<${Files} files=${message.files} />`}
    ${message.edited && html`<span class="edited">(edited)</span>`}
  </div>`;
}

function Replies({ message }) {
  const { openThread } = useSlack();
  const start = message.threadTs ?? message.ts;
  if (message.replyCount === 0 && !message.isBroadcast) return null;
  const words = message.isBroadcast
    ? 'View thread'
    : `${message.replyCount} ${message.replyCount === 1 ? 'reply' : 'replies'}`;
  return html`<button type="button" class="replies" onClick=${() => openThread(start)}>
    ${words}<span aria-hidden="true"> ›</span>
  </button>`;
}

function Editing({ message, onDone }) {
  const { act, nameOf, snapshot } = useSlack();
  const [text, setText] = useState(asTyped(message.text, nameOf, snapshot));
  const [error, setError] = useState(null);
  const save = async () => {
    const result = await act({ type: 'edit', channel: message.channel, ts: message.ts, text });
    if (result.ok) onDone();
    else setError(sentence(result.error));
  };
  const keys = (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onDone();
  };
  return html`<div class="editing" onKeyDown=${keys}>
    <${TextBox} label="Edit message" value=${text} onChange=${setText} onEnter=${save} autofocus=${true} />
    ${error && html`<p class="error" role="alert">${error}</p>`}
    <div class="row">
      <button type="button" class="button is-small" onClick=${onDone}>Cancel</button>
      <button type="button" class="button is-small is-primary" onClick=${save}>Save</button>
    </div>
  </div>`;
}

/** Slack's notation back to what a person would have typed. */
function asTyped(text, nameOf, snapshot) {
  const channelName = (id) => snapshot.channels.find((channel) => channel.id === id)?.name ?? id;
  const groupHandle = (id) => snapshot.userGroups.find((group) => group.id === id)?.handle ?? id;
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${nameOf(id)}`)
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `#${channelName(id)}`)
    .replace(/<!subteam\^([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${groupHandle(id)}`)
    .replace(/<!(here|channel|everyone)>/g, '@$1')
    .replace(/<([^<>|]+)(?:\|[^<>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
