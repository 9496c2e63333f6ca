import { html } from './html.js';
import { isSafeUrl } from './mrkdwn.js';

/** Images of addresses that can be fetched; the others as their words. */
export function Picture({ image, className = '' }) {
  if (!image.image_url || !isSafeUrl(image.image_url))
    return html`<span class="quiet">${image.alt_text}</span>`;
  return html`<img src=${image.image_url} alt=${image.alt_text} class=${className} loading="lazy" />`;
}
