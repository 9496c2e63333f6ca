import { UserError } from '../../errors.ts';
import { excerpt } from '../../slack/excerpt.ts';
import { readSeries } from './series-command.ts';

const fileFirst = /^(?:file|datei)(?=\s|$)/i;
const fileLast = /(?:^|\s)(?:file|datei)$/i;
const renewLast = /(?:^|\s)(?:renew|erneuern|neu)$/i;
/** No series has this number: here, none named means those of the person, however many there are. */
const none = { id: 0 };

/**
 * What stands behind `calendar`: nothing, `S-2`, each with `renew` behind it; `file`, `file S-2`, `S-2 file`.
 * @returns seriesId: null for the person's own calendar
 * @throws UserError `unreadable_calendar`
 */
export function readCalendar(rest: string): {
  kind: 'address' | 'renewed' | 'file';
  seriesId: number | null;
} {
  const text = rest.trim();
  const withoutFile = text.replace(fileFirst, '').replace(fileLast, '').trim();
  const kind = withoutFile !== text ? 'file' : renewLast.test(text) ? 'renewed' : 'address';
  const name = kind === 'renewed' ? text.replace(renewLast, '') : withoutFile;
  const named = readSeries(name, [none], 'calendar');
  if (named.rest !== '') {
    throw new UserError('unreadable_calendar', 'syncs.errors.unreadableCalendar', {
      part: excerpt(named.rest),
    });
  }
  return { kind, seriesId: named.id === none.id ? null : named.id };
}
