import { longestName } from '../../../src/features/initiatives/initiative.ts';
import {
  ballotBlocks,
  optionModal,
  reasonModal,
  standingText,
} from '../../../src/features/polls/ballot.views.ts';
import {
  longestOption,
  longestQuestion,
  longestReason,
  mostOptions,
  type Poll,
  type PollOutcome,
  pulseSteps,
} from '../../../src/features/polls/poll.ts';
import { closedMessage, openMessage, outcomeMessage } from '../../../src/features/polls/poll.views.ts';
import { pollModal } from '../../../src/features/polls/poll-form.views.ts';
import {
  answersModal,
  listBlocks,
  showBlocks,
  silentText,
} from '../../../src/features/polls/poll-list.views.ts';
import { notPostedMessage, reminderMessage } from '../../../src/features/polls/poll-notices.views.ts';
import { pollProposalModal } from '../../../src/features/polls/poll-proposal.views.ts';
import { wishAgain } from '../../../src/features/polls/poll-wish.ts';
import { longestStatement } from '../../../src/features/proposals/proposal.ts';
import { limits, roomTaken, sections } from '../../../src/slack/blocks.ts';
import { isChart } from '../../../src/slack/charts.ts';
import type { MessageBody } from '../../../src/slack/messenger.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { refusals, refusalsOfView } from '../agreements/slack-limits.ts';

const fill = (length: number, filling: string) =>
  filling.repeat(Math.ceil(length / filling.length)).slice(0, length);
const fillings = ['&', 'Öffentlichkeitsarbeit ', '👩‍👩‍👧‍👦🏽 ', '*_~`<'];
const permalink = 'https://a-rather-long-workspace-name.slack.com/archives/C0123456789/p1772442000000000';
const longestDepartment = 150;
const voterCount = 1000;
/** Slack refuses to update a message with a longer `text`. */
const longestText = 4000;

interface Shape {
  kind: Poll['kind'];
  departments: number;
  options: number;
  isAnonymous?: boolean;
}

/** Of which everybody chose everything, so that all options lead. */
function outcomeOf(poll: Poll, filling: string): PollOutcome {
  const ids = poll.departments.map(({ id }) => id);
  const each = Math.floor(voterCount / ids.length);
  const together = poll.isAnonymous && ids.length > 2 ? [ids.slice(0, -1), ids.slice(-1)] : null;
  const sides = together ?? ids.map((id) => [id]);
  const perQuestion = poll.kind === 'pulse' ? pulseSteps : poll.options.length;
  const questions = (poll.kind === 'pulse' ? [0, 1] : [0]).map(() => ({
    sides: sides.map((departmentIds) => ({
      ...{ departmentIds, answered: voterCount, counts: Array<number>(perQuestion).fill(voterCount) },
    })),
    alignment: ids.length > 1 ? { value: 55, furthest: [ids[0]!, ids[1]!] as [number, number] } : null,
  }));
  return {
    questions,
    turnout: ids.map((departmentId) => ({ departmentId, eligible: each, answered: each - 1 })),
    reasons: Array.from({ length: voterCount }, (_, i) => ({
      departmentId: poll.isAnonymous ? null : ids[i % ids.length]!,
      userId: poll.isAnonymous ? null : `U${1_000_000_000 + i}`,
      text: fill(longestReason, filling),
    })),
  };
}

