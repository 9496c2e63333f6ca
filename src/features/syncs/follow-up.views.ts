import type { KnownBlock } from '@slack/types';
import {
  context,
  fitting,
  header,
  limits,
  longestQuote,
  oneLine,
  plain,
  section,
} from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates-in-text.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { FollowUp } from './follow-up.ts';
import { type Series, seriesName } from './series.ts';

export const followUpActions = { done: 'sync_follow_up_done', tomorrow: 'sync_follow_up_tomorrow' };

const mostListed = 15;
/** Of the list's room, in characters; the rest is for the buttons. */
const room = 5500;

export function followUpReminder(t: Texts, series: Series, followUp: FollowUp, isLate: boolean): MessageBody {
  const intro = t.t('meetings.reminder', { name: seriesName(series.id), title: series.title });
  return {
    text: intro,
    blocks: [
      section(`${intro}\n>${escapeMrkdwn(oneLine(followUp.text))}`),
      ...(followUp.initiative
        ? [context(t.t('meetings.ofInitiative', { name: followUp.initiative.name }))]
        : []),
      ...(isLate ? [context(t.t('meetings.reminderLate', { day: dayText(t, followUp.dueOn) }))] : []),
      followUpButtons(t, followUp),
    ],
  };
}

export function followUpList(t: Texts, followUps: readonly FollowUp[]): KnownBlock[] {
  if (followUps.length === 0) return [section(t.t('meetings.noFollowUps'))];
  const lines = followUps.map((followUp) => followUpLine(t, followUp));
  const { shown } = fitting(lines.slice(0, mostListed), room);
  const left = followUps.length - shown.length;
  return [
    header(t.plain('meetings.followUpsTitle')),
    ...shown.flatMap((line, i) => [section(line), followUpButtons(t, followUps[i]!)]),
    ...(left > 0 ? [context(t.t('meetings.andMore', { count: left }))] : []),
  ];
}

export function followUpLine(
  t: Texts,
  f: Pick<FollowUp, 'ownerUserId' | 'dueOn' | 'text'> & Partial<Pick<FollowUp, 'doneAt' | 'initiative'>>,
): string {
  const text = oneLine(f.text, longestQuote);
  const line = t.t('meetings.followUp', { owner: `<@${f.ownerUserId}>`, day: dayText(t, f.dueOn), text });
  const about = f.initiative ? `  _(${t.t('meetings.ofInitiative', { name: f.initiative.name })})_` : '';
  return `${f.doneAt ? `~${line}~` : line}${about}`;
}

function followUpButtons(t: Texts, { id }: FollowUp): KnownBlock {
  return {
    type: 'actions',
    block_id: `follow_up:${id}`,
    elements: (['done', 'tomorrow'] as const).map((what) => ({
      type: 'button',
      action_id: followUpActions[what],
      text: plain(t.plain(`meetings.buttons.${what}`), limits.button),
      value: String(id),
    })),
  };
}
