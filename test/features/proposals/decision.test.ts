import {
  type BlockReason,
  type DecisionRule,
  decide,
  decisionRules,
  everybodyVoted,
  type Outcome,
  quorumOf,
} from '../../../src/features/proposals/decision.ts';
import type { Stance } from '../../../src/features/proposals/stance.ts';
import type { DepartmentTally, Tally } from '../../../src/features/proposals/tally.ts';

const letters: Record<string, Stance | null> = { a: 'agree', o: 'object', b: 'abstain', '-': null };

/** One letter per eligible person, capitals (and `_` for one who has not reacted) for leads: "Aab-" */
function department(people: string, departmentId: number): DepartmentTally {
  const all = [...people].map((letter) => ({
    stance: letters[letter === '_' ? '-' : letter.toLowerCase()] ?? null,
    isLead: letter === '_' || /[A-Z]/.test(letter),
  }));
  const count = (stance: Stance) => all.filter((person) => person.stance === stance).length;
  const [agree, object, abstain] = [count('agree'), count('object'), count('abstain')];
  return {
    departmentId,
    eligible: all.length,
    agree,
    object,
    abstain,
    turnout: agree + object + abstain,
    leads: all.flatMap(({ stance, isLead }, i) =>
      isLead ? [{ userId: `U${departmentId}${i}`, stance }] : [],
    ),
  };
}

function tallyOf(...departments: string[]): Tally {
  return { departments: departments.map((people, i) => department(people, i + 1)), observers: 0 };
}

/** The second department agrees under every rule, so that the first one decides. */
function outcomeOf(rule: DecisionRule, people: string): string {
  const { outcome, blockers } = decide(rule, tallyOf(people, 'Aa'));
  for (const { departmentId } of blockers) expect(departmentId).toBe(1);
  return [outcome, ...blockers.map(({ reason }) => reason)].join(' ');
}

describe('two-key', () => {
  test.each([
    ['Aa', 'agreed'],
    ['A---', 'no_quorum quorum'],
    ['Aa--', 'agreed'],
    ['Aa---', 'no_quorum quorum'], // half of five, rounded up
    ['Aab--', 'agreed'],
    ['A', 'agreed'],
    ['_', 'no_quorum quorum'],
    ['', 'no_quorum nobody_eligible'],
    ['_aa', 'agreed'], // the lead need not react
    ['Baa', 'agreed'],
    ['Bbb', 'rejected nobody_agreed'],
    ['Ao', 'rejected not_more_agree'],
    ['Aaoo', 'rejected not_more_agree'],
    ['_ooo', 'rejected not_more_agree'],
    ['Oaaaa', 'rejected lead_objects'],
    ['O----', 'rejected quorum lead_objects'],
    ['Ooo', 'rejected not_more_agree lead_objects'],
    ['_o----', 'no_quorum quorum'], // below its quorum the department has not answered
    ['OAaaa', 'rejected lead_objects'],
    ['AAa', 'agreed'],
    ['aab', 'agreed'], // no lead
    ['ao', 'rejected not_more_agree'],
  ])('%s: %s', (people, expected) => expect(outcomeOf('two-key', people)).toBe(expected));

  test('many in one department cannot outvote few in the other', () => {
    expect(decide('two-key', tallyOf(`A${'a'.repeat(39)}`, 'Aooooo'))).toEqual({
      outcome: 'rejected',
      blockers: [{ departmentId: 2, reason: 'not_more_agree' }],
    });
  });

  test('a refusal decides, whatever else is missing', () => {
    expect(decide('two-key', tallyOf('_---', 'Ooo', 'Aa'))).toEqual({
      outcome: 'rejected',
      blockers: [
        { departmentId: 1, reason: 'quorum' },
        { departmentId: 2, reason: 'not_more_agree' },
        { departmentId: 2, reason: 'lead_objects' },
      ],
    });
  });
});

