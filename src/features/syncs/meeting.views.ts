import type { Button, KnownBlock, ModalView } from '@slack/types';
import {
  context,
  fitting,
  header,
  limits,
  oneLine,
  packedSections,
  plain,
  section,
  shorten,
} from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { AgendaItem } from './agenda.ts';
import type { AttendanceAnswer, Meeting } from './meeting.ts';
import { type Series, seriesName } from './series.ts';
import type { Sync } from './sync.ts';

export const actions = {
  add: 'sync_item_add',
  arrange: 'sync_arrange',
  here: 'sync_here',
  absent: 'sync_absent',
  sending: 'sync_sending',
};
export const callbacks = { send: 'sync_send_form' };
export const sendField = 'person';

/** Of one line of an agenda; what is longer can be read where it comes from. */
const longestLine = 300;
/** Of a message's room, in characters, for the agenda and for each list of people. */
const room = { agenda: 6500, people: 800 };
const mostNamed = 20;

/** The agenda before the sync. */
export function agendaMessage(t: Texts, meeting: Meeting, isLate: boolean): MessageBody {
  const { series, sync } = meeting;
  return {
    text: t.plain('meetings.agendaText', { name: seriesName(series.id), title: series.title }),
    blocks: [
      header(t.plain('meetings.agendaTitle', { title: series.title })),
      ...(isLate ? [context(t.t('meetings.late'))] : []),
      section(whenLine(t, series, sync)),
      ...agendaBlocks(t, meeting.items),
      ...attendanceBlocks(t, meeting),
      meetingButtons(t, sync, 'comes'),
    ],
  };
}

/** What stands in the agenda's place once it takes place no more. */
export function calledOffMessage(t: Texts, series: Series, sync: Sync): MessageBody {
  const text = calledOffText(t, series, sync);
  return { text, blocks: [header(t.plain('meetings.agendaTitle', { title: series.title })), section(text)] };
}

export function calledOffText(t: Texts, series: Series, sync: Sync): string {
  const values = { name: seriesName(series.id), when: slackDate(t, sync.startsAt) };
  if (sync.cause === 'paused') return t.t('meetings.calledOffPaused', values);
  return t.t(sync.cause === 'ended' ? 'meetings.calledOffEnded' : 'meetings.calledOff', values);
}

export function timeChangedText(t: Texts, series: Series, sync: Sync): string {
  return t.t('meetings.timeChanged', { name: seriesName(series.id), when: slackDate(t, sync.startsAt) });
}

/** At the start: where it is, who comes, and what there is to talk about. */
export function startMessage(t: Texts, meeting: Meeting, isLate: boolean): MessageBody {
  const { series, sync, participantIds } = meeting;
  const people =
    participantIds.length <= mostNamed
      ? t.t('meetings.participants', { people: participantIds.map((id) => `<@${id}>`).join(' ') })
      : t.t('meetings.participantsCount', { count: participantIds.length });
  return {
    text: t.plain('meetings.startText', { name: seriesName(series.id), title: series.title }),
    blocks: [
      header(t.plain('meetings.startTitle', { title: series.title })),
      ...(isLate ? [context(t.t('meetings.startLate'))] : []),
      section(`${whenLine(t, series, sync)}\n${people}`),
      ...agendaBlocks(t, meeting.items),
      ...attendanceBlocks(t, meeting),
      meetingButtons(t, sync, 'here'),
    ],
  };
}

function whenLine(t: Texts, series: Series, sync: Sync): string {
  const when = t.t('meetings.when', { when: slackDate(t, sync.startsAt), minutes: sync.minutes });
  return series.link ? `${when}  ·  <${escapeMrkdwn(series.link)}|${t.t('meetings.link')}>` : when;
}

export function agendaBlocks(t: Texts, items: readonly AgendaItem[]): KnownBlock[] {
  if (items.length === 0) return [section(t.t('meetings.empty'))];
  const { shown, left } = fitting(
    items.map((item, i) => itemLine(t, item, i + 1)),
    room.agenda,
  );
  return [
    ...packedSections(shown, '\n'),
    ...(left > 0 ? [context(t.t('meetings.andMore', { count: left }))] : []),
  ];
}

