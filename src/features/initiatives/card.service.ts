import type { Db } from '../../database/pool.ts';
import { chartsShown } from '../../slack/chart-support.repository.ts';
import type { AgreementService } from '../agreements/agreement.service.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { GreyZone } from '../greyzones/grey-zone.ts';
import type { AlignmentHistoryService } from '../polls/alignment-history.service.ts';
import type { Latest, Point } from '../polls/alignment-history.ts';
import type { PollService } from '../polls/poll.service.ts';
import type { ProposalService } from '../proposals/proposal.service.ts';
import type { OccurrenceService } from '../syncs/occurrence.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { Card } from './card.ts';
import type { InitiativeService } from './initiative.service.ts';
import { type Initiative, isOver, nameKey } from './initiative.ts';

/** More than the card shows, so that it can say how many more there are. */
const agreementsCounted = 100;
/** As many as can be read in words and in a chart. */
const runsShown = 8;
/** More names than anybody gives. */
const mostNames = 1000;

export type CardService = ReturnType<typeof createCardService>;

/** Everything there is about one initiative, from the features that know it. */
export function createCardService(deps: {
  db: Db;
  workspaces: Pick<WorkspaceService, 'workspace'>;
  initiatives: InitiativeService;
  departments: DepartmentService;
  proposals: Pick<ProposalService, 'initiativeNames' | 'openOfInitiative'>;
  agreements: Pick<AgreementService, 'initiatives' | 'ofInitiative'>;
  occurrences: Pick<OccurrenceService, 'nextTogether'>;
  history: Pick<AlignmentHistoryService, 'ofInitiative' | 'latest' | 'overall'>;
  polls?: Pick<PollService, 'listOpen'>;
  greyZones?: { ofInitiative(workspaceId: string, initiativeId: number): Promise<GreyZone[]> };
  /** Those that are not done. */
  followUps?: { ofInitiative(workspaceId: string, initiativeId: number): Promise<Card['followUps']> };
}) {
  const { db, workspaces, initiatives, departments, proposals, agreements, occurrences } = deps;
  const { history, polls, greyZones, followUps } = deps;

  /** The names of initiatives that proposals and agreements hold, as they were written. */
  async function written(workspaceId: string): Promise<string[]> {
    const named = await proposals.initiativeNames(workspaceId);
    return [...new Set([...named, ...(await agreements.initiatives(workspaceId, mostNames))])];
  }

  async function alignmentOf(workspaceId: string, initiativeId: number): Promise<Card['alignment']> {
    return {
      runs: await history.ofInitiative(workspaceId, initiativeId, runsShown),
      // A card is an answer that one person sees: of a refusal nobody would hear.
      hasCharts: await chartsShown(db, workspaceId),
      timezone: (await workspaces.workspace(workspaceId)).timezone,
    };
  }

  async function openPolls(workspaceId: string, id: number): Promise<Card['polls']> {
    const open = ((await polls?.listOpen(workspaceId)) ?? []).filter(
      ({ initiativeId }) => initiativeId === id,
    );
    return open.map((poll) => ({ id: poll.id, question: poll.question, link: poll.message.permalink }));
  }

  async function zones(workspaceId: string, id: number): Promise<Card['greyZones']> {
    const all = ((await greyZones?.ofInitiative(workspaceId, id)) ?? []).map(
      ({ id: zoneId, area, state, link, departments: asked, ownerDepartmentId }) => ({
        ...{ id: zoneId, area, state, link },
        owner: asked.find((department) => department.id === ownerDepartmentId)?.name ?? null,
      }),
    );
    const isSettled = ({ state }: { state: string }) => state === 'closed' || state === 'dropped';
    return [...all.filter((zone) => !isSettled(zone)), ...all.filter(isSettled)];
  }

  return {
    async card(initiative: Initiative): Promise<Card> {
      const { workspaceId, id, sides } = initiative;
      const owners = await initiatives.byNames(workspaceId);
      const names = (await written(workspaceId)).filter((name) => owners.get(nameKey(name)) === id);
      const all = await departments.list(workspaceId);
      const there = sides.filter(({ departmentId }) => all.some((known) => known.id === departmentId));
      const next = await occurrences.nextTogether(
        workspaceId,
        there.map(({ departmentId }) => departmentId),
      );
      return {
        initiative,
        sides: sides.flatMap(({ departmentId, sponsorUserId }) => {
          const department = all.find((known) => known.id === departmentId);
          if (!department) return [];
          const { name, leadUserId, memberIds } = department;
          const hasLeft = sponsorUserId !== null && !memberIds.includes(sponsorUserId);
          return [{ name, sponsorUserId: sponsorUserId ?? leadUserId, ...(hasLeft && { hasLeft }) }];
        }),
        alignment: await alignmentOf(workspaceId, id),
        polls: await openPolls(workspaceId, id),
        greyZones: await zones(workspaceId, id),
        followUps: (await followUps?.ofInitiative(workspaceId, id)) ?? [],
        open: await proposals.openOfInitiative(workspaceId, names),
        agreements: (await agreements.ofInitiative(workspaceId, names, agreementsCounted)).map(
          ({ number, content }) => ({
            number,
            statement: content?.statement ?? null,
            link: content?.link ?? null,
          }),
        ),
        pending: await initiatives.pending(workspaceId, id),
        nextSync: next ? { seriesId: next.series.id, at: next.occurrence.startsAt } : null,
      };
    },

    /** Where the departments stand on each initiative, and over all that are not done or dropped. */
    async standing(workspaceId: string): Promise<{ latest: Latest[]; trend: Point[] }> {
      const current = (await initiatives.list(workspaceId)).filter((initiative) => !isOver(initiative));
      const { trend } = await history.overall(
        workspaceId,
        current.map(({ id }) => id),
      );
      return { latest: await history.latest(workspaceId), trend };
    },

    /** Names that proposals give and no initiative has, each once. */
    async unmatched(workspaceId: string): Promise<string[]> {
      const owners = await initiatives.byNames(workspaceId);
      const free = new Map(
        (await written(workspaceId))
          .filter((name) => !owners.has(nameKey(name)))
          .map((name) => [nameKey(name), name.replace(/\s+/g, ' ').trim()]),
      );
      return [...free.values()];
    },
  };
}
