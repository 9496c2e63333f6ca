import { createRequire } from 'node:module';

interface Emoji {
  hexcode: string;
  unicode: string;
  skins?: { hexcode: string }[];
}

const require = createRequire(import.meta.url);
const emoji = require('emojibase-data/en/compact.json') as Emoji[];
const shortcodes = require('emojibase-data/en/shortcodes/iamcal.json') as Record<string, string | string[]>;

const canonical = new Map<string, string>();
const characters = new Map<string, string>();
const withSkinTones = new Set<string>();
for (const { hexcode, unicode, skins } of emoji) {
  const names = [shortcodes[hexcode] ?? []].flat();
  const [first] = names;
  if (first === undefined) continue;
  for (const name of names) canonical.set(name, first);
  characters.set(first, unicode);
  if (skins) withSkinTones.add(first);
}

/**
 * The name under which Slack keeps a reaction: `thumbsup` becomes `+1`, a skin tone stays.
 * @returns null for a name that Slack does not know
 */
export function canonicalEmoji(name: string): string | null {
  const match = /^(.+?)(?:::skin-tone-([2-6]))?$/.exec(name);
  const base = canonical.get(match?.[1] ?? '');
  if (base === undefined || match === null) return null;
  if (match[2] === undefined) return base;
  return withSkinTones.has(base) ? `${base}::skin-tone-${match[2]}` : null;
}

const offered = [
  '+1',
  '-1',
  'white_check_mark',
  'heavy_check_mark',
  'x',
  'no_entry',
  'no_entry_sign',
  'shrug',
  'neutral_face',
  'eyes',
  'heart',
  'tada',
  'rocket',
  'thinking_face',
  'raised_hands',
  'clap',
  'pray',
  'fire',
  'smile',
  'grinning',
  'joy',
  'slightly_smiling_face',
  'wave',
  'ok_hand',
  'muscle',
  'bulb',
  'memo',
  'calendar',
  'hourglass_flowing_sand',
  'warning',
  'question',
  'exclamation',
  '100',
  'star',
  'sparkles',
  'handshake',
  'speech_balloon',
  'lock',
  'bell',
  'chart_with_upwards_trend',
  'one',
  'two',
  'three',
  'four',
  'five',
];

/** Name → character: what the page's picker offers. */
export const pickerEmoji: Readonly<Record<string, string>> = Object.fromEntries(
  offered.flatMap((name) => {
    const character = characters.get(canonical.get(name) ?? '');
    return character === undefined ? [] : [[name, character]];
  }),
);

/** Name → character: the picker's and whatever else people use here. */
export function emojiCharacter(name: string): string | null {
  const base = canonical.get(name.replace(/::skin-tone-[2-6]$/, ''));
  return (base !== undefined && characters.get(base)) || null;
}
