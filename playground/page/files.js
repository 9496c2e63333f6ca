import { useSlack } from './context.js';
import { html } from './html.js';

/** A card for each file of a message. */
export function Files({ files }) {
  const { snapshot } = useSlack();
  return html`<ul class="files" aria-label=${files.length === 1 ? 'File' : 'Files'}>
    ${files.map(
      (file) => html`<li key=${file.id} class="file">
        <span class="file-type" aria-hidden="true">${endingOf(file.name)}</span>
        <div class="file-words" title=${file.title === file.name ? file.name : `${file.title} (${file.name})`}>
          <strong>${file.title}</strong>
          <span class="quiet">${sizeInWords(file.size)}${file.title === file.name ? '' : ` · ${file.name}`}</span>
        </div>
        <a
          class="button is-small"
          href=${`/playground/files/${file.id}?as=${encodeURIComponent(snapshot.me.id)}`}
          download=${file.name}
          aria-label=${`Download ${file.title}`}
          >Download</a
        >
      </li>`,
    )}
  </ul>`;
}

function endingOf(name) {
  const [, ending = 'file'] = /\.([a-z0-9]{1,4})$/i.exec(name) ?? [];
  return ending.toLowerCase();
}

function sizeInWords(bytes) {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const [size, unit] = bytes < 999_500 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${size.toFixed(size < 9.95 ? 1 : 0)} ${unit}`;
}
