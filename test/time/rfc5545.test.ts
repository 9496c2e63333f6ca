import { parseRule, slots } from '../../src/time/recurrence.ts';
import { examples } from './rfc-examples.ts';

const timeZone = 'America/New_York';

describe("RFC 5545's own examples", () => {
  test.each(examples)('$rule', ({ rule, start, expected, goesOn }) => {
    const time = start.slice(11);
    const listed = expected.flatMap((line) => {
      const [year, days = ''] = line.split(': ');
      return days.split(' ').map((day) => `${year}-${day}T${time}`);
    });
    const found = slots({ rule, start, timeZone, limit: listed.length + 1 });
    expect(found.slice(0, listed.length)).toEqual(listed);
    expect(found.length > listed.length).toBe(goesOn === true);

    // What people write is read to a rule that gives the same.
    const parsed = parseRule(`RRULE:${rule}`);
    expect(parsed).toEqual({ ok: true, rule: expect.any(String) });
    if (parsed.ok)
      expect(slots({ rule: parsed.rule, start, timeZone, limit: listed.length + 1 })).toEqual(found);

    // From any of them on, the rest are the same.
    const middle = Math.floor(listed.length / 2);
    const later = slots({ rule, start, timeZone, from: listed[middle]!, until: listed.at(-1)!, limit: 1000 });
    expect(later).toEqual(listed.slice(middle));
  });

  test('DAILY with BYHOUR and BYMINUTE, every 20 minutes from 9:00 to 16:40', () => {
    const rule = 'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40';
    const times = [9, 10, 11, 12, 13, 14, 15, 16].flatMap((hour) =>
      [0, 20, 40].map((minute) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
    );
    const days = ['1997-09-02', '1997-09-03'];
    expect(slots({ rule, start: '1997-09-02T09:00', timeZone, limit: 48 })).toEqual(
      days.flatMap((day) => times.map((time) => `${day}T${time}`)),
    );
  });
});
