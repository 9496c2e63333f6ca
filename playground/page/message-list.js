import { useSlack } from './context.js';
import { dayHeading, dayOf } from './dates.js';
import { html, useEffect, useLayoutEffect, useRef } from './html.js';
import { Message } from './message.js';

/** How close to its end a list counts as read to the end, in pixels. */
const nearEnd = 120;
/** Messages of the same person within this time stand under one name. */
const groupedMs = 5 * 60_000;

export function MessageList({ channel, messages, highlight, threadTs, label, isThread = false }) {
  const { snapshot } = useSlack();
  const box = useRef(null);
  const atEnd = useRef(true);
  useStickingToTheEnd(box, atEnd);

  // Every new snapshot may have made the list longer.
  useLayoutEffect(() => {
    if (atEnd.current && !highlight) box.current.scrollTop = box.current.scrollHeight;
  }, [snapshot, highlight]);
  useEffect(() => {
    if (!highlight) return;
    atEnd.current = false;
    box.current.querySelector(`[data-ts="${CSS.escape(highlight)}"]`)?.scrollIntoView({ block: 'center' });
  }, [highlight]);

  const follow = () => {
    // The last scroll of a list may be told after it has gone.
    if (!box.current) return;
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
  };
  const { me, clock } = snapshot;
  const now = Date.parse(clock.now);
  const rows = messages.map((message, i) => {
    const before = messages[i - 1];
    const ms = Number(message.ts) * 1000;
    const isNewDay = !before || dayOf(Number(before.ts) * 1000, me.tz) !== dayOf(ms, me.tz);
    return html`
      ${isNewDay && !isThread && html`<li class="day" key=${`day-${message.ts}`}><span>${dayHeading(ms, me, now)}</span></li>`}
      <li key=${message.ts} data-ts=${message.ts} class=${message.ts === highlight ? 'is-highlighted' : ''}>
        <${Message}
          message=${message}
          channel=${channel}
          isThread=${isThread}
          isOpenThread=${message.ts === threadTs}
          isContinued=${!isNewDay && continues(before, message)}
        />
      </li>
    `;
  });
  return html`<div class="messages" ref=${box} onScroll=${follow}>
    ${messages.length === 0 && html`<p class="empty">No messages yet.</p>`}
    <ol aria-label=${label ?? 'Messages'}>
      ${rows}
    </ol>
  </div>`;
}

function continues(before, message) {
  return (
    before.user === message.user &&
    !before.ephemeral &&
    !message.ephemeral &&
    message.threadTs === before.threadTs &&
    message.blocks.length === 0 &&
    before.blocks.length === 0 &&
    (Number(message.ts) - Number(before.ts)) * 1000 < groupedMs
  );
}

/** The window's size changes, or an image comes in: whoever was at the end stays there. */
function useStickingToTheEnd(box, atEnd) {
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
    });
    observer.observe(box.current);
    observer.observe(box.current.querySelector('ol'));
    return () => observer.disconnect();
  }, [box, atEnd]);
}
