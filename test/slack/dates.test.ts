import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { UserError } from '../../src/errors.ts';
import { type ReadingPlace, readDay, readMoment } from '../../src/slack/dates.ts';
import { input as germanInput } from '../../src/text/de/input.ts';
import { input } from '../../src/text/en/input.ts';
import { texts } from '../../src/text/text.ts';

const berlin = 'Europe/Berlin';
/** Wednesday, 10 June 2026, 12:00 in Berlin */
const wednesdayNoon = '2026-06-10T12:00';

function place(
  local = wednesdayNoon,
  timeZone = berlin,
  locale: ReadingPlace['locale'] = 'en',
): ReadingPlace {
  const now = new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);
  return { now, timeZone, locale };
}

/** The local time of what was read, "2026-06-12 17:00". */
function moment(text: string, at = place()): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(readMoment(text, at).getTime());
  return instant
    .toZonedDateTimeISO(at.timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');
}

function failure(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('should have been refused');
}

const english: [string, string][] = [
  ['friday 17:00', '2026-06-12 17:00'],
  ['by friday 17:00', '2026-06-12 17:00'],
  ['Friday 5pm', '2026-06-12 17:00'],
  ['fri 5 p.m.', '2026-06-12 17:00'],
  ['5 pm on friday!', '2026-06-12 17:00'],
  ['friday 17.30', '2026-06-12 17:30'],
  ['friday at 9', '2026-06-12 09:00'],
  ['friday at 8 in the evening', '2026-06-12 20:00'],
  ['friday morning', '2026-06-12 09:00'],
  ['friday noon', '2026-06-12 12:00'],
  ['friday eod', '2026-06-12 17:00'],
  ['friday midnight', '2026-06-13 00:00'],
  ['friday', '2026-06-12 17:00'],
  ['friday, june 12 at 5pm', '2026-06-12 17:00'],
  ['next friday', '2026-06-19 17:00'],
  ['this friday', '2026-06-12 17:00'],
  ['next week tuesday', '2026-06-16 17:00'],
  ['tuesday of next week 10:00', '2026-06-16 10:00'],
  ['monday in two weeks', '2026-06-29 17:00'],
  ['2 weeks from friday', '2026-06-26 17:00'],
  ['17:00', '2026-06-10 17:00'],
  ['11:00', '2026-06-11 11:00'],
  ['12:00', '2026-06-11 12:00'],
  ['today 17h', '2026-06-10 17:00'],
  ['tonight', '2026-06-10 20:00'],
  ['this afternoon', '2026-06-10 15:00'],
  ['tomorrow 12:00', '2026-06-11 12:00'],
  ['tomorrow 12am', '2026-06-11 00:00'],
  ['tomorrow at noon', '2026-06-11 12:00'],
  ['day after tomorrow', '2026-06-12 17:00'],
  ['in 3 days at 10:00', '2026-06-13 10:00'],
  ['in 3 working days', '2026-06-15 17:00'],
  ['in 2 hours', '2026-06-10 14:00'],
  ['in 1 hour and 30 minutes', '2026-06-10 13:30'],
  ['in half an hour', '2026-06-10 12:30'],
  ['90 minutes from now', '2026-06-10 13:30'],
  ['next week', '2026-06-17 17:00'],
  ['next month', '2026-07-10 17:00'],
  ['end of the week', '2026-06-12 17:00'],
  ['end of next week', '2026-06-19 17:00'],
  ['end of the month', '2026-06-30 17:00'],
  ['end of the quarter', '2026-06-30 17:00'],
  ['end of june', '2026-06-30 17:00'],
  ['end of february', '2027-02-28 17:00'],
  ['march 1', '2027-03-01 17:00'],
  ['March 1st, 2027 5pm', '2027-03-01 17:00'],
  ['the 1st of march at 10:00', '2027-03-01 10:00'],
  ['on the 15th', '2026-06-15 17:00'],
  ['the 31st', '2026-07-31 17:00'],
  ['13/6', '2026-06-13 17:00'],
  ['6/13/2026', '2026-06-13 17:00'],
  ['june 2027', '2027-06-01 17:00'],
];

