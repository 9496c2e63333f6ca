import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { defaultDeadline, reminderAt } from '../../../src/features/proposals/reminder.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Niue',
];

function at(local: string): Date {
  return new Date(Temporal.ZonedDateTime.from(local).epochMilliseconds);
}

describe('reminderAt', () => {
  // 2026-03-02 is a Monday. Opening and deadline, then the reminder, all local.
  test.each([
    ['Europe/Berlin', '2026-03-02T10:00', '2026-03-04T10:00', '2026-03-03T10:00'],
    ['Europe/Berlin', '2026-03-02T09:00', '2026-03-02T16:00', '2026-03-02T12:30'],
    ['Europe/Berlin', '2026-03-02T10:00', '2026-03-05T10:00', '2026-03-04T09:00'], // half-way 22:00
    ['Europe/Berlin', '2026-03-02T16:00', '2026-03-03T16:00', '2026-03-03T09:00'], // half-way 4:00
    ['Europe/Berlin', '2026-03-02T09:00', '2026-03-02T09:00:00.001', '2026-03-02T09:00'],
    ['Europe/Berlin', '2026-03-03T08:59:59', '2026-03-03T09:00:01', '2026-03-03T09:00'],
    ['Europe/Berlin', '2026-03-02T16:59', '2026-03-03T16:59:59', '2026-03-03T09:00'],
    ['Europe/Berlin', '2026-03-02T16:58', '2026-03-02T17:00', '2026-03-02T16:59'],
    ['Europe/Berlin', '2026-03-02T16:00', '2026-03-02T18:00', null], // half-way 17:00 is too late
    ['Europe/Berlin', '2026-03-06T15:00', '2026-03-11T15:00', '2026-03-09T09:00'], // half-way on Sunday
    ['Europe/Berlin', '2026-03-06T20:00', '2026-03-09T09:00', null], // nobody works before the deadline
    ['Europe/Berlin', '2026-03-06T20:00', '2026-03-09T09:01', '2026-03-09T09:00'],
    ['Europe/Berlin', '2026-03-27T12:00', '2026-03-31T12:00', '2026-03-30T09:00'], // spring over the weekend
    ['Europe/Berlin', '2026-10-23T12:00', '2026-10-27T12:00', '2026-10-26T09:00'], // autumn over the weekend
    ['America/New_York', '2026-03-02T10:00', '2026-03-04T10:00', '2026-03-03T10:00'],
    ['Asia/Kolkata', '2026-03-06T10:00', '2026-03-10T11:00', '2026-03-09T09:00'],
    ['Asia/Kathmandu', '2026-03-02T12:15', '2026-03-03T12:15', '2026-03-03T09:00'],
    // Samoa had no Friday 30 December 2011.
    ['Pacific/Apia', '2011-12-29T12:00', '2012-01-03T12:00', '2012-01-02T09:00'],
    ['Pacific/Apia', '2011-12-29T17:00', '2011-12-31T17:00', null],
  ])('%s, %s to %s: %s', (timeZone, opened, deadline, expected) => {
    const local = (time: string) => at(`${time}[${timeZone}]`);
    expect(reminderAt({ openedAt: local(opened), deadline: local(deadline), timeZone })).toEqual(
      expected === null ? null : local(expected),
    );
  });

  test('the hours are those of the person, wherever the proposal was opened', () => {
    const opened = {
      openedAt: at('2026-03-02T10:00[Europe/Berlin]'),
      deadline: at('2026-03-04T10:00[Europe/Berlin]'),
    };
    expect(reminderAt({ ...opened, timeZone: 'America/Los_Angeles' })).toEqual(
      at('2026-03-03T09:00[America/Los_Angeles]'),
    );
    expect(reminderAt({ ...opened, timeZone: 'Asia/Tokyo' })).toEqual(at('2026-03-04T09:00[Asia/Tokyo]'));
  });

  test('always in working hours, from half-way to before the deadline, and null only if there are none', () => {
    const hour = 3_600_000;
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2011-12-20Z'), max: new Date('2031-01-01Z'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 14 * 24 * hour }),
        (timeZone, openedAt, length) => {
          const deadline = new Date(openedAt.getTime() + length);
          const halfWay = Math.floor(openedAt.getTime() + length / 2);
          const found = reminderAt({ openedAt, deadline, timeZone });
          const isWorking = (ms: number) => {
            const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
            return local.dayOfWeek <= 5 && local.hour >= 9 && local.hour < 17;
          };
          if (found) {
            expect(found.getTime()).toBeGreaterThanOrEqual(halfWay);
            expect(found.getTime()).toBeLessThan(deadline.getTime());
            expect(isWorking(found.getTime())).toBe(true);
          }
          const end = found?.getTime() ?? deadline.getTime();
          for (let ms = halfWay; ms < end; ms += hour) expect(isWorking(ms)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a zone that does not exist is an error', () => {
    const day = { openedAt: new Date(0), deadline: new Date(1e8) };
    expect(() => reminderAt({ ...day, timeZone: 'Mars/Olympus' })).toThrow(RangeError);
  });
});

describe('defaultDeadline', () => {
  test.each([
    ['Europe/Berlin', '2026-03-02T10:00', 3, '2026-03-05T10:00'],
    ['Europe/Berlin', '2026-03-05T10:00:12.345', 3, '2026-03-10T10:00:12.345'],
    ['Europe/Berlin', '2026-03-06T23:59', 3, '2026-03-11T23:59'],
    ['Europe/Berlin', '2026-03-07T10:00', 3, '2026-03-11T10:00'],
    ['Europe/Berlin', '2026-03-08T10:00', 3, '2026-03-11T10:00'],
    ['Europe/Berlin', '2026-03-06T10:00', 1, '2026-03-09T10:00'],
    ['Europe/Berlin', '2026-03-02T10:00', 10, '2026-03-16T10:00'],
    ['Europe/Berlin', '2026-03-26T10:00', 3, '2026-03-31T10:00'], // spring in between
    ['America/New_York', '2026-10-29T10:00', 3, '2026-11-03T10:00'], // autumn in between
    ['Asia/Kolkata', '2026-03-05T00:00', 3, '2026-03-10T00:00'],
    // Egypt's clocks go from 0:00 to 1:00 on Friday 24 April 2026.
    ['Africa/Cairo', '2026-04-21T00:30', 3, '2026-04-24T01:30'],
    // and from 24:00 back to 23:00 on Thursday 29 October 2026: 23:30 is twice, the first one counts.
    ['Africa/Cairo', '2026-10-26T23:30', 3, '2026-10-29T23:30:00+03:00'],
  ])('%s, %s and %s working days: %s', (timeZone, now, workingDays, expected) => {
    expect(defaultDeadline({ now: at(`${now}[${timeZone}]`), timeZone, workingDays })).toEqual(
      at(`${expected}[${timeZone}]`),
    );
  });

  test('three days unless said otherwise', () => {
    expect(defaultDeadline({ now: at('2026-03-02T10:00[UTC]'), timeZone: 'UTC' })).toEqual(
      at('2026-03-05T10:00[UTC]'),
    );
  });

  test('the working day is that of the zone, not of UTC', () => {
    // Friday evening in New York is Saturday in UTC.
    const now = new Date('2026-03-07T01:00:00Z');
    expect(defaultDeadline({ now, timeZone: 'America/New_York', workingDays: 1 })).toEqual(
      at('2026-03-09T20:00[America/New_York]'),
    );
  });
});
