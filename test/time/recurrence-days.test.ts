import fc from 'fast-check';
import { parseRule, slots } from '../../src/time/recurrence.ts';

const codes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const dayMs = 86_400_000;

interface Parts {
  FREQ: string;
  BYMONTH?: string;
  BYMONTHDAY?: string;
  BYYEARDAY?: string;
  BYDAY?: string;
}

/** Where a day is between two others: counted from the first, and from the last. */
function positions(at: number, first: number, end: number): number[] {
  return [(at - first) / dayMs + 1, (at - end) / dayMs];
}

/** Whether a day is one of an every-period rule, straight from the table of RFC 5545 section 3.3.10. */
function isOn(at: number, { FREQ, BYMONTH, BYMONTHDAY, BYYEARDAY, BYDAY }: Parts): boolean {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const ofMonth = positions(at, Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1));
  const ofYear = positions(at, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
  const has = (list: string | undefined, values: number[]) =>
    list === undefined || list.split(',').some((item) => values.includes(Number(item)));
  const period = FREQ === 'MONTHLY' || BYMONTH !== undefined ? ofMonth : ofYear;
  const nths = period.map((n) => Math.sign(n) * Math.ceil(Math.abs(n) / 7));
  const isDay = (BYDAY?.split(',') ?? []).some(
    (item) =>
      item.endsWith(codes[date.getUTCDay()]!) &&
      (item.length === 2 || nths.includes(Number(item.slice(0, -2)))),
  );
  return (
    has(BYMONTH, [month + 1]) &&
    has(BYMONTHDAY, ofMonth) &&
    has(BYYEARDAY, ofYear) &&
    (BYDAY === undefined || isDay)
  );
}

test('the times of a rule over five years are the days that its parts name', () => {
  const maybe = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const rules = fc
    .record({
      FREQ: fc.constantFrom('DAILY', 'MONTHLY', 'YEARLY'),
      BYMONTH: maybe('2', '4,6', '1,12'),
      BYMONTHDAY: maybe('13', '29,31', '-1', '1,2,3,4,5,6,7'),
      BYYEARDAY: maybe('1,60,366', '-1', '-366,200'),
      BYDAY: maybe('MO', 'TU,TH', '1MO', '-1FR,2FR', '5WE', '53MO', '53TH', '-53FR', '20SU'),
    })
    .filter(({ BYMONTHDAY, BYYEARDAY, BYDAY }) =>
      [BYMONTHDAY, BYYEARDAY, BYDAY].some((part) => part !== undefined),
    );
  const from = Date.UTC(2024, 0, 1);
  const all = Array.from({ length: 5 * 365 }, (_, i) => from + i * dayMs);
  fc.assert(
    fc.property(rules, (given) => {
      const parts = Object.fromEntries(
        Object.entries(given).filter(([, v]) => v !== undefined),
      ) as unknown as Parts;
      const text = Object.entries(parts).map(([name, value]) => `${name}=${value}`);
      const parsed = parseRule(text.join(';'));
      const expected = all
        .filter((at) => isOn(at, parts))
        .map((at) => new Date(at).toISOString().slice(0, 10));
      if (!parsed.ok) {
        if (parsed.problem === 'never') expect(expected).toEqual([]);
        return;
      }
      const until = `${new Date(all.at(-1)!).toISOString().slice(0, 10)}T10:00`;
      const found = slots({
        rule: parsed.rule,
        start: '2024-01-01T10:00',
        timeZone: 'UTC',
        until,
        limit: 2000,
      });
      expect(found.map((slot) => slot.slice(0, 10))).toEqual(expected);
    }),
    { numRuns: 400 },
  );
});
