/**
 * Slack's mrkdwn as a tree. Pure, and safe by construction: the tree holds plain strings only, which the page
 * draws as text nodes, and URLs only of schemes that cannot run anything.
 */

const safeUrl = /^(https?:\/\/|mailto:|tel:)/i;

export function isSafeUrl(url) {
  return safeUrl.test(url);
}

/** `&lt;`, `&gt;` and `&amp;` are all the entities that Slack has. */
export function decode(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** @returns blocks: preformatted, quote, list and paragraph, in the order of the text */
export function parseMrkdwn(source) {
  const blocks = [];
  const fence = /```\n?([\s\S]*?)\n?```/g;
  let at = 0;
  for (const match of source.matchAll(fence)) {
    blocks.push(...parseLines(source.slice(at, match.index).replace(/\n$/, '')));
    blocks.push({ type: 'preformatted', text: decode(plainReferences(match[1])) });
    at = match.index + match[0].length;
    if (source[at] === '\n') at += 1;
  }
  blocks.push(...parseLines(source.slice(at)));
  return blocks;
}

function parseLines(source) {
  if (source === '') return [];
  const blocks = [];
  let paragraph = [];
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ type: 'paragraph', children: inline(paragraph.join('\n')) });
    paragraph = [];
  };
  for (const line of source.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const item = /^(\s*)(?:([•◦▪‣-]) +|(\d+)\. +)(\S.*)$/.exec(line);
    const last = blocks.at(-1);
    if (quoted) {
      endParagraph();
      const open = blocks.at(-1);
      if (open?.type === 'quote') open.children.push({ type: 'break' }, ...inline(quoted[1]));
      else blocks.push({ type: 'quote', children: inline(quoted[1]) });
    } else if (item) {
      endParagraph();
      const ordered = item[3] !== undefined;
      const entry = { indent: Math.min(4, Math.floor(item[1].length / 2)), children: inline(item[4]) };
      const open = blocks.at(-1);
      if (open?.type === 'list' && open.ordered === ordered) open.items.push(entry);
      else blocks.push({ type: 'list', ordered, start: ordered ? Number(item[3]) : 1, items: [entry] });
    } else {
      // The line end after a quote or list is its own.
      if (paragraph.length === 0 && line === '' && last && last.type !== 'paragraph') {
        blocks.push({ type: 'paragraph', children: [{ type: 'break' }] });
        continue;
      }
      paragraph.push(line);
    }
  }
  endParagraph();
  return blocks;
}

const marks = { '*': 'bold', _: 'italic', '~': 'strike' };

/** Marks count only at the edges of words, as in Slack: `2*3*4` and `snake_case_name` stay as they are. */
function inline(source) {
  const nodes = [];
  let text = '';
  const flush = () => {
    if (text !== '') nodes.push({ type: 'text', text: decode(text) });
    text = '';
  };
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const found =
      reference(rest) ?? code(rest) ?? styled(source, at) ?? emoji(source, at) ?? lineBreak(rest) ?? null;
    if (found) {
      flush();
      nodes.push(found.node);
      at += found.length;
    } else {
      text += source[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function lineBreak(rest) {
  return rest[0] === '\n' ? { node: { type: 'break' }, length: 1 } : null;
}

function code(rest) {
  const match = /^`([^`\n]+)`/.exec(rest);
  return (
    match && { node: { type: 'code', text: decode(plainReferences(match[1])) }, length: match[0].length }
  );
}

function styled(source, at) {
  const mark = source[at];
  const type = marks[mark];
  if (!type || isWord(source[at - 1])) return null;
  // Another mark may follow at once (`*_both_*`), a space or the same mark may not.
  const next = source[at + 1] ?? ' ';
  if (/\s/.test(next) || next === mark) return null;
  let inReference = false;
  for (let end = at + 1; end < source.length && source[end] !== '\n'; end += 1) {
    if (source[end] === '<') inReference = true;
    else if (source[end] === '>') inReference = false;
    if (inReference || source[end] !== mark) continue;
    if (/\s/.test(source[end - 1]) || isWord(source[end + 1])) continue;
    const inner = source.slice(at + 1, end);
    return { node: { type, children: inline(inner) }, length: inner.length + 2 };
  }
  return null;
}

function isWord(character) {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function emoji(source, at) {
  if (source[at] !== ':' || isWord(source[at - 1])) return null;
  const match = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/.exec(source.slice(at));
  return match && { node: { type: 'emoji', name: match[1] }, length: match[0].length };
}

function reference(rest) {
  const match = /^<([^<>\n]+)>/.exec(rest);
  if (!match) return null;
  const node = referenceNode(match[1]);
  return node && { node, length: match[0].length };
}

function referenceNode(inside) {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : decode(inside.slice(bar + 1));
  const id = target.slice(1);
  if (/^@[A-Z0-9]+$/.test(target)) return { type: 'user', id, label };
  if (/^#[A-Z0-9]+$/.test(target)) return { type: 'channel', id, label };
  const group = /^!subteam\^([A-Z0-9]+)$/.exec(target);
  if (group) return { type: 'group', id: group[1], label };
  if (/^!(here|channel|everyone)$/.test(target)) return { type: 'broadcast', name: id };
  const date = /^!date\^(-?\d+)\^([^^]*)(?:\^(.+))?$/.exec(target);
  if (date) {
    const url = date[3] && isSafeUrl(decode(date[3])) ? decode(date[3]) : null;
    return { type: 'date', timestamp: Number(date[1]), format: decode(date[2]), url, fallback: label ?? '' };
  }
  const url = decode(target);
  return isSafeUrl(url) ? { type: 'link', url, text: label ?? url } : null;
}

/** Inside code a reference is its words, as Slack shows it; what is none stays as it is. Not yet decoded. */
function plainReferences(text) {
  return text.replace(/<([^<>\n]+)>/g, (whole, inside) => {
    if (referenceNode(inside) === null) return whole;
    const bar = inside.indexOf('|');
    return inside.slice(bar + 1);
  });
}
