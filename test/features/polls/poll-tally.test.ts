import type { Act } from '../../../src/features/polls/ballot.ts';
import type { PollOption } from '../../../src/features/polls/poll.ts';
import {
  ballotsOf,
  hasAnswered,
  isComplete,
  outcomeOf,
  turnoutOnly,
} from '../../../src/features/polls/poll-tally.ts';

/** Of a choice between three options, in departments of these sizes. */
function asked(sizes: readonly number[], change: { isAnonymous?: boolean; isOrdered?: boolean } = {}) {
  return {
    kind: 'choice' as 'choice' | 'pulse',
    options: [1, 2, 3].map((id): PollOption => ({ id, question: 0, text: `Option ${id}` })),
    isAnonymous: false,
    isOrdered: false,
    departments: sizes.map((_, i) => ({ id: i + 1, name: `Department ${i + 1}` })),
    voters: sizes.flatMap((size, i) =>
      Array.from({ length: size }, (_, n) => ({
        userId: `U${i + 1}${n}`,
        departmentId: i + 1,
        isLead: n === 0,
      })),
    ),
    ...change,
  };
}

const done = (ballot: string, act: Partial<Act> & { kind: Act['kind'] }, at = 1) =>
  ({
    ballot,
    departmentId: Number(ballot[1]),
    key: `${ballot}:${act.kind}:${at}`,
    at: `${at}`,
    question: 0,
    ...act,
  }) as Act & {
    ballot: string;
    departmentId: number;
  };
const chose = (ballot: string, ...options: number[]) => done(ballot, { kind: 'choose', options });
const gave = (ballot: string, reason: string) => done(ballot, { kind: 'reason', reason }, 2);

test('a named poll counts by department and names the pair furthest apart', () => {
  const poll = asked([3, 2, 2]);
  const entries = [
    ...[chose('U10', 1), chose('U11', 1), chose('U12', 2)],
    ...[chose('U20', 2), chose('U21', 2)],
    chose('U30', 1),
    ...[gave('U20', 'cheaper'), gave('U31', 'without a choice')],
  ];
  expect(outcomeOf(poll, ballotsOf(entries))).toEqual({
    questions: [
      {
        sides: [
          { departmentIds: [1], counts: [2, 1, 0], answered: 3 },
          { departmentIds: [2], counts: [0, 2, 0], answered: 2 },
          { departmentIds: [3], counts: [1, 0, 0], answered: 1 },
        ],
        // 1 and 2 share 1/3, 1 and 3 share 2/3, 2 and 3 nothing.
        alignment: { value: 0, furthest: [2, 3] },
      },
    ],
    turnout: [
      { departmentId: 1, eligible: 3, answered: 3 },
      { departmentId: 2, eligible: 2, answered: 2 },
      { departmentId: 3, eligible: 2, answered: 1 },
    ],
    reasons: [{ departmentId: 2, userId: 'U20', text: 'cheaper' }],
  });
});

test('with several choices a person counts once among those who answered', () => {
  const [question] = outcomeOf(asked([2]), ballotsOf([chose('U10', 1, 3), chose('U11', 3)])).questions;
  expect(question).toEqual({
    sides: [{ departmentIds: [1], counts: [1, 0, 2], answered: 2 }],
    alignment: null,
  });
});

test('what was withdrawn or unticked is no answer', () => {
  const entries = [
    ...[chose('U10', 1), done('U10', { kind: 'withdraw' }, 3)],
    ...[done('U20', { kind: 'toggle', option: 2 }, 1), done('U20', { kind: 'toggle', option: 2 }, 2)],
  ];
  const outcome = outcomeOf(asked([1, 1]), ballotsOf(entries));
  expect(outcome.questions).toEqual([{ sides: [], alignment: null }]);
  expect(outcome.turnout.map(({ answered }) => answered)).toEqual([0, 0]);
});

test('ordered options are compared in steps', () => {
  const entries = [chose('U10', 1), chose('U20', 2)];
  const ordered = outcomeOf(asked([1, 1], { isOrdered: true }), ballotsOf(entries));
  expect(ordered.questions[0]?.alignment).toEqual({ value: 50, furthest: [1, 2] });
});

