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

/** ISO 3166-1 alpha-2. */
const countries = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM ' +
  'FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT ' +
  'JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM ' +
  'MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR ' +
  'PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH ' +
  'TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

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
  countryByZone ??= new Map(countries.flatMap((country) => zonesOf(country).map((name) => [name, country])));
  const spelt = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  return countryByZone.get(spelt) ?? countryByZone.get(zone) ?? null;
}
