import { decide } from '../../../src/features/proposals/decision.ts';
import type { Proposal } from '../../../src/features/proposals/proposal.ts';
import { defaultStanceEmoji, type Stance } from '../../../src/features/proposals/stance.ts';
import type { Tally } from '../../../src/features/proposals/tally.ts';

/** An open proposal as the database would have it; by default of two departments with three people each. */
export function proposalWith(
  change: Partial<Pick<Proposal, 'statement' | 'rationale' | 'initiativeName'>> & {
    departments?: string[];
    membersEach?: number;
    leadsEach?: number;
  } = {},
): Proposal {
  const { departments = ['Marketing', 'IT'], membersEach = 3, leadsEach = 1, ...texts } = change;
  return {
    workspaceId: 'T1',
    id: 99_999,
    authorUserId: 'U0AUTHOR000',
    channelId: 'C0123456789',
    rule: 'two-key',
    initiativeName: null,
    reviewOn: '2027-06-01',
    sourcePermalink: 'https://a-rather-long-workspace-name.slack.com/archives/C0123456789/p1772442000000000',
    stanceEmoji: {
      agree: [...defaultStanceEmoji.agree],
      object: [...defaultStanceEmoji.object],
      abstain: [...defaultStanceEmoji.abstain],
    },
    version: 1,
    statement: 'We move campaign data into the shared platform by June',
    rationale: null,
    openedAt: new Date('2026-11-20T09:00:00Z'),
    deadline: new Date('2026-11-25T16:00:00Z'),
    state: 'open',
    outcome: null,
    closedAt: null,
    tally: null,
    onClosed: null,
    lastRemindedAt: null,
    message: {
      id: '1',
      channel: 'C0123456789',
      ts: '1772442000.000000',
      permalink: 'https://a-rather-long-workspace-name.slack.com/archives/C0123456789/p1772442000000000',
    },
    departments: departments.map((name, i) => ({ id: i + 1, name })),
    voters: departments.flatMap((_, d) =>
      Array.from({ length: membersEach }, (_, m) => ({
        userId: `U${String((d + 1) * 1000 + m).padStart(10, '0')}`,
        departmentId: d + 1,
        isLead: m < leadsEach,
      })),
    ),
    ...texts,
  };
}

/** Every stance and silence in turn, so that each department has some of each. */
export function votes(p: Proposal): Map<string, { stance: Stance }> {
  const turn: (Stance | null)[] = ['object', 'agree', 'abstain', 'object', null, 'agree'];
  return new Map(
    p.voters.flatMap(({ userId }, i) => {
      const stance = turn[i % turn.length];
      return stance ? [[userId, { stance }]] : [];
    }),
  );
}

export function closedBy(p: Proposal, counted: Tally): Proposal {
  const { outcome, blockers } = decide(p.rule, counted);
  return { ...p, state: 'closed', closedAt: p.deadline, outcome, tally: { ...counted, blockers } };
}
