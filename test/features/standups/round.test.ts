import fc from 'fast-check';
import {
  coversWindow,
  daysOf,
  planUntil,
  promptFor,
  readReply,
  remindAt,
} from '../../../src/features/standups/round.ts';
import { localOf } from '../../../src/time/local-time.ts';

const standup = { time: '09:30', windowMinutes: 240, remindMinutes: 60 };
const person = (timezone: string) => ({ userId: 'U1', departmentId: 1, timezone });

describe('when a person is asked', () => {
  const zones = ['Pacific/Auckland', 'Asia/Kolkata', 'Europe/Berlin', 'America/Los_Angeles'];

  it('is the same time of everybody’s own day', () => {
    // The day on which Berlin’s clocks go back.
    for (const zone of zones) {
      const { promptAt, closesAt } = promptFor(standup, '2027-10-29', person(zone), null);
      expect(localOf(promptAt, zone)).toBe('2027-10-29T09:30');
      expect(closesAt.getTime() - promptAt.getTime()).toBe(4 * 3_600_000);
    }
  });

  it('is not on a public holiday of their own country', () => {
    const state = (day: string, zone: string, country: string | null = null) =>
      promptFor(standup, day, person(zone), country).state;
    expect(state('2027-02-06', 'Pacific/Auckland')).toBe('holiday'); // Waitangi Day
    expect(state('2027-02-06', 'Europe/Berlin')).toBe('planned');
    expect(state('2027-10-03', 'Europe/Berlin')).toBe('holiday'); // Tag der Deutschen Einheit
    expect(state('2027-07-05', 'America/Los_Angeles')).toBe('holiday'); // Independence Day, observed
    // A zone that is no country’s leaves it to the workspace.
    expect(state('2027-10-03', 'UTC', 'DE')).toBe('holiday');
    expect(state('2027-10-03', 'UTC')).toBe('planned');
  });

  it('is planned a day before it begins anywhere', () => {
    // In Kiritimati, UTC+14, 10 June begins at 10:00 UTC on 9 June.
    expect(planUntil(new Date('2027-06-08T09:59:00Z'))).toBe('2027-06-09');
    expect(planUntil(new Date('2027-06-08T10:00:00Z'))).toBe('2027-06-10');
  });

  it('is on the days of the standup', () => {
    expect(daysOf({ weekdays: [1, 3] }, '2027-06-06', '2027-06-16')).toEqual([
      '2027-06-07',
      '2027-06-09',
      '2027-06-14',
      '2027-06-16',
    ]);
  });
});

test('a reminder comes before the end, if the window has room for it', () => {
  const closesAt = new Date('2027-06-08T13:30:00Z');
  expect(remindAt(standup, closesAt)).toEqual(new Date('2027-06-08T12:30:00Z'));
  expect(remindAt({ ...standup, remindMinutes: null }, closesAt)).toBeNull();
  expect(remindAt({ remindMinutes: 60, windowMinutes: 30 }, closesAt)).toBeNull();
});

describe('do-not-disturb', () => {
  const at = (time: string) => new Date(`2027-06-08T${time}:00Z`);
  const covers = (from: string, until: string) =>
    coversWindow({ from: at(from), until: at(until) }, at('09:30'), at('13:30'));

  it.each([
    ['over the whole window', '08:00', '18:00', true],
    ['from now to the last minute', '09:30', '13:30', true],
    ['that ends within the window', '00:00', '10:00', false],
    ['that ends a minute before the window does', '08:00', '13:29', false],
    ['that is still to begin', '09:31', '18:00', false],
    ['that is over', '07:00', '08:00', false],
  ])('%s', (_, from, until, isAway) => {
    expect(covers(from, until)).toBe(isAway);
  });

  it('is no absence where there is none', () => {
    expect(coversWindow(null, at('09:30'), at('13:30'))).toBe(false);
  });

  it('is an absence only if there is no moment from now to the end at which the message is seen', () => {
    const minutes = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(minutes, minutes, minutes, fc.integer({ min: 1, max: 60 }), (from, until, now, length) => {
        const closesAt = now + length;
        const isSeen = Array.from({ length }, (_, i) => now + i).some((m) => m < from || m >= until);
        const date = (minute: number) => new Date(minute * 60_000);
        const period = { from: date(from), until: date(until) };
        expect(coversWindow(period, date(now), date(closesAt))).toBe(!isSeen);
      }),
    );
  });
});

describe('a reply', () => {
  it.each<[what: string, text: string, answered: number[], taken: [number, string][] | null]>([
    ['answers the first open question', 'Moved it', [], [[0, 'Moved it']]],
    ['answers the next one', 'The texts', [0], [[1, 'The texts']]],
    [
      'answers by numbers',
      '1. Moved it\n3) The name',
      [],
      [
        [0, 'Moved it'],
        [2, 'The name'],
      ],
    ],
    [
      'keeps lines that belong to a number',
      '2: The texts\nand pictures\n3. -',
      [0],
      [
        [1, 'The texts\nand pictures'],
        [2, '-'],
      ],
    ],
    ['changes an answer by its number', '1. Moved both', [0, 1, 2], [[0, 'Moved both']]],
    ['is no answer where all is answered', 'Thanks', [0, 1, 2], null],
    ['is text where the number is none of a question', '2027 was good', [], [[0, '2027 was good']]],
    ['is text where there is no such question', '7. What else', [], [[0, '7. What else']]],
    ['is nothing where there is nothing', '  \n ', [], null],
  ])('%s', (_, text, answered, taken) => {
    const expected = taken?.map(([question, said]) => ({ question, text: said })) ?? null;
    expect(readReply(text, 3, answered)).toEqual(expected);
  });
});