function pollOf({ kind, departments: count, options, isAnonymous = false }: Shape, filling: string): Poll {
  const departments = Array.from({ length: count }, (_, i) => ({
    ...{ id: 900_000_000 + i, name: fill(longestDepartment, filling) },
  }));
  const isPulse = kind === 'pulse';
  return {
    ...{ workspaceId: 'T1', id: 2_000_000_000, authorUserId: 'U0123456789', kind, isAnonymous },
    question: isPulse ? '' : fill(longestQuestion, filling),
    options: Array.from({ length: isPulse ? 2 * pulseSteps : options }, (_, i) => ({
      ...{ id: i + 1, question: isPulse && i >= pulseSteps ? 1 : 0 },
      text: isPulse ? '' : fill(longestOption, filling),
    })),
    ...{ isSeveral: !isPulse, isOrdered: true, visibility: isAnonymous ? 'closed' : 'always' },
    ...{ mayAddOptions: !isPulse, initiativeId: 1, channelId: 'C0123456789', sourcePermalink: permalink },
    ...{ openedAt: new Date(0), deadline: new Date(1), isLate: true, planId: 2_000_000_000 },
    ...{ state: 'open', closedAt: null, closedBy: null, outcome: null, lastRemindedAt: null },
    message: { id: '1', channel: 'C0123456789', ts: '1772442000.000000', permalink },
    departments,
    voters: Array.from({ length: voterCount }, (_, i) => ({
      ...{ userId: `U${1_000_000_000 + i}`, departmentId: 900_000_000 + (i % count), isLead: i < count },
    })),
  };
}

