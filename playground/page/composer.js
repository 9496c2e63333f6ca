import { useSlack } from './context.js';
import { html, useId, useLayoutEffect, useRef, useState } from './html.js';
import { MenuItem, Popup } from './menu.js';
import { sentence } from './server.js';
import { SuggestionList } from './suggestion-list.js';
import { suggestionsAt } from './suggestions.js';
import { TextBox } from './text-box.js';

/** What was typed and not sent, by place; it outlives a look elsewhere. */
const drafts = new Map();

export function Composer({ channel, threadTs, label }) {
  const { snapshot, act, actOrReport } = useSlack();
  const key = `${snapshot.me.id}/${channel.id}/${threadTs ?? ''}`;
  const [text, setTextState] = useState(drafts.get(key) ?? '');
  const [error, setError] = useState(null);
  const [isSending, setSending] = useState(false);
  const [caret, setCaret] = useState(text.length);
  const [chosen, setChosen] = useState(0);
  const [isDismissed, setDismissed] = useState(false);
  const listId = useId();
  const box = useRef(null);
  const caretAfter = useRef(null);

  const setText = (value, at = value.length) => {
    drafts.set(key, value);
    setTextState(value);
    setCaret(at);
    setDismissed(false);
    setChosen(0);
  };
  const { from, items } = suggestionsAt(text, caret, snapshot, !threadTs);
  const hints = isDismissed ? [] : items;
  const at = Math.min(chosen, hints.length - 1);
  const take = ({ insert }) => {
    const after = text.slice(caret);
    caretAfter.current = from + insert.length + 1;
    setText(`${text.slice(0, from)}${insert} ${after.replace(/^ /, '')}`, caretAfter.current);
  };
  // Only once the text is in the field can the caret stand in it.
  useLayoutEffect(() => {
    if (caretAfter.current === null) return;
    box.current.focus();
    box.current.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  }, [text]);

  const submit = async () => {
    if (text.trim() === '' || isSending) return;
    const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text.trim());
    if (command && threadTs && snapshot.commands.some((known) => known.command === command[1])) {
      return setError(`${command[1]} does not work in threads. Write it in the channel.`);
    }
    setError(null);
    setSending(true);
    const result = await act(actFor({ text: text.trim(), command, channel, threadTs }));
    setSending(false);
    if (!result.ok) setError(sentence(result.error));
    // What was typed meanwhile stays.
    else if (drafts.get(key) === text) setText('');
  };
  const keys = (event) => {
    if (hints.length === 0 || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setChosen((at + step + hints.length) % hints.length);
      return true;
    }
    if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !hints[at].isWhole)) {
      event.preventDefault();
      take(hints[at]);
      return true;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
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
    ${hints.length > 0 && html`<${SuggestionList} id=${listId} items=${hints} chosen=${at} onTake=${take} />`}
    ${error && html`<p class="error composer-error" role="alert">${error}</p>`}
    <div class="composer-box">
      <${TextBox}
        label=${label}
        placeholder=${label}
        value=${text}
        onChange=${setText}
        onEnter=${submit}
        onKeys=${keys}
        onCaret=${setCaret}
        boxRef=${box}
        aria-autocomplete="list"
        aria-controls=${hints.length > 0 ? listId : null}
        aria-activedescendant=${hints.length > 0 ? `${listId}-${at}` : null}
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

/** As in Slack, commands do not work in threads. */
function actFor({ text, command, channel: { id: channel }, threadTs }) {
  if (threadTs) return { type: 'post', channel, text, threadTs };
  if (command) return { type: 'command', channel, command: command[1], text: command[2] };
  return { type: 'post', channel, text };
}
