import {
  type ClockTime,
  type DateParts,
  type Daypart,
  type Form,
  phrase,
  type Reader,
} from './date-parts.ts';

const dayparts: Readonly<Record<Daypart, { words: string; hour: number }>> = {
  morning: { words: 'morning|früh|frueh|vormittags?', hour: 9 },
  noon: { words: 'noon|midday|mittags?', hour: 12 },
  afternoon: { words: 'afternoon|nachmittags?', hour: 15 },
  evening: { words: 'evening|abends?', hour: 20 },
  night: { words: 'night|nachts?', hour: 22 },
};

const lead = '(?:(?:at|um|gegen) |@ ?)';
/** English "am", but not the German one of "um 12 am Freitag". */
const half = '(?:(?<half>[ap])\\.?m\\.?(?! (?:\\p{L}*(?:tag|woch|abend|morgen)|\\d+\\.)))';
const hour = '(?<hour>\\d{1,2})';
const minute = '(?<minute>\\d{2})';

/** Ways to say a time of day, the more specific ones first. */
export const timeForms: readonly Form[] = [
  { pattern: phrase(`${lead}?${hour}:${minute}(?: ?(?:${half}|uhr|h))?`), read: readClock },
  { pattern: phrase(`${lead}?${hour}\\.${minute} ?(?:${half}|uhr|h)`), read: readClock },
  { pattern: phrase(`${lead}${hour}\\.${minute}(?!\\.)`), read: readClock },
  // 17.30 is a time and 5.12 a date, because there is no month 30.
  { pattern: phrase(`${hour}\\.(?<minute>00|1[3-9]|[2-5]\\d)(?!\\.)`), read: readClock },
  { pattern: phrase(`${lead}?${hour} ?uhr ${minute}(?!\\.)`), read: readClock },
  { pattern: phrase(`${lead}?${hour}h${minute}`), read: readClock },
  { pattern: phrase(`${lead}?${hour} ?(?:${half}|uhr|h|o['’]clock)`), read: readClock },
  { pattern: phrase(`${lead}${hour}(?!\\.)`), read: readClock },
  {
    pattern: phrase('(?:at )?midnight|(?:um )?mitternacht'),
    read: (_, parts) => setTime(parts, { hour: 24, minute: 0 }),
  },
  {
    pattern: phrase(
      '(?:at )?(?:the )?end of (?:the )?(?:business |working )?day|close of business|eod|cob|feierabend|ende des (?:arbeits)?tag(?:e)?s|geschäftsschluss|dienstschluss',
    ),
    read: (_, parts) => setTime(parts, { hour: 17, minute: 0 }),
  },
  { pattern: phrase('tonight'), read: (_, parts, reader) => setToday(parts, 'evening', reader) },
  // After a day "morgen" is its morning; alone it is tomorrow.
  {
    pattern: phrase('(?<=(?:tag|mittwoch|abend|heute) )morgens?|morgens'),
    read: (_, parts) => setDaypart(parts, 'morning'),
  },
  ...Object.entries(dayparts).flatMap(([name, { words }]): Form[] => [
    {
      pattern: phrase(`this (?:${words})`),
      read: (_, parts, reader) => setToday(parts, name as Daypart, reader),
    },
    {
      pattern: phrase(`(?:(?:in the|at|am|in der) )?(?:${words})`),
      read: (_, parts) => setDaypart(parts, name as Daypart),
    },
  ]),
];

/** A time of day (hour 24 is the midnight that ends the day), or undefined where none was said. */
export function clockTime(parts: DateParts): ClockTime | undefined {
  const { time, daypart } = parts;
  if (!daypart) return time;
  if (!time) return { hour: dayparts[daypart].hour, minute: 0 };
  return { hour: hourWithin(daypart, time.hour), minute: time.minute };
}

/** "8 abends" is 20:00, "2 nachts" 2:00, "1 mittags" 13:00. */
function hourWithin(daypart: Daypart, said: number): number {
  if (said === 12 && (daypart === 'evening' || daypart === 'night')) return 24;
  if (daypart === 'night' && said < 6) return said;
  const earliest = { morning: 0, noon: 10, afternoon: 12, evening: 12, night: 12 }[daypart];
  return said < earliest ? said + 12 : said;
}

function readClock(match: RegExpExecArray, parts: DateParts, reader: Reader): boolean {
  const { hour: typedHour = '', minute: typedMinute = '0', half: letter } = match.groups ?? {};
  const said = Number(typedHour);
  const minutes = Number(typedMinute);
  if (minutes > 59 || said > 24 || (said === 24 && minutes > 0)) return false;
  if (letter) {
    if (said < 1 || said > 12) return false;
    return setTime(parts, { hour: (said % 12) + (letter.toLowerCase() === 'p' ? 12 : 0), minute: minutes });
  }
  // "5:00" is written so on a 24-hour clock, but not everywhere where English is read.
  const is24Hours = /uhr|h\d*$/i.test(match[0]) || (match[0].includes(':') && reader.locale === 'de');
  const isVague = !is24Hours && /^[1-7]$/.test(typedHour);
  return setTime(parts, { hour: said, minute: minutes, ...(isVague ? { vague: match[0] } : {}) });
}

function setTime(parts: DateParts, time: ClockTime): boolean {
  if (parts.time) return false;
  parts.time = time;
  return true;
}

function setDaypart(parts: DateParts, daypart: Daypart): boolean {
  if (parts.daypart) return false;
  parts.daypart = daypart;
  return true;
}

function setToday(parts: DateParts, daypart: Daypart, reader: Reader): boolean {
  if (parts.date) return false;
  parts.date = reader.now.toPlainDate();
  return setDaypart(parts, daypart);
}
