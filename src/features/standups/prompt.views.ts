import type { Button, KnownBlock, ModalView } from '@slack/types';
import { context, header, limits, plain, section, sections, shorten, splitText } from '../../slack/blocks.ts';
import { dayText, slackDate } from '../../slack/dates-in-text.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { Answer, Prompt, Round } from './round.ts';
import { longestAnswer, type Standup } from './standup.ts';

export const promptActions = { answer: 'standup_answer', nothing: 'standup_nothing' };
export const callbacks = { answers: 'standup_answer_form' };

export const answerField = (question: number): string => `answer:${question}`;
export const toField = 'to_department';
/** All other departments. */
export const allOthers = 'all';

/** A direct message; once answered it says so and can still be changed. */
export function promptMessage(t: Texts, standup: Standup, prompt: Prompt, isLate: boolean): MessageBody {
  const { name: title, questions } = standup;
  const said = prompt.state === 'answered' ? 'answered' : prompt.state === 'nothing' ? 'nothingSaid' : null;
  return {
    text: t.plain('standups.promptText', { title, count: questions.length }),
    blocks: [
      header(t.plain('standups.promptTitle', { title })),
      ...(isLate ? [context(t.t('standups.promptLate'))] : []),
      section(questions.map(({ text }, i) => `*${i + 1}.* ${escapeMrkdwn(text)}`).join('\n')),
      context(
        said ? t.t(`standups.${said}`) : t.t('standups.promptUntil', { at: slackDate(t, prompt.closesAt) }),
      ),
      {
        type: 'actions',
        block_id: `standup:${prompt.roundId}`,
        elements: said
          ? [button(t, 'answer', prompt.roundId, 'change')]
          : [button(t, 'answer', prompt.roundId), button(t, 'nothing', prompt.roundId)],
      },
    ],
  };
}

export function reminderMessage(t: Texts, standup: Standup, prompt: Prompt): MessageBody {
  return { text: t.t('standups.reminder', { title: standup.name, at: slackDate(t, prompt.closesAt) }) };
}

/** For the organiser: who was not asked, as a number. */
export function missedMessage(t: Texts, standup: Standup, round: Round, count: number): MessageBody {
  return { text: t.t('standups.missed', { title: standup.name, day: dayText(t, round.day), count }) };
}

export interface AnswerForm {
  standup: Standup;
  round: Round;
  answers: readonly Answer[];
  previous: { day: string; answers: readonly Answer[] } | null;
  /** The other departments, where there are several to need something from. */
  others: readonly { id: number; name: string }[];
  toDepartmentId: number | null;
}

export function answerModal(t: Texts, form: AnswerForm): ModalView {
  const { standup, round, answers, previous, others } = form;
  const given = (question: number) => answers.find((answer) => answer.question === question)?.text;
  return {
    type: 'modal',
    callback_id: callbacks.answers,
    private_metadata: JSON.stringify({ roundId: round.id }),
    title: plain(standup.name, limits.modalTitle),
    submit: plain(t.plain('common.save'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      ...standup.questions.map(({ text }, i): KnownBlock => {
        const initial = given(i);
        return {
          type: 'input',
          block_id: answerField(i),
          optional: true,
          label: plain(text, limits.label),
          element: {
            type: 'plain_text_input',
            action_id: 'value',
            multiline: true,
            max_length: longestAnswer,
            ...(initial && { initial_value: initial }),
          },
        };
      }),
      ...(others.length > 1 && standup.questions.some(({ kind }) => kind === 'need')
        ? [toInput(t, form)]
        : []),
      ...previousBlocks(t, standup, previous),
    ],
  };
}

function toInput(t: Texts, { others, toDepartmentId }: AnswerForm): KnownBlock {
  const options = [
    { text: plain(t.plain('standups.answerForm.allOthers'), limits.optionText), value: allOthers },
    ...others
      .slice(0, 99)
      .map(({ id, name }) => ({ text: plain(name, limits.optionText), value: String(id) })),
  ];
  return {
    type: 'input',
    block_id: toField,
    optional: true,
    label: plain(t.plain('standups.answerForm.toDepartment')),
    element: {
      type: 'static_select',
      action_id: 'value',
      options,
      initial_option: options.find(({ value }) => value === String(toDepartmentId)) ?? options[0]!,
    },
  };
}

/** What was said last time, so that today's answers go on from it. */
function previousBlocks(t: Texts, standup: Standup, previous: AnswerForm['previous']): KnownBlock[] {
  if (!previous || previous.answers.length === 0) return [];
  const lines = previous.answers.map(
    ({ question, text }) =>
      `*${escapeMrkdwn(standup.questions[question]?.text ?? '')}*\n${escapeMrkdwn(shorten(text, 1000))}`,
  );
  return [
    { type: 'divider' },
    context(t.t('standups.answerForm.previous', { day: dayText(t, previous.day) })),
    ...splitText(lines.join('\n'), limits.section).flatMap((part) => sections(part)),
  ];
}

function button(
  t: Texts,
  action: keyof typeof promptActions,
  roundId: number,
  label: 'answer' | 'nothing' | 'change' = action,
): Button {
  return {
    type: 'button',
    action_id: promptActions[action],
    text: plain(t.plain(`standups.buttons.${label}`), limits.button),
    value: String(roundId),
    ...(action === 'answer' && { style: 'primary' }),
  };
}