test('whoever answers one question of a pulse has not answered it, though the question counts them', () => {
  const steps = [0, 1].flatMap((question) =>
    [1, 2, 3, 4, 5].map((step) => ({ id: question * 5 + step, question, text: '' })),
  );
  const pulse = { ...asked([1, 1], { isOrdered: true }), kind: 'pulse' as const, options: steps };
  const extent = (ballot: string, option: number) =>
    done(ballot, { kind: 'choose', question: 1, options: [option] }, 2);
  const first = ballotsOf([chose('U10', 1), chose('U20', 5), extent('U20', 7)]);
  const outcome = outcomeOf(pulse, first);
  expect(outcome.questions.map((q) => q.alignment)).toEqual([{ value: 0, furthest: [1, 2] }, null]);
  expect(outcome.turnout.map(({ answered }) => answered)).toEqual([0, 1]);
  expect(isComplete(outcome)).toBe(false);
  expect(first.map(({ standing }) => hasAnswered(pulse, standing))).toEqual([false, true]);
  const second = ballotsOf([chose('U10', 1), extent('U10', 7), chose('U20', 5), extent('U20', 7)]);
  expect(isComplete(outcomeOf(pulse, second))).toBe(true);
});

describe('an anonymous poll', () => {
  const poll = asked([4, 4, 4], { isAnonymous: true });

  test('never shows few answers alone, nor lets them be found by subtracting', () => {
    const entries = [
      ...['U10', 'U11', 'U12', 'U13'].map((ballot) => chose(ballot, 1)),
      ...['U20', 'U21', 'U22'].map((ballot) => chose(ballot, 2)),
      ...[
        chose('U30', 3),
        gave('U30', 'mine alone'),
        gave('U20', 'of the second'),
        gave('U10', 'of the first'),
      ],
    ];
    const outcome = outcomeOf(poll, ballotsOf(entries));
    expect(outcome.questions).toEqual([
      {
        sides: [
          { departmentIds: [1], counts: [4, 0, 0], answered: 4 },
          { departmentIds: [2, 3], counts: [0, 3, 1], answered: 4 },
        ],
        // There is no second department to compare with.
        alignment: null,
      },
    ]);
    expect(outcome.reasons).toEqual([
      { departmentId: null, userId: null, text: 'mine alone' },
      { departmentId: 1, userId: null, text: 'of the first' },
      { departmentId: null, userId: null, text: 'of the second' },
    ]);
  });

  test('compares only departments that are seen alone', () => {
    const entries = [
      ...['U10', 'U11', 'U12'].map((ballot) => chose(ballot, 1)),
      ...['U20', 'U21', 'U22'].map((ballot) => chose(ballot, 1)),
      ...['U30', 'U31', 'U32'].map((ballot) => chose(ballot, 2)),
    ];
    const { questions } = outcomeOf(poll, ballotsOf(entries));
    expect(questions[0]?.alignment).toEqual({ value: 0, furthest: [1, 3] });
    const fewer = outcomeOf(poll, ballotsOf(entries.slice(0, 8)));
    expect(fewer.questions[0]?.sides.map(({ departmentIds }) => departmentIds)).toEqual([[1, 3], [2]]);
    expect(fewer.questions[0]?.alignment).toBeNull();
  });

  test('says nothing but how many where there are fewer than three answers', () => {
    const outcome = outcomeOf(poll, ballotsOf([chose('U10', 1), gave('U10', 'me'), chose('U30', 2)]));
    expect(outcome).toMatchObject({ questions: [{ sides: [], alignment: null }], reasons: [] });
    expect(outcome.turnout.map(({ answered }) => answered)).toEqual([1, 0, 1]);
  });

  test('says nothing else before it is closed', () => {
    const outcome = outcomeOf(poll, ballotsOf(['U10', 'U11', 'U12'].map((ballot) => chose(ballot, 1))));
    expect(outcome.questions[0]?.sides).toHaveLength(1);
    expect(turnoutOnly(poll, outcome)).toEqual({
      questions: [{ sides: [], alignment: null }],
      turnout: outcome.turnout,
      reasons: [],
    });
  });
});
