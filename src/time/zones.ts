import { countryCodes } from './country-codes.ts';

/**
 * A name of the IANA data base, in any case. Offsets such as +02:00, which newer runtimes take for zones, are
 * none: they know no daylight saving.
 */
export function isTimeZone(zone: string | null | undefined): zone is string {
  if (!zone || !/^[a-z]/i.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** What an Intl.Locale tells of its region's zones: an accessor in older runtimes, a method in newer ones. */
interface WithZones {
  timeZones?: readonly string[];
  getTimeZones?(): readonly string[] | undefined;
}

function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & WithZones;
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/** Zone, as the runtime spells it, to country. Made at the first question: it takes some 50 ms. */
let countryByZone: ReadonlyMap<string, string> | undefined;

/**
 * The country in which a zone is, as ISO 3166 alpha-2, by the Unicode CLDR.
 * @returns null where it is no country's, such as UTC, and for what is no zone
 */
export function countryOfZone(zone: string): string | null {
  if (!isTimeZone(zone)) return null;
  countryByZone ??= new Map(
    countryCodes.flatMap((country) => zonesOf(country).map((name) => [name, country])),
  );
  const spelt = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  return countryByZone.get(spelt) ?? countryByZone.get(zone) ?? null;
}
