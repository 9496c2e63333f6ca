import { countryCodes } from '../../src/time/country-codes.ts';
import { countryOfZone, isTimeZone } from '../../src/time/zones.ts';

test.each(['Europe/Berlin', 'europe/berlin', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta', 'UTC'])(
  '%s is a zone',
  (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  },
);

test.each([
  '',
  ' ',
  'Middle/Earth',
  '+02:00',
  '-0500',
  'Berlin',
  '<Berlin>',
  'Europe/Berlin ',
  null,
  undefined,
])('%p is none', (zone) => {
  expect(isTimeZone(zone)).toBe(false);
});

test.each([
  ['Europe/Berlin', 'DE'],
  ['europe/berlin', 'DE'],
  ['Europe/Vienna', 'AT'],
  ['Europe/Zurich', 'CH'],
  ['Asia/Kolkata', 'IN'],
  ['Asia/Calcutta', 'IN'],
  ['Pacific/Auckland', 'NZ'],
  ['America/Los_Angeles', 'US'],
  ['US/Pacific', 'US'],
  ['UTC', null],
  ['Etc/GMT+3', null],
  ['Middle/Earth', null],
])('%s is in %s', (zone, country) => {
  expect(countryOfZone(zone)).toBe(country);
});

test('every place in the world has a country', () => {
  const places = Intl.supportedValuesOf('timeZone').filter((zone) => /^(?!Etc|UTC|GMT)/.test(zone));
  const without = places.filter((zone) => !countryCodes.includes(countryOfZone(zone) ?? ''));
  expect(without).toEqual([]);
});
