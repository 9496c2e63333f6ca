import type { Button, KnownBlock } from '@slack/types';
import { context, fitting, header, limits, plain, roomTaken, section, shorten } from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { Occurrence } from './planning.ts';
import { recurrenceInWords } from './recurrence.views.ts';
import { type Series, seriesName } from './series.ts';

export const actions = {
  create: 'sync_new',
  skip: 'sync_skip',
  restore: 'sync_restore',
  move: 'sync_move',
  change: 'sync_change',
  pause: 'sync_pause',
  resume: 'sync_resume',
  end: 'sync_end',
  showAgenda: 'sync_show_agenda',
  start: 'sync_start_usual',
};

/** One series in a list, as far as the list knows it. */
export interface SeriesLine {
  series: Series;
  next: Occurrence | null;
  /** How it has gone, in words; null: nothing was due yet. */
  cadence: string | null;
  mayChange: boolean;
}

/** A message holds 50 blocks; each series takes three. */
const mostListed = 12;
const roomForList = limits.message - 1000;

export function rhythmText(t: Texts, series: Series): string {
  return t.t('syncs.rhythm', {
    rhythm: recurrenceInWords(t, series.rule),
    time: series.firstSlot.slice(11),
    zone: series.timezone,
    minutes: series.minutes,
    channel: `<#${series.channelId}>`,
  });
}

export function whenText(t: Texts, next: Occurrence | null): string {
  return next ? slackDate(t, next.startsAt) : t.t('syncs.nothingNext');
}

/** Name and title; the title is data. */
function titleText(t: Texts, series: Series): string {
  return t.t('syncs.line', { name: seriesName(series.id), title: series.title });
}

export function listBlocks(t: Texts, lines: readonly SeriesLine[]): KnownBlock[] {
  if (lines.length === 0) return [section(t.t('syncs.none')), createButton(t)];
  const shown: KnownBlock[] = [];
  let left = lines.length;
  for (const line of lines.slice(0, mostListed)) {
    const blocks = seriesBlocks(t, line);
    if (roomTaken([...shown, ...blocks]) > roomForList) break;
    shown.push(...blocks);
    left -= 1;
  }
  return [
    header(t.plain('syncs.listTitle')),
    ...shown,
    ...(left > 0 ? [context(t.t('syncs.andMore', { count: left }))] : []),
    createButton(t),
  ];
}

function createButton(t: Texts): KnownBlock {
  return { type: 'actions', block_id: 'sync_new', elements: [button(t, 'create', null)] };
}

function seriesBlocks(t: Texts, { series, next, cadence, mayChange }: SeriesLine): KnownBlock[] {
  const state =
    series.state === 'paused' ? t.t('syncs.isPaused') : t.t('syncs.nextIs', { when: whenText(t, next) });
  const text = [titleText(t, series), rhythmText(t, series), state];
  return [
    section(text.join('\n')),
    ...(cadence ? [context(cadence)] : []),
    ...(mayChange
      ? [
          {
            type: 'actions' as const,
            block_id: `sync_series:${series.id}`,
            elements: seriesButtons(t, series, next),
          },
        ]
      : []),
  ];
}

function seriesButtons(t: Texts, series: Series, next: Occurrence | null): Button[] {
  const value = String(series.id);
  const change = button(t, 'change', value);
  const end: Button = {
    ...button(t, 'end', value),
    style: 'danger',
    confirm: {
      title: plain(t.plain('syncs.confirm.endTitle'), 100),
      text: plain(
        t.plain('syncs.confirm.endQuestion', {
          name: seriesName(series.id),
          title: shorten(series.title, 100),
        }),
        300,
      ),
      confirm: plain(t.plain('syncs.confirm.end'), 30),
      deny: plain(t.plain('common.cancel'), 30),
    },
  };
  if (series.state === 'paused') return [button(t, 'resume', value), change, end];
  return [
    ...(next
      ? [
          button(t, 'showAgenda', value, 'agenda'),
          button(t, 'skip', `${value}:${next.slot}`),
          button(t, 'move', `${value}:${next.slot}`),
        ]
      : []),
    change,
    button(t, 'pause', value),
    end,
  ];
}

/** What comes next, over all series. */
export function nextBlocks(
  t: Texts,
  dates: readonly { series: Series; occurrence: Occurrence }[],
): KnownBlock[] {
  if (dates.length === 0) return [section(t.t('syncs.nothingComes'))];
  const lines = dates.map(({ series, occurrence }) =>
    [
      slackDate(t, occurrence.startsAt),
      titleText(t, series),
      `<#${series.channelId}>`,
      ...(series.link ? [`<${escapeMrkdwn(series.link)}|${escapeMrkdwn(new URL(series.link).host)}>`] : []),
    ].join('  ·  '),
  );
  const { shown, left } = fitting(lines, limits.section - 100);
  return [
    header(t.plain('syncs.nextTitle')),
    section(shown.join('\n')),
    ...(left > 0 ? [context(t.t('syncs.andMore', { count: left }))] : []),
  ];
}

/** After something was left out: it can be taken back. */
export function skippedBlocks(t: Texts, text: string, value: string): KnownBlock[] {
  return [
    section(text),
    { type: 'actions', block_id: 'sync_skipped', elements: [button(t, 'restore', value)] },
  ];
}

function button(
  t: Texts,
  action: keyof typeof actions,
  value: string | null,
  label: keyof typeof labels = action === 'showAgenda' ? 'agenda' : action,
): Button {
  return {
    type: 'button',
    action_id: actions[action],
    text: plain(t.plain(labels[label]), limits.button),
    ...(value !== null && { value }),
  };
}

const labels = {
  create: 'syncs.buttons.create',
  skip: 'syncs.buttons.skip',
  move: 'syncs.buttons.move',
  restore: 'syncs.buttons.restore',
  agenda: 'syncs.buttons.agenda',
  change: 'syncs.buttons.change',
  pause: 'syncs.buttons.pause',
  resume: 'syncs.buttons.resume',
  end: 'syncs.buttons.end',
  start: 'syncs.buttons.start',
} as const;

/** A first series, offered once departments are set up. */
export function offerBlocks(t: Texts, values: { zone: string; channelId: string }): KnownBlock[] {
  return [
    header(t.plain('syncs.offer.title')),
    section(t.t('syncs.offer.text', { zone: values.zone, channel: `<#${values.channelId}>` })),
    {
      type: 'actions',
      block_id: 'sync_offer',
      elements: [{ ...button(t, 'start', values.channelId), style: 'primary' }],
    },
  ];
}
