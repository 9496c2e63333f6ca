import type { WebClient } from '@slack/web-api';
import type { Logger } from '../../logger.ts';
import { classifySlackError } from '../../slack/client.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import type { AgreementService } from '../agreements/agreement.service.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import { fewestDepartments } from '../departments/department.ts';
import type { OccurrenceService } from '../syncs/occurrence.service.ts';
import { seriesName } from '../syncs/series.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { Home, OpenProposal, OpenQuestion } from './home.ts';
import { homeView } from './home.views.ts';

const agreementsShown = 5;
const syncsShown = 3;

export interface HomeDeps {
  client: WebClient;
  workspaces: WorkspaceService;
  departments: Pick<DepartmentService, 'list'>;
  agreements: Pick<AgreementService, 'latest'>;
  openProposals(workspaceId: string, userId: string): Promise<OpenProposal[]>;
  openQuestions(reader: Reader): Promise<OpenQuestion[]>;
  nextSyncs: OccurrenceService['nextDates'];
  log: Logger;
}

export type HomeService = ReturnType<typeof createHomeService>;

export function createHomeService(deps: HomeDeps) {
  const { client, workspaces, departments, agreements, openProposals, openQuestions, nextSyncs, log } = deps;

  async function homeOf(reader: Reader): Promise<Home> {
    const { workspaceId, userId } = reader;
    const all = await departments.list(workspaceId);
    if (all.length < fewestDepartments) return { isSetUp: false };
    const own = all.find(({ memberIds }) => memberIds.includes(userId));
    return {
      isSetUp: true,
      userId,
      department: own ? { name: own.name, leadUserId: own.leadUserId, people: own.memberIds.length } : null,
      departmentNames: all.map(({ name }) => name),
      openProposals: await openProposals(workspaceId, userId),
      openQuestions: await openQuestions(reader),
      syncs: (await nextSyncs(workspaceId, syncsShown, userId)).map(({ series, occurrence }) => ({
        name: seriesName(series.id),
        title: series.title,
        startsAt: occurrence.startsAt,
      })),
      agreements: await agreements.latest(workspaceId, agreementsShown),
    };
  }

  return {
    isSetUp: async (workspaceId: string): Promise<boolean> =>
      (await departments.list(workspaceId)).length >= fewestDepartments,

    /**
     * Shows the person their Home tab as of now. What Slack does not take is not tried again: the person
     * opens the tab again sooner.
     */
    async publish(workspaceId: string, userId: string): Promise<void> {
      const reader = await workspaces.reader(workspaceId, userId);
      const view = homeView(texts(reader.locale), await homeOf(reader));
      await client.views.publish({ user_id: userId, view }).catch((error) => {
        log.warn({ workspaceId, slack: classifySlackError(error) }, 'a Home tab could not be shown');
      });
    },
  };
}
