import { UserError } from '../errors.ts';
import { excerpt } from './excerpt.ts';
import { referenceAt } from './mentions.ts';
import { quoteAt } from './quotes.ts';

export interface Token {
  kind: 'bare' | 'quoted' | 'flag';
  /** Offsets in the input; a flag's `end` is after its `=`. */
  start: number;
  end: number;
  /** A quoted token without its marks; a flag without its dashes and `=`, as typed. */
  value: string;
}

/** macOS and iOS turn two hyphens into an em or en dash while one types. */
const flag = /(?:[-—–]{2,}|[—–])(?=\p{L})([^\s=:"'“”„‘’‚«»<>]+)[=:]?/uy;

/**
 * Splits a command's text at white space and quotes. What stands in quotes, in a mention or in a link is
 * never split and never a flag.
 *
 * @throws UserError `unclosed_quote`
 */
export function tokenize(input: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < input.length) {
    if (/\s/.test(input.charAt(at))) {
      at++;
      continue;
    }
    const token = flagAt(input, at) ?? quotedAt(input, at, tokens.at(-1)) ?? bareAt(input, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function flagAt(input: string, at: number): Token | undefined {
  if (at > 0 && !/\s/.test(input.charAt(at - 1))) return undefined;
  flag.lastIndex = at;
  const match = flag.exec(input);
  return match ? { kind: 'flag', start: at, end: flag.lastIndex, value: match[1]! } : undefined;
}

function quotedAt(input: string, at: number, previous: Token | undefined): Token | undefined {
  const quote = quoteAt(input, at, previous?.kind === 'quoted' && previous.end === at);
  if (quote.kind === 'unclosed') throw unclosedQuote(input, at);
  if (quote.kind === 'none') return undefined;
  return { kind: 'quoted', start: at, end: quote.end, value: quote.inner };
}

/** A word runs to the next white space outside of quotes and Slack's own notation. */
function bareAt(input: string, start: number): Token {
  let at = start;
  while (at < input.length && !/\s/.test(input.charAt(at))) {
    referenceAt.lastIndex = at;
    if (referenceAt.test(input)) {
      at = referenceAt.lastIndex;
      continue;
    }
    const quote = quoteAt(input, at, false);
    if (quote.kind === 'unclosed') throw unclosedQuote(input, at);
    at = quote.kind === 'quoted' ? quote.end : at + 1;
  }
  return { kind: 'bare', start, end: at, value: input.slice(start, at) };
}

function unclosedQuote(input: string, at: number): UserError {
  return new UserError('unclosed_quote', 'input.unclosedQuote', { part: excerpt(input.slice(at)) });
}
