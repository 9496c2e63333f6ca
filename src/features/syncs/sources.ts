import { addDays, dayOf } from '../../time/local-time.ts';
import type { AgreementService } from '../agreements/agreement.service.ts';
import { agreementName } from '../agreements/agreement.ts';
import type { Department } from '../departments/department.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import { type Initiative, isOver } from '../initiatives/initiative.ts';
import type { AlignmentHistoryService } from '../polls/alignment-history.service.ts';
import type { ProposalService } from '../proposals/proposal.service.ts';
import { proposalName } from '../proposals/proposal.ts';
import type { AgendaSource, SourceItem } from './agenda.ts';
import { together } from './series.ts';

/** A proposal that found no quorum is on the agenda for so long. */
const withoutQuorumDays = 60;
/** A review comes onto the agenda so long before its day. */
const reviewAheadDays = 14;
const most = 20;
const dayMs = 86_400_000;

/** Proposals and agreements know the name of an initiative only. */
type OfNames = InitiativeService['ofNames'];

async function withInitiatives(
  workspaceId: string,
  items: readonly (Omit<SourceItem, 'initiative'> & { initiativeName: string | null })[],
  ofNames: OfNames,
): Promise<SourceItem[]> {
  const found = await ofNames(
    workspaceId,
    items.map(({ initiativeName }) => initiativeName),
  );
  return items.map(({ key, text, link }, i) => ({ key, text, link, initiative: found[i] ?? null }));
}

export function proposalSource(
  proposals: Pick<ProposalService, 'unsettled'>,
  ofNames: OfNames,
): AgendaSource {
  return {
    name: 'proposal',
    async items({ series, now }) {
      const { workspaceId, departmentIds } = series;
      const open = (await proposals.unsettled(workspaceId, departmentIds, now))
        .filter(({ state }) => state === 'open')
        .slice(0, most)
        .map(({ id, statement, link, initiativeName }) => ({
          key: `proposal:${id}`,
          text: `${proposalName(id)}: ${statement}`,
          ...{ link, initiativeName },
        }));
      return withInitiatives(workspaceId, open, ofNames);
    },
  };
}

export function withoutQuorumSource(
  proposals: Pick<ProposalService, 'unsettled'>,
  ofNames: OfNames,
): AgendaSource {
  return {
    name: 'no_quorum',
    async items({ series, now }) {
      const since = new Date(now.getTime() - withoutQuorumDays * dayMs);
      const { workspaceId, departmentIds } = series;
      const unanswered = (await proposals.unsettled(workspaceId, departmentIds, since))
        .filter(({ state }) => state === 'no_quorum')
        .slice(0, most)
        .map(({ id, statement, link, initiativeName }) => ({
          key: `no_quorum:${id}`,
          text: `${proposalName(id)}: ${statement}`,
          ...{ link, initiativeName },
        }));
      return withInitiatives(workspaceId, unanswered, ofNames);
    },
  };
}

export function reviewSource(
  agreements: Pick<AgreementService, 'dueForReview'>,
  ofNames: OfNames,
): AgendaSource {
  return {
    name: 'review',
    async items({ series, now }) {
      const until = addDays(dayOf(now, series.timezone), reviewAheadDays);
      const due = await agreements.dueForReview(series.workspaceId, series.departmentIds, until, most);
      const items = due.flatMap(({ number, content }) =>
        content
          ? [
              {
                key: `review:${number}:${content.reviewOn}`,
                text: `${agreementName(number)}: ${content.statement}`,
                link: content.link,
                initiativeName: content.initiative,
              },
            ]
          : [],
      );
      return withInitiatives(series.workspaceId, items, ofNames);
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
 * What is done or dropped is past talking, and departments that were removed need not sit there.
 */
export function alignmentSource(
  history: Pick<AlignmentHistoryService, 'concerns'>,
  initiatives: (workspaceId: string) => Promise<Pick<Initiative, 'id' | 'name' | 'status' | 'sides'>[]>,
  departments: (workspaceId: string) => Promise<Pick<Department, 'id'>[]>,
): AgendaSource {
  return {
    name: 'alignment',
    async items({ series }) {
      const { workspaceId } = series;
      const all = await departments(workspaceId);
      const shared = (await initiatives(workspaceId)).filter((initiative) => {
        const ids = initiative.sides.map(({ departmentId }) => departmentId);
        const there = ids.filter((departmentId) => all.some(({ id }) => id === departmentId));
        return !isOver(initiative) && together([series], there).length > 0;
      });
      const concerns = await history.concerns(workspaceId, shared);
      return concerns.slice(0, most).map(({ pollId, initiativeId: id, text, link }) => {
        const name = shared.find((initiative) => initiative.id === id)?.name;
        const initiative = name === undefined ? null : { id, name };
        return { key: `alignment:${pollId}`, text, link, initiative };
      });
    },
  };
}

/** An area of work without an owner, between departments of the series alone. @param open of these departments */
export function greyZoneSource(
  open: (
    workspaceId: string,
    departmentIds: readonly number[],
  ) => Promise<(Pick<SourceItem, 'text' | 'link' | 'initiative'> & { id: number; round: number })[]>,
): AgendaSource {
  return {
    name: 'grey_zone',
    async items({ series }) {
      return (await open(series.workspaceId, series.departmentIds))
        .slice(0, most)
        .map(({ id, round, ...item }) => ({ key: `grey_zone:${id}:${round}`, ...item }));
    },
  };
}
