import { z } from 'zod';
import type { ActionRequest, Answer, CommandRequest } from '../../slack/request.ts';
import type { CalendarService } from './calendar.service.ts';
import { nowhereBlocks, nowhereText } from './calendar.views.ts';
import { readCalendar } from './calendar-command.ts';
import type { CalendarFileService } from './calendar-file.service.ts';
import type { SeriesService } from './series.service.ts';

const seriesValue = z.coerce.number().int();

export function createCalendarListeners(options: {
  calendars: CalendarService;
  calendarFiles: CalendarFileService;
  series: SeriesService;
}) {
  const { calendars, calendarFiles, series } = options;

  return {
    /** `calendar`, `calendar S-2`, each with `renew`; `calendar file`, `calendar file S-2`. */
    async command({ reader, texts: t, requestKey }: CommandRequest, rest: string): Promise<Answer> {
      const { kind, seriesId } = readCalendar(rest);
      if (kind === 'file') {
        await calendarFiles.request(reader, requestKey, seriesId);
        return { kind: 'ephemeral', text: t.t('syncs.calendar.fileComes') };
      }
      const of =
        seriesId === null
          ? { userId: reader.userId }
          : { seriesId: (await series.existing(reader.workspaceId, seriesId)).id };
      const address = await calendars.address(reader, of, { renew: kind === 'renewed' });
      if (address === null) {
        return { kind: 'ephemeral', text: nowhereText(t, seriesId), blocks: nowhereBlocks(t, seriesId) };
      }
      const key = kind === 'renewed' ? 'syncs.calendar.renewed' : 'syncs.calendar.address';
      return { kind: 'ephemeral', text: t.t(key, { address }) };
    },

    /** In place of the offer; of one offer, one file, however often it is clicked. */
    async sendFile({ reader, texts: t, value, message, requestKey }: ActionRequest): Promise<Answer> {
      const offer = message ? `calendar:${reader.userId}:${message.channelId}:${message.ts}` : requestKey;
      await calendarFiles.request(reader, offer, value === null ? null : seriesValue.parse(value));
      return { kind: 'ephemeral', text: t.t('syncs.calendar.fileComes'), replace: true };
    },
  };
}
