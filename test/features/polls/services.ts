import type { WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import type { Db } from '../../../src/database/pool.ts';
import { createDepartmentService } from '../../../src/features/departments/department.service.ts';
import { createInitiativeService } from '../../../src/features/initiatives/initiative.service.ts';
import { pollJobs } from '../../../src/features/polls/poll.jobs.ts';
import { createPollService, type OnClosed } from '../../../src/features/polls/poll.service.ts';
import type { PollDraft } from '../../../src/features/polls/poll.ts';
import type { tasks } from '../../../src/features/polls/tasks.ts';
import { createWorkspaceService } from '../../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../../src/logger.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { channel } from '../../helpers/concord.ts';

/** Polls and what they stand on, as one process has them. */
export function pollsOn(
  db: Db,
  client: WebClient,
  { ballotKey = Buffer.from('the key of the tests'), onClosed = [] as OnClosed[] } = {},
) {
  const log = createLogger('silent');
  const workspaces = createWorkspaceService({ db, client, defaults: { locale: 'en', timezone: 'UTC' } });
  const people = { db, client, workspaces, log };
  const departments = createDepartmentService({ ...people, openProposalCount: async () => 0 });
  const opening = {
    open: async (): Promise<never> => {
      throw new Error('nobody proposes here');
    },
  };
  const initiatives = createInitiativeService({
    ...people,
    departments,
    opening,
    proposals: { openFollowedBy: async () => [] },
    agreements: { hasEnded: async () => false },
  });
  const polls = createPollService({
    ...{ db, client, workspaces, departments, initiatives, ballotKey, onClosed },
    closePauseMs: 10_000,
  });
  const jobs = pollJobs({ polls });
  return {
    ...{ workspaces, departments, initiatives, polls },
    /** As the queue runs it: with data that were JSON. */
    async run(task: keyof typeof tasks, payload: object): Promise<void> {
      const job = jobs.find(({ name }) => name === `poll_${task}`)!;
      await job.run(job.payload.parse(JSON.parse(JSON.stringify(payload))));
    },
  };
}

export const draft = (change: Partial<PollDraft> = {}): PollDraft => ({
  ...{ kind: 'choice', question: 'Where do we host it?', options: ['Cloud', 'Own data centre', 'Both'] },
  ...{ isSeveral: false, isOrdered: false, isAnonymous: false, visibility: 'always', mayAddOptions: false },
  ...{ initiativeId: null, departmentIds: null, channelId: channel, deadline: null, sourcePermalink: null },
  ...change,
});

export const readerOf = (workspaceId: string, userId: string): Reader => ({
  ...{ name: '', locale: 'en', timezone: 'UTC', isWorkspaceAdmin: false, isGuest: false },
  ...{ workspaceId, userId },
});

/** Moves the database's clock by so much. */
export async function advance(db: Db, ms: number): Promise<void> {
  await sql`update clock set shift = shift + ${`${ms} milliseconds`}::interval`.execute(db);
}