const german: [string, string][] = [
  ['Freitag 17 Uhr', '2026-06-12 17:00'],
  ['bis Freitag 17:00', '2026-06-12 17:00'],
  ['spätestens am Freitag um 17.30 Uhr', '2026-06-12 17:30'],
  ['Fr. 17 Uhr 30', '2026-06-12 17:30'],
  ['Freitag 5 Uhr', '2026-06-12 05:00'],
  ['Freitag 8 Uhr abends', '2026-06-12 20:00'],
  ['Freitagabend um 8', '2026-06-12 20:00'],
  ['Freitag Morgen', '2026-06-12 09:00'],
  ['um 12 am Freitag', '2026-06-12 12:00'],
  ['Sonnabend 12 Uhr', '2026-06-13 12:00'],
  ['Samstag, 13. Juni, 12 Uhr', '2026-06-13 12:00'],
  ['Samstag, den 13.6.', '2026-06-13 17:00'],
  ['kommenden Freitag', '2026-06-12 17:00'],
  ['nächsten Freitag', '2026-06-19 17:00'],
  ['nächste Woche Dienstag', '2026-06-16 17:00'],
  ['Dienstag nächster Woche', '2026-06-16 17:00'],
  ['Freitag in einer Woche', '2026-06-19 17:00'],
  ['heute Abend', '2026-06-10 20:00'],
  ['24 Uhr', '2026-06-11 00:00'],
  ['Mitternacht', '2026-06-11 00:00'],
  ['morgen um 12', '2026-06-11 12:00'],
  ['morgen früh', '2026-06-11 09:00'],
  ['morgen Mittag', '2026-06-11 12:00'],
  ['übermorgen 9 Uhr', '2026-06-12 09:00'],
  ['uebermorgen', '2026-06-12 17:00'],
  ['in 3 Tagen', '2026-06-13 17:00'],
  ['in 3 Werktagen', '2026-06-15 17:00'],
  ['in zwei Wochen', '2026-06-24 17:00'],
  ['in 2 Stunden', '2026-06-10 14:00'],
  ['in einer halben Stunde', '2026-06-10 12:30'],
  ['Ende der Woche', '2026-06-12 17:00'],
  ['Ende nächster Woche', '2026-06-19 17:00'],
  ['Ende des nächsten Monats', '2026-07-31 17:00'],
  ['Monatsende', '2026-06-30 17:00'],
  ['Ende Juni', '2026-06-30 17:00'],
  ['Mitte Juli', '2026-07-15 17:00'],
  ['Anfang Juni', '2027-06-01 17:00'],
  ['am 1. März um 10 Uhr', '2027-03-01 10:00'],
  ['31.12. 12 Uhr', '2026-12-31 12:00'],
  ['31.12', '2026-12-31 17:00'],
  ['1.3.27', '2027-03-01 17:00'],
  ['29.2.', '2028-02-29 17:00'],
  ['am 15. um 12', '2026-06-15 12:00'],
  ['3/7', '2026-07-03 17:00'],
  ['im März', '2027-03-01 17:00'],
];

describe('moments', () => {
  test.each(english)('%s', (text, local) => expect(moment(text)).toBe(local));
  test.each(german)('%s', (text, local) =>
    expect(moment(text, place(wednesdayNoon, berlin, 'de'))).toBe(local),
  );

  test('each language is read for readers of the other too', () => {
    expect(moment('Freitag 17 Uhr')).toBe('2026-06-12 17:00');
    expect(moment('march 1st 5pm', place(wednesdayNoon, berlin, 'de'))).toBe('2027-03-01 17:00');
  });

  test.each([
    ['2026-06-12T17:00', '2026-06-12T15:00:00.000Z'],
    ['2026-06-12 17:00', '2026-06-12T15:00:00.000Z'],
    ['2026-06-12T17:00:30', '2026-06-12T15:00:00.000Z'],
    ['2026-06-12T17:00Z', '2026-06-12T17:00:00.000Z'],
    ['2026-06-12T17:00:30.5Z', '2026-06-12T17:00:30.500Z'],
    ['2026-06-12T17:00-05:00', '2026-06-12T22:00:00.000Z'],
    ['2026-06-12', '2026-06-12T15:00:00.000Z'],
  ])('ISO 8601: %s', (text, instant) => expect(readMoment(text, place()).toISOString()).toBe(instant));

  test('a weekday is the next one whose time is still to come', () => {
    expect(moment('wednesday 13:00')).toBe('2026-06-10 13:00');
    expect(moment('wednesday 11:00')).toBe('2026-06-17 11:00');
    expect(moment('wednesday 12:00')).toBe('2026-06-17 12:00');
    expect(moment('wednesday')).toBe('2026-06-10 17:00');
    expect(moment('Mittwoch', place('2026-06-10T17:00'))).toBe('2026-06-17 17:00');
    expect(moment('end of week', place('2026-06-13T12:00'))).toBe('2026-06-19 17:00');
    expect(moment('next monday', place('2026-06-14T12:00'))).toBe('2026-06-15 17:00');
  });

  test('a day without a time takes the default', () => {
    const local = Temporal.Instant.from(readMoment('tomorrow', place(), { time: '09:30' }).toISOString());
    expect(local.toZonedDateTimeISO(berlin).toPlainTime().toString()).toBe('09:30:00');
  });

  test('an hour that could be either half of the day is asked back', () => {
    const error = failure(() => readMoment('friday at 5', place()));
    expect(error).toMatchObject({ code: 'ambiguous_hour', values: { part: 'at 5', hour: 5, later: 17 } });
    expect(failure(() => readMoment('friday 5:30', place())).code).toBe('ambiguous_hour');
    expect(moment('Freitag 5:30', place(wednesdayNoon, berlin, 'de'))).toBe('2026-06-12 05:30');
    expect(moment('friday 05:30')).toBe('2026-06-12 05:30');
  });
});

