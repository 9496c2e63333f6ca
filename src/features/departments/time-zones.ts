/**
 * The zones to choose from: all of Germany, Austria, Switzerland and Liechtenstein, and the large cities of the
 * world. A select holds 100 options; two places are kept for the zone that is set and the reader's own.
 */
const offered: readonly string[] = (
  'Europe/Berlin Europe/Busingen Europe/Vienna Europe/Zurich Europe/Vaduz Europe/Amsterdam Europe/Athens ' +
  'Europe/Belgrade Europe/Bratislava Europe/Brussels Europe/Bucharest Europe/Budapest Europe/Chisinau ' +
  'Europe/Copenhagen Europe/Dublin Europe/Helsinki Europe/Istanbul Europe/Kyiv Europe/Lisbon Europe/Ljubljana ' +
  'Europe/London Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Minsk Europe/Monaco Europe/Moscow ' +
  'Europe/Oslo Europe/Paris Europe/Prague Europe/Riga Europe/Rome Europe/Sarajevo Europe/Sofia Europe/Stockholm ' +
  'Europe/Tallinn Europe/Vilnius Europe/Warsaw Europe/Zagreb Atlantic/Azores Atlantic/Canary Atlantic/Reykjavik ' +
  'America/Anchorage America/Argentina/Buenos_Aires America/Bogota America/Caracas America/Chicago ' +
  'America/Denver America/Halifax America/Lima America/Los_Angeles America/Mexico_City America/New_York ' +
  'America/Phoenix America/Santiago America/Sao_Paulo America/St_Johns America/Toronto America/Vancouver ' +
  'Pacific/Honolulu Africa/Cairo Africa/Casablanca Africa/Johannesburg Africa/Lagos Africa/Nairobi ' +
  'Africa/Tunis Asia/Baku Asia/Bangkok Asia/Beirut Asia/Colombo Asia/Dhaka Asia/Dubai Asia/Ho_Chi_Minh ' +
  'Asia/Hong_Kong Asia/Jakarta Asia/Jerusalem Asia/Kabul Asia/Karachi Asia/Kathmandu Asia/Kolkata Asia/Manila ' +
  'Asia/Riyadh Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Tashkent Asia/Tbilisi Asia/Tehran ' +
  'Asia/Tokyo Asia/Yangon Australia/Adelaide Australia/Brisbane Australia/Perth Australia/Sydney ' +
  'Pacific/Auckland Pacific/Fiji'
).split(' ');

export function timeZonesWith(...alsoThese: readonly string[]): string[] {
  return [...new Set([...offered, ...alsoThese])];
}
