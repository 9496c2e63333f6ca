import type { KnownBlock } from '@slack/types';
import { limits, plain, section } from '../../slack/blocks.ts';
import type { Texts } from '../../text/text.ts';
import { type Series, seriesName } from './series.ts';

export const calendarActions = { file: 'sync_calendar_file' };

/** Behind a command: the series it is about, if it is about one. */
const behind = (seriesId: number | null): string => (seriesId === null ? '' : ` ${seriesName(seriesId)}`);

export function nowhereText(t: Texts, seriesId: number | null): string {
  return t.t('syncs.calendar.nowhere', { of: behind(seriesId) });
}

/** Where there are no addresses: the file instead, with a click. */
export function nowhereBlocks(t: Texts, seriesId: number | null): KnownBlock[] {
  return [
    section(nowhereText(t, seriesId)),
    {
      type: 'actions',
      block_id: 'sync_calendar',
      elements: [
        {
          type: 'button',
          action_id: calendarActions.file,
          text: plain(t.plain('syncs.calendar.sendFile'), limits.button),
          ...(seriesId !== null && { value: String(seriesId) }),
        },
      ],
    },
  ];
}

/** @param series null: all of the person's */
export function fileWords(t: Texts, series: Series | null): { name: string; title: string; comment: string } {
  if (series === null) {
    return {
      name: 'concord.ics',
      title: t.plain('syncs.calendar.fileTitle'),
      comment: t.t('syncs.calendar.fileComment'),
    };
  }
  const name = seriesName(series.id);
  return {
    name: `concord-${name}.ics`,
    title: series.title,
    comment: t.t('syncs.calendar.fileCommentOf', { name, title: series.title }),
  };
}

export function refusedText(t: Texts, seriesId: number | null, error: string): string {
  return t.t('syncs.calendar.fileRefused', { error, of: behind(seriesId) });
}
