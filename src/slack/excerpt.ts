import { fitting } from './blocks.ts';
import { plainFromCommand } from './mentions.ts';

const longest = 60;
const longestList = 600;

/** A part of what was typed, fit for quoting in a one-line text: plain, on one line, at most 60 characters. */
export function excerpt(typed: string): string {
  const characters = [...plainFromCommand(typed).replace(/\s+/g, ' ').trim()];
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}

/** Names for an error text: as many whole ones as are read, and an ellipsis for the others. */
export function nameList(names: readonly string[]): string {
  const { shown, left } = fitting(names, longestList);
  return left > 0 ? `${shown.join(', ')}, …` : shown.join(', ');
}
