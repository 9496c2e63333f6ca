import { countryCodes } from '../../time/country-codes.ts';

/** @param locale a language of the catalogue */
export function countryName(code: string, locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
}

/** All countries in the order of their names, by the first letter: a select holds 100 options in a group. */
export function countriesByLetter(
  locale: string,
): { letter: string; countries: { code: string; name: string }[] }[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  const collator = new Intl.Collator(locale);
  const letters = new Map<string, { code: string; name: string }[]>();
  const countries = countryCodes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => collator.compare(a.name, b.name));
  for (const country of countries) {
    const letter = country.name.normalize('NFD').charAt(0).toUpperCase();
    letters.set(letter, [...(letters.get(letter) ?? []), country]);
  }
  return [...letters].map(([letter, those]) => ({ letter, countries: those }));
}
