interface Reader {
  locale: string;
  tz: string;
}

/** @param now milliseconds since the epoch */
export function formatDate(
  date: { timestamp: number; format: string; fallback: string },
  me: Reader,
  now: number,
): string;
export function localDateTime(timestamp: number, tz: string): string;
export function timestampOf(local: string, tz: string): number;
export function nextWorkingMorning(ms: number, tz: string): number;
