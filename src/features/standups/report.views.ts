import type { KnownBlock, ModalView } from '@slack/types';
import {
  context,
  fitting,
  header,
  limits,
  longestQuote,
  oneLine,
  packedSections,
  plain,
  roomTaken,
  section,
  sections,
} from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates-in-text.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { longestNeedAnswer, type Need } from './need.ts';
import type { Answer, Prompt, Round } from './round.ts';
import type { Standup } from './standup.ts';

export const needActions = {
  accept: 'standup_need_accept',
  reply: 'standup_need_reply',
  proposal: 'standup_need_proposal',
  agenda: 'standup_need_agenda',
};
export const needCallbacks = { reply: 'standup_need_reply_form', proposal: 'standup_need_proposal_form' };
export const replyField = 'reply';

export interface Report {
  standup: Standup;
  round: Round;
  prompts: readonly Prompt[];
  answers: readonly Answer[];
  needs: readonly Need[];
  departments: readonly { id: number; name: string; leadUserId: string | null }[];
}

/** Longer answers are cut in the channel and stand in full in the thread. */
const longestInChannel = 280;
/** A message holds 50 blocks; each need takes two. */
const mostNeeds = 12;
const roomForAnswers = 5500;

/** The report, and what follows in its thread. Needs come first: they are what somebody else waits for. */
export function reportMessages(t: Texts, report: Report): MessageBody[] {
  const { standup, round } = report;
  const text = t.plain('standups.reportText', { title: standup.name, day: dayText(t, round.day) });
  const asked = report.departments
    .map((department) => ({
      department,
      prompts: report.prompts.filter(
        ({ departmentId, promptedAt }) => departmentId === department.id && promptedAt !== null,
      ),
    }))
    .filter(({ prompts }) => prompts.length > 0);
  const long = report.answers.filter((answer) => isLong(report, answer));
  const parts = asked.map(({ department, prompts }) => departmentPart(t, report, department, prompts));
  const lines = parts.flatMap(({ title, answers }) => [title, ...answers]);
  const { shown, left } = fitting(lines, roomForAnswers);
  const rest = lines.slice(shown.length);
  const first: MessageBody = {
    text,
    blocks: [
      header(t.plain('standups.reportTitle', { title: standup.name, day: dayText(t, round.day) })),
      ...(round.amendedAt ? [context(t.t('standups.amended'))] : []),
      ...needBlocks(t, report),
      ...(report.answers.length === 0 && report.prompts.every(({ state }) => state !== 'nothing')
        ? [section(t.t('standups.nobody'))]
        : []),
      ...packedSections(shown, '\n'),
      ...(left > 0 || long.length > 0 ? [context(t.t('standups.moreInThread'))] : []),
    ],
  };
  const inThread = [
    ...rest,
    ...long.map((answer) => `${who(t, report, answer)}\n${escapeMrkdwn(answer.text)}`),
  ];
  return [first, ...threadMessages(text, inThread)];
}

function isLong(report: Report, answer: Answer): boolean {
  const question = report.standup.questions[answer.question];
  return question?.kind !== 'need' && answer.text.length > longestInChannel;
}

function departmentPart(
  t: Texts,
  { standup, answers }: Report,
  department: { id: number; name: string },
  prompts: readonly Prompt[],
): { title: string; answers: string[] } {
  const answered = prompts.filter(({ state }) => state === 'answered' || state === 'nothing').length;
  const title = t.t('standups.turnout', { department: department.name, answered, asked: prompts.length });
  const members = new Set(prompts.map(({ userId }) => userId));
  const own = answers.filter(({ userId }) => members.has(userId));
  const said = standup.questions.flatMap((question, i) => {
    if (question.kind === 'need') return [];
    const here = own.filter((answer) => answer.question === i);
    if (here.length === 0) return [];
    const lines = here.map(({ userId, text }) => {
      const short = escapeMrkdwn(oneLine(text, longestInChannel));
      return standup.visibility === 'names' ? `• <@${userId}>: ${short}` : `• ${short}`;
    });
    return [`_${escapeMrkdwn(question.text)}_`, ...lines];
  });
  return { title, answers: said };
}

