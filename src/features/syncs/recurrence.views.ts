import type { TextKey, Texts } from '../../text/text.ts';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const workingDays = 'MO,TU,WE,TH,FR';

const ordinals: Readonly<Record<string, TextKey>> = {
  1: 'recurrence.ordinals.first',
  2: 'recurrence.ordinals.second',
  3: 'recurrence.ordinals.third',
  4: 'recurrence.ordinals.fourth',
  5: 'recurrence.ordinals.fifth',
  '-1': 'recurrence.ordinals.last',
  '-2': 'recurrence.ordinals.secondToLast',
};

const numbers: readonly TextKey[] = [
  'recurrence.numbers.two',
  'recurrence.numbers.three',
  'recurrence.numbers.four',
  'recurrence.numbers.five',
  'recurrence.numbers.six',
  'recurrence.numbers.seven',
  'recurrence.numbers.eight',
  'recurrence.numbers.nine',
  'recurrence.numbers.ten',
  'recurrence.numbers.eleven',
  'recurrence.numbers.twelve',
];

type Parts = Readonly<Record<string, string | undefined>>;

/**
 * A rule in words, for the middle of a sentence: "every two weeks on Tuesday", „alle zwei Wochen am Dienstag“;
 * one that is rarer shows as itself. Plain text without anything that mrkdwn reads.
 * @param rule as `parseRule` writes it
 */
export function recurrenceInWords(t: Texts, rule: string): string {
  const { COUNT, UNTIL, ...parts } = Object.fromEntries(
    rule.split(';').map((part) => part.split('=')),
  ) as Parts;
  const rhythm = rhythmInWords(t, parts);
  if (rhythm === null) return t.plain('recurrence.asRule', { rule });
  if (COUNT !== undefined) return t.plain('recurrence.times', { rhythm, count: Number(COUNT) });
  return UNTIL === undefined ? rhythm : t.plain('recurrence.until', { rhythm, day: dayInWords(t, UNTIL) });
}

/** What words there are for the parts; null where they are not enough. */
function rhythmInWords(t: Texts, parts: Parts): string | null {
  const { FREQ, INTERVAL = '1', ...by } = parts;
  const every = Number(INTERVAL);
  // Where the week begins matters to few rules, and then to those that have no words.
  const known = Object.keys(by).sort().join('+');
  if (FREQ === 'DAILY')
    return known === '' ? spanned(t, 'recurrence.daily', 'recurrence.everyDays', every) : null;
  if (FREQ === 'WEEKLY') return known === '' || known === 'BYDAY' ? weeks(t, every, by.BYDAY) : null;
  if (FREQ === 'MONTHLY') {
    if (known === '') return spanned(t, 'recurrence.monthly', 'recurrence.everyMonths', every);
    const on = daysOfMonth(t, by, known);
    return on && spanned(t, 'recurrence.monthlyOn', 'recurrence.everyMonthsOn', every, { days: on });
  }
  if (FREQ !== 'YEARLY') return null;
  if (known === '') return spanned(t, 'recurrence.yearly', 'recurrence.everyYears', every);
  const date = dateOfYear(t, by, known);
  return date && spanned(t, 'recurrence.yearlyOn', 'recurrence.everyYearsOn', every, { date });
}

function spanned(
  t: Texts,
  one: TextKey,
  many: TextKey,
  every: number,
  values: Readonly<Record<string, string>> = {},
): string {
  const number = numbers[every - 2];
  return every === 1
    ? t.plain(one, values)
    : t.plain(many, { ...values, n: number ? t.plain(number) : every });
}

function weeks(t: Texts, every: number, on: string | undefined): string {
  if (on === undefined) return spanned(t, 'recurrence.weekly', 'recurrence.everyWeeks', every);
  if (on === workingDays) {
    return spanned(t, 'recurrence.workingDays', 'recurrence.workingDaysEvery', every);
  }
  const names = listed(
    t,
    on.split(',').map((code) => weekday(t, code)),
  );
  return spanned(t, 'recurrence.weeklyOn', 'recurrence.everyWeeksOn', every, { days: names });
}

