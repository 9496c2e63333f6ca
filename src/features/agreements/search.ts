/** Words in the form that PostgreSQL's `websearch_to_tsquery` reads, and what to look for inside words. */
export interface SearchParts {
  web: string;
  /** All of them must be found; empty: nothing can be, as with `or`, which only `web` understands. */
  parts: string[];
  /** None of them may be found: those written as `-word`. */
  without: string[];
}

/** Quotation marks of any kind hold a phrase together. */
export function searchParts(words: string): SearchParts {
  const web = words.replaceAll(/[„“”«»]/g, '"');
  const parts: string[] = [];
  const without: string[] = [];
  let hasOr = false;
  for (const [, minus, phrase, word = ''] of web.matchAll(/(?<![^\s"])(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    const part = (phrase ?? word).trim().replaceAll(/\s+/g, ' ');
    if (phrase === undefined && /^or$/i.test(word)) hasOr = true;
    else if (part !== '') (minus ? without : parts).push(part);
  }
  return { web, parts: hasOr ? [] : parts, without: hasOr ? [] : without };
}
