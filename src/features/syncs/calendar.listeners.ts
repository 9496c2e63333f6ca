import type { Answer, CommandRequest } from '../../slack/request.ts';
import type { CalendarService } from './calendar.service.ts';
import type { SeriesService } from './series.service.ts';
import { readSeries } from './series-command.ts';

const renewWords = /(?:^|\s)(?:renew|erneuern|neu)$/i;

/** `calendar`, `calendar S-2`, each with `renew`. */
export function createCalendarListeners(options: { calendars: CalendarService; series: SeriesService }) {
  const { calendars, series } = options;

  return {
    async command({ reader, texts: t }: CommandRequest, rest: string): Promise<Answer> {
      const renew = renewWords.test(rest);
      const name = rest.replace(renewWords, '').trim();
      const known = await series.list(reader.workspaceId);
      const of =
        name === ''
          ? { userId: reader.userId }
          : {
              seriesId: (await series.existing(reader.workspaceId, readSeries(name, known, 'calendar').id))
                .id,
            };
      const address = await calendars.address(reader, of, { renew });
      if (address === null) return { kind: 'ephemeral', text: t.t('syncs.calendar.nowhere') };
      const key = renew ? 'syncs.calendar.renewed' : 'syncs.calendar.address';
      return { kind: 'ephemeral', text: t.t(key, { address }) };
    },
  };
}
