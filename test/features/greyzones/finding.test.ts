import {
  type Answer,
  assess,
  type Claim,
  type Finding,
  isComplete,
  likelyOwner,
  type Position,
  questions,
  turnoutOf,
} from '../../../src/features/greyzones/finding.ts';

const [M, I, S] = [1, 2, 3];
const claims: Record<string, Claim> = { M, I, S, shared: 'shared', nobody: 'nobody' };

/**
 * What a department's people say, as in `M*:I M:M -:shared`: today and should of each person, the lead with a star,
 * a dash where nothing is said.
 */
function answersOf(departmentId: number, said: string): Answer[] {
  return said
    .split(' ')
    .filter(Boolean)
    .flatMap((person) => {
      const isLead = person.includes('*');
      return person
        .replace('*', '')
        .split(':')
        .flatMap((word, i): Answer[] => {
          const claim = claims[word];
          return claim === undefined ? [] : [{ departmentId, isLead, question: questions[i]!, claim }];
        });
    });
}

const assessed = (...said: string[]) =>
  assess(
    said.map((_, i) => i + 1),
    said.flatMap((words, i) => answersOf(i + 1, words)),
  );

const table: [what: string, said: string[], finding: Finding, claimers: number[]][] = [
  ['both say Marketing, twice', ['M*:M', 'M*:M'], 'clear', [M]],
  ['both say IT, who claims it', ['I*:I', 'I*:I'], 'clear', [I]],
  ['a single voice of each is enough', ['M:M', 'M:M'], 'clear', [M]],
  ['the fewer do not count', ['M*:M M:M I:I', 'M*:M M:M nobody:I'], 'clear', [M]],
  ['all three say Sales', ['S*:S', 'S*:S', 'S*:S'], 'clear', [S]],
  ['it changes hands, as both say', ['I*:M', 'I*:M'], 'overlap', [M, I]],
  ['both claim it', ['M*:M', 'I*:I'], 'overlap', [M, I]],
  ['one has it, the other wants it', ['M*:M', 'M*:I'], 'overlap', [M, I]],
  ['both want it, nobody has it', ['nobody*:M', 'nobody*:I'], 'overlap', [M, I]],
  ['both have it, and want to share', ['M*:shared', 'I*:shared'], 'overlap', [M, I]],
  ['two of three claim it', ['M*:M', 'M*:M', 'S*:S'], 'overlap', [M, S]],
  ['three claim it', ['M*:M', 'I*:I', 'S*:S'], 'overlap', [M, I, S]],
  ['two claim it, the third is silent', ['M*:M', 'I*:I', ''], 'overlap', [M, I]],
  ['two claim it, the third says shared', ['M*:M', 'I*:I', 'shared*:shared'], 'overlap', [M, I]],
  ['two claim it on one question each', ['M*:-', '-*:I'], 'overlap', [M, I]],
  ['nobody, say both', ['nobody*:nobody', 'nobody*:nobody'], 'gap', []],
  ['each points at the other', ['I*:I', 'M*:M'], 'gap', []],
  ['both say a third, who says nobody', ['S*:S', 'S*:S', 'nobody*:nobody'], 'gap', []],
  ['both say a third, who is silent', ['S*:S', 'S*:S', ''], 'gap', []],
  ['one says the other, who is silent', ['I*:I', ''], 'gap', []],
  ['one says nobody, the other is split', ['nobody*:nobody', 'M:M I:I'], 'gap', []],
  ['all say shared', ['shared*:shared', 'shared*:shared'], 'unclear', []],
  ['one says shared, the other nobody', ['shared*:nobody', 'nobody*:nobody'], 'unclear', []],
  ['one claims it, the other says nobody', ['M*:M', 'nobody*:nobody'], 'unclear', [M]],
  ['one claims it, the other says shared', ['M*:M', 'shared*:shared'], 'unclear', [M]],
  ['one claims it, the other is silent', ['M*:M', ''], 'unclear', [M]],
  ['both say Marketing, one of them only today', ['M*:M', 'M*:-'], 'unclear', [M]],
  ['both say Marketing, the third is silent', ['M*:M', 'M*:M', ''], 'unclear', [M]],
  ['both say Marketing, the third is split', ['M*:M', 'M*:M', 'M:M I:I'], 'unclear', [M]],
  ['today it is clear, tomorrow not', ['M*:M', 'M*:shared'], 'unclear', [M]],
  ['nobody has answered', ['', ''], 'unclear', []],
  ['all are split', ['M:M I:I', 'M:M I:I'], 'unclear', []],
];

