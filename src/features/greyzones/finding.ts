/** What is asked of everybody: who leads it today, and who should. */
export const questions = ['today', 'should'] as const;
export type Question = (typeof questions)[number];

/** An answer: a department (its id), several together, or none. */
export type Claim = number | 'shared' | 'nobody';

/** What a department says as a whole; `split`: its people say different things; null: nobody of it has answered. */
export type Position = Claim | 'split' | null;

export const findings = ['clear', 'overlap', 'gap', 'unclear'] as const;
export type Finding = (typeof findings)[number];

/** One answer of one person of a department. */
export interface Answer {
  departmentId: number;
  isLead: boolean;
  question: Question;
  claim: Claim;
}

export interface Count {
  claim: Claim;
  count: number;
  /** Whether the department's lead says so. */
  isLeads: boolean;
}

/** One row of the matrix. */
export interface Row {
  departmentId: number;
  /** Most first. */
  counts: Record<Question, Count[]>;
  positions: Record<Question, Position>;
}

/** Why it is what it is, of which each has a sentence. */
export type Reason =
  | 'clear'
  | 'overlap'
  | 'overlapToday'
  | 'overlapShould'
  | 'gap'
  | 'gapHandOver'
  | 'gapToday'
  | 'gapShould'
  | 'unclaimed'
  | 'unclaimedToday'
  | 'unclaimedShould'
  | 'silent'
  | 'missing'
  | 'partly'
  | 'split'
  | 'shared'
  | 'handOver'
  | 'gone'
  | 'unclear';

export interface Assessment {
  finding: Finding;
  reason: Reason;
  /** Whom the reason is about, in their order: who claims it, who has not answered, who is of two minds. */
  named: number[];
  rows: Row[];
  /** What all departments say alike; null: they do not. */
  common: Record<Question, Claim | null>;
  /** Whom all agree on; null unless it is clear. */
  owner: number | null;
}

/**
 * Where the departments stand. The rule (design 1, “grey zone”):
 *
 * - A department's position on a question is the answer that most of its people gave; on a tie its lead's, if that is
 *   among the tied, since the lead answers for the side; otherwise it is split. What the fewer say never counts.
 * - clear: every department has a position on both questions, and all of these are one and the same department, which
 *   is one of those asked. One that is silent or split may disagree, so that nothing is clear without it.
 * - overlap: on the same question two or more departments say that it is theirs. Who has it today and another who
 *   should have it are none: as both say, it changes hands.
 * - gap: on one of the questions nobody claims it: every department says nobody or names another. An overlap on the
 *   other goes before it. What is shared is led by somebody after all, and who is silent or split may claim it.
 * - unclear: everything else, also where nobody has answered, and where all agree that something should change.
 */
export function assess(departmentIds: readonly number[], answers: readonly Answer[]): Assessment {
  const rows = departmentIds.map((departmentId) => rowOf(departmentId, answers));
  const common = { today: commonOf(rows, 'today'), should: commonOf(rows, 'should') };
  const agreed = common.today === common.should ? common.today : null;
  const owner = typeof agreed === 'number' && departmentIds.includes(agreed) ? agreed : null;
  return { ...judged(rows, common, owner), rows, common, owner };
}

type Judgement = Pick<Assessment, 'finding' | 'reason' | 'named'>;

function judged(rows: readonly Row[], common: Assessment['common'], owner: number | null): Judgement {
  if (owner !== null) return { finding: 'clear', reason: 'clear', named: [owner] };
  return overlapOf(rows) ?? gapOf(rows, common) ?? { finding: 'unclear', ...unclearness(rows, common) };
}

/** Who says about this question that it is theirs. */
function claimersOf(rows: readonly Row[], question: Question): number[] {
  return rows
    .filter(({ departmentId, positions }) => positions[question] === departmentId)
    .map(({ departmentId }) => departmentId);
}

function overlapOf(rows: readonly Row[]): Judgement | null {
  const [today, should] = questions.map((question) => claimersOf(rows, question)) as [number[], number[]];
  const [isToday, isShould] = [today.length >= 2, should.length >= 2];
  const isIn = (id: number) => (isToday && today.includes(id)) || (isShould && should.includes(id));
  const named = rows.map(({ departmentId }) => departmentId).filter(isIn);
  if (isToday && isShould) return { finding: 'overlap', reason: 'overlap', named };
  if (isToday) return { finding: 'overlap', reason: 'overlapToday', named };
  return isShould ? { finding: 'overlap', reason: 'overlapShould', named } : null;
}

function gapOf(rows: readonly Row[], common: Assessment['common']): Judgement | null {
  const { today, should } = common;
  const [isToday, isShould] = questions.map((question) => isUnclaimed(rows, common[question], question));
  if (!isToday && !isShould) return null;
  const gap = { finding: 'gap', named: [] as number[] } as const;
  if (today === 'nobody' && should === 'nobody') return { ...gap, reason: 'gap' };
  if ((today === 'nobody' && should !== null) || (should === 'nobody' && today !== null)) {
    return { ...gap, reason: 'gapHandOver' };
  }
  if (today === 'nobody') return { ...gap, reason: 'gapToday' };
  if (should === 'nobody') return { ...gap, reason: 'gapShould' };
  if (isToday && isShould) return { ...gap, reason: 'unclaimed' };
  return { ...gap, reason: isToday ? 'unclaimedToday' : 'unclaimedShould' };
}

