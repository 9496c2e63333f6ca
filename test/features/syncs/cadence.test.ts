import { cadence, heldShare } from '../../../src/features/syncs/cadence.ts';
import { cadenceLine } from '../../../src/features/syncs/cadence.views.ts';
import type { SyncState } from '../../../src/features/syncs/sync.ts';
import { texts } from '../../../src/text/text.ts';

const sync = (startsAt: string, state: SyncState) => ({ startsAt: new Date(startsAt), state });
const now = new Date('2027-06-30T12:00:00Z');

test('counts by quarter of the zone, and what has not begun does not count', () => {
  const found = cadence(
    [
      sync('2027-03-31T22:30:00Z', 'held'), // 1 April in Berlin
      sync('2027-03-31T21:30:00Z', 'missed'), // still 31 March
      sync('2027-05-04T08:00:00Z', 'skipped'),
      sync('2027-05-18T08:00:00Z', 'missed'),
      sync('2027-06-29T08:00:00Z', 'planned'),
      sync('2027-07-13T08:00:00Z', 'planned'),
    ],
    now,
    'Europe/Berlin',
  );
  expect(found.quarter).toBe('2027-Q2');
  expect(found.current).toEqual({ planned: 4, held: 1, skipped: 1, missed: 1 });
  expect(found.previous).toEqual({ planned: 1, held: 0, skipped: 0, missed: 1 });
});

test('the quarter before the first is the fourth of the year before', () => {
  const january = new Date('2027-01-10T00:00:00Z');
  const { previous } = cadence([sync('2026-12-08T10:00:00Z', 'held')], january, 'UTC');
  expect(previous.held).toBe(1);
});

test('the days between talks are those between the ones held, within a year', () => {
  const syncs = [
    sync('2025-01-01T10:00:00Z', 'held'),
    sync('2027-06-01T10:00:00Z', 'held'),
    sync('2027-06-08T10:00:00Z', 'missed'),
    sync('2027-06-15T10:00:00Z', 'held'),
    sync('2027-06-22T10:00:00Z', 'held'),
  ];
  const found = cadence(syncs, now, 'UTC');
  expect(found.daysBetween).toBe(10.5);
  expect(found.daysSince).toBe(8);
  expect(cadence(syncs.slice(0, 2), now, 'UTC').daysBetween).toBeNull();
});

test('the share is of what was not left out', () => {
  expect(heldShare({ planned: 4, held: 2, skipped: 1, missed: 1 })).toBe(67);
  expect(heldShare({ planned: 1, held: 0, skipped: 1, missed: 0 })).toBeNull();
});

test.each(['en', 'de'] as const)('is said in a line, in %s', (locale) => {
  const t = texts(locale);
  const syncs = [sync('2027-06-15T10:00:00Z', 'held'), sync('2027-06-29T10:00:00Z', 'held')];
  const line = cadenceLine(t, cadence(syncs, now, 'UTC'))!;
  expect(line).toMatch(/2 .*2 .*14 /);
  expect(cadenceLine(t, cadence([], now, 'UTC'))).toBeNull();
});
