import { counts, weekdays } from './date-parts.ts';

/*
 * The words of recurrences in English and German, looked up in lower case with umlauts spelt out, so that
 * "jährlich" and "jaehrlich" are one.
 */

export function keyOf(word: string): string {
  return word.toLowerCase().replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss');
}

export type Unit = 'day' | 'week' | 'month' | 'year';
export interface Span {
  unit: Unit;
  count: number;
}

function spans(table: Readonly<Record<string, readonly [number, Unit]>>): ReadonlyMap<string, Span> {
  return new Map(
    Object.entries(table).flatMap(([words, [count, unit]]) =>
      words.split(' ').map((word): [string, Span] => [word, { unit, count }]),
    ),
  );
}

/** "monthly" */
export const adverbs = spans({
  'daily taeglich': [1, 'day'],
  'weekly woechentlich': [1, 'week'],
  'biweekly bi-weekly fortnightly zweiwoechentlich zweiwoechig 14-taegig 14-taeglich vierzehntaegig vierzehntaeglich':
    [2, 'week'],
  'monthly monatlich': [1, 'month'],
  zweimonatlich: [2, 'month'],
  'quarterly vierteljaehrlich quartalsweise': [3, 'month'],
  'half-yearly semiannually halbjaehrlich': [6, 'month'],
  'yearly annually jaehrlich': [1, 'year'],
});

/** What can stand after "every" and "every two". */
export const units = spans({
  'day days tag tage tagen': [1, 'day'],
  'week weeks woche wochen': [1, 'week'],
  'fortnight fortnights': [2, 'week'],
  'month months monat monate monaten': [1, 'month'],
  'quarter quarters quartal quartale quartalen vierteljahr': [3, 'month'],
  halbjahr: [6, 'month'],
  'year years jahr jahre jahren': [1, 'year'],
});

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
export const every = words('every each all jede jeden jeder jedes jedem alle');
export const and = words(', and und & + sowie');
export const to = words('- – to through thru till until bis');
/** They may stand before a day. */
export const before = words('on the at am an den dem jeweils immer every each jeden jede');
export const ofMonth = words('of in im des jedes eines pro');
export const article = words('the every each a jedem jeden jedes dem der');
export const monthWords = words('month monat monats');
export const dayWords = words('day tag');
/** One word for Monday to Friday. */
export const workingDay = words(
  'weekday weekdays workday workdays werktag werktage werktags werktagen arbeitstag arbeitstage arbeitstags arbeitstagen',
);
/** The first of two words. */
export const working = words('working business work');
export const dayOfTwo = words('day days');
export const other = words('other');

const ordinalWords: Readonly<Record<string, number>> = {
  ...numbered('first second third fourth fifth sixth seventh eighth ninth tenth'),
  ...numbered('erste zweite dritte vierte fuenfte sechste siebte achte neunte zehnte'),
  last: -1,
  letzte: -1,
  vorletzte: -2,
  'second-to-last': -2,
  penultimate: -2,
};

/** "first", "2nd", "dritten", "4."; −1 is the last. Undefined: none. */
export function ordinalOf(word: string): number | undefined {
  const key = keyOf(word);
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th|\.)$/.exec(key) ?? [];
  if (digits !== undefined) return Number(digits);
  return lookUp(ordinalWords, key) ?? lookUp(ordinalWords, key.replace(/[nrsm]$/, ''));
}

const countByKey = Object.fromEntries(Object.entries(counts).map(([word, n]) => [keyOf(word), n]));

/** "2", "two", "zwei". */
export function countOf(word: string): number | undefined {
  return /^\d{1,2}$/.test(word) ? Number(word) : lookUp(countByKey, keyOf(word));
}

/** ISO weekday, 1 Monday. @returns isEvery: in the form that says every one, "tuesdays", "dienstags" */
export function weekdayOf(word: string): { day: number; isEvery: boolean } | undefined {
  const key = keyOf(word).replace(/\.$/, '');
  const day = lookUp(weekdays, key);
  if (day !== undefined) return { day, isEvery: false };
  const base = key.endsWith('s') ? lookUp(weekdays, key.slice(0, -1)) : undefined;
  return base === undefined ? undefined : { day: base, isEvery: true };
}

const monthNames: Readonly<Record<string, number>> = {
  ...numbered('january february march april may june july august september october november december'),
  ...numbered('januar februar maerz april mai juni juli august september oktober november dezember'),
  ...numbered('jan feb mar apr may jun jul aug sep oct nov dec'),
  ...numbered('jaenner feber mrz apr mai jun jul aug sept okt nov dez'),
};

export function monthOf(word: string): number | undefined {
  return lookUp(monthNames, keyOf(word).replace(/\.$/, ''));
}

function numbered(list: string): Record<string, number> {
  return Object.fromEntries(list.split(' ').map((word, i) => [word, i + 1]));
}

function lookUp(table: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
