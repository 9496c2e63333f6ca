import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { schedule, unschedule } from '../../jobs/schedule.ts';
import { addDays, dayOf } from '../../time/local-time.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as rounds from './round.repository.ts';
import { type Asked, daysOf, type Prompt, planUntil, promptFor, remindAt } from './round.ts';
import * as repository from './standup.repository.ts';
import type { Standup } from './standup.ts';
import { planKey, promptKey, reportKey, tasks } from './tasks.ts';

const planEveryMs = 6 * 3_600_000;

/** Whom a standup asks, and in which country nobody's zone is: looked up before anything is locked. */
export interface People {
  asked: Asked[];
  country: string | null;
}

export type PlanningService = ReturnType<typeof createPlanningService>;

/** Gives the next days of a standup their rounds and arms what is to happen in them. */
export function createPlanningService(deps: {
  db: Db;
  workspaces: WorkspaceService;
  departments: DepartmentService;
}) {
  const { db, workspaces, departments } = deps;

  /** The people of its departments as they are now, and those named besides; each stands on one side. */
  async function peopleOf(
    workspaceId: string,
    standup: Pick<Standup, 'departmentIds' | 'userIds'>,
  ): Promise<People> {
    const all = await departments.list(workspaceId);
    const sides = new Map(all.flatMap(({ id, memberIds }) => memberIds.map((userId) => [userId, id])));
    const chosen = all.filter(({ id }) => standup.departmentIds.includes(id));
    const userIds = [...new Set([...chosen.flatMap(({ memberIds }) => memberIds), ...standup.userIds])];
    const asked = (await workspaces.people(workspaceId, userIds)).flatMap((person): Asked[] => {
      const departmentId = sides.get(person.userId);
      if (departmentId === undefined || person.isBot || person.deactivated) return [];
      return [{ userId: person.userId, departmentId, timezone: person.timezone }];
    });
    return { asked, country: (await workspaces.workspace(workspaceId)).country };
  }

  /** In the caller's transaction, under the lock of the standup. Repeated, it changes nothing. */
  async function plan(trx: Db, standup: Standup, people: People): Promise<void> {
    if (standup.state !== 'active') return;
    const { workspaceId, id } = standup;
    const now = await databaseNow(trx);
    const until = planUntil(now);
    const isNew = standup.plannedUntil === null;
    // Where the day began longest ago, it is still the day before.
    const after = standup.plannedUntil ?? addDays(dayOf(now, 'UTC'), -2);
    for (const day of daysOf(standup, after, until)) await planDay(trx, standup, day, people, now, isNew);
    await repository.setState(trx, workspaceId, id, { plannedUntil: until });
    await schedule(trx, {
      workspaceId,
      key: planKey(id),
      at: new Date(Math.ceil((now.getTime() + 1) / planEveryMs) * planEveryMs),
      task: tasks.plan,
      payload: { standupId: id },
    });
  }

  async function planDay(
    trx: Db,
    standup: Standup,
    day: string,
    { asked, country }: People,
    now: Date,
    isNew: boolean,
  ): Promise<void> {
    const { workspaceId, id: standupId } = standup;
    const prompts = asked
      .map((person) => promptFor(standup, day, person, country))
      // Who has had that time before there was a standup is asked from the next day on.
      .map((p) => (isNew && p.promptAt <= now ? { ...p, state: 'left' as const } : p));
    const planned = prompts.filter(({ state }) => state === 'planned');
    if (planned.length === 0) return;
    const reportAt = new Date(Math.max(...planned.map(({ closesAt }) => closesAt.getTime())));
    const roundId = await rounds.insertRound(trx, { workspaceId, standupId, day, reportAt });
    if (roundId === null) return;
    await rounds.insertPrompts(trx, workspaceId, roundId, prompts);
    for (const prompt of planned) await armPrompt(trx, standup, { ...prompt, roundId });
    await armReport(trx, workspaceId, roundId, reportAt);
  }

  async function armPrompt(
    trx: Db,
    standup: Standup,
    { roundId, userId, promptAt, closesAt }: Pick<Prompt, 'roundId' | 'userId' | 'promptAt' | 'closesAt'>,
  ): Promise<void> {
    const { workspaceId } = standup;
    const payload = { roundId, userId };
    const at = { workspaceId, key: promptKey(roundId, userId, 'prompt'), at: promptAt };
    await schedule(trx, { ...at, task: tasks.prompt, payload });
    const reminder = remindAt(standup, closesAt);
    if (reminder) {
      const key = promptKey(roundId, userId, 'remind');
      await schedule(trx, { workspaceId, key, at: reminder, task: tasks.remind, payload });
    }
  }

  const armReport = (trx: Db, workspaceId: string, roundId: number, at: Date): Promise<void> =>
    schedule(trx, { workspaceId, key: reportKey(roundId), at, task: tasks.report, payload: { roundId } });

  return {
    peopleOf,
    plan,
    armPrompt,
    armReport,

    /** Takes back the rounds about which nobody was asked yet, so that they can be planned anew. */
    async forget(trx: Db, standup: Standup): Promise<void> {
      const { workspaceId, id } = standup;
      let earliest: string | null = null;
      for (const round of await rounds.openRounds(trx, workspaceId, id)) {
        const prompts = await rounds.promptsOf(trx, workspaceId, round.id);
        if (prompts.some(({ promptedAt }) => promptedAt !== null)) continue;
        for (const { userId } of prompts) {
          await unschedule(trx, workspaceId, promptKey(round.id, userId, 'prompt'));
          await unschedule(trx, workspaceId, promptKey(round.id, userId, 'remind'));
        }
        await unschedule(trx, workspaceId, reportKey(round.id));
        await rounds.deleteRound(trx, workspaceId, round.id);
        earliest ??= round.day;
      }
      await unschedule(trx, workspaceId, planKey(id));
      const plannedUntil = earliest === null ? standup.plannedUntil : addDays(earliest, -1);
      await repository.setState(trx, workspaceId, id, { plannedUntil });
    },

    /** The job: once more the days that have come near since. */
    async planAgain(workspaceId: string, standupId: number): Promise<void> {
      const known = await repository.standupById(db, workspaceId, standupId);
      if (!known) return;
      const people = await peopleOf(workspaceId, known);
      await db.transaction().execute(async (trx) => {
        const standup = await repository.lockStandup(trx, workspaceId, standupId);
        if (standup) await plan(trx, standup, people);
      });
    },
  };
}
