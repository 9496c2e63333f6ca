import type { ModalView } from '@slack/types';
import { limits, plain, section } from '../../slack/blocks.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { localText } from './occurrence.views.ts';
import type { Occurrence } from './planning.ts';
import { fewestMinutes, mostMinutes, type Series, seriesName } from './series.ts';
import { moveFields } from './sync.ts';

export const callbacks = { move: 'sync_move_form' };

/** To move one occurrence. */
export function moveModal(t: Texts, series: Series, occurrence: Occurrence): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.move,
    private_metadata: JSON.stringify({ seriesId: series.id, slot: occurrence.slot }),
    title: plain(t.plain('syncs.moveForm.title', { name: seriesName(series.id) }), limits.modalTitle),
    submit: plain(t.plain('common.save'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      section(t.t('syncs.moveForm.now', { when: escapeMrkdwn(localText(t, occurrence.localStart)) })),
      {
        type: 'input',
        block_id: moveFields.at,
        label: plain(t.plain('syncs.moveForm.at')),
        element: {
          type: 'datetimepicker',
          action_id: 'value',
          initial_date_time: Math.floor(occurrence.startsAt.getTime() / 1000),
        },
      },
      {
        type: 'input',
        block_id: moveFields.minutes,
        label: plain(t.plain('syncs.moveForm.minutes')),
        element: {
          type: 'number_input',
          action_id: 'value',
          is_decimal_allowed: false,
          min_value: String(fewestMinutes),
          max_value: String(mostMinutes),
          initial_value: String(occurrence.minutes),
        },
      },
    ],
  };
}
