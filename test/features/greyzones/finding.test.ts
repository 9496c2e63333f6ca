import {
  type Answer,
  assess,
  type Claim,
  type Finding,
  isComplete,
  likelyOwner,
  type Position,
  type Question,
  questions,
  type Reason,
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

const table: [what: string, said: string[], finding: Finding, reason: Reason, named: number[]][] = [
  ['both say Marketing, twice', ['M*:M', 'M*:M'], 'clear', 'clear', [M]],
  ['both say IT, who claims it', ['I*:I', 'I*:I'], 'clear', 'clear', [I]],
  ['a single voice of each is enough', ['M:M', 'M:M'], 'clear', 'clear', [M]],
  ['the fewer do not count', ['M*:M M:M I:I', 'M*:M M:M nobody:I'], 'clear', 'clear', [M]],
  ['all three say Sales', ['S*:S', 'S*:S', 'S*:S'], 'clear', 'clear', [S]],
  ['it changes hands, as both say', ['M*:I', 'M*:I'], 'unclear', 'handOver', []],
  ['it is to be shared, as both say', ['M*:shared', 'M*:shared'], 'unclear', 'handOver', []],
  ['both claim it', ['M*:M', 'I*:I'], 'overlap', 'overlap', [M, I]],
  ['one has it, both want it', ['M*:M', 'M*:I'], 'overlap', 'overlapShould', [M, I]],
  ['both want it, nobody has it', ['nobody*:M', 'nobody*:I'], 'overlap', 'overlapShould', [M, I]],
  ['both have it, and want to share', ['M*:shared', 'I*:shared'], 'overlap', 'overlapToday', [M, I]],
  ['both have it, and nobody should', ['M*:nobody', 'I*:nobody'], 'overlap', 'overlapToday', [M, I]],
  ['two of three claim it', ['M*:M', 'M*:M', 'S*:S'], 'overlap', 'overlap', [M, S]],
  ['others have it than should', ['M*:M', 'I*:M', 'M*:M'], 'overlap', 'overlapToday', [M, I]],
  ['some have it, others want it', ['M*:S', 'I*:I', 'M*:S'], 'overlap', 'overlap', [M, I, S]],
  ['three claim it', ['M*:M', 'I*:I', 'S*:S'], 'overlap', 'overlap', [M, I, S]],
  ['two claim it, the third is silent', ['M*:M', 'I*:I', ''], 'overlap', 'overlap', [M, I]],
  ['two claim it, the third says shared', ['M*:M', 'I*:I', 'shared*:shared'], 'overlap', 'overlap', [M, I]],
  ['nobody, say both', ['nobody*:nobody', 'nobody*:nobody'], 'gap', 'gap', []],
  ['nobody has it, IT should, as both say', ['nobody*:I', 'nobody*:I'], 'gap', 'gapHandOver', []],
  ['nobody has it, and they differ on who should', ['nobody*:I', 'nobody*:M'], 'gap', 'gapToday', []],
  ['they differ on who has it, and nobody should', ['I*:nobody', 'M*:nobody'], 'gap', 'gapShould', []],
  ['one says nobody today, the other is silent', ['nobody*:nobody', ''], 'unclear', 'missing', [I]],
  ['one says nobody, the other is split', ['nobody*:nobody', 'M:M I:I'], 'unclear', 'split', [I]],
  ['each points at the other', ['I*:I', 'M*:M'], 'gap', 'unclaimed', []],
  ['today each points at the other', ['I*:M', 'M*:M'], 'gap', 'unclaimedToday', []],
  ['each wants the other to have it', ['M*:I', 'M*:M'], 'gap', 'unclaimedShould', []],
  ['one points at the other, who says nobody', ['I*:I', 'nobody*:nobody'], 'gap', 'unclaimed', []],
  ['one has it today, and points away', ['M*:I', 'I*:I'], 'overlap', 'overlapToday', [M, I]],
  ['both say a third, who says nobody', ['S*:S', 'S*:S', 'nobody*:nobody'], 'gap', 'unclaimed', []],
  ['both say a third, who is silent', ['S*:S', 'S*:S', ''], 'unclear', 'missing', [S]],
  ['one says the other, who is silent', ['I*:I', ''], 'unclear', 'missing', [I]],
  ['two claim it on one question each', ['M*:-', '-*:I'], 'unclear', 'partly', [M, I]],
  ['all say shared', ['shared*:shared', 'shared*:shared'], 'unclear', 'shared', []],
  ['one says shared, the other nobody', ['shared*:nobody', 'nobody*:shared'], 'unclear', 'unclear', []],
  ['one claims it, the other says nobody', ['M*:M', 'nobody*:nobody'], 'unclear', 'unclear', []],
  ['one claims it, the other says shared', ['M*:M', 'shared*:shared'], 'unclear', 'unclear', []],
  ['one claims it, the other is silent', ['M*:M', ''], 'unclear', 'missing', [I]],
  ['both say Marketing, one of them only today', ['M*:M', 'M*:-'], 'unclear', 'partly', [I]],
  ['both say Marketing, the third is silent', ['M*:M', 'M*:M', ''], 'unclear', 'missing', [S]],
  ['both say Marketing, the third is split', ['M*:M', 'M*:M', 'M:M I:I'], 'unclear', 'split', [S]],
  ['both say one that is not asked any more', ['S*:S', 'S*:S'], 'unclear', 'gone', [S]],
  ['today it is clear, tomorrow not', ['M*:M', 'M*:shared'], 'unclear', 'unclear', []],
  ['nobody has answered', ['', ''], 'unclear', 'silent', [M, I]],
  ['all are split', ['M:M I:I', 'M:M I:I'], 'unclear', 'split', [M, I]],
];

test.each(table)('%s: %j is %s, %s', (_, said, finding, reason, named) => {
  expect(assessed(...said)).toMatchObject({ finding, reason, named });
});

test('who all agree on is named only where it is clear', () => {
  for (const [, said, finding, , named] of table) {
    expect(assessed(...said).owner).toBe(finding === 'clear' ? named[0] : null);
  }
});

/** What two departments can say to both questions, each way round; of two minds and silent ones among them. */
const positions: Record<string, (question: Question) => Answer[]>[] = [M, I].map((departmentId) => {
  const one = (claim: Claim) => (question: Question) => [{ departmentId, isLead: false, question, claim }];
  const claimed = { M: one(M), I: one(I), shared: one('shared'), nobody: one('nobody') };
  const split = (question: Question) => [...claimed.M(question), ...claimed.I(question)];
  return { ...claimed, split, silent: () => [] };
});

test('of everything that two departments can say, the finding and its sentence are true', () => {
  const words = Object.keys(positions[0]!);
  const all = words.flatMap((a) =>
    words.flatMap((b) => words.flatMap((c) => words.map((d) => [a, b, c, d]))),
  );
  expect(all).toHaveLength(6 ** 4);
  const seen = new Set<Reason>();
  for (const [mToday, mShould, iToday, iShould] of all as [string, string, string, string][]) {
    const says = (i: number, word: string, question: Question) => positions[i]![word]!(question);
    const { finding, reason, owner, named } = assess(
      [M, I],
      [
        ...[...says(0, mToday, 'today'), ...says(0, mShould, 'should')],
        ...[...says(1, iToday, 'today'), ...says(1, iShould, 'should')],
      ],
    );
    seen.add(reason);
    const same = mToday === iToday && mShould === iShould;
    const isKnown = (word: string) => word !== 'split' && word !== 'silent';
    const both = same && isKnown(mToday) && isKnown(mShould);
    const isOverlap = { today: mToday === 'M' && iToday === 'I', should: mShould === 'M' && iShould === 'I' };
    const isNobody = {
      today: mToday === 'nobody' && iToday === 'nobody',
      should: mShould === 'nobody' && iShould === 'nobody',
    };
    const pointsAway = (m: string, i: string) => ['I', 'nobody'].includes(m) && ['M', 'nobody'].includes(i);
    const isGap = { today: pointsAway(mToday, iToday), should: pointsAway(mShould, iShould) };
    const isPlainGap = isNobody.today || isNobody.should;
    const isClear = both && mToday === mShould && (mToday === 'M' || mToday === 'I');
    const expected = (): Finding => {
      if (isClear) return 'clear';
      if (isOverlap.today || isOverlap.should) return 'overlap';
      return isGap.today || isGap.should ? 'gap' : 'unclear';
    };
    const at = [mToday, mShould, iToday, iShould].join(' ');
    expect([at, finding]).toEqual([at, expected()]);
    const silences = [
      [mToday, mShould],
      [iToday, iShould],
    ].map((said) => said.filter((word) => word === 'silent').length);
    const splits = [
      [mToday, mShould],
      [iToday, iShould],
    ].map((said) => said.includes('split'));
    const whose = (is: boolean[]) => [M, I].filter((_, i) => is[i]);
    const truth: Record<Reason, boolean> = {
      clear: isClear && owner === (mToday === 'M' ? M : I),
      overlap: isOverlap.today && isOverlap.should,
      overlapToday: isOverlap.today && !isOverlap.should,
      overlapShould: isOverlap.should && !isOverlap.today,
      gap: isNobody.today && isNobody.should,
      gapHandOver: both && isNobody.today !== isNobody.should,
      gapToday: isNobody.today && !isNobody.should,
      gapShould: isNobody.should && !isNobody.today,
      unclaimed: isGap.today && isGap.should && !isPlainGap,
      unclaimedToday: isGap.today && !isGap.should && !isPlainGap,
      unclaimedShould: isGap.should && !isGap.today && !isPlainGap,
      silent: silences.every((count) => count === 2),
      missing: silences.includes(2) && `${named}` === `${whose(silences.map((count) => count === 2))}`,
      partly: !silences.includes(2) && `${named}` === `${whose(silences.map((count) => count === 1))}`,
      split: !silences.some(Boolean) && `${named}` === `${whose(splits)}`,
      shared: both && mToday === 'shared' && mShould === 'shared',
      handOver: both && mToday !== mShould,
      gone: false,
      unclear:
        !both &&
        !silences.some(Boolean) &&
        !splits.some(Boolean) &&
        !(mToday === iToday && mShould === iShould),
    };
    expect([at, reason, truth[reason]]).toEqual([at, reason, true]);
  }
  expect(seen.size).toBe(18);
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
