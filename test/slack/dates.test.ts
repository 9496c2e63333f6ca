import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { readDay, readMoment } from '../../src/slack/dates.ts';

import { berlin, failure, moment, place, wednesdayNoon } from './date-place.ts';

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
