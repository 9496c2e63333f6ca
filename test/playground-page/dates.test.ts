import fc from 'fast-check';
import { formatDate, localDateTime, nextWorkingMorning, timestampOf } from '../../playground/page/dates.js';

const berlin = 'Europe/Berlin';
const seconds = (iso: string) => Date.parse(iso) / 1000;

describe('a local time of a date and time field', () => {
  test.each([
    ['2026-01-15T10:00', berlin, '2026-01-15T09:00:00Z'],
    ['2026-07-15T10:00', berlin, '2026-07-15T08:00:00Z'],
    ['2026-07-15T10:00', 'Asia/Kolkata', '2026-07-15T04:30:00Z'],
    ['2026-03-29T03:00', berlin, '2026-03-29T01:00:00Z'],
    ['2026-03-29T01:59', berlin, '2026-03-29T00:59:00Z'],
  ])('%s in %s is %s', (local, tz, instant) => {
    expect(timestampOf(local, tz)).toBe(seconds(instant));
    expect(localDateTime(seconds(instant), tz)).toBe(local);
  });

  test('one that the clocks jump over moves forward', () => {
    expect(localDateTime(timestampOf('2026-03-29T02:30', berlin), berlin)).toBe('2026-03-29T03:30');
  });

  test('is shown again as it was put in', () => {
    const minutes = fc.integer({
      min: seconds('2020-01-01T00:00Z') / 60,
      max: seconds('2035-01-01T00:00Z') / 60,
    });
    const zones = fc.constantFrom(berlin, 'Asia/Kolkata', 'America/New_York', 'Pacific/Auckland', 'UTC');
    fc.assert(
      fc.property(minutes, zones, (minute, tz) => {
        const local = localDateTime(minute * 60, tz);
        expect(localDateTime(timestampOf(local, tz), tz)).toBe(local);
      }),
    );
  });
});

describe('dates in a text', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  const timestamp = seconds('2026-11-23T14:05:00Z');

  test.each([
    ['{date_num} {time}', 'en-GB', '2026-11-23 15:05'],
    ['{date_short_pretty}', 'en-GB', 'today'],
    ['{date_pretty}', 'de-DE', 'heute'],
    ['{date}', 'de-DE', '23. November 2026'],
    ['bis {date_long}', 'de-DE', 'bis Montag, 23. November 2026'],
  ])('%s for a reader of %s', (format, locale, written) => {
    expect(formatDate({ timestamp, format, fallback: 'x' }, { locale, tz: berlin }, now)).toBe(written);
  });

  test('the fallback stands for what is not known', () => {
    const date = { timestamp, format: '{date} {moon_phase}', fallback: 'Nov 23' };
    expect(formatDate(date, { locale: 'en-GB', tz: berlin }, now)).toBe('Nov 23');
  });
});

test.each([
  ['2027-06-08T05:00:00Z', berlin, '2027-06-08T07:00:00.000Z'],
  ['2027-06-08T07:00:00Z', berlin, '2027-06-09T07:00:00.000Z'],
  ['2027-06-11T12:00:00Z', berlin, '2027-06-14T07:00:00.000Z'],
  ['2027-10-29T12:00:00Z', berlin, '2027-11-01T08:00:00.000Z'],
  ['2027-06-13T23:00:00Z', 'America/Los_Angeles', '2027-06-14T16:00:00.000Z'],
])('the next working morning after %s in %s is %s', (at, tz, morning) => {
  expect(new Date(nextWorkingMorning(Date.parse(at), tz)).toISOString()).toBe(morning);
});
