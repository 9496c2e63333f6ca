import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { header, limits, longestQuote, oneLine, plain, section, shorten } from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { type AgendaItem, arrangeChoices, longestItem } from './agenda.ts';
import { type InitiativeChoice, initiativeInput } from './initiative-choice.views.ts';
import { agendaBlocks } from './meeting.views.ts';
import { longestLink, type Series, seriesName } from './series.ts';

export const agendaActions = { item: 'sync_item', add: 'sync_item_add_to', arrange: 'sync_arrange_of' };
export const callbacks = { add: 'sync_item_form' };
export const fields = { series: 'series', item: 'item', link: 'link', initiative: 'initiative' };

/** An agenda that only one person looks at. */
export function agendaAnswer(
  t: Texts,
  series: Series,
  startsAt: Date,
  items: readonly AgendaItem[],
): KnownBlock[] {
  const button = (action: 'add' | 'arrange') => ({
    type: 'button' as const,
    action_id: agendaActions[action],
    text: plain(t.plain(`meetings.buttons.${action}`), limits.button),
    value: String(series.id),
  });
  return [
    header(t.plain('meetings.agendaTitle', { title: series.title })),
    section(`*${seriesName(series.id)}*  ·  ${slackDate(t, startsAt)}`),
    ...agendaBlocks(t, items),
    { type: 'actions', block_id: `agenda:${series.id}`, elements: [button('add'), button('arrange')] },
  ];
}

/** @param chosen the series that is meant; null: the person chooses among several */
export function addModal(
  t: Texts,
  series: readonly Series[],
  chosen: number | null,
  filled: { text: string; link: string | null },
  initiatives: readonly InitiativeChoice[],
): ModalView {
  const options = series.slice(0, 100).map(
    ({ id, title }): PlainTextOption => ({
      text: plain(`${seriesName(id)} ${title}`, limits.optionText),
      value: String(id),
    }),
  );
  const initial = options.find(({ value }) => value === String(chosen)) ?? options[0];
  return {
    type: 'modal',
    callback_id: callbacks.add,
    title: plain(t.plain('meetings.addForm.title'), limits.modalTitle),
    submit: plain(t.plain('common.save'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      {
        type: 'input',
        block_id: fields.series,
        label: plain(t.plain('meetings.addForm.series')),
        element: {
          type: 'static_select',
          action_id: 'value',
          options,
          ...(initial && { initial_option: initial }),
        },
      },
      {
        type: 'input',
        block_id: fields.item,
        label: plain(t.plain('meetings.addForm.item')),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          multiline: true,
          max_length: longestItem,
          ...(filled.text && { initial_value: shorten(filled.text, longestItem) }),
        },
      },
      {
        type: 'input',
        block_id: fields.link,
        optional: true,
        label: plain(t.plain('meetings.addForm.link')),
        element: {
          type: 'url_text_input',
          action_id: 'value',
          ...(filled.link && filled.link.length <= longestLink && { initial_value: filled.link }),
        },
      },
      ...initiativeInput(fields.initiative, t.plain('meetings.addForm.initiative'), initiatives),
    ],
  };
}

/** Each item with a menu; a modal holds 100 blocks. */
export function arrangeModal(t: Texts, seriesId: number, items: readonly AgendaItem[]): ModalView {
  const choices = arrangeChoices.map((what) => ({
    text: plain(t.plain(`meetings.buttons.${what}`), limits.optionText),
    what,
  }));
  return {
    type: 'modal',
    title: plain(t.plain('meetings.arrangeForm.title'), limits.modalTitle),
    close: plain(t.plain('common.close'), limits.modalTitle),
    blocks:
      items.length === 0
        ? [section(t.t('meetings.arrangeForm.nothing'))]
        : items.slice(0, 100).map((item, i) => ({
            ...section(`${i + 1}. ${escapeMrkdwn(oneLine(item.text, longestQuote))}`),
            block_id: `item:${item.id}`,
            accessory: {
              type: 'overflow' as const,
              action_id: agendaActions.item,
              options: choices
                .filter(
                  ({ what }) => what !== 'done' || (item.source === 'follow_up' && item.state === 'open'),
                )
                .map(({ text, what }) => ({ text, value: `${seriesId}:${item.id}:${what}` })),
            },
          })),
  };
}
