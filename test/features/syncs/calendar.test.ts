import ICAL from 'ical.js';
import { calendarText } from '../../../src/features/syncs/calendar.ts';
import { upcoming } from '../../../src/features/syncs/planning.ts';
import type { Series } from '../../../src/features/syncs/series.ts';
import type { Sync } from '../../../src/features/syncs/sync.ts';
import { instantOf } from '../../../src/time/local-time.ts';

const now = new Date('2027-05-01T00:00:00Z');
const year = new Date('2028-05-01T00:00:00Z');

const series = (change: Partial<Series> = {}): Series => ({
  workspaceId: 'T1',
  id: 1,
  createdBy: 'U1',
  title: 'CMO/CIO sync; with, \\ and\nmore <b>',
  channelId: 'C1',
  departmentIds: [1, 2],
  participantIds: [],
  rule: 'FREQ=WEEKLY;BYDAY=MO',
  firstSlot: '2027-05-03T10:00',
  timezone: 'Europe/Berlin',
  minutes: 45,
  link: 'https://meet.example.com/x?a=1&b=2',
  agendaDays: 1,
  holidayCountry: 'DE',
  holidayRegion: null,
  onHoliday: 'skip',
  state: 'active',
  revision: 3,
  createdAt: now,
  changedAt: now,
  plannedUntil: null,
  ...change,
});

const row = (of: Series, slot: string, change: Partial<Sync> = {}): Sync => ({
  workspaceId: 'T1',
  id: 1,
  seriesId: 1,
  slot,
  localStart: slot,
  timezone: of.timezone,
  startsAt: instantOf(change.localStart ?? slot, of.timezone),
  minutes: of.minutes,
  agendaAt: now,
  state: 'planned',
  cause: null,
  agendaDoneAt: null,
  startDoneAt: null,
  afterDoneAt: null,
  closedAt: null,
  agendaMessageId: null,
  startMessageId: null,
  afterMessageId: null,
  notes: null,
  changedBy: null,
  carriedOver: 0,
  ...change,
});

/** What a calendar that none of us wrote makes of it: instants of all starts within a year. */
function readBack(text: string): string[] {
  const component = new ICAL.Component(ICAL.parse(text));
  for (const zone of component.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const events = component.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  const overrides = events.filter((event) => event.isRecurrenceException());
  const found: Date[] = [];
  for (const event of events.filter((e) => !e.isRecurrenceException())) {
    for (const override of overrides.filter((o) => o.uid === event.uid)) event.relateException(override);
    if (!event.isRecurring()) {
      found.push(event.startDate.toJSDate());
      continue;
    }
    const iterator = event.iterator();
    for (let next = iterator.next(); next; next = iterator.next()) {
      const at = event.getOccurrenceDetails(next).startDate.toJSDate();
      if (next.toJSDate() > year) break;
      found.push(at);
    }
  }
  return found
    .filter((at) => at >= now && at < year)
    .map((at) => at.toISOString())
    .sort();
}

const held = (of: Series, rows: Sync[] = []) =>
  upcoming(of, rows, { from: now, until: year, limit: 400 })
    .filter(({ state }) => state === 'planned')
    .map(({ startsAt }) => startsAt.toISOString());

describe('read back by another parser, a series is what Concord will hold', () => {
  it('with one moved, one left out, and holidays', () => {
    const one = series();
    const rows = [
      row(one, '2027-05-10T10:00', { state: 'skipped', cause: 'person' }),
      row(one, '2027-05-24T10:00', { localStart: '2027-05-26T14:30' }),
    ];
    const expected = held(one, rows);
    // Whit Monday and the one left out are not among them; the moved one is at its new time.
    expect(expected).not.toContain('2027-05-17T08:00:00.000Z');
    expect(expected).toContain('2027-05-26T12:30:00.000Z');
    expect(readBack(calendarText('Syncs', [{ series: one, rows }], now))).toEqual(expected);
  });

  it.each([
    ['holidays that move', { onHoliday: 'move' as const }],
    [
      'the last working day of the month',
      { rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', firstSlot: '2027-05-31T10:00' },
    ],
    ['every second Tuesday', { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', firstSlot: '2027-05-04T10:00' }],
    ['an end by number', { rule: 'FREQ=WEEKLY;COUNT=5;BYDAY=MO' }],
    ['an end by day', { rule: 'FREQ=WEEKLY;UNTIL=20270628;BYDAY=MO' }],
    ['an end by local time', { rule: 'FREQ=WEEKLY;UNTIL=20270628T100000;BYDAY=MO' }],
    ['Lord Howe', { timezone: 'Australia/Lord_Howe', holidayCountry: null }],
    ['São Paulo', { timezone: 'America/Sao_Paulo', holidayCountry: 'BR' }],
    ['Kolkata', { timezone: 'Asia/Kolkata', holidayCountry: null }],
    ['Los Angeles', { timezone: 'America/Los_Angeles', holidayCountry: 'US' }],
    ['Auckland', { timezone: 'Pacific/Auckland', holidayCountry: 'NZ' }],
    [
      'an hour that the clock change skips and one that it doubles',
      { rule: 'FREQ=DAILY', firstSlot: '2027-05-03T02:30', holidayCountry: null },
    ],
  ])('%s', (_, change) => {
    const one = series(change);
    expect(readBack(calendarText('Syncs', [{ series: one, rows: [] }], now))).toEqual(held(one));
  });

  it('paused or ended, nothing more', () => {
    for (const state of ['paused', 'ended'] as const) {
      const one = series({ state, firstSlot: '2027-01-04T10:00' });
      expect(readBack(calendarText('Syncs', [{ series: one, rows: [] }], now))).toEqual([]);
    }
  });
});

describe('the text', () => {
  const one = series();
  const text = calendarText(
    'Syncs',
    [{ series: one, rows: [row(one, '2027-04-12T09:00', { state: 'held' })] }],
    now,
  );

  it('has lines of at most 75 octets that end in CRLF', () => {
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  });

  it('says zone, link and title, whatever is in them, and keeps what was held under an earlier rule', () => {
    const component = new ICAL.Component(ICAL.parse(text));
    expect(component.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe('Europe/Berlin');
    const events = component.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
    expect(events).toHaveLength(2);
    for (const event of events) {
      expect(event.summary).toBe(one.title);
      expect(event.location).toBe(one.link);
      expect(event.duration.toSeconds()).toBe(45 * 60);
    }
    expect(text).toContain('SEQUENCE:3');
    expect(text).toMatch(/REFRESH-INTERVAL;VALUE=DURATION:PT1H/);
  });
});