test.each(table)('%s: %j is %s', (_, said, finding, claimers) => {
  expect(assessed(...said)).toMatchObject({ finding, claimers });
});

test('who all agree on is named only where it is clear', () => {
  for (const [, said, finding, claimers] of table) {
    expect(assessed(...said).owner).toBe(finding === 'clear' ? claimers[0] : null);
  }
});

test.each<[what: string, said: string, today: Position]>([
  ['most', 'M*:- I:- I:-', I],
  ['the lead breaks a tie', 'M*:- I:-', M],
  ['the lead breaks a tie, whoever came first', 'I:- M*:-', M],
  ['a tie without the lead', 'M:- I:- shared*:- M:- I:-', 'split'],
  ['a tie without a lead', 'M:- I:-', 'split'],
  ['nobody', '-*:M', null],
])('the position of a department: %s', (_, said, today) => {
  expect(assessed(said, '').rows[0]?.positions.today).toBe(today);
});

test('the order of the answers is of no account', () => {
  for (const [, said] of table) {
    const ids = said.map((_, i) => i + 1);
    const answers = said.flatMap((words, i) => answersOf(i + 1, words));
    expect(assess(ids, answers.toReversed())).toEqual(assess(ids, answers));
  }
});

test('counts, most first, with the lead marked', () => {
  const [row] = assessed('M:shared M*:I nobody:I I:shared', '').rows;
  expect(row?.counts).toEqual({
    today: [
      { claim: M, count: 2, isLeads: true },
      { claim: I, count: 1, isLeads: false },
      { claim: 'nobody', count: 1, isLeads: false },
    ],
    should: [
      { claim: I, count: 2, isLeads: true },
      { claim: 'shared', count: 2, isLeads: false },
    ],
  });
});

test.each<[said: string[], owner: number]>([
  [['M*:I', 'I*:I'], I],
  [['M*:M', 'I*:I'], M],
  [['nobody*:I', 'M*:M'], M],
  [['nobody*:S', 'I*:S', 'nobody*:I'], S],
  [['M*:shared', 'I*:nobody'], M],
  [['nobody*:nobody', 'I*:nobody'], I],
  [['nobody*:nobody', 'nobody*:nobody'], M],
])('of %j a proposal names %i', (said, owner) => {
  expect(likelyOwner(assessed(...said))).toBe(owner);
});

describe('turnout', () => {
  const voters = [
    { userId: 'a', departmentId: 1, isLead: true },
    { userId: 'b', departmentId: 1, isLead: false },
    { userId: 'c', departmentId: 2, isLead: false },
    { userId: 'd', departmentId: 2, isLead: false },
    { userId: 'e', departmentId: 2, isLead: false },
  ];
  const both = (...userIds: string[]) =>
    userIds.flatMap((userId) => questions.map((question) => ({ userId, question })));
  const of = (said: { userId: string; question: 'today' | 'should' }[]) => turnoutOf([1, 2], voters, said);

  test('counts who has answered both questions', () => {
    expect(of([...both('a', 'c'), { userId: 'b', question: 'today' }])).toEqual([
      { departmentId: 1, people: 2, answered: 1, hasLeadAnswered: true },
      { departmentId: 2, people: 3, answered: 1, hasLeadAnswered: null },
    ]);
  });

  test.each([
    [['a'], false],
    [['c', 'd', 'e', 'b'], false],
    [['a', 'c'], false],
    [['a', 'c', 'e'], true],
  ])('with %j it is complete: %s', (userIds, isDone) => {
    expect(isComplete(of(both(...userIds)))).toBe(isDone);
  });

  test('a lead who has answered one question has not answered', () => {
    expect(isComplete(of([...both('c', 'd'), { userId: 'a', question: 'should' }]))).toBe(false);
  });
});
