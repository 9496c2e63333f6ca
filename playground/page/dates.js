/** Dates as Slack's client writes them: in the reader's language and time zone. */

const parts = (ms, tz, options, locale = 'en-US') =>
  new Intl.DateTimeFormat(locale, { timeZone: tz, ...options }).format(ms);

/** `2026-03-29` in the zone. */
export function dayOf(ms, tz) {
  return parts(ms, tz, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA');
}

export function timeOf(ms, me) {
  return parts(ms, me.tz, { hour: 'numeric', minute: '2-digit' }, me.locale);
}

export function shortDate(ms, me) {
  return parts(ms, me.tz, { weekday: 'short', day: 'numeric', month: 'short' }, me.locale);
}

export function fullMoment(ms, me) {
  return parts(ms, me.tz, { dateStyle: 'full', timeStyle: 'short' }, me.locale);
}

/** "Today", "Yesterday", "Tomorrow" or null, in the reader's language. */
function near(ms, me, now) {
  const day = dayOf(ms, me.tz);
  for (const offset of [-1, 0, 1]) {
    if (dayOf(now + offset * 86_400_000, me.tz) !== day) continue;
    const word = new Intl.RelativeTimeFormat(me.locale, { numeric: 'auto' }).format(offset, 'day');
    return word.charAt(0).toLocaleUpperCase(me.locale) + word.slice(1);
  }
  return null;
}

export function dayHeading(ms, me, now) {
  return near(ms, me, now) ?? parts(ms, me.tz, { weekday: 'long', day: 'numeric', month: 'long' }, me.locale);
}

/** The tokens of `<!date^…>`: docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function formatDate({ timestamp, format, fallback }, me, now) {
  const ms = timestamp * 1000;
  const write = (options) => parts(ms, me.tz, options, me.locale);
  const long = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' };
  const middle = { year: 'numeric', month: 'long', day: 'numeric' };
  const short = { year: 'numeric', month: 'short', day: 'numeric' };
  const nearWord = () => near(ms, me, now)?.toLocaleLowerCase(me.locale);
  const tokens = {
    date_num: () => dayOf(ms, me.tz),
    date: () => write(middle),
    date_short: () => write(short),
    date_long: () => write(long),
    date_pretty: () => nearWord() ?? write(middle),
    date_short_pretty: () => nearWord() ?? write(short),
    date_long_pretty: () => nearWord() ?? write(long),
    date_slash: () => write({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    time: () => timeOf(ms, me),
    time_secs: () => write({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    ago: () => ago(timestamp, me, now),
    day_divider_pretty: () => dayHeading(ms, me, now),
  };
  let known = true;
  const text = format.replace(/\{(\w+)\}/g, (_, token) => {
    if (tokens[token]) return tokens[token]();
    known = false;
    return '';
  });
  return known ? text : fallback;
}

function ago(timestamp, me, now) {
  const seconds = timestamp - now / 1000;
  const relative = new Intl.RelativeTimeFormat(me.locale, { numeric: 'auto' });
  const steps = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(Math.trunc(seconds), 'second');
}

/** `2026-03-29T09:30` in the zone, for a datetime-local input. */
export function localDateTime(timestamp, tz) {
  const time = parts(timestamp * 1000, tz, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, 'en-GB');
  return `${dayOf(timestamp * 1000, tz)}T${time}`;
}

/** Unix seconds of a local time in the zone; one that does not exist moves forward. */
export function timestampOf(local, tz) {
  const asUtc = Date.parse(`${local}:00Z`) / 1000;
  const offsetAt = (timestamp) => Date.parse(`${localDateTime(timestamp, tz)}:00Z`) / 1000 - timestamp;
  const guess = asUtc - offsetAt(asUtc);
  return asUtc - offsetAt(guess);
}

/** 9:00 of the next Monday to Friday in the zone, strictly after `ms`; milliseconds. */
export function nextWorkingMorning(ms, tz) {
  const today = localDateTime(ms / 1000, tz).slice(0, 10);
  for (let days = 0; ; days += 1) {
    const day = new Date(Date.parse(today) + days * 86_400_000);
    if (day.getUTCDay() % 6 === 0) continue;
    const morning = timestampOf(`${day.toISOString().slice(0, 10)}T09:00`, tz) * 1000;
    if (morning > ms) return morning;
  }
}
