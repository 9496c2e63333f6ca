import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { de } from '../../src/text/de/index.ts';
import { en } from '../../src/text/en/index.ts';
import { type TextKey, texts } from '../../src/text/text.ts';

type Catalogue = { [key: string]: string | Catalogue };

/** "input.unknownFlag" → text */
function flatten(catalogue: Catalogue, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

/** `{{name}}` and `{{- name}}` stay apart: one is escaped and the other is not. */
function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\{.*?\}\}/g) ?? [])].sort();
}

const english = flatten(en);
const german = flatten(de);

/** Texts of these words alone may be the same, because German business language uses them too. */
const sharedWords = [
  'agenda',
  'sync',
  'region',
  'initiative',
  'channel',
  'concord',
  'thread',
  'admin',
  'name',
  'status',
  'text',
  'link',
];

describe('the catalogues', () => {
  test('have the same keys, plural forms included', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('have one and other of everything counted', () => {
    for (const catalogue of [english, german]) {
      const counted = [...catalogue.keys()].filter((key) => /_(?:zero|one|other)$/.test(key));
      const bases = new Set(counted.map((key) => key.replace(/_\w+?$/, '')));
      for (const base of bases) {
        expect([...catalogue.keys()]).toEqual(expect.arrayContaining([`${base}_one`, `${base}_other`]));
      }
    }
  });

  test('have the same placeholders under every key, escaped in both or in none', () => {
    const different = [...english].filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(german.get(key) ?? '')),
    );
    expect(different).toEqual([]);
  });

  test('hold only placeholders that are replaced', () => {
    const malformed = [...english, ...german].filter(([, text]) =>
      /\{\{|\}\}|\$t\(/.test(text.replace(/\{\{(?:- )?[a-z][A-Za-z]*\}\}/g, '')),
    );
    expect(malformed).toEqual([]);
  });

  test('have no empty text and no space at the ends', () => {
    const untidy = [...english, ...german].filter(([, text]) => text === '' || text !== text.trim());
    expect(untidy).toEqual([]);
  });

  test('are translated', () => {
    const isShared = (text: string) =>
      (text.replace(/\{\{.*?\}\}|`[^`]*`/g, '').match(/\p{L}{2,}/gu) ?? []).every((word) =>
        sharedWords.includes(word.toLowerCase()),
      );
    const same = [...english].filter(([key, text]) => german.get(key) === text && !isShared(text));
    expect(same).toEqual([]);
  });

  test('use the quotation marks of their language', () => {
    const withoutCode = (text: string) => text.replace(/`[^`]*`/g, '');
    expect([...german].filter(([, text]) => /["”]|“(?=\p{L})/u.test(withoutCode(text)))).toEqual([]);
    expect([...english].filter(([, text]) => /["„]/.test(withoutCode(text)))).toEqual([]);
  });

  test('are looked up with values escaped for mrkdwn and as they are for plain text', () => {
    const values = { noun: '<!channel>', nouns: '{{noun}} & $t(common.close)' };
    expect(texts('en').t('common.unknownNoun', values)).toContain('“&lt;!channel&gt;”');
    expect(texts('de').plain('common.unknownNoun', values)).toContain('„<!channel>“');
    expect(texts('de').plain('common.unknownNoun', values)).toContain('{{noun}} & $t(common.close)');
  });
});

/** Words a person could read: holes of templates, code, emoji names and Slack's own notation are none. */
function isSentence(text: string): boolean {
  const words = text
    .replace(/<!date\^.*?>|:[a-z_+-]+:|\{[a-z_]+\}/g, ' ')
    .split(/\s+/)
    .filter((word) => /^[(“„"']?\p{L}{2,}[.,:;!?)”“"']*$/u.test(word));
  return words.length >= 2;
}

/** String and template literals with two or more words in a source file; types and imports are no texts. */
function literalSentences(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value, quasis } = node as {
      type?: string;
      value?: unknown;
      quasis?: { raw: string; cooked?: string }[];
    };
    if (type === 'TsLiteralType' || type === 'ImportDeclaration') return;
    if (type === 'StringLiteral' && isSentence(String(value))) found.push(String(value));
    if (type === 'TemplateLiteral' && quasis) {
      const text = quasis.map(({ cooked, raw }) => cooked ?? raw).join('…');
      if (isSentence(text)) found.push(text);
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseSync(source, { syntax: 'typescript', target: 'es2023' }).body);
  return found;
}

describe('no literal sentence', () => {
  const src = new URL('../../src', import.meta.url).pathname;
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(?:views|listeners)\.ts$/.test(file),
  );

  test('is in the views and listeners', () => {
    expect(files.length).toBeGreaterThan(0);
    const perFile = files.map((file) => ({
      file,
      sentences: literalSentences(readFileSync(join(src, file), 'utf8')),
    }));
    expect(perFile.filter(({ sentences }) => sentences.length > 0)).toEqual([]);
  });

  test.each([
    [`const text = 'Please vote now';`, 'Please vote now'],
    [`respond({ text: "Nothing here." });`, 'Nothing here.'],
    [`const text = \`You have \${n} votes\`;`, 'You have … votes'],
    [`export const view = (n: number): Block => section(\`\${n} people agree\`);`, '… people agree'],
    [`const block = { text: flag ? \`*\${n}* von allen Leuten\` : null };`, '*…* von allen Leuten'],
  ])('goes unseen: %s', (source, sentence) => {
    expect(literalSentences(source)).toEqual([sentence]);
  });

  test.each([
    [`import { section } from './two words.ts';`],
    [`type Kind = 'two words' | 'three more words';`],
    [`t.t('proposals.title', { name: \`*\${a}* · \${b}\` });`],
    [`const action = \`proposal_edit:\${id}\`;`],
    [`const date = \`<!date^\${at}^{date_short_pretty} {time}|\${fallback} UTC>\`;`],
    ['// A comment may say anything.'],
  ])('is seen in: %s', (source) => {
    expect(literalSentences(source)).toEqual([]);
  });
});

/** The compiler holds every look-up to a known key; this keeps that true. */
const known: TextKey = 'input.unknownFlag';
// @ts-expect-error a key that is not in the catalogue
const unknown: TextKey = 'input.unknown';
void [known, unknown];
