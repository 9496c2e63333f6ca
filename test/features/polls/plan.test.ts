import {
  dueSlots,
  planName,
  pulseTimes,
  type Repetition,
  readPlanNumber,
  readSyncSlot,
  syncSlot,
} from '../../../src/features/polls/plan.ts';

const weekly: Repetition = {
  rule: 'FREQ=WEEKLY;BYDAY=MO',
  firstSlot: '2027-06-14T09:00',
  timezone: 'Europe/Berlin',
};
const at = (iso: string) => new Date(iso);

test.each([
  ['SP-2', 2],
  ['sp2', 2],
  [' sp – 12 ', 12],
  ['2', 2],
])('%s is the number %s', (typed, number) => expect(readPlanNumber(typed)).toBe(number));

test.each(['', 'SP', 'PL-2', 'SP-2x', 'two', '1234567890'])('%p is no number of a saved poll', (typed) =>
  expect(readPlanNumber(typed)).toBeNull(),
);

test('its name is read back', () => expect(readPlanNumber(planName(7))).toBe(7));

test('a sync as a slot is read back, and a local time is none', () => {
  expect(readSyncSlot(syncSlot(4, '2027-06-15T10:00'))).toEqual({ seriesId: 4, slot: '2027-06-15T10:00' });
  expect(readSyncSlot('2027-06-15T10:00')).toBeNull();
});

describe('the slots that have come', () => {
  test('none a minute before', () => {
    expect(dueSlots(weekly, '2027-06-14T09:00', at('2027-06-14T06:59:00Z'))).toEqual({
      slot: null,
      missed: 0,
      next: '2027-06-14T09:00',
    });
  });

  test('the armed one at its time, then comes the next week', () => {
    expect(dueSlots(weekly, '2027-06-14T09:00', at('2027-06-14T07:00:00Z'))).toEqual({
      slot: '2027-06-14T09:00',
      missed: 0,
      next: '2027-06-21T09:00',
    });
  });

  test('after three weeks only the newest, and how many were before it', () => {
    expect(dueSlots(weekly, '2027-06-14T09:00', at('2027-06-30T12:00:00Z'))).toEqual({
      slot: '2027-06-28T09:00',
      missed: 2,
      next: '2027-07-05T09:00',
    });
  });

  test('of a rule that ends nothing is armed after the last', () => {
    const three = { ...weekly, rule: 'FREQ=WEEKLY;COUNT=3;BYDAY=MO' };
    expect(dueSlots(three, '2027-06-21T09:00', at('2027-08-01T00:00:00Z'))).toEqual({
      slot: '2027-06-28T09:00',
      missed: 1,
      next: null,
    });
  });

  test('every second week is counted from the first, whatever was armed since', () => {
    const every = { ...weekly, rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO' };
    expect(dueSlots(every, '2027-06-28T09:00', at('2027-06-28T07:00:00Z')).next).toBe('2027-07-12T09:00');
  });

  test('after years of downtime a daily one has its newest slot', () => {
    const daily = { ...weekly, rule: 'FREQ=DAILY' };
    expect(dueSlots(daily, '2027-06-14T09:00', at('2031-06-14T10:00:00Z'))).toMatchObject({
      slot: '2031-06-14T09:00',
      missed: 1461,
    });
  });

  // In Berlin the clock goes from 2:00 to 3:00 on 28 March 2027, and from 3:00 to 2:00 on 31 October.
  const nightly = { ...weekly, rule: 'FREQ=DAILY', firstSlot: '2027-03-01T02:30' };

  test('a time that the clock change leaves out comes later by the gap, once', () => {
    const armed = '2027-03-28T02:30';
    expect(dueSlots(nightly, armed, at('2027-03-28T01:10:00Z')).slot).toBeNull();
    expect(dueSlots(nightly, armed, at('2027-03-28T01:30:00Z'))).toEqual({
      slot: armed,
      missed: 0,
      next: '2027-03-29T02:30',
    });
  });

  test('a time that there is twice comes the first time, once', () => {
    const armed = '2027-10-31T02:30';
    expect(dueSlots(nightly, armed, at('2027-10-31T00:30:00Z')).slot).toBe(armed);
    // 2:10 for the second time: the slot is behind, although the clock shows less.
    const { slot, next } = dueSlots(nightly, armed, at('2027-10-31T01:10:00Z'));
    expect([slot, next]).toEqual([armed, '2027-11-01T02:30']);
    expect(dueSlots(nightly, '2027-11-01T02:30', at('2027-10-31T01:30:00Z')).slot).toBeNull();
  });
});

describe('a pulse before a sync', () => {
  const sync = { startsAt: at('2027-06-17T08:00:00Z'), agendaAt: at('2027-06-16T08:00:00Z') };

  test('is open for two days and closes an hour before the agenda', () => {
    expect(pulseTimes(sync, at('2027-06-10T08:00:00Z'))).toEqual({
      opensAt: at('2027-06-15T08:00:00Z'),
      deadline: at('2027-06-16T07:00:00Z'),
      isPast: false,
    });
  });

  test.each([
    ['2027-06-15T19:00:00Z', '2027-06-16T07:00:00Z'],
    ['2027-06-15T19:01:00Z', '2027-06-17T07:00:00Z'],
    ['2027-06-16T12:00:00Z', '2027-06-17T07:00:00Z'],
  ])('opened at %s it closes at %s: before the agenda only if 12 hours are left', (now, deadline) => {
    expect(pulseTimes(sync, at(now)).deadline).toEqual(at(deadline));
  });

  test('comes no more in the last two hours', () => {
    expect(pulseTimes(sync, at('2027-06-17T06:00:00Z')).isPast).toBe(false);
    expect(pulseTimes(sync, at('2027-06-17T06:00:01Z')).isPast).toBe(true);
  });

  test('where the agenda comes two hours before the sync, it closes three hours before', () => {
    const short = { ...sync, agendaAt: at('2027-06-17T06:00:00Z') };
    expect(pulseTimes(short, at('2027-06-15T08:00:00Z')).deadline).toEqual(at('2027-06-17T05:00:00Z'));
  });
});
