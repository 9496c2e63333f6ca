import { useSlack } from './context.js';
import { formatDate } from './dates.js';
import { html } from './html.js';
import { permalinkTarget } from './links.js';
import { isSafeUrl, parseMrkdwn } from './mrkdwn.js';

/** A text object of Block Kit, or a message's text. */
export function Text({ text }) {
  if (!text) return null;
  return text.type === 'mrkdwn'
    ? html`<${Mrkdwn} text=${text.text} />`
    : html`<${PlainText} text=${text.text} />`;
}

export function Mrkdwn({ text }) {
  return parseMrkdwn(text).map((part) => html`<${Part} part=${part} />`);
}

/** Plain text knows emoji and nothing else. */
export function PlainText({ text }) {
  const { emojiOf } = useSlack();
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => emojiOf(name) ?? whole);
}

function Part({ part }) {
  switch (part.type) {
    case 'preformatted':
      return html`<pre class="preformatted">${part.text}</pre>`;
    case 'quote':
      return html`<blockquote><${Inlines} nodes=${part.children} /></blockquote>`;
    case 'list': {
      const items = part.items.map(
        (item) => html`<li class=${`indent-${item.indent}`}><${Inlines} nodes=${item.children} /></li>`,
      );
      return part.ordered ? html`<ol start=${part.start}>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    default:
      return html`<p><${Inlines} nodes=${part.children} /></p>`;
  }
}

function Inlines({ nodes }) {
  return nodes.map((node) => html`<${Inline} node=${node} />`);
}

function Inline({ node }) {
  const { snapshot, nameOf, go } = useSlack();
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return html`<br />`;
    case 'bold':
      return html`<strong><${Inlines} nodes=${node.children} /></strong>`;
    case 'italic':
      return html`<em><${Inlines} nodes=${node.children} /></em>`;
    case 'strike':
      return html`<s><${Inlines} nodes=${node.children} /></s>`;
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'emoji':
      return html`<${Emoji} name=${node.name} />`;
    case 'user':
      return html`<span class=${`mention ${node.id === snapshot.me.id ? 'is-me' : ''}`}>@${nameOf(node.id)}</span>`;
    case 'channel': {
      const channel = snapshot.channels.find(({ id }) => id === node.id);
      if (!channel) return html`<span class="mention">#${node.label ?? 'private channel'}</span>`;
      return html`<button type="button" class="mention is-link" onClick=${() => go({ channel: node.id })}>
        #${channel.name}
      </button>`;
    }
    case 'group': {
      const group = snapshot.userGroups.find(({ id }) => id === node.id);
      return html`<span class="mention">@${group?.handle ?? node.label?.replace(/^@/, '') ?? node.id}</span>`;
    }
    case 'broadcast':
      return html`<span class="mention is-broadcast">@${node.name}</span>`;
    case 'date': {
      const text = formatDate(node, snapshot.me, Date.parse(snapshot.clock.now));
      const time = html`<time datetime=${new Date(node.timestamp * 1000).toISOString()}>${text}</time>`;
      return node.url ? html`<${Link} url=${node.url}>${time}<//>` : time;
    }
    default:
      return html`<${Link} url=${node.url}><${PlainText} text=${node.text} /><//>`;
  }
}

export function Emoji({ name }) {
  const { emojiOf } = useSlack();
  const character = emojiOf(name);
  if (!character) return `:${name}:`;
  return html`<span class="emoji" role="img" aria-label=${name.replaceAll('_', ' ')} title=${`:${name}:`}>${character}</span>`;
}

/** Permalinks of this workspace stay in the page. */
export function Link({ url, children, ...rest }) {
  const { snapshot, go } = useSlack();
  const target = permalinkTarget(url, snapshot.team.domain);
  if (!isSafeUrl(url)) return children;
  const follow = (event) => {
    if (!target) return;
    event.preventDefault();
    go(target);
  };
  return html`<a href=${url} target="_blank" rel="noreferrer noopener" onClick=${follow} ...${rest}>${children}</a>`;
}
