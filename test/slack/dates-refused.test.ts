import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { UserError } from '../../src/errors.ts';
import { readDay, readMoment } from '../../src/slack/dates.ts';
import { input as germanInput } from '../../src/text/de/input.ts';
import { input } from '../../src/text/en/input.ts';
import { texts } from '../../src/text/text.ts';

import { berlin, failure, moment, place, wednesdayNoon } from './date-place.ts';

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
