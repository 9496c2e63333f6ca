import { Avatar } from './avatar.js';
import { Below, useReading } from './channel.js';
import { useSlack } from './context.js';
import { Home } from './home.js';
import { html } from './html.js';
import { MessageList } from './message-list.js';

/** The app's own place: its Home tab and its direct messages. */
export function AppPane({ place, channel }) {
  const { snapshot, go } = useSlack();
  const { app } = snapshot;
  const isHome = place.tab === 'home';
  const tab = (name, isChosen, target) => html`<button
    type="button"
    role="tab"
    aria-selected=${isChosen}
    class="tab"
    onClick=${() => go(target)}
  >
    ${name}
  </button>`;
  return html`<main class="pane" aria-label=${app.name}>
    <header class="pane-header">
      <h2 class="with-avatar"><${Avatar} id=${app.botUserId} size="small" />${app.name}</h2>
      <div class="tabs" role="tablist" aria-label=${app.name}>
        ${tab('Home', isHome, { home: true })} ${tab('Messages', !isHome, { app: app.botUserId })}
      </div>
    </header>
    ${isHome ? html`<${Home} view=${snapshot.home} />` : html`<${DirectMessages} channel=${channel} place=${place} />`}
  </main>`;
}

function DirectMessages({ channel, place }) {
  const { snapshot } = useSlack();
  useReading(channel);
  const all = snapshot.messages[channel.id] ?? [];
  const messages = all.filter((message) => message.threadTs === null || message.isBroadcast);
  return html`<${MessageList} channel=${channel} messages=${messages} highlight=${place.highlight} threadTs=${place.threadTs} />
    <${Below} channel=${channel} />`;
}
