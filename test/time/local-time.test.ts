import fc from 'fast-check';
import { addDays, dayOf, instantOf, localOf, weekdayOf } from '../../src/time/local-time.ts';
import { expectedInstant, offsetsOf, transitionsOf } from './zone-transitions.ts';

const iso = (local: string, zone: string) => instantOf(local, zone).toISOString();

describe('a local time in Berlin', () => {
  test('that the spring skips moves forward by the hour', () => {
    expect(iso('2026-03-29T01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z');
    expect(iso('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(localOf(instantOf('2026-03-29T02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-03-29T03:30');
    expect(iso('2026-03-29T03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  });

  test('that the autumn has twice is the first', () => {
    expect(iso('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(iso('2026-10-25T03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
    expect(localOf(new Date('2026-10-25T01:30:00Z'), 'Europe/Berlin')).toBe('2026-10-25T02:30');
  });
});

test('a gap of half an hour, and one of a whole day', () => {
  expect(localOf(instantOf('2026-10-04T02:15', 'Australia/Lord_Howe'), 'Australia/Lord_Howe')).toBe(
    '2026-10-04T02:45',
  );
  expect(localOf(instantOf('2011-12-30T09:00', 'Pacific/Apia'), 'Pacific/Apia')).toBe('2011-12-31T09:00');
});

describe('every IANA zone over five years', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const [from, until] = [Date.UTC(2025, 0, 1), Date.UTC(2030, 0, 1)];
  const minuteMs = 60_000;
  const hourMs = 60 * minuteMs;
  const asLocal = (ms: number) => new Date(ms).toISOString().slice(0, 16);

  test('moves what is skipped forward by the gap and takes the first of what is twice', () => {
    const wrong: string[] = [];
    let gaps = 0;
    let overlaps = 0;
    for (const zone of zones) {
      for (const transition of transitionsOf(zone, from, until)) {
        const { at, before, after } = transition;
        if (after > before) gaps++;
        else overlaps++;
        const edge = at + Math.min(before, after) * minuteMs;
        for (let local = edge - 2 * hourMs; local <= edge + 4 * hourMs; local += 15 * minuteMs) {
          const expected = expectedInstant(local, transition);
          const instant = instantOf(asLocal(local), zone);
          const shown = asLocal(expected + (expected < at ? before : after) * minuteMs);
          if (instant.getTime() !== expected || localOf(instant, zone) !== shown) {
            wrong.push(`${zone} ${asLocal(local)}: ${instant.toISOString()}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    // There are zones with clock changes, two a year in most.
    expect([gaps, overlaps].every((count) => count > 500)).toBe(true);
  });

  test('shows away from its clock changes the time that was meant', () => {
    const wrong: string[] = [];
    for (const zone of zones) {
      const offsetAt = offsetsOf(zone);
      for (let month = 0; month < 60; month += 5) {
        const local = Date.UTC(2025, month, 10, 12, 45);
        const instant = instantOf(asLocal(local), zone);
        if (instant.getTime() + offsetAt(instant.getTime()) * minuteMs !== local) wrong.push(zone);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('days', () => {
  test('are those of the zone', () => {
    const at = new Date('2027-06-08T22:30:00Z');
    expect(dayOf(at, 'Europe/Berlin')).toBe('2027-06-09');
    expect(dayOf(at, 'America/Los_Angeles')).toBe('2027-06-08');
    expect(localOf(new Date('2027-06-08T07:59:59.999Z'), 'UTC')).toBe('2027-06-08T07:59');
  });

  test('are added over months, leap days and clock changes', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-12-31', 1)).toBe('2028-01-01');
    expect(addDays('2026-03-30', -1)).toBe('2026-03-29');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: -4000, max: 4000 }),
        (base, days) => {
          const day = new Date(base * 86_400_000).toISOString().slice(0, 10);
          expect(addDays(addDays(day, days), -days)).toBe(day);
          expect((((weekdayOf(addDays(day, days)) - weekdayOf(day) - days) % 7) + 7) % 7).toBe(0);
        },
      ),
    );
  });

  test('have weekdays from 1, Monday, to 7, Sunday', () => {
    expect(['2027-06-07', '2027-06-12', '2027-06-13'].map(weekdayOf)).toEqual([1, 6, 7]);
  });

  test('that are none are a mistake of the caller', () => {
    for (const mistake of [
      () => addDays('tomorrow', 1),
      () => weekdayOf('2027-13-01'),
      () => instantOf('2027-02-30T10:00', 'UTC'),
      () => instantOf('2027-02-03T10:00', 'Middle/Earth'),
    ]) {
      expect(mistake).toThrow(RangeError);
    }
  });
});
