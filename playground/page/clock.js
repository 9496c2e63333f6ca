import { useSlack } from './context.js';
import { dayOf, localDateTime, nextWorkingMorning, shortDate, timeOf, timestampOf } from './dates.js';
import { html, useEffect, useState } from './html.js';
import { Popup } from './menu.js';
import { sentence } from './server.js';

const hour = 3_600_000;
const steps = [
  { name: '1 hour', ms: hour },
  { name: '1 day', ms: 24 * hour },
  { name: '1 week', ms: 7 * 24 * hour },
];

export function ClockControl() {
  const { snapshot, act, actOrReport } = useSlack();
  const { clock, me } = snapshot;
  const [isMoving, setMoving] = useState(false);
  const now = useRunningTime(clock.now);
  const moment = clock.next && Date.parse(clock.next.at);
  const nextText =
    moment &&
    (dayOf(moment, me.tz) === dayOf(now, me.tz) ? '' : `${shortDate(moment, me)}, `) + timeOf(moment, me);
  const moveTo = async (iso, how) => {
    setMoving(true);
    const result = await how({ type: 'advance_clock', to: iso });
    setMoving(false);
    return result;
  };
  return html`<section class="clock" aria-label="Clock">
    <p class="clock-now">
      <time datetime=${clock.now}>${timeOf(now, me)}</time>
      <span class="quiet" title=${me.tz}>${shortDate(now, me)} · ${me.tz.split('/').at(-1).replaceAll('_', ' ')}</span>
    </p>
    ${
      clock.next
        ? html`<p class="clock-next">next: ${clock.next.what} at ${nextText}</p>`
        : html`<p class="clock-next quiet">Nothing is scheduled.</p>`
    }
    <div class="clock-buttons">
      ${
        clock.next &&
        html`<button type="button" class="button" disabled=${isMoving} onClick=${() => moveTo(clock.next.at, actOrReport)}>
          ${isMoving ? 'Going there …' : 'Go to the next moment'}
        </button>`
      }
      <${Popup} label="Choose a time" ...${chooserLook(clock.next)} popupClass="clock-chooser" role="dialog" disabled=${isMoving}>
        ${(close) => html`<${Chooser} now=${now} onMove=${(iso) => moveTo(iso, act)} onDone=${close} />`}
      <//>
    </div>
  </section>`;
}

/** Beside the other button there is room for a sign only. */
function chooserLook(next) {
  return next ? { icon: '◷', className: 'icon-button' } : { icon: 'Choose a time', className: 'button' };
}

function Chooser({ now, onMove, onDone }) {
  const { snapshot } = useSlack();
  const { tz } = snapshot.me;
  const [local, setLocal] = useState(localDateTime(now / 1000 + 3600, tz));
  const [error, setError] = useState(null);
  const move = async (ms) => {
    setError(null);
    const result = await onMove(new Date(ms).toISOString());
    if (result.ok) onDone();
    else setError(sentence(result.error));
  };
  const submit = (event) => {
    event.preventDefault();
    if (local === '') setError('Choose a day and a time.');
    else move(timestampOf(local, tz) * 1000);
  };
  return html`
    <div class="clock-steps" role="group" aria-label="Go on by">
      ${steps.map(
        ({ name, ms }) =>
          html`<button type="button" class="button is-small" aria-label=${`Go on by ${name}`} onClick=${() => move(now + ms)}>+${name}</button>`,
      )}
      <button type="button" class="button is-small" onClick=${() => move(nextWorkingMorning(now, tz))}>Next working morning</button>
    </div>
    <form noValidate onSubmit=${submit}>
      <label>
        <span class="quiet">To (${tz})</span>
        <input type="datetime-local" class="input" value=${local} onInput=${(event) => setLocal(event.target.value)} />
      </label>
      ${error && html`<p class="error" role="alert">${error}</p>`}
      <button type="submit" class="button is-primary is-small">Go there</button>
    </form>
  `;
}

/** The playground's time goes on between two snapshots. */
function useRunningTime(iso) {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const from = Date.now();
    setPassed(0);
    const timer = setInterval(() => setPassed(Date.now() - from), 5000);
    return () => clearInterval(timer);
  }, [iso]);
  return Date.parse(iso) + passed;
}
