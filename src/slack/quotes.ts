/**
 * What may close a quote, by what opened it, in order of preference: the second choice serves people whose
 * keyboard made only one of the two curly. Straight, English, German, French and Swedish marks.
 */
const closers: Readonly<Record<string, readonly string[]>> = {
  '"': ['"'],
  "'": ["'"],
  '“': ['”', '"'],
  '‘': ['’', "'"],
  '„': ['“”', '"'],
  '‚': ['‘’', "'"],
  '”': ['”', '"'],
  '«': ['»'],
  '»': ['«'],
};

/** These also stand for an apostrophe ('90s), so without a closing mark they are one. */
const apostrophes = new Set(["'", '‘']);

const wordCharacter = /[\p{L}\p{N}]/u;
const beforeQuote = /[\s([{,;:=/]/;

export type QuoteScan =
  | { kind: 'none' }
  | { kind: 'unclosed' }
  /** `end` is the offset after the closing mark. */
  | { kind: 'quoted'; end: number; inner: string };

/**
 * Looks for a quote that opens at `at`. It opens only at the start of a word and closes only at the end of
 * one, so that apostrophes (don't) and inches (27") stay what they are.
 * `afterQuote` says that another quote has just closed here.
 */
export function quoteAt(input: string, at: number, afterQuote: boolean): QuoteScan {
  const mark = input.charAt(at);
  const choices = closers[mark];
  const opens = at === 0 || afterQuote || beforeQuote.test(input.charAt(at - 1));
  if (!choices || !opens) return { kind: 'none' };
  for (const marks of choices) {
    for (let i = at + 1; i < input.length; i++) {
      if (marks.includes(input.charAt(i)) && !wordCharacter.test(codePointAt(input, i + 1))) {
        return { kind: 'quoted', end: i + 1, inner: input.slice(at + 1, i) };
      }
    }
  }
  return apostrophes.has(mark) ? { kind: 'none' } : { kind: 'unclosed' };
}

function codePointAt(input: string, at: number): string {
  const code = input.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}
