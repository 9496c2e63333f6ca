import { useSlack } from './context.js';
import { html } from './html.js';

/** Initials on a colour that stays the same for the same person. */
export function Avatar({ id, size = 'normal' }) {
  const { personOf, snapshot } = useSlack();
  const person = personOf(id);
  const isApp = id === snapshot.app.botUserId;
  const initials = (person?.name ?? '?')
    .split(/\s+/)
    .map((word) => word[0])
    .slice(0, 2)
    .join('')
    .toLocaleUpperCase();
  const hue = [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 7);
  return html`<span
    class=${`avatar is-${size} ${isApp ? 'is-app' : ''}`}
    style=${`--hue: ${hue}`}
    aria-hidden="true"
    >${initials}</span
  >`;
}