/** "first Tuesday", "last working day", "1st and 15th", "last day" */
function daysOfMonth(t: Texts, by: Parts, known: string): string | null {
  if (known === 'BYMONTHDAY') return monthDays(t, by.BYMONTHDAY!.split(',').map(Number));
  if (known === 'BYDAY') return nthWeekdays(t, by.BYDAY!.split(','));
  if (known !== 'BYDAY+BYSETPOS' || by.BYDAY !== workingDays) return null;
  return nths(t, by.BYSETPOS!.split(','), t.plain('recurrence.workingDay'));
}

function monthDays(t: Texts, numbersOfDays: readonly number[]): string | null {
  if (String(numbersOfDays) === '-1') return t.plain('recurrence.lastDay');
  if (numbersOfDays.some((day) => day < 0)) return null;
  const rules = new Intl.PluralRules(t.locale, { type: 'ordinal' });
  const forms: Partial<Record<Intl.LDMLPluralRule, TextKey>> = {
    one: 'recurrence.dayOrdinal.one',
    two: 'recurrence.dayOrdinal.two',
    few: 'recurrence.dayOrdinal.few',
  };
  return listed(
    t,
    numbersOfDays.map((day) => t.plain(forms[rules.select(day)] ?? 'recurrence.dayOrdinal.other', { day })),
  );
}

/** Only several of one weekday, as in "first and third Tuesday", have words. */
function nthWeekdays(t: Texts, items: readonly string[]): string | null {
  const codes = new Set(items.map((item) => item.slice(-2)));
  const [code = ''] = codes;
  if (codes.size > 1) return null;
  return nths(
    t,
    items.map((item) => item.slice(0, -2)),
    weekday(t, code),
  );
}

function nths(t: Texts, positions: readonly string[], day: string): string | null {
  const keys = positions.map((position) => ordinals[position]);
  if (keys.some((key) => key === undefined)) return null;
  const nth = listed(
    t,
    keys.filter((key) => key !== undefined).map((key) => t.plain(key)),
  );
  return t.plain('recurrence.nth', { nth, day });
}

/** "1 March", "the first Monday of March" */
function dateOfYear(t: Texts, by: Parts, known: string): string | null {
  if (!/^\d+$/.test(by.BYMONTH ?? '')) return null;
  // Any day of it: only its name is shown.
  const month = format(t, Date.UTC(2028, Number(by.BYMONTH) - 1, 1), { month: 'long' });
  if (known === 'BYMONTH+BYMONTHDAY' && /^\d+$/.test(by.BYMONTHDAY!)) {
    return t.plain('recurrence.monthDay', { day: by.BYMONTHDAY!, month });
  }
  const on = known === 'BYDAY+BYMONTH' ? nthWeekdays(t, by.BYDAY!.split(',')) : null;
  return on && t.plain('recurrence.nthOfMonth', { days: on, month });
}

function weekday(t: Texts, code: string): string {
  // 3 January 2000 was a Monday.
  return format(t, Date.UTC(2000, 0, 3 + days.indexOf(code)), { weekday: 'long' });
}

/** In the rule's own notation, which is a day in UTC where it is an instant. */
function dayInWords(t: Texts, until: string): string {
  const at = Date.UTC(Number(until.slice(0, 4)), Number(until.slice(4, 6)) - 1, Number(until.slice(6, 8)));
  return format(t, at, { dateStyle: 'long' });
}

function format(t: Texts, at: number, options: Intl.DateTimeFormatOptions): string {
  const tag = { en: 'en-GB', de: 'de-DE' }[t.locale];
  return new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }).format(at);
}

function listed(t: Texts, items: readonly string[]): string {
  return new Intl.ListFormat({ en: 'en-GB', de: 'de-DE' }[t.locale]).format(items);
}