describe('leads', () => {
  test.each([
    ['Aooo', 'agreed'],
    ['A---', 'agreed'],
    ['O', 'rejected lead_objects'],
    ['Baa', 'rejected lead_abstains'],
    ['_aa', 'no_quorum lead_missing'],
    ['aaa', 'no_quorum no_lead'],
    ['', 'no_quorum nobody_eligible'],
    ['AA', 'agreed'],
    ['A_', 'no_quorum lead_missing'],
    ['OB_A', 'rejected lead_objects lead_abstains lead_missing'],
  ])('%s: %s', (people, expected) => expect(outcomeOf('leads', people)).toBe(expected));
});

describe('consent', () => {
  test.each([
    ['A---', 'agreed'],
    ['B---', 'agreed'],
    ['Bbbb', 'agreed'],
    ['_aaa', 'no_quorum lead_missing'],
    ['Aaao', 'rejected objection'],
    ['O---', 'rejected objection'],
    ['_o--', 'rejected objection lead_missing'],
    ['A_', 'no_quorum lead_missing'],
    ['aaa', 'no_quorum no_lead'],
    ['ooo', 'rejected objection no_lead'],
    ['', 'no_quorum nobody_eligible'],
  ])('%s: %s', (people, expected) => expect(outcomeOf('consent', people)).toBe(expected));
});

describe('unanimous', () => {
  test.each([
    ['Aab', 'agreed'],
    ['Bba', 'agreed'],
    ['Bbb', 'rejected nobody_agreed'],
    ['Bb-', 'no_quorum not_everybody'],
    ['Aa-', 'no_quorum not_everybody'],
    ['Aao', 'rejected objection'],
    ['_-o', 'rejected objection not_everybody'],
    ['ab', 'agreed'],
    ['', 'no_quorum nobody_eligible'],
  ])('%s: %s', (people, expected) => expect(outcomeOf('unanimous', people)).toBe(expected));
});

describe('majority', () => {
  test.each<[string[], Outcome, ...BlockReason[]]>([
    [['Oooo', 'Aaaaaa'], 'agreed'], // departments do not matter, nor do leads
    [['Aaaa', '____'], 'agreed'],
    [['Aaa-', '_____'], 'no_quorum', 'quorum'], // half of nine, rounded up
    [['Aaab', '_____'], 'no_quorum', 'quorum'],
    [['Aaabb', '____'], 'agreed'],
    [['Aa', 'Oo'], 'rejected', 'not_more_agree'],
    [['Aa', 'Ooo'], 'rejected', 'not_more_agree'],
    [['Bb', 'Bb'], 'rejected', 'nobody_agreed'],
    [['', 'A'], 'agreed'],
    [['', '_'], 'no_quorum', 'quorum'],
    [['_---', 'Oo-_'], 'no_quorum', 'quorum'],
  ])('%j: %s %s', (...[departments, outcome, ...reasons]) =>
    expect(decide('majority', tallyOf(...departments))).toEqual({
      outcome,
      blockers: reasons.map((reason) => ({ departmentId: null, reason })),
    }),
  );
});

test.each(decisionRules)('%s agrees to nothing where nobody is eligible', (rule) => {
  const expected = { outcome: 'no_quorum', blockers: [{ departmentId: null, reason: 'nobody_eligible' }] };
  expect(decide(rule, tallyOf())).toEqual(expected);
  expect(decide(rule, tallyOf('', ''))).toEqual(expected);
});

test.each([
  [0, undefined, 1],
  [1, undefined, 1],
  [2, undefined, 1],
  [3, undefined, 2],
  [5, undefined, 3],
  [40, undefined, 20],
  [100, 0.07, 7],
  [3, 1 / 3, 1],
  [6, 1, 6],
  [6, 0, 1],
])('the quorum of %s with share %s is %s', (eligible, share, quorum) =>
  expect(quorumOf(eligible, share)).toBe(quorum),
);

test.each([
  [['Ab', 'O'], true],
  [['Ab', '_'], false],
  [['Ab', ''], true],
  [[''], false],
  [[], false],
])('everybody voted in %j: %s', (departments, expected) =>
  expect(everybodyVoted(tallyOf(...departments))).toBe(expected),
);