describe('zones', () => {
  test('words are meant where the person is', () => {
    // Thursday there already
    expect(readMoment('friday 17:00', place('2026-06-11T00:30', 'Pacific/Auckland')).toISOString()).toBe(
      '2026-06-12T05:00:00.000Z',
    );
    expect(readMoment('tomorrow 9:00', place('2026-06-10T23:30', 'America/Los_Angeles')).toISOString()).toBe(
      '2026-06-11T16:00:00.000Z',
    );
    expect(readDay('tomorrow', place('2026-12-31T23:59', 'Pacific/Kiritimati'))).toBe('2027-01-01');
  });

  test('a time that the spring change skips moves forward by the gap', () => {
    expect(readMoment('2027-03-28 02:30', place()).toISOString()).toBe('2027-03-28T01:30:00.000Z');
    expect(moment('28.3.2027 2 Uhr 30')).toBe('2027-03-28 03:30');
  });

  test('a time that exists twice in autumn is the first', () => {
    expect(readMoment('25 october 2026 2:30 am', place()).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  test('days have their local length and hours are hours', () => {
    const evening = place('2027-03-27T12:00');
    expect(moment('in 1 day at 12:00', evening)).toBe('2027-03-28 12:00');
    expect(moment('in 24 hours', evening)).toBe('2027-03-28 13:00');
  });

  test("the machine's zone does not matter", async () => {
    const script = `
      const { readMoment, readDay } = await import('./src/slack/dates.ts');
      const read = [];
      for (const [local, timeZone] of [['2026-03-08T07:30:00Z', 'Europe/Berlin'], ['2026-09-26T23:30:00Z', 'Asia/Kolkata']]) {
        const at = { now: new Date(local), timeZone, locale: 'en' };
        for (const text of ['friday 17:00', 'march 29 2027', 'in 3 hours', 'end of november', '1. Dezember 2 Uhr', 'tomorrow 2:30 am']) {
          read.push(readMoment(text, at).toISOString());
        }
        read.push(readDay('1st of november', at));
      }
      console.log(read.join(' '));`;
    const zones = ['UTC', 'America/New_York', 'Pacific/Auckland', 'Africa/Cairo'];
    const outputs = await Promise.all(
      zones.map(async (TZ) => {
        const argv = ['--import', 'tsx', '--input-type=module', '-e', script];
        return (await promisify(execFile)(process.execPath, argv, { env: { ...process.env, TZ } })).stdout;
      }),
    );
    expect(outputs[0]!.trim().split(' ')).toHaveLength(14);
    expect(new Set(outputs).size).toBe(1);
  });
});

describe('days', () => {
  test.each([
    ['in 6 months', '2026-12-10'],
    ['in 6 Monaten', '2026-12-10'],
    ['in einem Jahr', '2027-06-10'],
    ['1.3.2027', '2027-03-01'],
    ['March 1', '2027-03-01'],
    ['nächsten Freitag', '2026-06-19'],
    ['wednesday', '2026-06-17'],
    ['today', '2026-06-10'],
    ['2027-03-01', '2027-03-01'],
    ['next quarter', '2026-09-10'],
  ])('%s', (text, day) => expect(readDay(text, place())).toBe(day));

  test('a month without that day ends earlier', () => {
    expect(readDay('in 1 month', place('2026-01-31T12:00'))).toBe('2026-02-28');
  });

  test('a time of day does not belong there', () => {
    expect(failure(() => readDay('1. März 17.30 Uhr', place()))).toMatchObject({
      code: 'unreadable_day',
      key: 'input.unreadableDayPart',
      values: { part: '17.30 Uhr', typed: '1. März 17.30 Uhr' },
    });
    expect(failure(() => readDay('in 2 hours', place())).code).toBe('unreadable_day');
    expect(failure(() => readDay('2027-03-01T12:00Z', place())).code).toBe('unreadable_day');
  });
});

describe('what cannot be read', () => {
  test.each([
    ['friday 17:00 blah', 'blah'],
    ['friday blah 17:00', 'blah'],
    ['Freitag 17 Uhr oder so', 'oder so'],
    ['march 1 perhaps', 'perhaps'],
    ['last friday', 'last'],
    ['friday before noon', 'before'],
    ['friday to sunday', 'to sunday'],
    ['friday 25:00', '25:00'],
    ['friday 17 pm', '17 pm'],
    ['friday 5', '5'],
    ['friday 17:00 CET', 'CET'],
    ['friday in 2 hours', 'friday in 2 hours'],
    ['15.6. 16.6.', '16.6.'],
    ['15.6. next week', '15.6. next week'],
    ['soon', 'soon'],
    ['bis', 'bis'],
    ['31 june', '31 june'],
  ])('%s: the part is quoted', (text, part) => {
    const error = failure(() => readMoment(text, place()));
    expect(error.code).toBe('unreadable_moment');
    expect(error.values.part).toBe(part);
    expect(error.key).toBe(part === text ? 'input.unreadableMoment' : 'input.unreadableMomentPart');
  });

  test.each([
    ['', 'missing_moment', {}],
    ['30.2.', 'no_such_day', { part: '30.2.' }],
    ['29.2.2027', 'no_such_day', { part: '29.2.2027' }],
    ['2027-02-30', 'no_such_day', { part: '2027-02-30' }],
    ['the 32nd', 'no_such_day', { part: 'the 32nd' }],
    ['friday 13 june', 'wrong_weekday', { date: 'Saturday 13 June 2026' }],
    ['3/4', 'ambiguous_day', { first: '3 April', second: '4 March', example: '3 April' }],
    ['today 11:00', 'past_moment', { typed: 'today 11:00', read: 'Wednesday 10 June 2026 at 11:00' }],
    ['yesterday', 'past_moment', { read: 'Tuesday 9 June 2026 at 17:00' }],
    ['1.3.2020', 'past_moment', { read: 'Sunday 1 March 2020 at 17:00' }],
    ['vor 3 Tagen', 'past_moment', { read: 'Sunday 7 June 2026 at 17:00' }],
    ['2026-06-10T10:00Z', 'past_moment', { read: 'Wednesday 10 June 2026 at 12:00' }],
    ['in 7 years', 'too_far', { years: 5, read: 'Friday 10 June 2033 at 17:00' }],
    ['in 9999 years', 'too_far', { years: 5 }],
  ])('%s: %s', (text, code, values) => {
    const error = failure(() => readMoment(text, place()));
    expect(error.code).toBe(code);
    // Whether a comma follows the weekday differs between versions of Node.
    const shown = Object.entries(error.values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(/day, /, 'day ') : value,
    ]);
    expect(Object.fromEntries(shown)).toMatchObject(values);
  });

  test('days have their own errors', () => {
    expect(failure(() => readDay(' ', place())).code).toBe('missing_day');
    expect(failure(() => readDay('yesterday', place())).code).toBe('past_day');
    expect(failure(() => readDay('monday this week', place())).code).toBe('past_day');
    expect(failure(() => readDay('in 6 years', place())).code).toBe('too_far');
  });

  test('the answer is in the language of the reader', () => {
    const at = place(wednesdayNoon, berlin, 'de');
    const past = failure(() => readMoment('heute 11 Uhr', at));
    expect(texts('de').plain(past.key, past.values)).toBe(
      '„heute 11 Uhr“ verstehe ich als Mittwoch, 10. Juni 2026 um 11:00, und das ist schon vorbei. Bitte einen späteren Zeitpunkt wählen. Beispiel: morgen 12 Uhr',
    );
    const part = failure(() => readMoment('Freitag 17 Uhr irgendwie', at));
    expect(texts('de').plain(part.key, part.values)).toBe(
      '„irgendwie“ in „Freitag 17 Uhr irgendwie“ kann ich nicht lesen. Hierher gehören nur ein Tag und eine Uhrzeit. Beispiel: Freitag 17 Uhr',
    );
  });
});

describe('the examples in the texts', () => {
  const shown = [input, germanInput].flatMap((texts, i) =>
    Object.entries(texts)
      .filter(([key]) => /Moment|Day|Weekday|tooFar/.test(key))
      .map(([key, text]) => [key, i === 0 ? 'en' : 'de', text.split(/(?:Example|Beispiel): /)[1]!] as const),
  );
  test.each(shown.filter(([, , example]) => !example.includes('{{')))(
    '%s in %s: %s',
    (key, locale, example) => {
      const at = place(wednesdayNoon, berlin, locale);
      const isDay = /Day|tooFar/.test(key) && key !== 'wrongWeekday';
      expect(isDay ? readDay(example, at) : moment(example, at)).toMatch(/^202[67]/);
    },
  );

  test('are what was asked for', () => {
    const day = failure(() => readMoment('3/4', place()));
    expect(moment(String(day.values.example))).toBe('2027-04-03 17:00');
    expect(shown.length).toBeGreaterThan(15);
  });
});

describe('properties of dates', () => {
  const words = fc.constantFrom(
    ...'friday Freitag Fr. next nächste week Woche in 2 3 17 5 a zwei days Tagen hours at um 17:00 12.30 31.12. 3/4 29.2.'.split(
      ' ',
    ),
    ...'morgen früh tomorrow today march März 1. 1st of end Ende Juni 2027 2027-02-30 T12:00Z midnight 24 Uhr pm am'.split(
      ' ',
    ),
    ...'from bis - , . quarter working half 99 9999 0 the 31st last vor ago noon abend'.split(' '),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(words, { maxLength: 6 }).map((all) => all.join(' ')),
    fc.array(words, { maxLength: 4 }).map((all) => all.join('')),
  );
  const where = fc.record({
    now: fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
    timeZone: fc.constantFrom(
      berlin,
      'America/New_York',
      'Pacific/Apia',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
    ),
    locale: fc.constantFrom('en' as const, 'de' as const),
  });

  function orRefused<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  test('any text is a moment to come within five years, or refused', () => {
    fc.assert(
      fc.property(text, where, (typed, at) => {
        const read = orRefused(() => readMoment(typed, at));
        if (!read) return;
        expect(read.getTime()).toBeGreaterThan(at.now.getTime());
        expect(read.getTime()).toBeLessThan(at.now.getTime() + 5 * 366 * 24 * 3600 * 1000);
      }),
      { numRuns: 2000 },
    );
  });

  test('any text is a day from today on, or refused', () => {
    fc.assert(
      fc.property(text, where, (typed, at) => {
        const read = orRefused(() => readDay(typed, at));
        if (read === undefined) return;
        const today = Temporal.Instant.fromEpochMilliseconds(at.now.getTime()).toZonedDateTimeISO(
          at.timeZone,
        );
        expect(Temporal.PlainDate.compare(read, today.toPlainDate())).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  test('a weekday with a time is that weekday at that time, within a week', () => {
    const names = ['monday', 'Dienstag', 'wed', 'Do', 'friday', 'Sonnabend', 'sunday'];
    const reading = fc.tuple(where, fc.nat(6), fc.integer({ min: 8, max: 23 }), fc.nat(59));
    fc.assert(
      fc.property(reading, ([at, day, hour, minute]) => {
        const typed = `${names[day]} ${hour}:${String(minute).padStart(2, '0')}`;
        const read = Temporal.Instant.fromEpochMilliseconds(readMoment(typed, at).getTime());
        const local = read.toZonedDateTimeISO(at.timeZone);
        expect([local.dayOfWeek, local.hour, local.minute]).toEqual([day + 1, hour, minute]);
        expect(read.epochMilliseconds - at.now.getTime()).toBeLessThanOrEqual((7 * 24 + 1) * 3600 * 1000);
      }),
    );
  });
});
