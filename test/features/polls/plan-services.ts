import type { WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import type { Db } from '../../../src/database/pool.ts';
import type { UserError } from '../../../src/errors.ts';
import { createDepartmentService } from '../../../src/features/departments/department.service.ts';
import { createInitiativeService } from '../../../src/features/initiatives/initiative.service.ts';
import type { InitiativeDraft } from '../../../src/features/initiatives/initiative.ts';
import { planJobs } from '../../../src/features/polls/plan.jobs.ts';
import { createPlanService } from '../../../src/features/polls/plan.service.ts';
import type { PlanDraft } from '../../../src/features/polls/plan.ts';
import type { PollDraft } from '../../../src/features/polls/poll.ts';
import { tasks } from '../../../src/features/polls/tasks.ts';
import { createOccurrenceService } from '../../../src/features/syncs/occurrence.service.ts';
import { createPlanningService } from '../../../src/features/syncs/planning.service.ts';
import { createSeriesService, type OnPlanned } from '../../../src/features/syncs/series.service.ts';
import type { SeriesDraft } from '../../../src/features/syncs/series.ts';
import { createWorkspaceService } from '../../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../../src/logger.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { addDepartments, channel } from '../../helpers/concord.ts';

export const workspaceId = 'T1';
const slack = {
  conversations: { info: async () => ({ channel: { is_member: true } }) },
  // Whoever saved a poll is known; nothing of this waits for Slack.
  users: { info: async () => Promise.reject(new Error('Slack is away')) },
} as unknown as WebClient;

export interface Opened {
  key: string;
  by: string;
  draft: PollDraft;
  planId: number | undefined;
  isLate: boolean | undefined;
}

/** Saved polls on a real database; of polls only that they were opened, each key once. */
export function planServices(db: Db) {
  const log = createLogger('silent');
  const workspaces = createWorkspaceService({
    db,
    client: slack,
    defaults: { locale: 'en', timezone: 'UTC' },
  });
  const people = { db, client: slack, workspaces, log };
  const departments = createDepartmentService({ ...people, openProposalCount: async () => 0 });
  const proposing = {
    opening: { open: async () => Promise.reject(new Error('nothing is proposed here')) },
    proposals: { openFollowedBy: async () => [] },
    agreements: { hasEnded: async () => false },
  };
  const initiatives = createInitiativeService({ ...people, departments, ...proposing });
  const planning = createPlanningService({ db });
  const notices = { timeChanged: async () => {}, calledOff: async () => {} };
  const onPlanned: OnPlanned[] = [(trx, id) => plans.syncsChanged(trx, id)];
  const series = createSeriesService({ ...people, departments, planning, notices, onPlanned });
  const occurrences = createOccurrenceService({ db, planning, series, notices, onPlanned });
  const opened: Opened[] = [];
  const checked: PollDraft[] = [];
  /** What opening and checking throw from now on; null: nothing. */
  const refuse: { with: UserError | Error | null } = { with: null };
  const polls = {
    async check(_: Reader, draft: PollDraft) {
      if (refuse.with) throw refuse.with;
      checked.push(draft);
    },
    async open(
      reader: Reader,
      key: string,
      draft: PollDraft,
      run?: { planId: number; isLate: boolean },
    ): Promise<{ id: number; channelId: string }> {
      if (refuse.with) throw refuse.with;
      const known = opened.findIndex((one) => one.key === key);
      if (known >= 0) return { id: known + 1, channelId: draft.channelId };
      opened.push({ key, by: reader.userId, draft, planId: run?.planId, isLate: run?.isLate });
      await sql`insert into polls (workspace_id, id, creation_key, kind, author_user_id, channel_id, question,
          is_several, is_ordered, is_anonymous, visibility, may_add_options, opened_at, deadline, initiative_id)
        values (${reader.workspaceId}, ${opened.length}, ${key}, ${draft.kind}, ${reader.userId}, ${draft.channelId},
          ${draft.question}, false, false, false, 'always', false, concord_now(),
          ${draft.deadline ?? sql`concord_now()`},
          ${draft.initiativeId})`.execute(db);
      return { id: opened.length, channelId: draft.channelId };
    },
  };
  const plans = createPlanService({ db, workspaces, departments, initiatives, series, occurrences, polls });
  const jobs = planJobs({ plans });
  const runJob = async (name: string, planId: number) => {
    const job = jobs.find((one) => one.name === name)!;
    await job.run(job.payload.parse({ workspaceId, planId, dueAt: new Date().toISOString() }));
  };
  return {
    ...{ workspaces, initiatives, series, plans, planning, occurrences, opened, checked, refuse },
    run: (planId: number) => runJob(tasks.run, planId),
    plan: (planId: number) => runJob(tasks.plan, planId),
  };
}

/** Marketing's people read English in New York, IT's read German in Berlin; one of sales is in no department. */
export async function addPeople(db: Db): Promise<void> {
  await db
    .insertInto('workspaces')
    .values({ id: workspaceId, name: 'T', bot_user_id: 'U0', locale: 'en', timezone: 'UTC' })
    .execute();
  await addDepartments(db, workspaceId);
  const english = { locale: 'en', timezone: 'America/New_York' } as const;
  const german = { locale: 'de', timezone: 'Europe/Berlin' } as const;
  const people = { U0CMO: english, U0BRAND: english, U0CIO: german, U0PLATFORM: german, U0SALES: english };
  const none = { is_workspace_admin: false, is_guest: false, is_bot: false, deactivated: false };
  await db
    .insertInto('people')
    .values(
      Object.entries(people).map(([userId, of]) => ({
        ...{ workspace_id: workspaceId, user_id: userId, name: userId, ...of, ...none },
      })),
    )
    .execute();
}

export const readerOf = (userId: string): Reader => ({
  ...{ workspaceId, userId, name: userId, isWorkspaceAdmin: false, isGuest: false },
  ...(['U0CIO', 'U0PLATFORM'].includes(userId)
    ? { locale: 'de', timezone: 'Europe/Berlin' }
    : { locale: 'en', timezone: 'America/New_York' }),
});

export async function setClock(db: Db, at: string): Promise<void> {
  await sql`update clock set shift = ${at}::timestamptz - now()`.execute(db);
}

export const initiative = (name: string, change: Partial<InitiativeDraft> = {}): InitiativeDraft => ({
  ...{ name, direction: '', extent: '', status: 'idea', channelId: channel, links: [] },
  ...{ departmentIds: [1, 2], sponsorIds: [] },
  ...change,
});

export const choice: PlanDraft['poll'] = {
  ...{ kind: 'choice', question: 'Where do we host it?', options: ['Cloud', 'Here'], isSeveral: false },
  ...{ isOrdered: false, isAnonymous: false, visibility: 'always', mayAddOptions: false },
  ...{ initiativeId: null, departmentIds: null, channelId: channel, sourcePermalink: null },
};
export const mondays: PlanDraft = {
  poll: choice,
  deadlineText: null,
  rhythm: { rule: 'FREQ=WEEKLY;BYDAY=MO', time: '09:00' },
};

export const rowsOf = async (db: Db) => ({
  plans: await db.selectFrom('poll_plans').selectAll().orderBy('id').execute(),
  polls: await db.selectFrom('polls').selectAll().orderBy('id').execute(),
  schedule: await db
    .selectFrom('schedule')
    .select(['key', 'due_at', 'fired_at', 'task', 'payload'])
    .where('key', 'like', 'poll_plan:%')
    .orderBy('key')
    .execute(),
  messages: (
    await sql<{ key: string; channel_id: string; body: unknown }>`
    select key, channel_id, body from messages order by id`.execute(db)
  ).rows,
});

/** Thursdays at 10:00 in Berlin, which is 8:00 UTC, with the agenda at the same time of the day before. */
export const thursdays: SeriesDraft = {
  ...{ title: 'Sync', channelId: channel, departmentIds: [1, 2], participantIds: [], link: null },
  ...{ rule: 'FREQ=WEEKLY;BYDAY=TH', firstSlot: '2027-06-17T10:00', timezone: 'Europe/Berlin', minutes: 45 },
  ...{ agendaDays: 1, holidayCountry: null, holidayRegion: null, onHoliday: 'skip' },
};
