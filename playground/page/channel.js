import { Composer } from './composer.js';
import { useSlack } from './context.js';
import { html, useEffect, useState } from './html.js';
import { MessageList } from './message-list.js';

export function ChannelPane({ channel, highlight, threadTs }) {
  const { snapshot, nameOf } = useSlack();
  useReading(channel);
  if (!channel) return html`<main class="pane"><p class="empty">There is no channel to show.</p></main>`;
  const all = snapshot.messages[channel.id] ?? [];
  const messages = all.filter((message) => message.threadTs === null || message.isBroadcast);
  const isDirect = channel.kind === 'im';
  return html`<main class="pane" aria-label=${isDirect ? channel.name : `#${channel.name}`}>
    <header class="pane-header">
      <h2>
        <span class="quiet" aria-hidden="true">${{ public: '# ', private: '🔒 ', im: '' }[channel.kind]}</span>${channel.name}
      </h2>
      ${
        !isDirect &&
        html`<p class="quiet members" title=${channel.memberIds.map(nameOf).join(', ')}>
            ${channel.memberIds.length} ${channel.memberIds.length === 1 ? 'member' : 'members'}
          </p>
          <${Invite} channel=${channel} />`
      }
    </header>
    <${MessageList} channel=${channel} messages=${messages} highlight=${highlight} threadTs=${threadTs} />
    <${Below} channel=${channel} />
  </main>`;
}

/** The composer, or why there is none. */
export function Below({ channel }) {
  const { actOrReport } = useSlack();
  if (!channel.isMember) {
    return html`<div class="join">
      <p>You are looking at <strong>#${channel.name}</strong></p>
      <button
        type="button"
        class="button is-primary"
        onClick=${() => actOrReport({ type: 'join', channel: channel.id })}
      >
        Join channel
      </button>
    </div>`;
  }
  if (channel.isReadOnly) return html`<p class="join quiet">This app takes no messages here.</p>`;
  const label = channel.kind === 'im' ? `Message ${channel.name}` : `Message #${channel.name}`;
  return html`<${Composer} channel=${channel} label=${label} />`;
}

/** Whoever looks at a channel has read it. */
export function useReading(channel) {
  const { act } = useSlack();
  const id = channel?.id;
  const unread = channel?.unread ?? 0;
  useEffect(() => {
    if (unread > 0) act({ type: 'read', channel: id });
  }, [id, unread, act]);
}

function Invite({ channel }) {
  const { snapshot, actOrReport } = useSlack();
  const [chosen, setChosen] = useState('');
  const missing = snapshot.people.filter(
    ({ id, deactivated }) => !deactivated && !channel.memberIds.includes(id),
  );
  if (!channel.isMember || missing.length === 0) return null;
  const invite = async (user) => {
    setChosen(user);
    await actOrReport({ type: 'invite', channel: channel.id, user });
    setChosen('');
  };
  return html`<select
    class="select is-small is-quiet"
    aria-label="Add people or apps"
    value=${chosen}
    onChange=${(event) => invite(event.target.value)}
  >
    <option value="" selected=${chosen === ''}>Add …</option>
    ${missing.map((person) => html`<option value=${person.id}>${person.name}</option>`)}
  </select>`;
}
