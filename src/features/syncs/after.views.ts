import type { Button, KnownBlock, ModalView } from '@slack/types';
import {
  context,
  fitting,
  limits,
  oneLine,
  packedSections,
  plain,
  section,
  sections,
  shortenMrkdwn,
  splitText,
} from '../../slack/blocks.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { proposalName } from '../proposals/proposal.ts';
import {
  afterFields,
  type Decided,
  decisionKinds,
  longestDecision,
  longestNotes,
  mostRows,
} from './after.ts';
import type { AgendaItem } from './agenda.ts';
import { type FollowUp, longestFollowUp } from './follow-up.ts';
import { followUpLine } from './follow-up.views.ts';
import { type InitiativeChoice, initiativeInput } from './initiative-choice.views.ts';
import { type Series, seriesName } from './series.ts';
import type { Sync } from './sync.ts';

export const afterActions = { held: 'sync_held', notHeld: 'sync_not_held', another: 'sync_after_another' };
export const afterCallbacks = { report: 'sync_after_form' };

/** In each row's select: a view holds 250,000 bytes, and there may be fifteen rows. */
const choicesEach = 40;
const longestLine = 300;
/** Of a message's room, in characters; notes that take more are in the thread in full. */
const room = { notes: 1500, list: 3500, thread: 9000 };

/** The leads are asked; the series decides who they are. */
export function askMessage(
  t: Texts,
  series: Series,
  sync: Sync,
  leads: readonly string[],
  isLate: boolean,
): MessageBody {
  const values = { name: seriesName(series.id), title: series.title };
  const ask = t.t('meetings.afterAsk', { ...values, leads: leads.map((id) => `<@${id}>`).join(' ') });
  return {
    text: t.plain('meetings.afterText', values),
    blocks: [
      section(ask.trim()),
      ...(isLate ? [context(t.t('meetings.afterLate'))] : []),
      {
        type: 'actions',
        block_id: `after:${sync.id}`,
        elements: [button(t, sync, 'held', true), button(t, sync, 'notHeld')],
      },
    ],
  };
}

/** What came of a sync, in place of the question. */
export interface Outcome {
  toldBy: string;
  decisions: readonly Decided[];
  followUps: readonly FollowUp[];
  carriedOver: number;
}

export function heldMessage(t: Texts, series: Series, sync: Sync, outcome: Outcome): MessageBody {
  const { toldBy, decisions, followUps, carriedOver } = outcome;
  const text = t.t('meetings.held', { name: seriesName(series.id) });
  const decided = decisions.map(({ proposalId, kind, text: sentence }) =>
    t.t(kind === 'leads' ? 'meetings.decisionLeads' : 'meetings.decisionProposal', {
      proposal: proposalName(proposalId),
      text: oneLine(sentence, longestLine),
    }),
  );
  const list = (title: string, lines: readonly string[]) => {
    if (lines.length === 0) return [];
    const { shown, left } = fitting(
      lines.map((line) => `• ${line}`),
      room.list,
    );
    return [
      section(`*${title}*`),
      ...packedSections(shown, '\n'),
      ...(left > 0 ? [context(t.t('meetings.andMore', { count: left }))] : []),
    ];
  };
  return {
    text,
    blocks: [
      section(`${text}  _${t.t('meetings.heldBy', { person: `<@${toldBy}>` })}_`),
      ...(sync.notes
        ? [
            section(`*${t.t('meetings.notes')}*`),
            section(shortenMrkdwn(escapeMrkdwn(sync.notes), room.notes)),
          ]
        : []),
      ...list(t.t('meetings.decisions'), decided),
      ...list(
        t.t('meetings.followUps'),
        followUps.map((followUp) => followUpLine(t, followUp)),
      ),
      ...(carriedOver > 0 ? [context(t.t('meetings.carriedOver', { count: carriedOver }))] : []),
      { type: 'actions', block_id: `after:${sync.id}`, elements: [button(t, sync, 'held', false, 'edit')] },
    ],
  };
}

/** Notes that are cut short in the summary, in full; none where they are not. */
export function notesMessages(t: Texts, notes: string): MessageBody[] {
  const mrkdwn = escapeMrkdwn(notes);
  if (mrkdwn.length <= room.notes) return [];
  const text = t.t('meetings.notes');
  return splitText(mrkdwn, room.thread).map((part) => ({
    text,
    blocks: [section(`*${text}*`), ...sections(part)],
  }));
}

