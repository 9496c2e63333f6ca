import { UserError } from '../errors.ts';
import { excerpt } from './excerpt.ts';
import { nearest } from './nearest.ts';
import { type Token, tokenize } from './tokens.ts';

export interface ArgumentSpec {
  /** Names without dashes, in lower case. */
  flags: Readonly<Record<string, 'boolean' | 'value'>>;
  /** Other names of the same flags, in lower case, e.g. German ones: `{ bis: 'by', regel: 'rule' }`. */
  aliases?: Readonly<Record<string, string>>;
  /** The flags whose value may be quotes with nothing between them: it takes away what there is. */
  emptiable?: readonly string[];
  /** The flags as the error texts list them, in the reader's language; without it by their own names. */
  shown?: readonly string[];
  /**
   * For texts that may end in such a word by themselves: bare flags at the end of the first part count only behind
   * something in quotes.
   */
  bareFlagsBehindQuotes?: boolean;
  /** One complete, correct command line for the error texts; without it they show the flag alone. */
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
  /** By the flag's own name, never an alias; `true` for a flag without value, else the value as typed. */
  flags: Map<string, string | true>;
}

/**
 * Reads `text --flag value --flag`, the grammar of every command: flags come last, a value runs to the next
 * flag, and quotes protect what stands in them. A boolean flag may also be a bare last word (`anonymous`).
 *
 * @param input the command's text as Slack sends it: entities, mentions and links still in Slack's form
 * @throws UserError `unclosed_quote`, `unknown_flag`, `repeated_flag`, `missing_flag_value`,
 *   `unexpected_flag_value`
 */
export function parseArguments(input: string, spec: ArgumentSpec): ParsedArguments {
  const flags = new Map<string, string | true>();
  const tokens = tokenize(input);
  const segments = splitAtFlags(tokens);
  const [before = []] = segments;

  const bare: ParsedArguments['flags'] = new Map();
  const shorter = withoutTrailingFlags(before, 0, spec, bare);
  const isText = spec.bareFlagsBehindQuotes && shorter.length > 0 && shorter.at(-1)!.kind !== 'quoted';
  const words = isText ? before : shorter;
  if (!isText) for (const [name, value] of bare) setFlag(name, value, flags);
  for (const [flag, ...following] of segments.slice(1)) {
    readFlag(input, flag!, following, spec, flags);
  }
  return { text: partOf(input, words), words: wordsOf(words), flags };
}

/** The tokens before the first flag, then one list per flag that starts with it. */
function splitAtFlags(tokens: Token[]): Token[][] {
  const segments: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'flag') segments.push([]);
    segments.at(-1)!.push(token);
  }
  return segments;
}

function readFlag(
  input: string,
  flag: Token,
  following: Token[],
  spec: ArgumentSpec,
  flags: ParsedArguments['flags'],
): void {
  const name = nameOf(flag.value, spec);
  if (name === undefined) throw unknownFlag(flag.value, spec);
  const takesValue = spec.flags[name] === 'value';
  const tokens = withoutTrailingFlags(following, takesValue ? 1 : 0, spec, flags);
  const value = partOf(input, tokens);
  const isEmptied = tokens[0]?.kind === 'quoted' && (spec.emptiable ?? []).includes(name);
  if (takesValue && value === '' && !isEmptied) {
    throw new UserError('missing_flag_value', 'input.missingFlagValue', {
      flag: `--${name}`,
      example: spec.example ?? `--${name} …`,
    });
  }
  if (!takesValue && tokens.length > 0) {
    throw new UserError('unexpected_flag_value', 'input.unexpectedFlagValue', {
      flag: `--${name}`,
      part: excerpt(value),
      example: spec.example ?? `… --${name}`,
    });
  }
  setFlag(name, takesValue ? value : true, flags);
}

function setFlag(name: string, value: string | true, flags: ParsedArguments['flags']): void {
  if (flags.has(name)) {
    const example = value === true ? `--${name}` : `--${name} ${value}`;
    throw new UserError('repeated_flag', 'input.repeatedFlag', {
      flag: `--${name}`,
      example: excerpt(example),
    });
  }
  flags.set(name, value);
}

/** Takes boolean flags written as bare last words off the end and sets them; `keep` tokens always stay. */
function withoutTrailingFlags(
  tokens: Token[],
  keep: number,
  spec: ArgumentSpec,
  flags: ParsedArguments['flags'],
): Token[] {
  let end = tokens.length;
  while (end > keep) {
    const token = tokens[end - 1]!;
    const name = token.kind === 'bare' ? nameOf(token.value, spec) : undefined;
    if (name === undefined || spec.flags[name] !== 'boolean') break;
    setFlag(name, true, flags);
    end--;
  }
  return tokens.slice(0, end);
}

function nameOf(typed: string, spec: ArgumentSpec): string | undefined {
  const lower = typed.normalize('NFC').toLowerCase();
  const aliased = spec.aliases && Object.hasOwn(spec.aliases, lower) ? spec.aliases[lower]! : lower;
  return Object.hasOwn(spec.flags, aliased) ? aliased : undefined;
}

function unknownFlag(typed: string, spec: ArgumentSpec): UserError {
  const names = Object.keys(spec.flags);
  const flag = `--${excerpt(typed)}`;
  if (names.length === 0) return new UserError('unknown_flag', 'input.noFlags', { flag });
  const values = {
    flag,
    allowed: (spec.shown ?? names).map((name) => `--${name}`).join(', '),
    example: spec.example ?? (spec.flags[names[0]!] === 'boolean' ? `--${names[0]}` : `--${names[0]} …`),
  };
  const meant = nearest(typed.toLowerCase(), [...names, ...Object.keys(spec.aliases ?? {})]);
  return meant === undefined
    ? new UserError('unknown_flag', 'input.unknownFlag', values)
    : new UserError('unknown_flag', 'input.unknownFlagNearest', { ...values, nearest: `--${meant}` });
}

/** The input from the first to the last of these tokens, verbatim, or the inside of the one quote it is. */
function partOf(input: string, tokens: Token[]): string {
  const [first] = tokens;
  if (!first) return '';
  if (tokens.length === 1 && first.kind === 'quoted') return first.value.trim();
  return input.slice(first.start, tokens.at(-1)!.end);
}

/** Commas and semicolons between quoted arguments separate and are no words. */
function wordsOf(tokens: Token[]): Word[] {
  return tokens
    .filter(
      (token, i) =>
        !(token.kind === 'bare' && /^[,;]$/.test(token.value) && tokens[i - 1]?.kind === 'quoted'),
    )
    .map((token) => ({ value: token.value, quoted: token.kind === 'quoted' }));
}
