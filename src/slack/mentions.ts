/**
 * Slack's own notation in command and message text (docs.slack.dev: "Retrieving formatted messages"):
 * `&`, `<` and `>` arrive as entities, so a literal `<` always opens a mention or a link:
 * `<@U123|name>` `<#C123|name>` `<!subteam^S123|@group>` `<!here>` `<!date^…|fallback>` `<https://…|label>`.
 */
const reference = /<([@#!]|(?=[a-z][a-z0-9+.-]*:))([^<>\n|]*)(?:\|([^<>\n]*))?>/gi;

/** A reference that starts exactly at the regular expression's `lastIndex`. */
export const referenceAt = new RegExp(reference.source, 'iy');

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Entities to characters, once (`&amp;lt;` becomes `&lt;`); mentions and links stay as they are. */
export function unescapeSlack(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
}

/**
 * Slack's text to what the person meant, as plain text for storage: a mention becomes its visible name
 * (`@name`, `#name`, `@group`, `@here`), a link its address, entities their characters. The result is data
 * and carries no power: shown again it is escaped, so that nobody is notified by it.
 * @param names of people and channels by id, for text whose mentions come without them, as in messages
 */
export function plainFromCommand(text: string, names: ReadonlyMap<string, string> = new Map()): string {
  return unescapeSlack(
    text.replace(reference, (_, kind, target, label) =>
      visible(kind, target, label || (names.get(target) ?? '')),
    ),
  );
}

function visible(kind: string, target: string, label: string): string {
  if (kind === '@') return `@${label || target}`;
  if (kind === '#') return `#${label || target}`;
  if (kind === '') return /^(?:mailto|tel):/i.test(target) ? target.replace(/^\w+:/, '') : target;
  if (target.startsWith('date^')) return label || target;
  const name = label || target.replace(/^subteam\^/, '');
  return name.startsWith('@') ? name : `@${name}`;
}

export interface Mentions {
  userIds: string[];
  userGroupIds: string[];
  channelIds: string[];
  /** What is left as plain text; empty if only separators are. */
  rest: string;
}

/**
 * The people, user groups and channels named in a text, each once, in order. `<!here>` and its like name
 * nobody in particular and stay in `rest`, as does an `@name` that Slack did not recognise.
 */
export function parseMentions(text: string): Mentions {
  const userIds = new Set<string>();
  const userGroupIds = new Set<string>();
  const channelIds = new Set<string>();
  const rest = text.replace(reference, (whole: string, kind: string, target: string) => {
    const group = /^subteam\^([A-Z0-9]+)$/.exec(target)?.[1];
    if (kind === '@' && target !== '') userIds.add(target);
    else if (kind === '#' && target !== '') channelIds.add(target);
    else if (kind === '!' && group !== undefined) userGroupIds.add(group);
    else return whole;
    return ' ';
  });
  const left = plainFromCommand(rest).replace(/\s+/g, ' ').trim();
  return {
    userIds: [...userIds],
    userGroupIds: [...userGroupIds],
    channelIds: [...channelIds],
    rest: /^(?:[,;&+ ]|and\b|und\b)*$/i.test(left) ? '' : left,
  };
}

/** The one channel that a text names; null where it names none, several, or anything besides. */
export function onlyChannel(text: string): string | null {
  const { channelIds, rest } = parseMentions(text);
  const [channel] = channelIds;
  return channel && channelIds.length === 1 && rest.trim() === '' ? channel : null;
}