/** All say nobody or name another. All of one mind about a department that is gone is another matter. */
function isUnclaimed(rows: readonly Row[], common: Claim | null, question: Question): boolean {
  if (typeof common === 'number') return false;
  return rows.every(
    ({ departmentId, positions: { [question]: position } }) =>
      position === 'nobody' || (typeof position === 'number' && position !== departmentId),
  );
}

function unclearness(
  rows: readonly Row[],
  { today, should }: Assessment['common'],
): Pick<Assessment, 'reason' | 'named'> {
  const whose = (is: (row: Row) => boolean) => rows.filter(is).map(({ departmentId }) => departmentId);
  const isMissing = ({ positions }: Row, of: 'some' | 'every') =>
    questions[of]((question) => positions[question] === null);
  const silent = whose((row) => isMissing(row, 'every'));
  if (silent.length === rows.length) return { reason: 'silent', named: silent };
  if (silent.length > 0) return { reason: 'missing', named: silent };
  const partly = whose((row) => isMissing(row, 'some'));
  if (partly.length > 0) return { reason: 'partly', named: partly };
  if (today === 'shared' && should === 'shared') return { reason: 'shared', named: [] };
  if (typeof today === 'number' && today === should) return { reason: 'gone', named: [today] };
  if (today !== null && should !== null) return { reason: 'handOver', named: [] };
  const split = whose(({ positions }) => questions.some((question) => positions[question] === 'split'));
  return split.length > 0 ? { reason: 'split', named: split } : { reason: 'unclear', named: [] };
}

function commonOf(rows: readonly Row[], question: Question): Claim | null {
  const [first = null, ...others] = rows.map(({ positions }) => positions[question]);
  return first !== 'split' && others.every((position) => position === first) ? first : null;
}

function rowOf(departmentId: number, answers: readonly Answer[]): Row {
  const own = answers.filter((answer) => answer.departmentId === departmentId);
  const of = (question: Question) => countsOf(own.filter((answer) => answer.question === question));
  const counts = { today: of('today'), should: of('should') };
  return {
    departmentId,
    counts,
    positions: { today: positionOf(counts.today), should: positionOf(counts.should) },
  };
}

/** Most first; of as many, the lead's first, then in a fixed order, so that nothing depends on who came first. */
function countsOf(answers: readonly Answer[]): Count[] {
  const claims = [...new Set(answers.map(({ claim }) => claim))];
  return claims
    .map((claim) => {
      const same = answers.filter((answer) => answer.claim === claim);
      return { claim, count: same.length, isLeads: same.some(({ isLead }) => isLead) };
    })
    .sort(
      (a, b) =>
        b.count - a.count || Number(b.isLeads) - Number(a.isLeads) || orderOf(a.claim) - orderOf(b.claim),
    );
}

function orderOf(claim: Claim): number {
  if (typeof claim === 'number') return claim;
  return claim === 'shared' ? Number.MAX_SAFE_INTEGER - 1 : Number.MAX_SAFE_INTEGER;
}

function positionOf(counts: readonly Count[]): Position {
  const [first, second] = counts;
  if (!first) return null;
  // The lead's answer stands before others of the same count.
  return first.count !== second?.count || first.isLeads ? first.claim : 'split';
}

/** How many of a department have answered both questions. */
export interface Turnout {
  departmentId: number;
  people: number;
  answered: number;
  /** Null: it has no lead. */
  hasLeadAnswered: boolean | null;
}

export function turnoutOf(
  departmentIds: readonly number[],
  voters: readonly { userId: string; departmentId: number; isLead: boolean }[],
  said: readonly { userId: string; question: Question }[],
): Turnout[] {
  const isDone = (userId: string) =>
    questions.every((question) => said.some((one) => one.userId === userId && one.question === question));
  return departmentIds.map((departmentId) => {
    const people = voters.filter((voter) => voter.departmentId === departmentId);
    const lead = people.find(({ isLead }) => isLead);
    return {
      departmentId,
      people: people.length,
      answered: people.filter(({ userId }) => isDone(userId)).length,
      hasLeadAnswered: lead ? isDone(lead.userId) : null,
    };
  });
}

/**
 * Whether the answers may be seen before the deadline: all leads have answered both questions. For a department
 * without a lead, half of its people, rounded up, stand in.
 */
export function isComplete(turnout: readonly Turnout[]): boolean {
  return turnout.every(
    ({ hasLeadAnswered, answered, people }) => hasLeadAnswered ?? answered >= Math.ceil(people / 2),
  );
}

/** Whom a proposal names first: whom most departments want; of as many the first who claims it, then the first. */
export function likelyOwner({ rows }: Pick<Assessment, 'rows'>): number | null {
  const claimers = questions.flatMap((question) => claimersOf(rows, question));
  const wanted = rows.map(({ departmentId }) => ({
    departmentId,
    votes: rows.filter(({ positions }) => positions.should === departmentId).length,
  }));
  const most = Math.max(0, ...wanted.map(({ votes }) => votes));
  const tied = wanted.filter(({ votes }) => votes === most).map(({ departmentId }) => departmentId);
  return tied.find((id) => claimers.includes(id)) ?? tied[0] ?? null;
}
