import type { Button, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import {
  context,
  fitting,
  limits,
  longestQuote,
  oneLine,
  packedSections,
  plain,
  section,
  shortenMrkdwn,
} from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import {
  fields,
  longestOption,
  longestReason,
  mostButtons,
  optionsOf,
  type Poll,
  pollName,
  questionCount,
  type Standing,
} from './poll.ts';
import { optionName, optionText, questionText, shortName, subtitle } from './poll-words.views.ts';

/** Answering: the buttons and menus of a poll's message, and what the person who used one is told. */

export const ballotActions = {
  menu: 'poll_menu',
  withdraw: 'poll_withdraw',
  reason: 'poll_reason',
  addOption: 'poll_add_option',
};
/** With the option's id behind it. */
export const chooseAction = /^poll_choose:\d+$/;

export const ballotCallbacks = {
  reason: 'poll_reason_form',
  option: 'poll_option_form',
};

/** Of a message's room, in characters. */
const roomForAnswer = 1500;

/** `what` is a question's number, or the name of what stands there besides. */
export function blockId({ id }: Pick<Poll, 'id'>, what: number | string): string {
  return `poll:${id}:${what}`;
}

/** The controls of every question, and what else somebody who is asked can do. */
export function ballotBlocks(t: Texts, poll: Poll): KnownBlock[] {
  const questions = Array.from({ length: questionCount(poll.kind) }, (_, question) => question);
  return [...questions.flatMap((question) => questionBlocks(t, poll, question)), moreButtons(t, poll)];
}

function questionBlocks(t: Texts, poll: Poll, question: number): KnownBlock[] {
  const options = optionsOf(poll, question);
  const title = subtitle(t, poll, question);
  if (options.length > mostButtons) return [menu(t, poll, question)];
  return [
    ...(title === null ? [] : [context(title)]),
    {
      type: 'actions',
      block_id: blockId(poll, question),
      elements: options.map(
        (option): Button => ({
          type: 'button',
          action_id: `poll_choose:${option.id}`,
          text: plain(optionText(t, poll, option), limits.button),
          value: String(option.id),
        }),
      ),
    },
  ];
}

function menu(t: Texts, poll: Poll, question: number): KnownBlock {
  const options = optionsOf(poll, question).map(
    (option): PlainTextOption => ({
      text: plain(optionText(t, poll, option), limits.optionText),
      value: String(option.id),
    }),
  );
  const placeholder = plain(t.plain(poll.isSeveral ? 'polls.chooseSeveral' : 'polls.chooseOne'), 150);
  return {
    ...section(t.t(poll.isSeveral ? 'polls.yourAnswers' : 'polls.yourChoice')),
    block_id: blockId(poll, question),
    accessory: {
      type: poll.isSeveral ? 'multi_static_select' : 'static_select',
      action_id: ballotActions.menu,
      placeholder,
      options,
    },
  };
}

function moreButtons(t: Texts, poll: Poll): KnownBlock {
  const shown = ['withdraw', 'reason', ...(poll.mayAddOptions ? (['addOption'] as const) : [])] as const;
  return {
    type: 'actions',
    block_id: blockId(poll, 'more'),
    elements: shown.map(
      (key): Button => ({
        type: 'button',
        action_id: ballotActions[key],
        text: plain(t.plain(`polls.buttons.${key}`), limits.button),
        value: String(poll.id),
      }),
    ),
  };
}

/** The options in full, where a button or a menu cuts them. */
export function longOptionBlocks(t: Texts, poll: Poll): KnownBlock[] {
  const isCut = poll.options.some((option) => option.text.length > limits.button);
  if (!isCut) return [];
  const lines = poll.options.map((option) => `•  ${optionName(t, poll, option, shortName)}`);
  return packedSections(lines, '\n');
}

/**
 * What counts of a person's answers now; only they see it.
 * @param isReasonOld it was given before, and has not just been said
 */
export function standingText(
  t: Texts,
  poll: Poll,
  { chosen, reason }: Standing,
  { isReasonOld = false } = {},
): string {
  const values = { name: pollName(poll.id), deadline: slackDate(t, poll.deadline) };
  if (chosen.length === 0) return t.t('polls.noAnswer', values);
  const answers = Array.from({ length: questionCount(poll.kind) }, (_, question) => {
    const picked = optionsOf(poll, question).filter(({ id }) => chosen.includes(id));
    const names = fitting(
      picked.map((option) => optionName(t, poll, option)),
      roomForAnswer,
    );
    const more = names.left > 0 ? [t.t('polls.andMore', { count: names.left })] : [];
    const shown = [...names.shown, ...more].join(', ');
    const title = subtitle(t, poll, question);
    return title === null ? shown : `${title} ${shown || t.t('polls.notAnswered')}`;
  });
  const said = t.t('polls.yourAnswerNow', { ...values, answer: answers.join(' ') });
  const key = isReasonOld ? 'polls.reasonStays' : 'polls.yourReason';
  return reason ? `${said}\n${t.t(key, { reason: oneLine(reason, longestQuote) })}` : said;
}

export function reasonModal(
  t: Texts,
  poll: Poll,
  initiative: string | null,
  reason: string | null,
): ModalView {
  return smallForm(t, poll, {
    callbackId: ballotCallbacks.reason,
    title: t.plain('polls.reasonForm.title'),
    quote: questionText(t, poll, initiative),
    block: {
      type: 'input',
      block_id: fields.reason,
      optional: true,
      label: plain(t.plain('polls.labels.reason'), limits.label),
      hint: plain(
        t.plain(poll.isAnonymous ? 'polls.reasonForm.anonymous' : 'polls.reasonForm.named'),
        limits.label,
      ),
      element: {
        type: 'plain_text_input',
        action_id: 'value',
        multiline: true,
        max_length: longestReason,
        ...(reason && { initial_value: reason }),
      },
    },
  });
}

export function optionModal(t: Texts, poll: Poll, initiative: string | null): ModalView {
  return smallForm(t, poll, {
    callbackId: ballotCallbacks.option,
    title: t.plain('polls.optionForm.title'),
    quote: questionText(t, poll, initiative),
    block: {
      type: 'input',
      block_id: fields.option,
      label: plain(t.plain('polls.labels.option'), limits.label),
      element: { type: 'plain_text_input', action_id: 'value', max_length: longestOption },
    },
  });
}

function smallForm(
  t: Texts,
  poll: Poll,
  form: { callbackId: string; title: string; quote: string; block: KnownBlock },
): ModalView {
  const quote = shortenMrkdwn(escapeMrkdwn(oneLine(form.quote)), 1000);
  return {
    type: 'modal',
    callback_id: form.callbackId,
    private_metadata: JSON.stringify({ pollId: poll.id }),
    title: plain(form.title, limits.modalTitle),
    submit: plain(t.plain('common.save'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [section(`>${quote}`), form.block],
  };
}
