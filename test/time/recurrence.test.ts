import fc from 'fast-check';
import { instantOf } from '../../src/time/local-time.ts';
import { parseRule, slots } from '../../src/time/recurrence.ts';

const timeZone = 'Europe/Berlin';

function days(rule: string, start: string, limit: number): string[] {
  return slots({ rule, start: `${start}T10:00`, timeZone, limit }).map((slot) => slot.slice(0, 10));
}

describe('times of a rule', () => {
  test('monthly on the 31st skip the months that have none', () => {
    expect(days('FREQ=MONTHLY;BYMONTHDAY=31', '2027-01-31', 5)).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
      '2027-07-31',
      '2027-08-31',
    ]);
    expect(days('FREQ=MONTHLY', '2027-01-31', 3)).toEqual(['2027-01-31', '2027-03-31', '2027-05-31']);
  });

  test('on the last Friday', () => {
    expect(days('FREQ=MONTHLY;BYDAY=-1FR', '2027-06-08', 4)).toEqual([
      '2027-06-25',
      '2027-07-30',
      '2027-08-27',
      '2027-09-24',
    ]);
  });

  test('yearly on the leap day are four years apart, and eight around 2100', () => {
    expect(days('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2092-02-29', 3)).toEqual([
      '2092-02-29',
      '2096-02-29',
      '2104-02-29',
    ]);
  });

  test('a start that is none of them is neither given nor counted', () => {
    expect(days('FREQ=WEEKLY;COUNT=2;BYDAY=TH', '2027-06-08', 10)).toEqual(['2027-06-10', '2027-06-17']);
  });

  test('intervals and counts begin at the start, not where the search does', () => {
    const biweekly = { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', start: '2027-06-08T10:00', timeZone };
    expect(slots({ ...biweekly, from: '2027-06-08T10:01', limit: 1 })).toEqual(['2027-06-22T10:00']);
    expect(slots({ ...biweekly, from: '2047-06-08T00:00', limit: 1 })).toEqual(['2047-06-11T10:00']);
    const counted = { rule: 'FREQ=DAILY;COUNT=3', start: '2027-06-08T10:00', timeZone };
    expect(slots({ ...counted, from: '2027-06-10T10:00', limit: 9 })).toEqual(['2027-06-10T10:00']);
    expect(slots({ ...counted, from: '2027-06-10T10:01', limit: 9 })).toEqual([]);
  });

  test('from and until are inclusive, and a limit is kept', () => {
    const daily = { rule: 'FREQ=DAILY', start: '2027-06-08T10:00', timeZone };
    expect(slots({ ...daily, from: '2027-06-09T10:00', until: '2027-06-10T10:00', limit: 9 })).toEqual([
      '2027-06-09T10:00',
      '2027-06-10T10:00',
    ]);
    expect(slots({ ...daily, from: '2020-01-01T00:00', limit: 2 })).toEqual([
      '2027-06-08T10:00',
      '2027-06-09T10:00',
    ]);
    expect(slots({ ...daily, limit: 0 })).toEqual([]);
    expect(slots({ ...daily, from: '2027-06-09T10:00', until: '2027-06-08T10:00', limit: 9 })).toEqual([]);
  });

  test.each([
    ['20270610', 3, 'a day, with all of it'],
    ['20270610T100000', 3, 'a local time'],
    ['20270610T095959', 2, 'a local time'],
    ['20270610T080000Z', 3, 'an instant, in the zone'],
    ['20270610T075959Z', 2, 'an instant, in the zone'],
  ])('until %s there are %i (%s)', (until, count) => {
    expect(days(`FREQ=DAILY;UNTIL=${until}`, '2027-06-08', 9)).toHaveLength(count);
  });

  test('that clock changes skip or double are among them once', () => {
    const nightly = { rule: 'FREQ=DAILY', timeZone, limit: 3 };
    const spring = slots({ ...nightly, start: '2026-03-28T02:30' });
    expect(spring).toEqual(['2026-03-28T02:30', '2026-03-29T02:30', '2026-03-30T02:30']);
    expect(spring.map((slot) => instantOf(slot, timeZone).toISOString().slice(5, 16))).toEqual([
      '03-28T01:30',
      '03-29T01:30',
      '03-30T00:30',
    ]);
    const autumn = slots({ ...nightly, start: '2026-10-24T02:30' });
    expect(autumn.map((slot) => instantOf(slot, timeZone).toISOString().slice(5, 16))).toEqual([
      '10-24T00:30',
      '10-25T00:30',
      '10-26T01:30',
    ]);
  });

  test('end where years have no four digits any more', () => {
    expect(days('FREQ=YEARLY;INTERVAL=5000', '2027-06-08', 9)).toEqual(['2027-06-08', '7027-06-08']);
    expect(days('FREQ=YEARLY;INTERVAL=100000', '2027-06-08', 9)).toEqual(['2027-06-08']);
    // From here on, never: 2027 and every fourth year after it is no leap year.
    expect(days('FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29', '2027-06-08', 9)).toEqual([]);
  });
});

