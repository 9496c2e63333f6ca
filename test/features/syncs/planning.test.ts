import { agendaTime, firstSlot, plannedFor, upcoming } from '../../../src/features/syncs/planning.ts';
import type { Series, Timing } from '../../../src/features/syncs/series.ts';
import type { Sync } from '../../../src/features/syncs/sync.ts';

const timing: Timing = {
  rule: 'FREQ=WEEKLY;BYDAY=MO',
  firstSlot: '2027-05-03T10:00',
  timezone: 'Europe/Berlin',
  minutes: 45,
  holidayCountry: 'DE',
  holidayRegion: null,
  onHoliday: 'skip',
  agendaDays: 1,
};
const brief = (planned: { localStart: string; cause: string | null }[]) =>
  planned.map(({ localStart, cause }) => (cause ? `${localStart} ${cause}` : localStart));

describe('public holidays', () => {
  const may = { from: '2027-05-03T00:00', until: '2027-05-31T00:00', limit: 10 };

  it('are left out: Whit Monday 2027 is 17 May', () => {
    expect(brief(plannedFor(timing, may))).toEqual([
      '2027-05-03T10:00',
      '2027-05-10T10:00',
      '2027-05-17T10:00 holiday',
      '2027-05-24T10:00',
    ]);
  });

  it('or moved to the next working day', () => {
    const moved = plannedFor({ ...timing, onHoliday: 'move' }, may);
    expect(brief(moved)[2]).toBe('2027-05-18T10:00');
    expect(moved[2]!.slot).toBe('2027-05-17T10:00');
    expect(moved[2]!.startsAt).toEqual(new Date('2027-05-18T08:00:00Z'));
  });

  it('or left out after all, where the next working day has one of its own', () => {
    const daily = { ...timing, rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', onHoliday: 'move' as const };
    expect(brief(plannedFor(daily, { ...may, from: '2027-05-17T00:00', limit: 2 }))).toEqual([
      '2027-05-17T10:00 holiday',
      '2027-05-18T10:00',
    ]);
  });

  it('are no matter where none are observed', () => {
    const planned = plannedFor({ ...timing, holidayCountry: null }, may);
    expect(planned.map(({ cause }) => cause)).toEqual([null, null, null, null]);
  });
});

describe('the agenda', () => {
  it('comes at the same time of an earlier working day, holidays and weekends left out', () => {
    // Before Tuesday, 18 May comes Whit Monday, a weekend, then Friday.
    const at = agendaTime(timing, '2027-05-18T10:00', new Date('2027-05-18T08:00:00Z'));
    expect(at).toEqual(new Date('2027-05-14T08:00:00Z'));
  });

  it('two hours before where nobody wants it days ahead', () => {
    const at = agendaTime({ ...timing, agendaDays: 0 }, '2027-05-18T10:00', new Date('2027-05-18T08:00:00Z'));
    expect(at).toEqual(new Date('2027-05-18T06:00:00Z'));
  });
});

describe('the first time', () => {
  const first = (rule: string, day: string, time = '10:00') =>
    firstSlot({ rule, day, time, timezone: 'Europe/Berlin', now: new Date('2027-06-08T08:30:00Z') });

  it('is on the day or the next that fits, and still to come', () => {
    expect(first('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2027-06-08')).toBe('2027-06-15T10:00');
    expect(first('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2027-06-08', '11:00')).toBe('2027-06-08T11:00');
    expect(first('FREQ=WEEKLY;BYDAY=FR', '2027-06-20')).toBe('2027-06-25T10:00');
  });

  it('does not wait for an interval', () => {
    expect(first('FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU', '2027-06-08')).toBe('2027-07-06T10:00');
  });

  it('is none once the rule has ended', () => {
    expect(first('FREQ=DAILY;UNTIL=20270601T000000Z', '2027-06-08')).toBeNull();
  });
});

describe('clock changes', () => {
  const night = { ...timing, rule: 'FREQ=DAILY', holidayCountry: null };

  it('02:30 falls at 03:30 when the hour does not exist, and once, the first time, when it does twice', () => {
    const spring = plannedFor(
      { ...night, firstSlot: '2026-03-28T02:30' },
      { from: '2026-03-28T02:30', limit: 3 },
    );
    expect(spring.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    const autumn = plannedFor(
      { ...night, firstSlot: '2026-10-24T02:30' },
      { from: '2026-10-24T02:30', limit: 3 },
    );
    expect(autumn.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });
});

describe('what comes next', () => {
  const series = { ...timing, state: 'active' } as Series;
  const row = (slot: string, change: Partial<Sync>): Sync =>
    ({
      id: 1,
      slot,
      localStart: slot,
      startsAt: new Date(`${slot}:00+02:00`),
      minutes: 45,
      state: 'planned',
      cause: null,
      ...change,
    }) as Sync;
  const from = new Date('2027-05-20T00:00:00Z');

  it('is what the rule gives, with what people changed about it', () => {
    const rows = [
      row('2027-05-24T10:00', { state: 'skipped', cause: 'person' }),
      row('2027-05-31T10:00', { localStart: '2027-06-01T09:00', startsAt: new Date('2027-06-01T07:00:00Z') }),
      // Moved into the time that is asked for, out of a week before it.
      row('2027-05-17T10:00', { localStart: '2027-05-21T10:00', startsAt: new Date('2027-05-21T08:00:00Z') }),
    ];
    expect(upcoming(series, rows, { from, limit: 4 }).map((o) => `${o.localStart} ${o.state}`)).toEqual([
      '2027-05-21T10:00 planned',
      '2027-05-24T10:00 skipped',
      '2027-06-01T09:00 planned',
      '2027-06-07T10:00 planned',
    ]);
  });

  it('is nothing new while a series is paused', () => {
    expect(upcoming({ ...series, state: 'paused' }, [], { from, limit: 3 })).toEqual([]);
  });
});
