import { z } from 'zod';
import { slackDate } from '../../slack/dates-in-text.ts';
import type { ActionRequest, Answer, Reader, ViewAnswer, ViewRequest } from '../../slack/request.ts';
import type { Texts } from '../../text/text.ts';
import { moveModal } from './move-form.views.ts';
import type { OccurrenceService } from './occurrence.service.ts';
import type { SeriesService } from './series.service.ts';
import { seriesName } from './series.ts';
import { skippedBlocks, whenText } from './series.views.ts';
import { moveFields, type Sync } from './sync.ts';

const closed: ViewAnswer = { kind: 'close' };

/** What a button about one occurrence carries: the series and, behind a colon, the slot. */
const occurrenceValue = z
  .string()
  .regex(/^\d+:.+$/)
  .transform((value) => ({ id: Number.parseInt(value, 10), slot: value.slice(value.indexOf(':') + 1) }));

const moveMetadata = z.object({ seriesId: z.int(), slot: z.string() });
const moveForm = z
  .object({
    [moveFields.at]: z.object({ value: z.object({ selected_date_time: z.number() }) }),
    [moveFields.minutes]: z.object({ value: z.object({ value: z.string().nullish() }) }),
  })
  .transform((form) => ({
    at: new Date(form[moveFields.at].value.selected_date_time * 1000),
    minutes: Number(form[moveFields.minutes].value.value ?? Number.NaN),
  }));

export type OccurrenceListeners = ReturnType<typeof createOccurrenceListeners>;

/** Leaving one occurrence out, taking that back, and moving one. */
export function createOccurrenceListeners(options: {
  series: SeriesService;
  occurrences: OccurrenceService;
}) {
  const { series: service, occurrences } = options;

  async function skippedAnswer(t: Texts, reader: Reader, skipped: Sync): Promise<Answer> {
    const series = await service.existing(reader.workspaceId, skipped.seriesId);
    const text = t.t('syncs.skipped', {
      name: seriesName(series.id),
      when: slackDate(t, skipped.startsAt),
      next: whenText(t, await occurrences.nextOf(series)),
    });
    const blocks = skippedBlocks(t, text, `${series.id}:${skipped.slot}`);
    return { kind: 'ephemeral', text, blocks };
  }

  function movedText(t: Texts, moved: Sync): string {
    return t.t('syncs.moved', { name: seriesName(moved.seriesId), when: slackDate(t, moved.startsAt) });
  }

  async function moveAnswer(t: Texts, reader: Reader, id: number, slot: string | null): Promise<Answer> {
    const { series, occurrence } = await occurrences.forMoving(reader, id, slot);
    return { kind: 'modal', view: moveModal(t, series, occurrence) };
  }

  return {
    skippedAnswer,
    movedText,
    moveAnswer,

    async skip({ reader, texts: t, requestKey, value }: ActionRequest): Promise<Answer> {
      const { id, slot } = occurrenceValue.parse(value);
      return skippedAnswer(t, reader, await occurrences.skip(reader, requestKey, id, slot));
    },

    async restore({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const { id, slot } = occurrenceValue.parse(value);
      const restored = await occurrences.restore(reader, id, slot);
      const values = { name: seriesName(id), when: slackDate(t, restored.startsAt) };
      return { kind: 'ephemeral', text: t.t('syncs.restored', values), replace: true };
    },

    async openMove({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const { id, slot } = occurrenceValue.parse(value);
      return moveAnswer(t, reader, id, slot);
    },

    async submitMove({ reader, view }: ViewRequest): Promise<ViewAnswer> {
      const { seriesId, slot } = moveMetadata.parse(JSON.parse(view.privateMetadata));
      const form = moveForm.parse(view.values);
      await occurrences.move(reader, seriesId, slot, form.at, form.minutes);
      return closed;
    },
  };
}
