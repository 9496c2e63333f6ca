import { plainFromCommand } from './mentions.ts';

const longest = 60;

/** A part of what was typed, fit for quoting in a one-line text: plain, on one line, at most 60 characters. */
export function excerpt(typed: string): string {
  const characters = [...plainFromCommand(typed).replace(/\s+/g, ' ').trim()];
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}
