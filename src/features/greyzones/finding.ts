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

export interface Assessment {
  finding: Finding;
  rows: Row[];
  /** The departments that claim it, in their order. */
  claimers: number[];
  /** Whom all agree on; null unless it is clear. */
  owner: number | null;
}

/**
 * Where the departments stand. The rule (design 1, “grey zone”):
 *
 * - A department's position on a question is the answer that most of its people gave; on a tie its lead's, if that is
 *   among the tied, since the lead answers for the side; otherwise it is split. What the fewer say never counts.
 * - A department claims the area when its position on either question is itself: who leads it today and wants to give
 *   it away, and who wants it and has it not, both have to be talked to.
 * - clear: every department has a position on both questions, and all of these are one and the same department.
 *   One that is silent or split may disagree, so that nothing is clear without it.
 * - overlap: two or more claim it. It comes before the gap, which it excludes anyway, and before anything that the
 *   others say: two who both work on something is what costs most.
 * - gap: nobody claims it, and nobody calls it shared, for what is shared is led by somebody after all. At least one
 *   department must have said something: where all are silent or split, nothing is known.
 * - unclear: everything else, also where nobody has answered.
 */
export function assess(departmentIds: readonly number[], answers: readonly Answer[]): Assessment {
  const rows = departmentIds.map((departmentId) => rowOf(departmentId, answers));
  const positions = rows.flatMap((row) => questions.map((question) => row.positions[question]));
  const claimers = rows
    .filter((row) => questions.some((question) => row.positions[question] === row.departmentId))
    .map((row) => row.departmentId);
  const [first = null] = positions;
  const owner = typeof first === 'number' && positions.every((position) => position === first) ? first : null;
  return { finding: findingOf(positions, claimers, owner), rows, claimers, owner };
}

function findingOf(
  positions: readonly Position[],
  claimers: readonly number[],
  owner: number | null,
): Finding {
  if (owner !== null) return 'clear';
  if (claimers.length >= 2) return 'overlap';
  const isAnythingSaid = positions.some((position) => position !== null && position !== 'split');
  return claimers.length === 0 && isAnythingSaid && !positions.includes('shared') ? 'gap' : 'unclear';
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
export function likelyOwner({ rows, claimers }: Assessment): number | null {
  const wanted = rows.map(({ departmentId }) => ({
    departmentId,
    votes: rows.filter(({ positions }) => positions.should === departmentId).length,
  }));
  const most = Math.max(0, ...wanted.map(({ votes }) => votes));
  const tied = wanted.filter(({ votes }) => votes === most).map(({ departmentId }) => departmentId);
  return tied.find((id) => claimers.includes(id)) ?? tied[0] ?? null;
}
