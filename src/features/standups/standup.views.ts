import type { Button, KnownBlock } from '@slack/types';
import { context, fitting, header, limits, plain, roomTaken, section } from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates-in-text.ts';
import type { Texts } from '../../text/text.ts';
import { addDays } from '../../time/local-time.ts';
import type { Participation } from './round.repository.ts';
import { type Standup, standupName } from './standup.ts';

export const actions = {
  create: 'standup_new',
  edit: 'standup_change',
  pause: 'standup_pause',
  resume: 'standup_resume',
  end: 'standup_end',
  stats: 'standup_stats',
};

/** A message holds 50 blocks; each standup takes two. */
const mostListed = 15;
const roomForList = limits.message - 1000;

/** A Monday, to name the days of the week by. */
const monday = '2024-01-01';

export function weekdayText(t: Texts, weekday: number): string {
  const day = new Date(`${addDays(monday, weekday - 1)}T00:00:00Z`);
  return new Intl.DateTimeFormat(t.locale, { weekday: 'long', timeZone: 'UTC' }).format(day);
}

export function daysText(t: Texts, weekdays: readonly number[]): string {
  return new Intl.ListFormat(t.locale).format(weekdays.map((weekday) => weekdayText(t, weekday)));
}

export function spanText(t: Texts, minutes: number): string {
  return minutes % 60 === 0
    ? t.plain('standups.hours', { count: minutes / 60 })
    : t.plain('standups.minutes', { count: minutes });
}

/** @param mine by id, those that the reader may change */
export function listBlocks(t: Texts, standups: readonly Standup[], mine: ReadonlySet<number>): KnownBlock[] {
  const create: KnownBlock = {
    type: 'actions',
    block_id: 'standup_new',
    elements: [button(t, 'create', null)],
  };
  if (standups.length === 0) return [section(t.t('standups.none')), create];
  const shown: KnownBlock[] = [];
  let left = standups.length;
  for (const standup of standups.slice(0, mostListed)) {
    const blocks = standupBlocks(t, standup, mine.has(standup.id));
    if (roomTaken([...shown, ...blocks]) > roomForList) break;
    shown.push(...blocks);
    left -= 1;
  }
  return [
    header(t.plain('standups.listTitle')),
    ...shown,
    ...(left > 0 ? [context(t.t('standups.andMore', { count: left }))] : []),
    create,
  ];
}

function standupBlocks(t: Texts, standup: Standup, isMine: boolean): KnownBlock[] {
  const text = t.t('standups.line', {
    name: standupName(standup.id),
    title: standup.name,
    days: daysText(t, standup.weekdays),
    time: standup.time,
    window: spanText(t, standup.windowMinutes),
    channel: `<#${standup.channelId}>`,
  });
  const isPaused = standup.state === 'paused';
  const value = String(standup.id);
  const end: Button = {
    ...button(t, 'end', value),
    style: 'danger',
    confirm: {
      title: plain(t.plain('standups.confirm.endTitle'), 100),
      text: plain(t.plain('standups.confirm.endQuestion', { name: standupName(standup.id) }), 300),
      confirm: plain(t.plain('standups.confirm.end'), 30),
      deny: plain(t.plain('common.cancel'), 30),
    },
  };
  return [
    section(isPaused ? `${text}\n_${t.t('standups.isPaused')}_` : text),
    ...(isMine
      ? [
          {
            type: 'actions' as const,
            block_id: `standup_of:${value}`,
            elements: [
              button(t, 'edit', value),
              button(t, isPaused ? 'resume' : 'pause', value),
              button(t, 'stats', value),
              end,
            ],
          },
        ]
      : []),
  ];
}

/** Departments over time; people are not told apart. */
export function statsBlocks(
  t: Texts,
  standup: Standup,
  rows: readonly Participation[],
  nameOf: (departmentId: number) => string,
): KnownBlock[] {
  if (rows.length === 0) return [section(t.t('standups.noStats'))];
  const days = [...new Set(rows.map(({ day }) => day))];
  const lines = days.map((day) =>
    t.t('standups.statsLine', {
      day: dayText(t, day),
      departments: rows
        .filter((row) => row.day === day)
        .map(({ departmentId, answered, asked }) =>
          t.plain('standups.statsDepartment', { department: nameOf(departmentId), answered, asked }),
        )
        .join('  ·  '),
    }),
  );
  const newer = days.slice(0, Math.ceil(days.length / 2));
  const share = (those: readonly Participation[]) => {
    const asked = those.reduce((sum, row) => sum + row.asked, 0);
    return asked === 0 ? 0 : Math.round((100 * those.reduce((sum, row) => sum + row.answered, 0)) / asked);
  };
  const trend = {
    now: share(rows.filter(({ day }) => newer.includes(day))),
    before: share(rows.filter(({ day }) => !newer.includes(day))),
  };
  const { shown } = fitting(lines, limits.section - 100);
  return [
    header(t.plain('standups.statsTitle', { title: standup.name })),
    section(shown.join('\n')),
    ...(days.length > 1 ? [context(t.t('standups.statsTrend', trend))] : []),
  ];
}

function button(t: Texts, action: keyof typeof actions, value: string | null): Button {
  return {
    type: 'button',
    action_id: actions[action],
    text: plain(t.plain(`standups.buttons.${action}`), limits.button),
    ...(value !== null && { value }),
  };
}