function expectFits({ text, blocks = [] }: MessageBody): void {
  expect(refusals(blocks)).toEqual([]);
  expect(roomTaken(blocks)).toBeLessThanOrEqual(limits.message);
  expect(text).not.toMatch(/^$|\{\{|undefined|\[object/);
  expect(text.length).toBeLessThanOrEqual(longestText);
}

/** Buttons and menus, options alone and together, one department and more than a chart holds. */
const shapes: Shape[] = [
  { kind: 'choice', departments: 1, options: 2 },
  { kind: 'choice', departments: 2, options: mostOptions },
  { kind: 'choice', departments: 6, options: 5 },
  { kind: 'choice', departments: 7, options: 6 },
  { kind: 'choice', departments: 30, options: mostOptions },
  { kind: 'choice', departments: 30, options: mostOptions, isAnonymous: true },
  { kind: 'pulse', departments: 2, options: 0 },
  { kind: 'pulse', departments: 6, options: 0, isAnonymous: true },
  { kind: 'pulse', departments: 30, options: 0 },
];
const named = ({ kind, departments, options, isAnonymous = false }: Shape) =>
  `${isAnonymous ? 'anonymous ' : ''}${kind}, ${departments} departments, ${options} options`;

describe.each(locales)('in %s', (locale) => {
  const t = texts(locale);

  describe.each(fillings)('%j', (filling) => {
    const initiative = fill(longestName, filling);

    test.each(shapes.map((shape) => [named(shape), shape] as const))('every message of a %s', (_, shape) => {
      const open = pollOf(shape, filling);
      const outcome = outcomeOf(open, filling);
      const closed: Poll = { ...open, state: 'closed', closedAt: new Date(2), outcome };
      const hasChart = shape.departments <= 6 || (shape.isAnonymous ?? false);
      expectFits(openMessage(t, open, initiative, outcome));
      expectFits(openMessage(t, { ...open, visibility: 'voted' }, initiative, outcome));
      expectFits(closedMessage(t, closed, initiative));
      const ended = outcomeMessage(t, closed, initiative);
      expectFits(ended);
      expect(ended.blocks?.filter(isChart)).toHaveLength(hasChart ? (shape.kind === 'pulse' ? 2 : 1) : 0);
      // Something of what people wrote is there, however many wrote it, and what is not is counted.
      expect(JSON.stringify(ended.blocks)).toContain(t.t('polls.reasonsTitle'));
      expect(JSON.stringify(ended.blocks)).toMatch(/(?:and|und) \d+ (?:more reasons|weitere Gründe)/);
      expectFits(reminderMessage(t, open, initiative));
      expectFits(notPostedMessage(t, open));

      const standing = { chosen: open.options.map(({ id }) => id), reason: fill(longestReason, filling) };
      const { turnout } = outcome;
      const said = standingText(t, open, standing);
      // Above the result, for whoever has answered a poll whose results they alone see.
      expectFits({ text: said, blocks: [...sections(said), ...ballotBlocks(t, open)] });
      for (const result of [outcome, null]) {
        expectFits({ text: 'PL', blocks: showBlocks(t, open, initiative, { standing, result, turnout }) });
      }
      expectFits({
        text: 'PL',
        blocks: showBlocks(t, closed, initiative, { standing: null, result: outcome, turnout }),
      });
      const everybody = open.voters.map(({ userId }) => userId);
      expectFits({ text: silentText(t, open, everybody) });
    });

    test.each(shapes.map((shape) => [named(shape), shape] as const))('every view of a %s', (_, shape) => {
      const open = pollOf(shape, filling);
      const closed: Poll = { ...open, state: 'closed', outcome: outcomeOf(open, filling) };
      const everything = open.options.map(({ id }) => id);
      const initiatives = Array.from({ length: 150 }, (_, i) => ({ id: 150 - i, name: initiative }));
      const departments = open.departments.map(({ id, name }) => ({
        ...{ id, name, leadUserId: null, memberIds: [], userGroupId: null },
      }));
      const wish = wishAgain(closed);
      const typed = { deadlineText: fill(200, filling), repeatText: fill(300, filling), isDraft: true };
      const views = [
        reasonModal(t, open, initiative, fill(longestReason, filling)),
        optionModal(t, open, initiative),
        answersModal(
          t,
          closed,
          open.voters.map(({ userId }) => ({ userId, options: everything })),
        ),
        answersModal(t, closed, []),
        pollModal(t, { ...wish, ...typed, sourcePermalink: permalink }, { departments, initiatives }),
        pollModal(t, { ...wish, kind: 'pulse', isBeforeSyncs: true }, { departments, initiatives }),
        pollModal(t, { ...wish, initiativeId: null }, { departments: [], initiatives: [] }),
        pollProposalModal(t, closed, initiative, {
          ...{ channelTexts: t, departments, deadline: new Date('2027-06-11T15:00:00Z') },
        }),
      ];
      expect(views.map((view) => refusalsOfView(view))).toEqual(views.map(() => []));
    });

    test.each([1, 20, 60])('a list of %i', (count) => {
      const poll = pollOf({ kind: 'choice', departments: 2, options: 2 }, filling);
      const all = Array.from({ length: count }, (_, i) => ({ poll: { ...poll, id: i + 1 }, initiative }));
      const blocks = listBlocks(t, all);
      expectFits({ text: 'list', blocks });
      const shown = JSON.stringify(blocks).match(/\*PL-\d+\*/g)?.length ?? 0;
      expect(shown).toBeGreaterThan(0);
      const more = t.t('polls.moreListed', { count: count - shown });
      expect(JSON.stringify(blocks).includes(more)).toBe(shown < count);
    });

    test('a proposal holds the whole question, and what most chose', () => {
      for (const shape of shapes.filter(({ kind }) => kind === 'choice')) {
        const open = pollOf(shape, filling);
        const view = pollProposalModal(
          t,
          { ...open, state: 'closed', outcome: outcomeOf(open, filling) },
          initiative,
          { channelTexts: t, departments: [], deadline: new Date(0) },
        );
        const [, statement = ''] = /"initial_value":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(view)) ?? [];
        const words = JSON.parse(statement) as string;
        expect(words.length).toBeLessThanOrEqual(longestStatement);
        expect(words.startsWith(open.question.trim())).toBe(true);
        expect(words.length).toBeGreaterThan(open.question.trim().length);
      }
    });
  });

  test('nobody answered, and nobody is asked any more', () => {
    const open = pollOf({ kind: 'choice', departments: 2, options: 2 }, 'a');
    for (const outcome of [null, { questions: [], turnout: [], reasons: [] }]) {
      const closed: Poll = { ...open, state: 'closed', outcome };
      expectFits(closedMessage(t, closed, null));
      expectFits(outcomeMessage(t, closed, null));
      expect(outcomeMessage(t, closed, null).blocks?.some(isChart)).toBe(false);
    }
    expectFits({ text: 'list', blocks: listBlocks(t, []) });
    expect(silentText(t, open, [])).toContain('PL-2000000000');
  });
});
