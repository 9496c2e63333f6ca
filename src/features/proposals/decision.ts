import type { DepartmentTally, Tally } from './tally.ts';

/** Decision rules: design 3.2. */
export type DecisionRule = 'two-key' | 'leads' | 'consent' | 'majority' | 'unanimous';

/** The default first. */
export const decisionRules: readonly DecisionRule[] = [
  'two-key',
  'leads',
  'consent',
  'majority',
  'unanimous',
];

/** What a rule can say. A proposal can also be withdrawn, which no rule decides. */
export type Outcome = 'agreed' | 'rejected' | 'no_quorum';

/** An answer that the rule does not accept. */
export type RefusalReason =
  /** Somebody objects, where one objection is enough. */
  | 'objection'
  /** Enough answered, and no more agree than object. */
  | 'not_more_agree'
  /** Enough answered, and all of them abstain. */
  | 'nobody_agreed'
  | 'lead_objects'
  | 'lead_abstains';

/** An answer that the rule still needs. */
export type AbsenceReason =
  /** Fewer than the quorum answered. */
  | 'quorum'
  /** A lead has not reacted. */
  | 'lead_missing'
  /** The department has no lead among its eligible people. */
  | 'no_lead'
  /** Somebody eligible has not reacted, where everybody must. */
  | 'not_everybody'
  | 'nobody_eligible';

export type BlockReason = RefusalReason | AbsenceReason;

export interface Blocker {
  /** Null: all departments together. */
  departmentId: number | null;
  reason: BlockReason;
}

export interface Decision {
  outcome: Outcome;
  /** Why it is not agreed, by department in the tally's order; empty when agreed. */
  blockers: Blocker[];
}

const refusals: ReadonlySet<BlockReason> = new Set<RefusalReason>([
  'objection',
  'not_more_agree',
  'nobody_agreed',
  'lead_objects',
  'lead_abstains',
]);

/**
 * The outcome of a rule for a final tally (design 3.2). Defined for every tally.
 *
 * A given answer that the rule does not accept rejects; an answer not given never does. So any refusal is
 * `rejected`, whatever else is missing; without one, anything missing is `no_quorum`. Below its quorum a
 * department has not answered, however few of its people object, except that its lead's objection always
 * counts.
 *
 * | rule, per department        | rejected                            | no_quorum                            |
 * | --------------------------- | ----------------------------------- | ------------------------------------ |
 * | every rule                  |                                     | nobody eligible: nobody_eligible     |
 * | two-key                     | a lead objects: lead_objects        | T < quorum: quorum                   |
 * |                             | T ≥ quorum, A ≤ O: not_more_agree   |                                      |
 * |                             | T ≥ quorum, A = O = 0: nobody_agreed|                                      |
 * | leads                       | lead_objects, lead_abstains         | lead_missing, no_lead                |
 * | consent                     | O > 0: objection                    | lead_missing, no_lead                |
 * | majority (all together)     | as two-key, without leads           | T < quorum of all: quorum            |
 * | unanimous                   | O > 0: objection                    | T < E: not_everybody                 |
 * |                             | T = E, A = O = 0: nobody_agreed     |                                      |
 *
 * - Two-key needs no lead: a department without one decides by its members. `leads` and `consent` do need
 *   one, since otherwise a department would be bound without ever having answered. Of several leads each
 *   must do what the rule asks of the lead.
 * - `leads`: an abstaining lead has answered, and not with the agreement the rule asks for.
 * - `consent`: an abstaining lead has reacted, which is all the rule asks; nobody has to agree.
 * - Enough answers that all abstain are an answer too: nobody stands behind the proposal.
 * - `majority` asks departments nothing, so one with nobody eligible does not matter while another has some.
 */
export function decide(rule: DecisionRule, tally: Tally): Decision {
  const blockers = blockersOf(rule, tally);
  if (blockers.length === 0) return { outcome: 'agreed', blockers };
  const refused = blockers.some(({ reason }) => refusals.has(reason));
  return { outcome: refused ? 'rejected' : 'no_quorum', blockers };
}

/**
 * How many of `eligible` people must take a stance: `share` of them (default half), rounded up, at least 1.
 * At least 1 also where nobody is eligible, so that silence never agrees.
 */
export function quorumOf(eligible: number, share = 0.5): number {
  // Without the margin, 0.07 of 100 would be 7.000000000000001 and round up to 8.
  return Math.max(1, Math.ceil(eligible * share - 1e-9));
}

/** Whether nothing can be waited for any more; false with nobody eligible. */
export function everybodyVoted(tally: Tally): boolean {
  const { eligible, turnout } = together(tally);
  return eligible > 0 && turnout === eligible;
}

type Counts = Pick<DepartmentTally, 'eligible' | 'agree' | 'object' | 'turnout'>;

function blockersOf(rule: DecisionRule, tally: Tally): Blocker[] {
  const all = together(tally);
  if (all.eligible === 0) return [{ departmentId: null, reason: 'nobody_eligible' }];
  if (rule === 'majority') return balance(all).map((reason) => ({ departmentId: null, reason }));
  return tally.departments.flatMap((department) => {
    const { departmentId } = department;
    const reasons: BlockReason[] =
      department.eligible === 0 ? ['nobody_eligible'] : departmentRules[rule](department);
    return reasons.map((reason) => ({ departmentId, reason }));
  });
}

const departmentRules: Record<
  Exclude<DecisionRule, 'majority'>,
  (department: DepartmentTally) => BlockReason[]
> = {
  'two-key': (department) => [
    ...balance(department),
    ...(department.leads.some(({ stance }) => stance === 'object') ? (['lead_objects'] as const) : []),
  ],
  leads: ({ leads }) => {
    if (leads.length === 0) return ['no_lead'];
    const reasons: BlockReason[] = [];
    if (leads.some(({ stance }) => stance === 'object')) reasons.push('lead_objects');
    if (leads.some(({ stance }) => stance === 'abstain')) reasons.push('lead_abstains');
    if (leads.some(({ stance }) => stance === null)) reasons.push('lead_missing');
    return reasons;
  },
  consent: ({ object, leads }) => {
    const reasons: BlockReason[] = [];
    if (object > 0) reasons.push('objection');
    if (leads.length === 0) reasons.push('no_lead');
    if (leads.some(({ stance }) => stance === null)) reasons.push('lead_missing');
    return reasons;
  },
  unanimous: ({ eligible, agree, object, turnout }) => {
    const reasons: BlockReason[] = [];
    if (object > 0) reasons.push('objection');
    if (turnout < eligible) reasons.push('not_everybody');
    else if (agree === 0 && object === 0) reasons.push('nobody_agreed');
    return reasons;
  },
};

/** T ≥ quorum and A > O. */
function balance({ eligible, agree, object, turnout }: Counts): BlockReason[] {
  if (turnout < quorumOf(eligible)) return ['quorum'];
  if (agree > object) return [];
  return [agree === 0 && object === 0 ? 'nobody_agreed' : 'not_more_agree'];
}

function together({ departments }: Tally): Counts {
  const all = { eligible: 0, agree: 0, object: 0, turnout: 0 };
  for (const { eligible, agree, object, turnout } of departments) {
    all.eligible += eligible;
    all.agree += agree;
    all.object += object;
    all.turnout += turnout;
  }
  return all;
}
