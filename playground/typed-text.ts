import type { World } from './state.ts';

function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

interface Mentionable {
  /** As typed, without `@` or `#`, lower case. */
  name: string;
  withName: string;
  bare: string;
}

/** A command's text as it reaches the app: `should_escape` turns names and links into Slack's notation. */
export function commandText(world: World, typed: string, shouldEscape: boolean): string {
  return shouldEscape ? linked(world, typed, 'withName') : escapeEntities(typed);
}

/** A message's text as Slack stores what a person typed. */
export function messageText(world: World, typed: string): string {
  return linked(world, typed, 'bare');
}

function linked(world: World, typed: string, form: 'withName' | 'bare'): string {
  const people = mentionable(
    [...world.people.values()].flatMap((person) => [
      [person.handle, `<@${person.id}|${person.handle}>`, `<@${person.id}>`],
      [person.name, `<@${person.id}|${person.handle}>`, `<@${person.id}>`],
    ]),
  );
  const groups = mentionable(
    [...world.userGroups.values()].map((group) => [
      group.handle,
      `<!subteam^${group.id}|@${group.handle}>`,
      `<!subteam^${group.id}>`,
    ]),
  );
  const broadcasts = mentionable(
    ['here', 'channel', 'everyone'].map((name) => [name, `<!${name}>`, `<!${name}>`]),
  );
  const channels = mentionable(
    [...world.channels.values()]
      .filter((channel) => channel.name !== '')
      .map((channel) => [channel.name, `<#${channel.id}|${channel.name}>`, `<#${channel.id}>`]),
  );
  const after = {
    '@': [...people, ...groups, ...broadcasts].sort(longestFirst),
    '#': channels.sort(longestFirst),
  };
  let result = '';
  let at = 0;
  while (at < typed.length) {
    const mark = typed.charAt(at);
    const startsWord = at === 0 || !/[\p{L}\p{N}_]/u.test(typed.charAt(at - 1));
    const found =
      (mark === '@' || mark === '#') && startsWord ? nameAt(typed, at + 1, after[mark]) : undefined;
    const link = /^https?:\/\/[^\s<>"“”„]+/.exec(typed.slice(at))?.[0];
    if (found) {
      result += found[form];
      at += 1 + found.name.length;
    } else if (link && startsWord) {
      result += `<${link.replaceAll('&', '&amp;')}>`;
      at += link.length;
    } else {
      result += escapeEntities(mark);
      at += 1;
    }
  }
  return result;
}

function mentionable(rows: string[][]): Mentionable[] {
  return rows.map(([name = '', withName = '', bare = '']) => ({ name: name.toLowerCase(), withName, bare }));
}

function longestFirst(a: Mentionable, b: Mentionable): number {
  return b.name.length - a.name.length;
}

/** The longest name that ends where a word ends. */
function nameAt(typed: string, at: number, names: readonly Mentionable[]): Mentionable | undefined {
  const rest = typed.slice(at).toLowerCase();
  return names.find(({ name }) => rest.startsWith(name) && !/^[\p{L}\p{N}_-]/u.test(rest.slice(name.length)));
}
