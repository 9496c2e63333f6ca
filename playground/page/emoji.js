/** What apps and people write beside what the picker offers. */
const more = {
  thumbsup: '👍',
  thumbsdown: '👎',
  smiley: '😃',
  wink: '😉',
  person_shrugging: '🤷',
  information_source: 'ℹ️',
  mag: '🔍',
  link: '🔗',
  pencil: '📝',
  pencil2: '✏️',
  clock1: '🕐',
  alarm_clock: '⏰',
  hourglass: '⌛',
  date: '📅',
  bar_chart: '📊',
  busts_in_silhouette: '👥',
  bust_in_silhouette: '👤',
  ballot_box_with_ballot: '☑️',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  white_circle: '⚪',
  large_green_square: '🟩',
  large_yellow_square: '🟨',
  large_red_square: '🟥',
  white_large_square: '⬜',
  black_large_square: '⬛',
  scroll: '📜',
  books: '📚',
  scales: '⚖️',
  rotating_light: '🚨',
  arrow_right: '➡️',
  arrows_counterclockwise: '🔄',
  heavy_plus_sign: '➕',
  wastebasket: '🗑️',
  gear: '⚙️',
};

/** @returns the character, or null for a name that is not known here */
export function emojiIn(known, name) {
  const base = name.replace(/::?skin-tone-[2-6]$/, '');
  return known[name] ?? known[base] ?? more[base] ?? null;
}
