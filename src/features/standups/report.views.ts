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

/** Longer answers, and longer needs, are cut in the channel and stand in full in the thread. */
const longestInChannel = 280;
const longestNeed = 500;
/** Of a message's room, in characters. Needs that do not fit follow in the thread, buttons and all. */
const roomForNeeds = 5000;
const mostBlocks = 45;

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
  const units = report.needs.map((need) => needBlocks(t, report, need));
  const needsShown = unitsWithin(units, roomForNeeds, mostBlocks / 2);
  const above: KnownBlock[] = [
    header(t.plain('standups.reportTitle', { title: standup.name, day: dayText(t, round.day) })),
    ...(round.amendedAt ? [context(t.t('standups.amended'))] : []),
    ...(units.length > 0 ? [section(`*${t.t('standups.needsTitle')}*`)] : []),
    ...units.slice(0, needsShown).flat(),
    ...(units.length > 0 ? [{ type: 'divider' as const }] : []),
    ...(report.answers.length === 0 && report.prompts.every(({ state }) => state !== 'nothing')
      ? [section(t.t('standups.nobody'))]
      : []),
  ];
  const lines = asked.flatMap(({ department, prompts }, i) => {
    const [title = '', ...said] = departmentLines(t, report, department, prompts);
    return [i === 0 ? title : `\n${title}`, ...said];
  });
  // What packing into sections takes besides the texts is less than this.
  const { shown } = fitting(lines, limits.message - roomTaken(above) - 1500);
  const long = report.answers.filter((answer) => isLong(report, answer));
  const rest = [
    ...lines.slice(shown.length),
    ...long.map((answer) => `${who(t, report, answer)}\n${escapeMrkdwn(answer.text)}`),
  ];
  const moreNeeds = units.slice(needsShown);
  const more = rest.length + moreNeeds.length > 0 ? [context(t.t('standups.moreInThread'))] : [];
  return [
    { text, blocks: [...above, ...packedSections(shown, '\n'), ...more] },
    ...threadMessages(text, [...moreNeeds, ...rest.flatMap((one) => sections(one)).map((block) => [block])]),
  ];
}

/** How many units, from the first, take no more room than this. */
function unitsWithin(units: readonly KnownBlock[][], room: number, blocks: number): number {
  let count = 0;
  let [taken, used] = [0, 0];
  for (const unit of units) {
    taken += roomTaken(unit);
    used += unit.length;
    if (used > blocks || taken > room) break;
    count += 1;
  }
  return count;
}

function isLong(report: Report, answer: Answer): boolean {
  const isNeed = report.standup.questions[answer.question]?.kind === 'need';
  return answer.text.length > (isNeed ? longestNeed : longestInChannel);
}

function departmentLines(
  t: Texts,
  { standup, answers }: Report,
  department: { id: number; name: string },
  prompts: readonly Prompt[],
): string[] {
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
  return [title, ...said];
}

/** As few messages as hold it; what belongs together stays together. */
function threadMessages(text: string, units: readonly KnownBlock[][]): MessageBody[] {
  const messages: MessageBody[] = [];
  for (let at = 0; at < units.length; ) {
    const count = Math.max(1, unitsWithin(units.slice(at), limits.message, mostBlocks));
    messages.push({ text, blocks: units.slice(at, at + count).flat() });
    at += count;
  }
  return messages;
}

function who(t: Texts, report: Report, { userId }: Pick<Answer, 'userId'>): string {
  const departmentId = report.prompts.find((prompt) => prompt.userId === userId)?.departmentId;
  const department = report.departments.find(({ id }) => id === departmentId)?.name ?? '';
  if (report.standup.visibility === 'departments') return `*${escapeMrkdwn(department)}*`;
  return t.t('standups.needBy', { who: `<@${userId}>`, department });
}

function needBlocks(t: Texts, report: Report, need: Need): KnownBlock[] {
  const isOpen = need.state === 'open' || need.state === 'accepted';
  return [section(needText(t, report, need)), ...(isOpen ? [needButtons(t, need)] : [])];
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
  const text = escapeMrkdwn(oneLine(need.text, longestNeed));
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
