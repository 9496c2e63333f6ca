import { useSlack } from './context.js';
import { html, useId, useState } from './html.js';
import { MenuItem, Popup } from './menu.js';
import { sentence } from './server.js';
import { TextBox } from './text-box.js';

/** What was typed and not sent, by place; it outlives a look elsewhere. */
const drafts = new Map();

export function Composer({ channel, threadTs, label }) {
  const { snapshot, act, actOrReport } = useSlack();
  const key = `${snapshot.me.id}/${channel.id}/${threadTs ?? ''}`;
  const [text, setTextState] = useState(drafts.get(key) ?? '');
  const [error, setError] = useState(null);
  const [isSending, setSending] = useState(false);
  const [chosen, setChosen] = useState(0);
  const [isDismissed, setDismissed] = useState(false);
  const listId = useId();

  const setText = (value) => {
    drafts.set(key, value);
    setTextState(value);
    setDismissed(false);
    setChosen(0);
  };
  const hints = isDismissed ? [] : hintsFor(text, snapshot.commands);
  const take = (hint) => setText(`${hint.command} `);

  const submit = async () => {
    if (text.trim() === '' || isSending) return;
    setError(null);
    setSending(true);
    const result = await act(actFor({ text, channel, threadTs }));
    setSending(false);
    if (result.ok) setText('');
    else setError(sentence(result.error));
  };
  const keys = (event) => {
    if (hints.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setChosen((chosen + step + hints.length) % hints.length);
      return true;
    }
    if (event.key === 'Tab' || (event.key === 'Enter' && text.trim() !== hints[chosen].command)) {
      event.preventDefault();
      take(hints[chosen]);
      return true;
    }
    if (event.key === 'Escape') {
      setDismissed(true);
      return true;
    }
    return false;
  };
  return html`<form
    class="composer"
    onSubmit=${(event) => {
      event.preventDefault();
      submit();
    }}
  >
    ${hints.length > 0 && html`<${Hints} id=${listId} hints=${hints} chosen=${chosen} onTake=${take} />`}
    ${error && html`<p class="error composer-error" role="alert">${error}</p>`}
    <div class="composer-box">
      <${TextBox}
        label=${label}
        placeholder=${label}
        value=${text}
        onChange=${setText}
        onEnter=${submit}
        onKeys=${keys}
        aria-expanded=${hints.length > 0}
        aria-controls=${listId}
        aria-activedescendant=${hints.length > 0 ? `${listId}-${chosen}` : null}
        aria-invalid=${error !== null}
      />
      <div class="composer-bar">
        ${
          !threadTs &&
          snapshot.shortcuts.global.length > 0 &&
          html`<${Popup} label="Shortcuts" icon="+" className="icon-button is-round">
            ${(close) =>
              snapshot.shortcuts.global.map(
                ({ name, description, callbackId }) => html`<${MenuItem}
                  note=${description}
                  onClick=${() => {
                    close();
                    actOrReport({ type: 'global_shortcut', callbackId });
                  }}
                  >${name}<//
                >`,
              )}
          <//>`
        }
        <span class="composer-help quiet">${isSending ? 'Sending …' : threadTs ? '' : 'Type / for commands'}</span>
        <button type="submit" class="button is-primary is-small" disabled=${text.trim() === '' || isSending}>Send</button>
      </div>
    </div>
  </form>`;
}

function Hints({ id, hints, chosen, onTake }) {
  return html`<ul class="hints" role="listbox" id=${id} aria-label="Commands">
    ${hints.map(
      (hint, i) => html`<li
        role="option"
        id=${`${id}-${i}`}
        key=${hint.command}
        aria-selected=${i === chosen}
        onPointerDown=${(event) => {
          event.preventDefault();
          onTake(hint);
        }}
      >
        <span class="hint-command">${hint.command}</span> <span class="quiet">${hint.usageHint}</span>
        <small>${hint.description}</small>
      </li>`,
    )}
  </ul>`;
}

/** What is typed in full stands first, so that Enter sends it. */
function hintsFor(text, commands) {
  if (!/^\/\S*$/.test(text)) return [];
  const typed = text.toLowerCase();
  return commands
    .filter(({ command }) => command.startsWith(typed))
    .sort((a, b) => Number(b.command === typed) - Number(a.command === typed));
}

/** Commands do not work in threads, as in Slack: there the text is sent as it is. */
function actFor({ text, channel, threadTs }) {
  const match = /^(\/\S+)\s*([\s\S]*)$/.exec(text.trim());
  if (match && !threadTs) return { type: 'command', channel: channel.id, command: match[1], text: match[2] };
  return { type: 'post', channel: channel.id, text: text.trim(), ...(threadTs && { threadTs }) };
}
