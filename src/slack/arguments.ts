import { UserError } from '../errors.ts';
import { nearest } from './edit-distance.ts';
import { plainFromCommand, referenceAt } from './mentions.ts';
import { quoteAt } from './quotes.ts';

export interface ArgumentSpec {
  /** Names without dashes, in lower case. */
  flags: Readonly<Record<string, 'boolean' | 'value'>>;
  /** Other names of the same flags, e.g. German ones: `{ bis: 'by', regel: 'rule' }`. */
  aliases?: Readonly<Record<string, string>>;
  /** One complete, correct command line for the error texts. Without it they show the flag alone. */
  example?: string;
}

export interface Word {
  value: string;
  quoted: boolean;
}

export interface ParsedArguments {
  /** Everything before the first flag as typed, in Slack's escaped form; quotes around all of it taken off. */
  text: string;
  /** The same part as quoted arguments and bare words, in order. */
  words: Word[];
  /** By the flag's own name (never an alias); `true` for a flag without value, else the value as typed. */
  flags: Map<string, string | true>;
}

interface Token {
  start: number;
  end: number;
  kind: 'bare' | 'quoted' | 'flag';
  /** A quoted token without its marks; a flag without its dashes. */
  value: string;
}

/** macOS and iOS turn two hyphens into an em or en dash while one types. */
const flagStart = /(?:[-—–]{2,}|[—–])(?=\p{L})([^\s=:"'“”„‘’‚«»<>]+)[=:]?/uy;

/**
 * Reads `text --flag value --flag`, the grammar of every command: flags come last, a value runs to the next
 * flag, quotes protect what stands in them. A boolean flag may also be a bare last word (`anonymous`).
 *
 * @param input the command's text as Slack sends it (entities and mentions still escaped)
 * @throws UserError `unclosed_quote`, `unknown_flag`, `repeated_flag`, `missing_flag_value`, `unexpected_flag_value`
 */
export function parseArguments(input: string, spec: ArgumentSpec): ParsedArguments {
  const tokens = tokenize(input, spec);
  const flags = new Map<string, string | true>();
  const first = tokens.findIndex((token) => token.kind === 'flag');
  const before = first === -1 ? tokens : tokens.slice(0, first);
  takeTrailingFlags(before, 0, spec, flags);

  for (let i = before.length === tokens.length ? tokens.length : first; i < tokens.length; ) {
    const flag = tokens[i]!;
    let next = i + 1;
    while (next < tokens.length && tokens[next]!.kind !== 'flag') next++;
    const rest = tokens.slice(i + 1, next);
    readFlag(input, flag, rest, spec, flags);
    i = next;
  }
  return { text: textOf(input, before), words: wordsOf(before), flags };
}