describe('a rule that is read', () => {
  test.each([
    ['FREQ=WEEKLY;BYDAY=TU', 'FREQ=WEEKLY;BYDAY=TU'],
    ['RRULE:FREQ=WEEKLY;BYDAY=TU', 'FREQ=WEEKLY;BYDAY=TU'],
    [' rrule:byday=tu,mo,tu;freq=weekly;interval=01; ', 'FREQ=WEEKLY;BYDAY=MO,TU'],
    ['INTERVAL=2;FREQ=WEEKLY;WKST=MO', 'FREQ=WEEKLY;INTERVAL=2'],
    ['FREQ=WEEKLY;WKST=SU', 'FREQ=WEEKLY;WKST=SU'],
    ['FREQ=MONTHLY;BYDAY=-1FR,+1MO', 'FREQ=MONTHLY;BYDAY=1MO,-1FR'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1,15,01', 'FREQ=MONTHLY;BYMONTHDAY=1,15,-1'],
    ['FREQ=YEARLY;UNTIL=20300101', 'FREQ=YEARLY;UNTIL=20300101'],
    ['FREQ=DAILY;COUNT=010', 'FREQ=DAILY;COUNT=10'],
    ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1,300', 'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO'],
  ])('%s', (text, rule) => {
    expect(parseRule(text)).toEqual({ ok: true, rule });
  });

  test.each([
    ['', 'unreadable'],
    ['every tuesday', 'unreadable'],
    ['BYDAY=TU', 'unreadable'],
    ['FREQ=FORTNIGHTLY', 'unreadable'],
    ['FREQ=WEEKLY;FREQ=DAILY', 'unreadable'],
    ['FREQ=WEEKLY;INTERVAL=0', 'unreadable'],
    ['FREQ=WEEKLY;INTERVAL=-1', 'unreadable'],
    ['FREQ=WEEKLY;INTERVAL=9999999', 'unreadable'],
    ['FREQ=WEEKLY;INTERVAL=1e3', 'unreadable'],
    ['FREQ=WEEKLY;COUNT=3;UNTIL=20300101', 'unreadable'],
    ['FREQ=WEEKLY;UNTIL=20300230', 'unreadable'],
    ['FREQ=WEEKLY;UNTIL=20300101T250000Z', 'unreadable'],
    ['FREQ=WEEKLY;BYDAY=TX', 'unreadable'],
    ['FREQ=WEEKLY;BYDAY=2TU', 'unreadable'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'unreadable'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'unreadable'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'unreadable'],
    ['FREQ=MONTHLY;BYMONTH=-1', 'unreadable'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'unreadable'],
    ['FREQ=MONTHLY;BYWEEKNO=20', 'unreadable'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', 'unreadable'],
    ['FREQ=DAILY;BYYEARDAY=1', 'unreadable'],
    ['FREQ=WEEKLY;X-OWN=1', 'unreadable'],
    ['FREQ=WEEKLY;__PROTO__=1', 'unreadable'],
    ['DTSTART:20270608T100000\nRRULE:FREQ=WEEKLY', 'unreadable'],
    ['FREQ=HOURLY', 'too_frequent'],
    ['FREQ=SECONDLY;INTERVAL=5', 'too_frequent'],
    ['FREQ=DAILY;BYHOUR=9,10', 'times_of_day'],
    ['FREQ=DAILY;BYMINUTE=0', 'times_of_day'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'never'],
    ['FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31', 'never'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=-30', 'never'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'never'],
    ['FREQ=DAILY;BYMONTH=1;BYSETPOS=2', 'never'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6', 'never'],
    ['FREQ=YEARLY;BYWEEKNO=1;BYYEARDAY=200', 'unreadable'],
    ['FREQ=YEARLY;BYDAY=53MO', 'unreadable'],
    ['FREQ=YEARLY;BYYEARDAY=1,60;BYDAY=MO', 'unreadable'],
    ['FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR', 'unreadable'],
    [`FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 366 }, (_, i) => i + 1).join(',')}`, 'too_long'],
    ['FREQ=WEEKLY;'.repeat(100_000), 'too_long'],
  ])('%.60s is not: %s', (text, problem) => {
    expect(parseRule(text)).toEqual({ ok: false, problem });
  });

  test('may not end before it begins', () => {
    const first = { start: '2027-06-08T10:00', timeZone };
    const before = { ok: false, problem: 'end_before_start' };
    expect(parseRule('FREQ=DAILY;UNTIL=20270607', first)).toEqual(before);
    expect(parseRule('FREQ=DAILY;UNTIL=20270608T075959Z', first)).toEqual(before);
    expect(parseRule('FREQ=DAILY;UNTIL=20270608T080000Z', first).ok).toBe(true);
    expect(parseRule('FREQ=DAILY;UNTIL=20270608', first).ok).toBe(true);
  });

  const token = fc.constantFrom(
    ...['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTH', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO'],
    ...[
      'BYSETPOS',
      'WKST',
      'BYHOUR',
      '=',
      ';',
      ',',
      'DAILY',
      'WEEKLY',
      'MONTHLY',
      'YEARLY',
      'HOURLY',
      'RRULE:',
    ],
    ...['1', '2', '-1', '5', '31', '53', '366', '99999', 'MO', '-1FR', '5TU', '20300101', '\n', '\0', '😀'],
  );

  test('is given in one spelling, or refused, whatever was written', () => {
    const anything = fc.oneof(
      fc.string({ maxLength: 600, unit: 'binary' }),
      fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const parsed = parseRule(text);
        if (parsed.ok) expect(parseRule(parsed.rule)).toEqual(parsed);
        else expect(parsed.problem).toMatch(/^[a-z_]+$/);
      }),
      { numRuns: 500 },
    );
  });

  const parts = fc.record(
    {
      INTERVAL: fc.constantFrom('1', '2', '7', '999999'),
      COUNT: fc.constantFrom('1', '10', '999999'),
      BYMONTH: fc.constantFrom('2', '4,6', '12'),
      BYMONTHDAY: fc.constantFrom('30', '29', '31', '-31', '13'),
      BYDAY: fc.constantFrom('MO', 'FR', 'MO,TU,WE,TH,FR', '5MO', '53SU', '-1FR'),
      BYYEARDAY: fc.constantFrom('366', '-366', '60'),
      BYWEEKNO: fc.constantFrom('53', '1', '-53'),
      BYSETPOS: fc.constantFrom('1', '-1', '5', '366'),
      WKST: fc.constantFrom('SU', 'TH'),
    },
    { requiredKeys: [] },
  );

  test('gives its times in order, each once, from any place on', () => {
    const start = '2027-06-08T10:00';
    fc.assert(
      fc.property(fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'), parts, (FREQ, others) => {
        const text = Object.entries({ FREQ, ...others }).map(([name, value]) => `${name}=${value}`);
        const parsed = parseRule(text.join(';'));
        if (!parsed.ok) return;
        const times = slots({ rule: parsed.rule, start, timeZone, limit: 6 });
        expect(times).toEqual([...new Set(times)].sort());
        expect(times.every((time) => time >= start && time.endsWith('T10:00'))).toBe(true);
        const from = times[2];
        if (from === undefined) return;
        expect(slots({ rule: parsed.rule, start, timeZone, from, limit: 4 })).toEqual(times.slice(2));
      }),
      { numRuns: 150 },
    );
  });
});
