import { useSlack } from './context.js';
import { dayOf, shortDate, timeOf } from './dates.js';
import { html, useEffect, useState } from './html.js';

export function ClockControl() {
  const { snapshot, actOrReport } = useSlack();
  const { clock, me } = snapshot;
  const [isMoving, setMoving] = useState(false);
  const now = useRunningTime(clock.now);
  const moment = clock.next && Date.parse(clock.next.at);
  const nextText =
    moment &&
    (dayOf(moment, me.tz) === dayOf(now, me.tz) ? '' : `${shortDate(moment, me)}, `) + timeOf(moment, me);
  const advance = async () => {
    setMoving(true);
    await actOrReport({ type: 'advance_clock', to: clock.next.at });
    setMoving(false);
  };
  return html`<section class="clock" aria-label="Clock">
    <p class="clock-now">
      <time datetime=${clock.now}>${timeOf(now, me)}</time>
      <span class="quiet">${shortDate(now, me)} · ${me.tz.split('/').at(-1).replaceAll('_', ' ')}</span>
    </p>
    ${
      clock.next
        ? html`<p class="clock-next">next: ${clock.next.what} at ${nextText}</p>
            <button type="button" class="button is-wide" disabled=${isMoving} onClick=${advance}>
              ${isMoving ? 'Going there …' : 'Go to the next moment'}
            </button>`
        : html`<p class="clock-next quiet">Nothing is scheduled.</p>`
    }
  </section>`;
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
