import { weekdayOf } from '../../time/local-time.ts';

/** The rhythms that the form offers for a day, and `own` for a rule that somebody writes. */
export const presetKinds = [
  'weekly',
  'biweekly',
  'monthly_nth',
  'monthly_last',
  'last_working_day',
  'working_days',
  'own',
] as const;
export type PresetKind = (typeof presetKinds)[number];

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const workingDays = 'MO,TU,WE,TH,FR';

/** @param day YYYY-MM-DD of the first date; its weekday and place in the month are what the rule repeats */
export function presetRule(kind: Exclude<PresetKind, 'own'>, day: string): string {
  const code = codes[weekdayOf(day) - 1]!;
  const nth = Math.ceil(Number(day.slice(8)) / 7);
  switch (kind) {
    case 'weekly':
      return `FREQ=WEEKLY;BYDAY=${code}`;
    case 'biweekly':
      return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${code}`;
    case 'monthly_nth':
      // A fifth one is not in every month.
      return `FREQ=MONTHLY;BYDAY=${nth === 5 ? -1 : nth}${code}`;
    case 'monthly_last':
      return `FREQ=MONTHLY;BYDAY=-1${code}`;
    case 'last_working_day':
      return `FREQ=MONTHLY;BYDAY=${workingDays};BYSETPOS=-1`;
    case 'working_days':
      return `FREQ=WEEKLY;BYDAY=${workingDays}`;
  }
}

/** Those that differ for this day, in the order in which they are offered. */
export function presetsFor(day: string): { kind: Exclude<PresetKind, 'own'>; rule: string }[] {
  const all = presetKinds
    .filter((kind) => kind !== 'own')
    .map((kind) => ({ kind, rule: presetRule(kind, day) }));
  return all.filter(({ rule }, i) => all.findIndex((other) => other.rule === rule) === i);
}

/** Which of the presets for this day a rule is. */
export function presetOf(rule: string, day: string): PresetKind {
  return presetsFor(day).find((preset) => preset.rule === rule)?.kind ?? 'own';
}
