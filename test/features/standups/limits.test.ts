import type { KnownBlock } from '@slack/types';
import { longestNeedAnswer, type Need } from '../../../src/features/standups/need.ts';
import { needProposalModal } from '../../../src/features/standups/need-proposal.views.ts';
import { answerModal, promptMessage } from '../../../src/features/standups/prompt.views.ts';
import {
  needAnswerMessage,
  replyModal,
  reportMessages,
} from '../../../src/features/standups/report.views.ts';
import type { Prompt, Round } from '../../../src/features/standups/round.ts';
import {
  longestAnswer,
  longestName,
  longestQuestion,
  type Standup,
} from '../../../src/features/standups/standup.ts';
import { listBlocks, statsBlocks } from '../../../src/features/standups/standup.views.ts';
import { standupModal } from '../../../src/features/standups/standup-form.views.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { refusals, refusalsOfView } from '../agreements/slack-limits.ts';

const fill = (length: number, filling: string) =>
  filling.repeat(Math.ceil(length / filling.length)).slice(0, length);
const fillings = ['&<>', 'Öffentlichkeitsarbeit ', '*_~`', '👩‍👩‍👧‍👦🏽 ', 'ß', 'Zeile\n\n'];
const people = 200;
const departments = Array.from({ length: 12 }, (_, i) => ({
  id: i + 1,
  name: fill(60, `${i} &<>`),
  leadUserId: `ULEAD${i}`,
  memberIds: [],
  userGroupId: null,
}));
const standup = (filling: string): Standup => ({
  workspaceId: 'T1',
  id: 2_000_000_000,
  createdBy: 'U1',
  name: fill(longestName, filling),
  channelId: 'C1',
  departmentIds: departments.map(({ id }) => id),
  userIds: Array.from({ length: people }, (_, i) => `U${i}`),
  questions: (['text', 'need', 'decide', 'text', 'text'] as const).map((kind) => ({
    kind,
    text: fill(longestQuestion, filling),
  })),
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  time: '09:30',
  windowMinutes: 1380,
  remindMinutes: 45,
  visibility: 'names',
  state: 'active',
  plannedUntil: null,
});
const round: Round = {
  workspaceId: 'T1',
  id: 1,
  standupId: 1,
  day: '2027-06-08',
  reportAt: new Date(0),
  reportedAt: new Date(0),
  amendedAt: new Date(0),
  reportMessageId: '1',
};
const prompts = Array.from(
  { length: people },
  (_, i): Prompt => ({
    roundId: 1,
    userId: `U${i}`,
    departmentId: (i % departments.length) + 1,
    promptAt: new Date(0),
    closesAt: new Date(0),
    state: 'answered',
    promptedAt: new Date(0),
    remindedAt: null,
    messageId: null,
  }),
);
const need = (i: number, text: string): Need => ({
  id: i,
  roundId: 1,
  userId: `U${i}`,
  fromDepartmentId: (i % departments.length) + 1,
  toDepartmentId: null,
  text,
  state: i % 2 ? 'open' : 'accepted',
  handledBy: 'U1',
  createdAt: new Date(0),
});

describe.each(locales)('in %s', (locale) => {
  const t = texts(locale);

  test.each(fillings)('a report of 200 people who all answer at length: %j', (filling) => {
    const text = fill(longestAnswer, filling);
    const answers = prompts.flatMap(({ userId }) =>
      [0, 1, 2, 3, 4].map((question) => ({ userId, question, text })),
    );
    const needs = prompts.map((_, i) => need(i, text));
    for (const visibility of ['names', 'departments'] as const) {
      const report = {
        standup: { ...standup(filling), visibility },
        round,
        prompts,
        answers,
        needs,
        departments,
      };
      const messages = reportMessages(t, report);
      expect(messages.length).toBeGreaterThan(1);
      for (const { blocks = [] } of messages) expect(refusals(blocks)).toEqual([]);
      if (visibility === 'departments') {
        // Whose need it is or who said what is nowhere; who took care of a need may be.
        expect(JSON.stringify(messages)).not.toMatch(/<@U(?:[2-9]|\d\d+)>/);
      }
    }
  });

  test.each(fillings)('questions, answers and forms: %j', (filling) => {
    const one = standup(filling);
    const text = fill(longestAnswer, filling);
    const answers = one.questions.map((_, question) => ({ userId: 'U1', question, text }));
    const views = [
      standupModal(t, one.id, one, departments),
      answerModal(t, {
        standup: one,
        round,
        answers,
        previous: { day: '2027-06-01', answers },
        others: departments,
        toDepartmentId: 3,
      }),
      replyModal(t, need(1, text)),
      needProposalModal(t, departments, need(1, text), { deadline: new Date('2027-06-10'), channelId: 'C1' }),
    ];
    for (const view of views) expect(refusalsOfView(view)).toEqual([]);
    const rows = Array.from({ length: 10 }, (_, i) =>
      departments.map(({ id }) => ({ day: `2027-06-${10 + i}`, departmentId: id, asked: 100, answered: 50 })),
    ).flat();
    const messages: KnownBlock[][] = [
      promptMessage(t, one, prompts[0]!, true).blocks ?? [],
      promptMessage(t, one, { ...prompts[0]!, state: 'prompted' }, false).blocks ?? [],
      needAnswerMessage(t, need(1, text), '<@U1>', 'U2', text.slice(0, longestNeedAnswer)).blocks ?? [],
      listBlocks(
        t,
        Array.from({ length: 40 }, (_, i) => ({ ...one, id: i + 1 })),
        new Set(Array.from({ length: 40 }, (_, i) => i + 1)),
      ),
      listBlocks(t, [], new Set()),
      statsBlocks(t, one, rows, (id) => departments[id - 1]!.name),
      statsBlocks(t, one, [], () => ''),
    ];
    expect(messages.map((blocks) => refusals(blocks))).toEqual(messages.map(() => []));
  });
});
