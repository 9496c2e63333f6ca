import { addDays, dayOf } from '../../time/local-time.ts';
import type { AgreementService } from '../agreements/agreement.service.ts';
import { agreementName } from '../agreements/agreement.ts';
import type { Initiative } from '../initiatives/initiative.ts';
import type { AlignmentHistoryService } from '../polls/alignment-history.service.ts';
import type { ProposalService } from '../proposals/proposal.service.ts';
import { proposalName } from '../proposals/proposal.ts';
import type { AgendaSource } from './agenda.ts';

/** A proposal that found no quorum is on the agenda for so long. */
const withoutQuorumDays = 60;
/** A review comes onto the agenda so long before its day. */
const reviewAheadDays = 14;
const most = 20;
const dayMs = 86_400_000;

export function proposalSource(proposals: Pick<ProposalService, 'unsettled'>): AgendaSource {
  return {
    name: 'proposal',
    async items({ series, now }) {
      const { workspaceId, departmentIds } = series;
      return (await proposals.unsettled(workspaceId, departmentIds, now))
        .filter(({ state }) => state === 'open')
        .slice(0, most)
        .map(({ id, statement, link }) => ({
          key: `proposal:${id}`,
          text: `${proposalName(id)}: ${statement}`,
          link,
        }));
    },
  };
}

export function withoutQuorumSource(proposals: Pick<ProposalService, 'unsettled'>): AgendaSource {
  return {
    name: 'no_quorum',
    async items({ series, now }) {
      const since = new Date(now.getTime() - withoutQuorumDays * dayMs);
      const { workspaceId, departmentIds } = series;
      return (await proposals.unsettled(workspaceId, departmentIds, since))
        .filter(({ state }) => state === 'no_quorum')
        .slice(0, most)
        .map(({ id, statement, link }) => ({
          key: `no_quorum:${id}`,
          text: `${proposalName(id)}: ${statement}`,
          link,
        }));
    },
  };
}

export function reviewSource(agreements: Pick<AgreementService, 'dueForReview'>): AgendaSource {
  return {
    name: 'review',
    async items({ series, now }) {
      const until = addDays(dayOf(now, series.timezone), reviewAheadDays);
      const due = await agreements.dueForReview(series.workspaceId, series.departmentIds, until, most);
      return due.flatMap(({ number, content }) =>
        content
          ? [
              {
                key: `review:${number}:${content.reviewOn}`,
                text: `${agreementName(number)}: ${content.statement}`,
                link: content.link,
              },
            ]
          : [],
      );
    },
  };
}

/** What a side needs and nobody has settled. @param open of these departments, oldest first */
export function needSource(
  open: (
    workspaceId: string,
    departmentIds: readonly number[],
  ) => Promise<{ id: number; text: string; from: string; link: string | null }[]>,
): AgendaSource {
  return {
    name: 'need',
    async items({ series }) {
      return (await open(series.workspaceId, series.departmentIds))
        .slice(0, most)
        .map(({ id, text, from, link }) => ({ key: `need:${id}`, text: `${from}: ${text}`, link }));
    },
  };
}

/**
 * Initiatives of these departments on which they are far apart, or further than before, as their newest pulse says.
 * What is done or dropped is past talking.
 */
export function alignmentSource(
  history: Pick<AlignmentHistoryService, 'concerns'>,
  initiatives: (workspaceId: string) => Promise<Pick<Initiative, 'id' | 'name' | 'status' | 'sides'>[]>,
): AgendaSource {
  return {
    name: 'alignment',
    async items({ series: { workspaceId, departmentIds } }) {
      const shared = (await initiatives(workspaceId)).filter(
        ({ status, sides }) =>
          status !== 'done' &&
          status !== 'dropped' &&
          sides.every(({ departmentId }) => departmentIds.includes(departmentId)),
      );
      const concerns = await history.concerns(workspaceId, shared);
      return concerns
        .slice(0, most)
        .map(({ pollId, text, link }) => ({ key: `alignment:${pollId}`, text, link }));
    },
  };
}

/** An area of work without an owner, between departments of the series alone. @param open of these departments */
export function greyZoneSource(
  open: (
    workspaceId: string,
    departmentIds: readonly number[],
  ) => Promise<{ id: number; round: number; text: string; link: string | null }[]>,
): AgendaSource {
  return {
    name: 'grey_zone',
    async items({ series }) {
      return (await open(series.workspaceId, series.departmentIds))
        .slice(0, most)
        .map(({ id, round, text, link }) => ({ key: `grey_zone:${id}:${round}`, text, link }));
    },
  };
}
