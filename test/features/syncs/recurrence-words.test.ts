import { recurrenceInWords } from '../../../src/features/syncs/recurrence.views.ts';
import { presetKinds, presetRule } from '../../../src/features/syncs/recurrence-presets.ts';
import { readRecurrence } from '../../../src/slack/recurrences.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { addDays } from '../../../src/time/local-time.ts';
import { parseRule } from '../../../src/time/recurrence.ts';

const shown: [rule: string, en: string, de: string][] = [
  ['FREQ=DAILY', 'every day', 'täglich'],
  ['FREQ=DAILY;INTERVAL=3', 'every three days', 'alle drei Tage'],
  ['FREQ=WEEKLY', 'every week', 'jede Woche'],
  ['FREQ=WEEKLY;BYDAY=TU', 'every Tuesday', 'jeden Dienstag'],
  ['FREQ=WEEKLY;BYDAY=MO,WE,FR', 'every Monday, Wednesday and Friday', 'jeden Montag, Mittwoch und Freitag'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'every two weeks on Tuesday', 'alle zwei Wochen am Dienstag'],
  [
    'FREQ=WEEKLY;INTERVAL=15;BYDAY=TU,TH',
    'every 15 weeks on Tuesday and Thursday',
    'alle 15 Wochen am Dienstag und Donnerstag',
  ],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every working day', 'jeden Arbeitstag'],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR',
    'every two weeks on Monday to Friday',
    'alle zwei Wochen Montag bis Freitag',
  ],
  ['FREQ=MONTHLY', 'every month', 'jeden Monat'],
  ['FREQ=MONTHLY;BYMONTHDAY=15', 'on the 15th of every month', 'am 15. jedes Monats'],
  ['FREQ=MONTHLY;BYMONTHDAY=1,22', 'on the 1st and 22nd of every month', 'am 1. und 22. jedes Monats'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', 'on the last day of every month', 'am letzten Tag jedes Monats'],
  ['FREQ=MONTHLY;BYDAY=1TU', 'on the first Tuesday of every month', 'am ersten Dienstag jedes Monats'],
  [
    'FREQ=MONTHLY;BYDAY=1MO,3MO',
    'on the first and third Monday of every month',
    'am ersten und dritten Montag jedes Monats',
  ],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'on the last Friday of every month', 'am letzten Freitag jedes Monats'],
  [
    'FREQ=MONTHLY;INTERVAL=3;BYDAY=-2TH',
    'every three months on the second-to-last Thursday',
    'alle drei Monate am vorletzten Donnerstag',
  ],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'on the last working day of every month',
    'am letzten Arbeitstag jedes Monats',
  ],
  ['FREQ=MONTHLY;INTERVAL=3', 'every three months', 'alle drei Monate'],
  ['FREQ=YEARLY', 'every year', 'jedes Jahr'],
  ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1', 'every year on 1 March', 'jedes Jahr am 1. März'],
  [
    'FREQ=YEARLY;INTERVAL=2;BYMONTH=9;BYDAY=1MO',
    'every two years on the first Monday of September',
    'alle zwei Jahre am ersten Montag im September',
  ],
];

describe('a recurrence in words', () => {
  test.each(shown)('%s', (rule, en, de) => {
    expect(recurrenceInWords(texts('en'), rule)).toBe(en);
    expect(recurrenceInWords(texts('de'), rule)).toBe(de);
  });

  test.each(shown)('%s is read back from them', (rule, en, de) => {
    expect([readRecurrence(en).rule, readRecurrence(de).rule]).toEqual([rule, rule]);
  });

  test('of every preset on every day of a year is its rule again', () => {
    const rules = Array.from({ length: 366 }, (_, i) => addDays('2027-06-08', i)).flatMap((day) =>
      presetKinds.filter((kind) => kind !== 'own').map((kind) => presetRule(kind, day)),
    );
    for (const rule of new Set(rules)) {
      expect(parseRule(rule)).toEqual({ ok: true, rule });
      for (const locale of locales) {
        const words = recurrenceInWords(texts(locale), rule);
        expect(readRecurrence(words)).toEqual({ rule });
      }
    }
  });

  test.each([
    ['FREQ=WEEKLY;COUNT=10;BYDAY=TU', 'every Tuesday, 10 times', 'jeden Dienstag, 10-mal'],
    ['FREQ=DAILY;COUNT=1', 'every day, 1 time', 'täglich, 1-mal'],
    [
      'FREQ=WEEKLY;UNTIL=20271231;BYDAY=TU',
      'every Tuesday, until 31 December 2027',
      'jeden Dienstag, bis 31. Dezember 2027',
    ],
    [
      'FREQ=YEARLY;UNTIL=20301231T235959Z',
      'every year, until 31 December 2030',
      'jedes Jahr, bis 31. Dezember 2030',
    ],
  ])('%s tells its end', (rule, en, de) => {
    expect(recurrenceInWords(texts('en'), rule)).toBe(en);
    expect(recurrenceInWords(texts('de'), rule)).toBe(de);
  });

  test.each([
    'FREQ=DAILY;BYMONTH=1',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU',
    'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR',
    'FREQ=MONTHLY;BYDAY=TU',
    'FREQ=MONTHLY;BYDAY=1MO,2TU',
    'FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3',
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    'FREQ=YEARLY;BYDAY=20MO',
    'FREQ=YEARLY;BYMONTH=1,2',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    'FREQ=YEARLY;COUNT=3;BYYEARDAY=1,100,200',
  ])('%s, which has none, shows as it is', (rule) => {
    expect(recurrenceInWords(texts('en'), rule)).toBe(`by the rule ${rule}`);
    expect(recurrenceInWords(texts('de'), rule)).toBe(`nach der Regel ${rule}`);
  });
});
