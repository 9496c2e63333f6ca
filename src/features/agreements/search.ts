/** Words in the form that PostgreSQL's `websearch_to_tsquery` reads, and the parts to look for inside words. */
export interface SearchParts {
  web: string;
  /** All of them must be found. Empty where `or` or `-word` are used, which only `web` understands. */
  parts: string[];
}

/** Quotation marks of any kind hold a phrase together. */
export function searchParts(words: string): SearchParts {
  const web = words.replaceAll(/[„“”«»]/g, '"');
  const parts = [...web.matchAll(/"([^"]*)"?|[^\s"]+/g)]
    .map(([whole, phrase]) => (phrase ?? whole).trim().replaceAll(/\s+/g, ' '))
    .filter(Boolean);
  const usesOperators = /(?:^|\s)(?:or|-\S+)(?=\s|$)/i.test(web.replaceAll(/"[^"]*"?/g, '""'));
  return { web, parts: usesOperators ? [] : parts };
}
