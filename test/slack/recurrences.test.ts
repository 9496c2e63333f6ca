import fc from 'fast-check';
import { UserError } from '../../src/errors.ts';
import { readRecurrence, readRhythm } from '../../src/slack/recurrences.ts';

const en = { locale: 'en', today: '2027-06-08' } as const;
const de = { locale: 'de', today: '2027-06-08' } as const;

describe('recurrences in English', () => {
  test.each([
    ['every tuesday', 'FREQ=WEEKLY;BYDAY=TU'],
    ['Every Tuesday.', 'FREQ=WEEKLY;BYDAY=TU'],
    ['tuesdays', 'FREQ=WEEKLY;BYDAY=TU'],
    ['on mondays and thursdays', 'FREQ=WEEKLY;BYDAY=MO,TH'],
    ['every second tuesday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['every 2nd tuesday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['every other tuesday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['every third friday', 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR'],
    ['every two weeks on tuesday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['every 2 weeks tuesday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['every other week on tue and thu', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH'],
    ['every second week on wed', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE'],
    ['biweekly on monday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'],
    ['every 14 days', 'FREQ=WEEKLY;INTERVAL=2'],
    ['every fortnight on friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
    ['weekly', 'FREQ=WEEKLY'],
    ['weekly on monday', 'FREQ=WEEKLY;BYDAY=MO'],
    ['weekly on mon, wed and fri', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
    ['every mon, wed, and fri', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
    ['every day', 'FREQ=DAILY'],
    ['daily', 'FREQ=DAILY'],
    ['every three days', 'FREQ=DAILY;INTERVAL=3'],
    ['every weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['weekdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['every working day', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['every business day', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['every monday to friday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['every mon-thu', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH'],
    ['every second tuesday of the month', 'FREQ=MONTHLY;BYDAY=2TU'],
    ['every first monday', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['every last friday', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['every first monday of the month', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['on the first and third monday of every month', 'FREQ=MONTHLY;BYDAY=1MO,3MO'],
    ['the last friday of each month', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['monthly on the last friday', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['monthly on the first tuesday of the month', 'FREQ=MONTHLY;BYDAY=1TU'],
    ['every month on the 2nd wednesday', 'FREQ=MONTHLY;BYDAY=2WE'],
    ['on the last working day of every month', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
    ['on the 15th of every month', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['monthly on the 1st and 15th', 'FREQ=MONTHLY;BYMONTHDAY=1,15'],
    ['on the last day of the month', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['monthly', 'FREQ=MONTHLY'],
    ['every 3 months on the first tuesday', 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU'],
    ['every other month on the 31st', 'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31'],
    ['quarterly', 'FREQ=MONTHLY;INTERVAL=3'],
    ['every quarter on the first tuesday', 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU'],
    ['half-yearly on the 1st', 'FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1'],
    ['yearly', 'FREQ=YEARLY'],
    ['yearly on 1 march', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1'],
    ['every year on march 1st', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1'],
    ['annually on the 29th of february', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'],
    ['every year on the first monday of september', 'FREQ=YEARLY;BYMONTH=9;BYDAY=1MO'],
    ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['freq=monthly;byday=tu;bysetpos=+2', 'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2'],
    ['FREQ=HOURLY', 'FREQ=HOURLY'],
  ])('%s', (text, rule) => {
    expect(readRecurrence(text)).toEqual({ rule });
  });
});

describe('recurrences in German', () => {
  test.each([
    ['jeden Dienstag', 'FREQ=WEEKLY;BYDAY=TU'],
    ['dienstags', 'FREQ=WEEKLY;BYDAY=TU'],
    ['immer montags und mittwochs', 'FREQ=WEEKLY;BYDAY=MO,WE'],
    ['jeden zweiten Dienstag', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['jeden 2. Dienstag', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['alle zwei Wochen dienstags', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['alle 2 Wochen am Dienstag und Donnerstag', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH'],
    ['jede zweite Woche am Mittwoch', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE'],
    ['jede 2. Woche mittwochs', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE'],
    ['alle 14 Tage am Dienstag', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['14-tägig dienstags', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['wöchentlich montags', 'FREQ=WEEKLY;BYDAY=MO'],
    ['woechentlich am Montag', 'FREQ=WEEKLY;BYDAY=MO'],
    ['täglich', 'FREQ=DAILY'],
    ['jeden Tag', 'FREQ=DAILY'],
    ['jeden Werktag', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['werktags', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['montags bis freitags', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['jeden Mo-Do', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH'],
    ['jeden ersten Montag im Monat', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['jeden zweiten Dienstag im Monat', 'FREQ=MONTHLY;BYDAY=2TU'],
    ['am ersten und dritten Montag jedes Monats', 'FREQ=MONTHLY;BYDAY=1MO,3MO'],
    ['am 1. Montag des Monats', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['monatlich am letzten Freitag', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['jeden Monat am vorletzten Donnerstag', 'FREQ=MONTHLY;BYDAY=-2TH'],
    ['am letzten Werktag des Monats', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
    ['am 15. jedes Monats', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['am 15. eines jeden Monats', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['monatlich am 15.', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['am letzten Tag des Monats', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['alle drei Monate am ersten Dienstag', 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU'],
    ['vierteljährlich am ersten Dienstag', 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU'],
    ['jedes Quartal am 15.', 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15'],
    ['halbjährlich am 1.', 'FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1'],
    ['jährlich am 1. März', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1'],
    ['jedes Jahr am ersten Montag im September', 'FREQ=YEARLY;BYMONTH=9;BYDAY=1MO'],
  ])('%s', (text, rule) => {
    expect(readRecurrence(text)).toEqual({ rule });
    expect(readRecurrence(text.toUpperCase())).toEqual({ rule });
  });
});

describe('a recurrence that cannot be read', () => {
  test.each([
    ['', 'missing_recurrence', undefined],
    ['   ', 'missing_recurrence', undefined],
    ['whenever it suits', 'unreadable_recurrence', 'whenever it suits'],
    ['every tuesdya', 'unreadable_recurrence', 'every tuesdya'],
    ['every tuesday or so', 'unreadable_recurrence', 'or so'],
    ['every 2 hours', 'unreadable_recurrence', 'every 2 hours'],
    ['every zero weeks', 'unreadable_recurrence', 'every zero weeks'],
    ['every 0 weeks', 'unreadable_recurrence', 'every 0 weeks'],
    ['monthly on friday', 'unreadable_recurrence', 'friday'],
    ['yearly on 30 february', 'unreadable_recurrence', 'yearly on 30 february'],
    ['on the 32nd of every month', 'unreadable_recurrence', 'the 32nd of every month'],
    ['constructor toString __proto__', 'unreadable_recurrence', 'constructor toString __proto__'],
    ['tuesday', 'unreadable_recurrence', 'tuesday'],
  ])('%s', (text, code, part) => {
    expect(() => readRecurrence(text)).toThrow(
      expect.objectContaining({ code, ...(part && { values: expect.objectContaining({ part }) }) }),
    );
  });

  test('is quoted in short where it is long', () => {
    const text = `every ${'x'.repeat(5000)}`;
    expect(() => readRhythm(text, en)).toThrow(
      expect.objectContaining({
        code: 'unreadable_recurrence',
        values: { part: expect.stringMatching(/^every x{53}…$/) },
      }),
    );
  });
});

describe('a rhythm', () => {
  const biweekly = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU';
  test.each([
    ['every second tuesday 10:00 for 45 minutes', biweekly, '10:00', 45],
    ['every second tuesday at 10am for an hour', biweekly, '10:00', 60],
    ['at 9:30 every second tuesday, 90 min', biweekly, '09:30', 90],
    ['every two weeks on tuesday 14:00 for 1.5 hours', biweekly, '14:00', 90],
    ['every two weeks on tuesday 2pm for 1 hour 15 minutes', biweekly, '14:00', 75],
    ['every two weeks on tuesday 2pm for 1h30', biweekly, '14:00', 90],
    ['every second tuesday for half an hour at 16:00', biweekly, '16:00', 30],
    ['every day at noon', 'FREQ=DAILY', '12:00', null],
    ['on the 15th of every month at 11:15', 'FREQ=MONTHLY;BYMONTHDAY=15', '11:15', null],
    ['every 3 months on the first tuesday 9:00', 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU', '09:00', null],
    ['yearly on 1 march 10:00 for 2 hours', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1', '10:00', 120],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU 10:00 for 45 min', biweekly, '10:00', 45],
    ['FREQ=HOURLY 10:00', 'FREQ=HOURLY', '10:00', null],
    ['10:00', null, '10:00', null],
    ['', null, null, null],
  ])('%s', (text, rule, time, minutes) => {
    expect(readRhythm(text, en)).toEqual({ rule, time, minutes, rest: '' });
  });

  test.each([
    ['jeden zweiten Dienstag 10:00 für 45 Minuten', biweekly, '10:00', 45],
    ['jeden zweiten Dienstag um 10 Uhr für 1 Stunde', biweekly, '10:00', 60],
    ['alle zwei Wochen dienstags um 10 Uhr, 90 Min.', biweekly, '10:00', 90],
    ['alle 14 Tage am Dienstag 10:00 Uhr für 1,5 Stunden', biweekly, '10:00', 90],
    ['alle 14 Tage am Dienstag 10 Uhr 30 für anderthalb Stunden', biweekly, '10:30', 90],
    ['monatlich um 10 am letzten Freitag', 'FREQ=MONTHLY;BYDAY=-1FR', '10:00', null],
    ['am 15. jedes Monats um 5:00 für eine halbe Stunde', 'FREQ=MONTHLY;BYMONTHDAY=15', '05:00', 30],
    ['jährlich am 1. März um 10 Uhr', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1', '10:00', null],
    ['jeden Werktag um 9.30 Uhr eine Viertelstunde', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '09:30', 15],
  ])('%s', (text, rule, time, minutes) => {
    expect(readRhythm(text, de)).toEqual({ rule, time, minutes, rest: '' });
  });

  test('gives back what is none of it', () => {
    expect(readRhythm('every tuesday 10:00 in the big room', en)).toEqual({
      rule: 'FREQ=WEEKLY;BYDAY=TU',
      time: '10:00',
      minutes: null,
      rest: 'in the big room',
    });
  });

  test.each([
    ['every tuesday 25:00', 'no_such_time', '25:00'],
    ['every tuesday at 10:60', 'no_such_time', '10:60'],
    ['every tuesday 24:00', 'no_such_time', '24:00'],
    ['every tuesday 10:00 11:00', 'repeated_time', '11:00'],
    ['every tuesday at 5', 'ambiguous_hour', 'at 5'],
    ['every tuesday tonight', 'unreadable_recurrence', 'tonight'],
    ['every tuesday 10:00 for 0 minutes', 'bad_length', 'for 0 minutes'],
    ['every tuesday 10:00 for 13 hours', 'bad_length', 'for 13 hours'],
    ['every tuesday 10:00 for 721 minutes', 'bad_length', 'for 721 minutes'],
    ['every tuesday 10:00 for 0.5 minutes', 'bad_length', 'for 0.5 minutes'],
    ['evry tuesday 10:00', 'unreadable_recurrence', 'evry tuesday'],
    ['every 2 hours', 'unreadable_recurrence', 'every 2 hours'],
  ])('%s', (text, code, part) => {
    expect(() => readRhythm(text, en)).toThrow(
      expect.objectContaining({ code, values: expect.objectContaining({ part }) }),
    );
  });
});

describe('whatever is typed', () => {
  const word = fc.constantFrom(
    ...'every each second other last 1st 15th 31. first tuesday tue do so mo-fr and of the month week weeks'.split(
      ' ',
    ),
    ...'jeden alle zwei 14 Tage Wochen dienstags am letzten ersten im Monat jährlich März monatlich für um'.split(
      ' ',
    ),
    ...'10:00 25:00 9.30 10 Uhr pm noon tonight for 45 minutes 1,5 Stunden 0 h freq=daily rrule: , - .'.split(
      ' ',
    ),
  );
  const typed = fc.oneof(
    fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
    fc.string({ maxLength: 400, unit: 'grapheme' }),
  );

  test('is read in full, or refused in words', () => {
    fc.assert(
      fc.property(typed, fc.constantFrom(en, de), (text, at) => {
        try {
          const { rule, time, minutes } = readRhythm(text, at);
          if (rule !== null) expect(rule).toMatch(/^(?:RRULE:)?FREQ=/i);
          if (time !== null) expect(time).toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
          if (minutes !== null) expect(minutes).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