/** As few messages as hold it. */
function threadMessages(text: string, paragraphs: readonly string[]): MessageBody[] {
  const messages: MessageBody[] = [];
  let blocks: KnownBlock[] = [];
  for (const block of paragraphs.flatMap((paragraph) => sections(paragraph))) {
    if (blocks.length > 0 && (blocks.length >= 45 || roomTaken([...blocks, block]) > limits.message)) {
      messages.push({ text, blocks });
      blocks = [];
    }
    blocks.push(block);
  }
  return blocks.length > 0 ? [...messages, { text, blocks }] : messages;
}

function who(t: Texts, report: Report, { userId }: Pick<Answer, 'userId'>): string {
  const departmentId = report.prompts.find((prompt) => prompt.userId === userId)?.departmentId;
  const department = report.departments.find(({ id }) => id === departmentId)?.name ?? '';
  if (report.standup.visibility === 'departments') return `*${escapeMrkdwn(department)}*`;
  return t.t('standups.needBy', { who: `<@${userId}>`, department });
}

function needBlocks(t: Texts, report: Report): KnownBlock[] {
  const { needs } = report;
  if (needs.length === 0) return [];
  const shown = needs.slice(0, mostNeeds);
  return [
    section(`*${t.t('standups.needsTitle')}*`),
    ...shown.flatMap((need) => [
      section(needText(t, report, need)),
      ...(need.state === 'open' || need.state === 'accepted' ? [needButtons(t, need)] : []),
    ]),
    ...(needs.length > shown.length
      ? [context(t.t('standups.andMore', { count: needs.length - shown.length }))]
      : []),
    { type: 'divider' },
  ];
}

function needText(t: Texts, report: Report, need: Need): string {
  const { departments, standup } = report;
  const to = departments.find(({ id }) => id === need.toDepartmentId);
  const others = departments.filter(
    ({ id }) => id !== need.fromDepartmentId && standup.departmentIds.includes(id),
  );
  const only = to ?? (others.length === 1 ? others[0] : undefined);
  const lead = (userId: string | null) => (userId ? `<@${userId}>` : '');
  const target = only
    ? t.t('standups.needFor', { department: only.name, lead: lead(only.leadUserId) })
    : t.t('standups.needForOthers', {
        leads: others
          .slice(0, 10)
          .map(({ leadUserId }) => lead(leadUserId))
          .join(' '),
      });
  const state = t.t(`standups.needStates.${need.state}`, { person: `<@${need.handledBy ?? ''}>` });
  const text = escapeMrkdwn(oneLine(need.text, 800));
  const suffix = need.state === 'open' ? '' : `  ·  _${state}_`;
  return `${who(t, report, need)} ${target.trim()}${suffix}\n>${text}`;
}

function needButtons(t: Texts, need: Need): KnownBlock {
  const actions = (['accept', 'reply', 'proposal', 'agenda'] as const).filter(
    (action) => action !== 'accept' || need.state === 'open',
  );
  return {
    type: 'actions',
    block_id: `need:${need.id}`,
    elements: actions.map((action) => ({
      type: 'button',
      action_id: needActions[action],
      text: plain(t.plain(`standups.buttons.${action}`), limits.button),
      value: String(need.id),
    })),
  };
}

export function replyModal(t: Texts, need: Need): ModalView {
  return {
    type: 'modal',
    callback_id: needCallbacks.reply,
    private_metadata: JSON.stringify({ needId: need.id }),
    title: plain(t.plain('standups.replyForm.title'), limits.modalTitle),
    submit: plain(t.plain('common.save'), limits.modalTitle),
    close: plain(t.plain('common.cancel'), limits.modalTitle),
    blocks: [
      section(`>${escapeMrkdwn(oneLine(need.text, longestQuote))}`),
      {
        type: 'input',
        block_id: replyField,
        label: plain(t.plain('standups.replyForm.text')),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          multiline: true,
          max_length: longestNeedAnswer,
        },
      },
    ],
  };
}

/** In the thread of the report. @param asker mrkdwn: a person or, where the report names nobody, a department */
export function needAnswerMessage(
  t: Texts,
  need: Need,
  asker: string,
  userId: string,
  answer: string,
): MessageBody {
  const intro = t.t('standups.needAnswer', {
    person: `<@${userId}>`,
    asker,
    need: oneLine(need.text, longestQuote),
  });
  return { text: intro, blocks: [section(intro), ...sections(escapeMrkdwn(answer))] };
}