function itemLine(t: Texts, item: AgendaItem, number: number): string {
  const text = escapeMrkdwn(oneLine(item.text, longestLine));
  const about = [
    t.t(`meetings.sources.${item.source}`),
    ...(item.initiative && !item.text.startsWith(`${item.initiative}:`)
      ? [t.t('meetings.ofInitiative', { name: item.initiative })]
      : []),
    ...(item.addedBy ? [t.t('meetings.addedBy', { person: `<@${item.addedBy}>` })] : []),
    ...(item.carried > 0 ? [t.t('meetings.carried', { count: item.carried })] : []),
    ...(item.state === 'done' ? [t.t('meetings.done')] : []),
  ].join(', ');
  const shown = item.link ? `<${escapeMrkdwn(item.link)}|${text.replaceAll('|', '¦')}>` : text;
  return `${number}. ${item.state === 'done' ? `~${shown}~` : shown}  _(${about})_`;
}

/** Who answered what; nothing before the first answer. */
function attendanceBlocks(t: Texts, { attendance }: Meeting): KnownBlock[] {
  const of = (answer: AttendanceAnswer) => attendance.filter((a) => a.answer === answer);
  const names = (entries: readonly string[]) => {
    const { shown, left } = fitting(entries, room.people);
    return left > 0 ? `${shown.join(', ')} +${left}` : shown.join(', ');
  };
  const lines = (['here', 'absent', 'sending'] as const).flatMap((answer) => {
    const those = of(answer);
    if (those.length === 0) return [];
    const people = those.map(({ userId, delegateUserId }) =>
      delegateUserId
        ? t.t('meetings.sends', { person: `<@${userId}>`, delegate: `<@${delegateUserId}>` })
        : `<@${userId}>`,
    );
    return [t.t(`meetings.${answer}`, { people: names(people) })];
  });
  return lines.length > 0 ? [context(lines.join('\n'))] : [];
}

function meetingButtons(t: Texts, sync: Sync, present: 'here' | 'comes'): KnownBlock {
  const button = (action: keyof typeof actions, label = action as string): Button => ({
    type: 'button',
    action_id: actions[action],
    text: plain(t.plain(`meetings.buttons.${label}` as 'meetings.buttons.add'), limits.button),
    value: String(sync.id),
  });
  return {
    type: 'actions',
    block_id: `sync:${sync.id}`,
    elements: [
      button('here', present),
      button('absent'),
      button('sending'),
      button('add'),
      button('arrange'),
    ],
  };
}

export function sendModal(t: Texts, syncId: number): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.send,
    private_metadata: JSON.stringify({ syncId }),
    title: plain(t.plain('meetings.sendForm.title'), limits.modalTitle),
    submit: plain(t.plain('common.save'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      {
        type: 'input',
        block_id: sendField,
        label: plain(t.plain('meetings.sendForm.person')),
        element: { type: 'users_select', action_id: 'value' },
      },
    ],
  };
}

/** For the person who made the series, where something could not be done. */
export function organiserMessage(
  t: Texts,
  key: 'startMissed' | 'notPosted',
  series: Series,
  sync: Sync,
): MessageBody {
  return {
    text: t.t(`meetings.${key}`, {
      name: seriesName(series.id),
      title: shorten(series.title, 150),
      when: slackDate(t, sync.startsAt),
      channel: `<#${series.channelId}>`,
    }),
  };
}

export function delegateMessage(t: Texts, series: Series, sync: Sync, userId: string): MessageBody {
  const values = { person: `<@${userId}>`, name: seriesName(series.id), title: series.title };
  const link = series.link ? ` <${escapeMrkdwn(series.link)}|${t.t('meetings.link')}>` : '';
  return { text: t.t('meetings.delegateTold', { ...values, when: slackDate(t, sync.startsAt) }) + link };
}