export function missedMessage(t: Texts, series: Series, key: 'notHeld' | 'unanswered'): MessageBody {
  const text = t.t(`meetings.${key}`, { name: seriesName(series.id) });
  return { text, blocks: [section(text)] };
}

/** @param rows of decisions and of follow-ups, each */
export function afterModal(
  t: Texts,
  sync: Sync,
  items: readonly AgendaItem[],
  people: { notes: string | null },
  rows: number,
  initiatives: readonly InitiativeChoice[],
): ModalView {
  const open = items.filter(({ state }) => state === 'open').slice(0, 100);
  return {
    type: 'modal',
    callback_id: afterCallbacks.report,
    private_metadata: JSON.stringify({ syncId: sync.id, rows }),
    title: plain(t.plain('meetings.afterForm.title'), limits.modalTitle),
    submit: plain(t.plain('meetings.afterForm.submit'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      {
        type: 'input',
        block_id: afterFields.notes,
        optional: true,
        label: plain(t.plain('meetings.afterForm.notes')),
        hint: plain(t.plain('meetings.afterForm.notesHint')),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          multiline: true,
          max_length: longestNotes,
          ...(people.notes && { initial_value: people.notes }),
        },
      },
      ...(open.length > 0 ? [discussedInput(t, open)] : []),
      ...Array.from({ length: rows }, (_, i) => decisionInputs(t, i + 1)).flat(),
      ...Array.from({ length: rows }, (_, i) => followUpInputs(t, i + 1, initiatives)).flat(),
      ...(rows < mostRows
        ? [
            {
              type: 'actions' as const,
              block_id: 'another',
              elements: [
                {
                  type: 'button' as const,
                  action_id: afterActions.another,
                  text: plain(t.plain('meetings.afterForm.another'), limits.button),
                  value: String(sync.id),
                },
              ],
            },
          ]
        : []),
    ],
  };
}

function discussedInput(t: Texts, open: readonly AgendaItem[]): KnownBlock {
  const options = open.map(({ id, text }) => ({
    text: plain(oneLine(text), limits.optionText),
    value: String(id),
  }));
  return {
    type: 'input',
    block_id: afterFields.discussed,
    optional: true,
    label: plain(t.plain('meetings.afterForm.discussed')),
    hint: plain(t.plain('meetings.afterForm.discussedHint')),
    element:
      options.length <= 10
        ? { type: 'checkboxes', action_id: 'value', options }
        : { type: 'multi_static_select', action_id: 'value', options },
  };
}

function decisionInputs(t: Texts, n: number): KnownBlock[] {
  const kinds = decisionKinds.map((kind) => ({
    text: plain(t.plain(`meetings.afterForm.${kind}`), limits.optionText),
    value: kind,
  }));
  return [
    {
      type: 'input',
      block_id: afterFields.decision(n),
      optional: true,
      label: plain(t.plain('meetings.afterForm.decision', { n })),
      element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: longestDecision },
    },
    {
      type: 'input',
      block_id: afterFields.kind(n),
      optional: true,
      label: plain(t.plain('meetings.afterForm.kind', { n })),
      element: { type: 'static_select', action_id: 'value', options: kinds, initial_option: kinds[0]! },
    },
  ];
}

function followUpInputs(t: Texts, n: number, initiatives: readonly InitiativeChoice[]): KnownBlock[] {
  return [
    {
      type: 'input',
      block_id: afterFields.followUp(n),
      optional: true,
      label: plain(t.plain('meetings.afterForm.followUp', { n })),
      element: { type: 'plain_text_input', action_id: 'value', max_length: longestFollowUp },
    },
    {
      type: 'input',
      block_id: afterFields.owner(n),
      optional: true,
      label: plain(t.plain('meetings.afterForm.owner', { n })),
      element: { type: 'users_select', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: afterFields.due(n),
      optional: true,
      label: plain(t.plain('meetings.afterForm.due', { n })),
      element: { type: 'datepicker', action_id: 'value' },
    },
    ...initiativeInput(
      afterFields.initiative(n),
      t.plain('meetings.afterForm.initiative', { n }),
      initiatives,
      choicesEach,
    ),
  ];
}

function button(
  t: Texts,
  sync: Sync,
  action: 'held' | 'notHeld',
  isPrimary = false,
  label: 'held' | 'notHeld' | 'edit' = action,
): Button {
  return {
    type: 'button',
    action_id: afterActions[action],
    text: plain(t.plain(`meetings.buttons.${label}`), limits.button),
    value: String(sync.id),
    ...(isPrimary && { style: 'primary' }),
  };
}
