import { type HolidayPlace, holidayOn, isHolidayPlace, regionsOf } from '../../src/time/holidays.ts';
import { addDays } from '../../src/time/local-time.ts';
import { isWorkingDay, nextWorkingDay, previousWorkingDay } from '../../src/time/working-days.ts';

function place(name: string): HolidayPlace {
  const [country = '', ...region] = name.split('-');
  return { country, region: region.join('-') || null };
}

/** MM-DD of all in a year. */
function holidaysOf(name: string, year: number): string[] {
  return Array.from({ length: 366 }, (_, i) => addDays(`${year}-01-01`, i))
    .filter((day) => day.startsWith(String(year)) && holidayOn(day, place(name), 'en') !== null)
    .map((day) => day.slice(5));
}

describe('public holidays', () => {
  test.each([
    // By the laws of each, 2027.
    ['DE', 2027, '01-01 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26'],
    ['DE-BY', 2027, '01-01 01-06 03-26 03-29 05-01 05-06 05-17 05-27 10-03 11-01 12-25 12-26'],
    ['DE-BY-A', 2027, '01-01 01-06 03-26 03-29 05-01 05-06 05-17 05-27 08-08 08-15 10-03 11-01 12-25 12-26'],
    ['DE-BE', 2027, '01-01 03-08 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26'],
    ['AT', 2027, '01-01 01-06 03-29 05-01 05-06 05-17 05-27 08-15 10-26 11-01 12-08 12-25 12-26'],
  ])('of %s in %i', (name, year, days) => {
    expect(holidaysOf(name, year).join(' ')).toBe(days);
  });

  test.each([
    ['US', '2027-11-25', 'Thanksgiving Day'],
    ['US', '2027-07-05', 'Independence Day (substitute day)'],
    ['US', '2027-11-24', null],
    ['NZ', '2027-06-25', 'Matariki'],
    ['NZ', '2027-04-26', 'ANZAC Day (substitute day)'],
    ['NZ-AUK', '2027-02-01', 'Provincial anniversary day'],
    ['NZ-WGN', '2027-02-01', null],
    ['GB-SCT', '2027-11-30', 'St Andrew’s Day'],
    ['IN', '2027-08-15', 'Independence Day'],
  ])('%s on %s: %s', (name, day, holiday) => {
    expect(holidayOn(day, place(name), 'en')).toBe(holiday);
  });

  test('are named in the language asked for', () => {
    expect(holidayOn('2027-05-06', place('DE'), 'de')).toBe('Christi Himmelfahrt');
    expect(holidayOn('2027-05-06', place('DE'), 'en')).toBe('Ascension Day');
  });

  test('of several days are on each of them, over the end of a year too', () => {
    expect(
      ['09', '10', '11', '12'].map((day) => holidayOn(`2027-03-${day}`, place('TR'), 'de') !== null),
    ).toEqual([true, true, true, false]);
    expect(['2026-12-28', '2027-01-02'].map((day) => holidayOn(day, place('SZ'), 'en'))).toEqual([
      'Incwala Festival',
      'Incwala Festival',
    ]);
  });

  test('of half a day leave a working day', () => {
    // Christmas Eve from 13:00.
    expect(holidayOn('2027-12-24', place('IS'), 'en')).toBeNull();
    expect(isWorkingDay('2027-12-24', place('IS'))).toBe(true);
  });

  test('of a place that is none are none', () => {
    for (const none of ['XX', 'DE-XX', '', 'constructor']) {
      expect(holidayOn('2027-12-25', place(none), 'en')).toBeNull();
    }
  });
});

describe('places', () => {
  test.each(['DE', 'DE-BY', 'DE-BY-A', 'AT', 'US-CA', 'NZ-AUK', 'SG'])('%s is one', (name) => {
    const { country, region } = place(name);
    expect(isHolidayPlace(country, region)).toBe(true);
  });

  test.each([
    ['XX', null],
    ['de', null],
    ['', null],
    ['toString', null],
    ['DE', 'XX'],
    ['DE', ''],
    ['DE', 'BY-'],
    ['DE', 'BY-XX'],
    ['SG', 'XX'],
    ['DE', '__proto__'],
  ])('%s with region %s is none', (country, region) => {
    expect(isHolidayPlace(country, region)).toBe(false);
  });

  test('have their regions by name', () => {
    const regions = regionsOf('DE');
    expect(regions).toHaveLength(16);
    expect(regions.slice(0, 3)).toEqual([
      { code: 'BW', name: 'Baden-Württemberg' },
      { code: 'BY', name: 'Bayern' },
      { code: 'BE', name: 'Berlin' },
    ]);
    expect([regionsOf('SG'), regionsOf('XX')]).toEqual([[], []]);
    expect(regions.every(({ code }) => isHolidayPlace('DE', code))).toBe(true);
  });
});

describe('working days', () => {
  const bavaria = place('DE-BY');

  test('are Monday to Friday without the holidays of a place', () => {
    expect(
      ['2027-06-04', '2027-06-05', '2027-06-06', '2027-06-07'].map((d) => isWorkingDay(d, null)),
    ).toEqual([true, false, false, true]);
    expect([isWorkingDay('2027-05-27', bavaria), isWorkingDay('2027-05-27', place('DE-HH'))]).toEqual([
      false,
      true,
    ]);
    expect(isWorkingDay('2027-12-24', null)).toBe(true);
  });

  test('follow each other over weekends and holidays', () => {
    expect(nextWorkingDay('2027-05-26', bavaria)).toBe('2027-05-28');
    expect(nextWorkingDay('2027-05-28', bavaria)).toBe('2027-05-31');
    expect(nextWorkingDay('2027-03-25', bavaria)).toBe('2027-03-30');
    expect(nextWorkingDay('2027-03-25', null)).toBe('2027-03-26');
  });

  test('are counted back', () => {
    expect(previousWorkingDay('2027-05-28', bavaria)).toBe('2027-05-26');
    expect(previousWorkingDay('2027-03-30', bavaria)).toBe('2027-03-25');
    expect(previousWorkingDay('2027-03-30', bavaria, 3)).toBe('2027-03-23');
    expect(previousWorkingDay('2027-06-06', null, 2)).toBe('2027-06-03');
  });
});
