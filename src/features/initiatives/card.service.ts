import type { AgreementService } from '../agreements/agreement.service.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { ProposalService } from '../proposals/proposal.service.ts';
import type { OccurrenceService } from '../syncs/occurrence.service.ts';
import type { Card } from './card.ts';
import type { InitiativeService } from './initiative.service.ts';
import { type Initiative, nameKey } from './initiative.ts';

const agreementsShown = 5;
const syncsLookedAt = 20;
/** More names than anybody gives. */
const mostNames = 1000;

export type CardService = ReturnType<typeof createCardService>;

/** Everything there is about one initiative, from the features that know it. */
export function createCardService(deps: {
  initiatives: InitiativeService;
  departments: DepartmentService;
  proposals: Pick<ProposalService, 'initiativeNames' | 'openOfInitiative'>;
  agreements: Pick<AgreementService, 'initiatives' | 'ofInitiative'>;
  occurrences: Pick<OccurrenceService, 'nextDates'>;
}) {
  const { initiatives, departments, proposals, agreements, occurrences } = deps;

  /** The names of initiatives that proposals and agreements hold, as they were written. */
  async function written(workspaceId: string): Promise<string[]> {
    const named = await proposals.initiativeNames(workspaceId);
    return [...new Set([...named, ...(await agreements.initiatives(workspaceId, mostNames))])];
  }

  return {
    async card(initiative: Initiative): Promise<Card> {
      const { workspaceId, id, sides } = initiative;
      const owners = await initiatives.byNames(workspaceId);
      const names = (await written(workspaceId)).filter((name) => owners.get(nameKey(name)) === id);
      const next = (await occurrences.nextDates(workspaceId, syncsLookedAt)).find(({ series }) =>
        sides.every(({ departmentId }) => series.departmentIds.includes(departmentId)),
      );
      const all = await departments.list(workspaceId);
      return {
        initiative,
        sides: sides.flatMap(({ departmentId, sponsorUserId }) => {
          const department = all.find((known) => known.id === departmentId);
          return department
            ? [{ name: department.name, sponsorUserId: sponsorUserId ?? department.leadUserId }]
            : [];
        }),
        open: await proposals.openOfInitiative(workspaceId, names),
        agreements: (await agreements.ofInitiative(workspaceId, names, agreementsShown)).map(
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
