import i18next from 'i18next';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { escapeMrkdwn } from './escape.ts';

/** The languages of the catalogue. */
export type Locale = 'en' | 'de';
export const locales: readonly Locale[] = ['en', 'de'];

export type TextValues = Record<string, string | number>;

type PluralSuffix = '_zero' | '_one' | '_other';
type WithoutPlural<K extends string> = K extends `${infer Base}${PluralSuffix}` ? Base : K;
type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

/** Every key of the English catalogue, plural suffixes left out: `proposals.title`. */
export type TextKey = Keys<typeof en>;

const catalogue = i18next.createInstance();
catalogue.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en }, de: { translation: de } },
  initAsync: false,
  showSupportNotice: false,
  interpolation: { escape: escapeMrkdwn, escapeValue: true },
} as Parameters<typeof catalogue.init>[0]);

/** Looks texts up in one language. */
export interface Texts {
  locale: Locale;
  /** For mrkdwn: values are escaped. A value that already is mrkdwn (a mention, a link) is written `{{- name}}`. */
  t(key: TextKey, values?: TextValues): string;
  /** For `plain_text` objects and the terminal: values stand as they are. */
  plain(key: TextKey, values?: TextValues): string;
}

function textsOf(locale: Locale): Texts {
  return {
    locale,
    t: (key, values = {}) => catalogue.t(key, { ...values, lng: locale }),
    plain: (key, values = {}) =>
      catalogue.t(key, { ...values, lng: locale, interpolation: { escapeValue: false } }),
  };
}

const byLocale: Record<Locale, Texts> = { en: textsOf('en'), de: textsOf('de') };

export function texts(locale: Locale): Texts {
  return byLocale[locale];
}

/** Slack's `locale` ("de-DE", "en-US", …) to one of ours; what we do not speak becomes `fallback`. */
export function localeFromSlack(slackLocale: string | undefined, fallback: Locale): Locale {
  const language = slackLocale?.slice(0, 2).toLowerCase();
  return locales.find((locale) => locale === language) ?? fallback;
}
