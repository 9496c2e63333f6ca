import { useSlack } from './context.js';
import { formatDate } from './dates.js';
import { html } from './html.js';
import { Emoji, Link } from './text.js';

export function RichText({ elements }) {
  return elements.map((element) => html`<${RichElement} element=${element} />`);
}

function RichElement({ element }) {
  const parts = element.elements;
  switch (element.type) {
    case 'rich_text_list': {
      const items = parts.map((item) => html`<li><${Parts} parts=${item.elements} /></li>`);
      const className = `indent-${Math.min(element.indent ?? 0, 4)}`;
      return element.style === 'ordered'
        ? html`<ol class=${className} start=${(element.offset ?? 0) + 1}>${items}</ol>`
        : html`<ul class=${className}>${items}</ul>`;
    }
    case 'rich_text_quote':
      return html`<blockquote><${Parts} parts=${parts} /></blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre class="preformatted">${parts.map((part) => part.text ?? part.url)}</pre>`;
    default:
      return html`<p><${Parts} parts=${parts} /></p>`;
  }
}

function Parts({ parts }) {
  return parts.map((part) => html`<${Styled} style=${part.style ?? {}}><${Part} part=${part} /><//>`);
}

function Styled({ style, children }) {
  let styled = children;
  if (style.code) styled = html`<code>${styled}</code>`;
  if (style.strike) styled = html`<s>${styled}</s>`;
  if (style.underline) styled = html`<u>${styled}</u>`;
  if (style.italic) styled = html`<em>${styled}</em>`;
  if (style.bold) styled = html`<strong>${styled}</strong>`;
  return styled;
}

function Part({ part }) {
  const { snapshot, nameOf } = useSlack();
  switch (part.type) {
    case 'text':
      return html`<span class="kept-space">${part.text}</span>`;
    case 'link':
      return html`<${Link} url=${part.url}>${part.text ?? part.url}<//>`;
    case 'user':
      return html`<span class="mention">@${nameOf(part.user_id)}</span>`;
    case 'channel':
      return html`<span class="mention">#${snapshot.channels.find(({ id }) => id === part.channel_id)?.name ?? 'private channel'}</span>`;
    case 'usergroup':
      return html`<span class="mention">@${snapshot.userGroups.find(({ id }) => id === part.usergroup_id)?.handle ?? part.usergroup_id}</span>`;
    case 'broadcast':
      return html`<span class="mention is-broadcast">@${part.range}</span>`;
    case 'emoji':
      return html`<${Emoji} name=${part.name} />`;
    case 'date': {
      const { timestamp, format, fallback = '' } = part;
      return formatDate({ timestamp, format, fallback }, snapshot.me, Date.parse(snapshot.clock.now));
    }
    default:
      return part.value ?? '';
  }
}

/** What a person types into a rich text field, as Slack keeps it. */
export function richTextOf(text) {
  if (text === '') return null;
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}

export function textOfRich(value) {
  const collect = (node) => node.text ?? node.url ?? (node.elements ?? []).map(collect).join('');
  return value ? value.elements.map(collect).join('\n') : '';
}
