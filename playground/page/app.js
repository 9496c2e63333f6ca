import { AppPane } from './app-pane.js';
import { ChannelPane } from './channel.js';
import { Confirm } from './confirm.js';
import { Slack } from './context.js';
import { emojiIn } from './emoji.js';
import { html, useCallback, useEffect, useMemo, useState } from './html.js';
import { hashOf } from './links.js';
import { Modal } from './modal.js';
import { listen, send, sentence } from './server.js';
import { Sidebar } from './sidebar.js';
import { ThreadPane } from './thread.js';

export function App({ as, channel, ts }) {
  const [person, setPerson] = useState(as);
  const [snapshot, setSnapshot] = useState(null);
  const [isOnline, setOnline] = useState(true);
  const [place, setPlace] = useState({ channel, tab: 'messages', threadTs: ts, highlight: null });
  const [problem, setProblem] = useState(null);
  const [question, setQuestion] = useState(null);

  useEffect(() => {
    localStorage.setItem('playground.person', person);
    return listen(person, setSnapshot, setOnline);
  }, [person]);

  const act = useCallback((what) => send(person, what), [person]);
  const report = useCallback((error) => setProblem(error === null ? null : sentence(error)), []);
  const actOrReport = useCallback(
    async (what) => {
      setProblem(null);
      const result = await send(person, what);
      if (!result.ok) report(result.error);
      return result;
    },
    [person, report],
  );

  const shown = snapshot && placeShown(place, snapshot);
  useEffect(() => {
    if (!shown) return;
    const { channel: shownChannel, threadTs } = shown;
    history.replaceState(null, '', hashOf({ person, channel: shownChannel, threadTs }));
    document.title = `${titleOf(shown, snapshot)} · ${snapshot.team.name}`;
  });

  const go = useCallback(
    async (target) => {
      setProblem(null);
      if (target.home) {
        setPlace({ channel: null, tab: 'home', threadTs: null, highlight: null });
        await send(person, { type: 'open_home' });
        return;
      }
      if (target.app) {
        const opened = await send(person, { type: 'open_dm', user: target.app });
        if (!opened.ok) return report(opened.error);
        setPlace({ channel: opened.channel, tab: 'messages', threadTs: null, highlight: null });
        return;
      }
      setPlace({
        channel: target.channel,
        tab: 'messages',
        threadTs: target.threadTs ?? threadOf(snapshot, target),
        highlight: target.ts ?? null,
      });
    },
    [person, snapshot, report],
  );

  const channelShown = snapshot?.channels.find(({ id }) => id === shown.channel) ?? null;
  const context = useMemo(
    () =>
      snapshot && {
        snapshot,
        channelShown,
        act,
        actOrReport,
        report,
        go,
        personOf: (id) => snapshot.people.find((candidate) => candidate.id === id),
        nameOf: (id) => snapshot.people.find((candidate) => candidate.id === id)?.name ?? id,
        emojiOf: (name) => emojiIn(snapshot.emoji, name),
        openThread: (threadTs) =>
          setPlace((before) => ({ ...placeShown(before, snapshot), threadTs, highlight: null })),
        confirm: (dialog) => new Promise((resolve) => setQuestion({ dialog, resolve })),
      },
    [snapshot, channelShown, act, actOrReport, report, go],
  );

  if (!snapshot || snapshot.me.id !== person) return html`<p class="starting" role="status">Connecting …</p>`;
  const change = (id) => {
    setPlace((before) => ({ ...before, threadTs: null, highlight: null }));
    setPerson(id);
  };
  const answer = (yes) => {
    question.resolve(yes);
    setQuestion(null);
  };
  const view = snapshot.views.at(-1);
  return html`<${Slack.Provider} value=${context}>
    <div class=${`page ${shown.threadTs ? 'has-thread' : ''}`}>
      <${Sidebar} place=${shown} onPerson=${change} isOnline=${isOnline} />
      ${
        isApp(shown, snapshot)
          ? html`<${AppPane} key=${person} place=${shown} channel=${channelShown} />`
          : html`<${ChannelPane} key=${`${person}/${shown.channel}`} channel=${channelShown} highlight=${shown.highlight} threadTs=${shown.threadTs} />`
      }
      ${
        shown.threadTs &&
        html`<${ThreadPane} key=${`${person}/${shown.threadTs}`} channel=${channelShown} ts=${shown.threadTs} highlight=${shown.highlight} />`
      }
    </div>
    ${
      problem &&
      html`<div class="toast" role="alert">
        <span>${problem}</span>
        <button type="button" aria-label="Dismiss" onClick=${() => setProblem(null)}>✕</button>
      </div>`
    }
    ${view && html`<${Modal} key=${view.id} open=${view} depth=${snapshot.views.length} />`}
    ${question && html`<${Confirm} dialog=${question.dialog} onAnswer=${answer} />`}
  <//>`;
}

/** The person may not see the channel where the last one was: then the first of their own. */
function placeShown(place, snapshot) {
  if (place.tab === 'home') return place;
  const known = snapshot.channels.some(({ id }) => id === place.channel);
  if (known) {
    const hasThread = snapshot.messages[place.channel]?.some(({ ts }) => ts === place.threadTs);
    return hasThread ? place : { ...place, threadTs: null };
  }
  const own = snapshot.channels.filter(({ isMember, kind }) => isMember && kind !== 'im');
  const first = own.find(({ botIsMember }) => botIsMember) ?? own[0] ?? snapshot.channels[0];
  return { channel: first?.id ?? null, tab: 'messages', threadTs: null, highlight: null };
}

function threadOf(snapshot, { channel, ts }) {
  return snapshot.messages[channel]?.find((message) => message.ts === ts)?.threadTs ?? null;
}

function isApp({ channel, tab }, snapshot) {
  if (tab === 'home') return true;
  const shown = snapshot.channels.find(({ id }) => id === channel);
  return shown?.kind === 'im' && shown.memberIds.includes(snapshot.app.botUserId);
}

function titleOf(place, snapshot) {
  if (isApp(place, snapshot)) return snapshot.app.name;
  const channel = snapshot.channels.find(({ id }) => id === place.channel);
  return channel ? `${channel.kind === 'im' ? '' : '#'}${channel.name}` : 'Playground';
}
