import type { AgreementContent } from '../agreements/agreement.ts';
import type { Proposal } from './proposal.ts';
import type { Stance } from './stance.ts';

/** Where the people of one department stood in the end; leads also appear in their stance's list. */
export interface Standing {
  departmentId: number;
  name: string;
  leads: { userId: string; stance: Stance | null }[];
  agree: string[];
  object: string[];
  abstain: string[];
  /** Who took no stance. */
  silent: string[];
}

export function standingByDepartment(
  p: Pick<Proposal, 'departments' | 'voters'>,
  stances: ReadonlyMap<string, { stance: Stance }>,
): Standing[] {
  return p.departments.map(({ id, name }) => {
    const voters = p.voters.filter((voter) => voter.departmentId === id);
    const stanceOf = (userId: string) => stances.get(userId)?.stance ?? null;
    const those = (stance: Stance | null) =>
      voters.filter(({ userId }) => stanceOf(userId) === stance).map(({ userId }) => userId);
    return {
      departmentId: id,
      name,
      leads: voters.filter((v) => v.isLead).map(({ userId }) => ({ userId, stance: stanceOf(userId) })),
      agree: those('agree'),
      object: those('object'),
      abstain: those('abstain'),
      silent: those(null),
    };
  });
}

/** What the ledger keeps of an agreed proposal; its number is the ledger's to give. */
export function agreementContent(
  p: Proposal,
  standing: readonly Standing[],
  closedAt: Date,
): Omit<AgreementContent, 'number'> {
  return {
    statement: p.statement,
    rationale: p.rationale,
    initiative: p.initiativeName,
    proposalId: p.id,
    version: p.version,
    rule: p.rule,
    proposedBy: p.authorUserId,
    departments: standing.map(({ departmentId: _, ...s }) => ({
      ...s,
      eligible: s.agree.length + s.object.length + s.abstain.length + s.silent.length,
    })),
    openedAt: p.openedAt.toISOString(),
    closedAt: closedAt.toISOString(),
    reviewOn: p.reviewOn,
    channelId: p.channelId,
    link: p.message.permalink,
  };
}
