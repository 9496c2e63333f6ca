import { Avatar } from './avatar.js';
import { ClockControl } from './clock.js';
import { useSlack } from './context.js';
import { html, useState } from './html.js';
import { StatusChoice } from './status.js';
import { applyTheme, savedTheme } from './theme.js';

const languages = { 'en-GB': 'English (UK)', 'en-US': 'English (US)', 'de-DE': 'Deutsch' };

export function Sidebar({ place, onPerson, isOnline }) {
  const { snapshot } = useSlack();
  const { team, app, channels } = snapshot;
  const rooms = channels.filter(({ kind }) => kind !== 'im').sort(byName);
  const direct = channels.filter(
    (channel) => channel.kind === 'im' && !channel.memberIds.includes(app.botUserId),
  );
  return html`<aside class="sidebar" aria-label="Workspace">
    <header class="workspace">
      <span class="workspace-mark" aria-hidden="true">${team.name[0]}</span>
      <div>
        <h1>${team.name}</h1>
        <p class="quiet">Playground</p>
      </div>
      <${ThemeSwitch} />
    </header>
    <${PersonSwitch} onPerson=${onPerson} />
    <div class="sidebar-lists">
      <${AppEntry} place=${place} />
      <${Rooms} title="Channels" rooms=${rooms} place=${place} />
      <${People} direct=${direct} place=${place} />
    </div>
    ${!isOnline && html`<p class="sidebar-problem" role="status">The playground is not answering. Trying again …</p>`}
    <${ClockControl} />
  </aside>`;
}

function byName(a, b) {
  return a.name.localeCompare(b.name);
}

function PersonSwitch({ onPerson }) {
  const { snapshot, actOrReport } = useSlack();
  const { me, people } = snapshot;
  const known = languages[me.locale] ? languages : { ...languages, [me.locale]: me.locale };
  const choices = people.filter(({ isBot, deactivated }) => !isBot && !deactivated);
  return html`<section class="person-switch" aria-label="Person">
    <label class="person-card">
      <span class="visually-hidden">You are</span>
      <${Avatar} id=${me.id} />
      <span class="person-words" aria-hidden="true"><strong>${me.name}</strong><small>${me.title}</small></span>
      <select class="select" title=${`${me.title} · ${me.tz}`} value=${me.id} onChange=${(event) => onPerson(event.target.value)}>
        ${choices.map(
          (person) =>
            html`<option value=${person.id} selected=${person.id === me.id}>${person.name}, ${person.title}</option>`,
        )}
      </select>
    </label>
    <label class="beside">
      <span>Language</span>
      <select
        class="select is-small"
        value=${me.locale}
        onChange=${(event) => actOrReport({ type: 'set_locale', locale: event.target.value })}
      >
        ${Object.entries(known).map(
          ([locale, name]) => html`<option value=${locale} selected=${locale === me.locale}>${name}</option>`,
        )}
      </select>
    </label>
    <${StatusChoice} />
  </section>`;
}

function Rooms({ title, rooms, place }) {
  const { go } = useSlack();
  return html`<nav aria-label=${title}>
    <h2>${title}</h2>
    <ul>
      ${rooms.map(
        (channel) => html`<li key=${channel.id}>
          <${Entry}
            isCurrent=${place.channel === channel.id && place.tab !== 'home'}
            unread=${channel.unread}
            isFaint=${!channel.isMember}
            sign=${channel.kind === 'private' ? '🔒' : '#'}
            name=${channel.name}
            onClick=${() => go({ channel: channel.id })}
          />
        </li>`,
      )}
    </ul>
  </nav>`;
}

function Entry({ isCurrent, unread = 0, isFaint = false, sign, name, onClick }) {
  return html`<button
    type="button"
    class=${`entry ${unread > 0 ? 'is-unread' : ''} ${isFaint ? 'is-faint' : ''}`}
    aria-current=${isCurrent ? 'page' : null}
    onClick=${onClick}
  >
    <span class="entry-sign" aria-hidden="true">${sign}</span>
    <span class="entry-name">${name}</span>
    ${unread > 0 && html`<span class="badge" aria-label=${`, ${unread} unread`}>${unread}</span>`}
  </button>`;
}

/** Everybody can be written to; a conversation opens with the first click. */
function People({ direct, place }) {
  const { snapshot, go } = useSlack();
  const others = snapshot.people.filter(
    ({ id, isBot, deactivated }) => !isBot && !deactivated && id !== snapshot.me.id,
  );
  return html`<nav aria-label="Direct messages">
    <h2>Direct messages</h2>
    <ul>
      ${others.map((person) => {
        const channel = direct.find(({ memberIds }) => memberIds.includes(person.id));
        return html`<li key=${person.id}>
          <${Entry}
            isCurrent=${channel !== undefined && place.channel === channel.id && place.tab !== 'home'}
            unread=${channel?.unread}
            sign=${html`<${Avatar} id=${person.id} size="small" />`}
            name=${person.name}
            onClick=${() => go(channel ? { channel: channel.id } : { app: person.id })}
          />
        </li>`;
      })}
    </ul>
  </nav>`;
}

function AppEntry({ place }) {
  const { snapshot, go } = useSlack();
  const { app, channels } = snapshot;
  const direct = channels.find(({ kind, memberIds }) => kind === 'im' && memberIds.includes(app.botUserId));
  const isCurrent = place.tab === 'home' || (direct !== undefined && place.channel === direct.id);
  return html`<nav aria-label="Apps">
    <h2>App</h2>
    <ul>
      <li>
        <${Entry}
          isCurrent=${isCurrent}
          unread=${direct?.unread}
          sign=${html`<${Avatar} id=${app.botUserId} size="small" />`}
          name=${app.name}
          onClick=${() => go(direct?.unread > 0 ? { app: app.botUserId } : { home: true })}
        />
        <p class=${`connection ${app.connected ? 'is-connected' : ''}`} role="status">
          ${app.connected ? 'Connected' : 'Not connected'}
        </p>
      </li>
    </ul>
  </nav>`;
}

const themes = { auto: ['◐', 'like the system'], light: ['☀', 'light'], dark: ['☾', 'dark'] };

function ThemeSwitch() {
  const [theme, setTheme] = useState(savedTheme());
  const names = Object.keys(themes);
  const [sign, words] = themes[theme] ?? themes.auto;
  const next = names[(names.indexOf(theme) + 1) % names.length];
  const change = () => {
    applyTheme(next);
    setTheme(next);
  };
  const label = `Appearance: ${words}`;
  return html`<button type="button" class="icon-button theme-switch" aria-label=${label} title=${label} onClick=${change}>
    ${sign}
  </button>`;
}
