import type { WebClient } from '@slack/web-api';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { schedule } from '../../jobs/schedule.ts';
import { nameList } from '../../slack/excerpt.ts';
import { requireBotIn } from '../../slack/membership.ts';
import type { Reader } from '../../slack/request.ts';
import { dayOf } from '../../time/local-time.ts';
import { departmentsForAsker } from '../departments/asker.service.ts';
import type { Department, DepartmentService } from '../departments/department.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as answers from './answer.repository.ts';
import * as needs from './need.repository.ts';
import type { People, PlanningService } from './planning.service.ts';
import * as rounds from './round.repository.ts';
import * as repository from './standup.repository.ts';
import { mostPeople, type Standup, type StandupDraft, standupName } from './standup.ts';
import { checkDraft, fields } from './standup-draft.ts';
import { promptKey, tasks } from './tasks.ts';

/** Over so many rounds people look back. */
const roundsInStats = 10;

export type StandupService = ReturnType<typeof createStandupService>;

export function createStandupService(deps: {
  db: Db;
  /** For calls while a person waits. */
  client: WebClient;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  planning: PlanningService;
}) {
  const { db, client, workspaces, departments, planning } = deps;

  /** @throws UserError `not_set_up`, `not_a_member` */
  const mayCreate = (reader: Reader): Promise<Department[]> =>
    departmentsForAsker({ departments, workspaces }, reader, 'standups.errors');

  /** @throws UserError `unknown_standup`, `no_standup` */
  async function existing(workspaceId: string, id: number, trx: Db = db): Promise<Standup> {
    const standup = await repository.standupById(trx, workspaceId, id);
    if (standup) return standup;
    const known = (await repository.standupsOf(trx, workspaceId)).map((s) => standupName(s.id));
    if (known.length === 0) throw new UserError('no_standup', 'standups.errors.noStandup');
    const values = { name: standupName(id), known: nameList(known) };
    throw new UserError('unknown_standup', 'standups.errors.unknownStandup', values);
  }

  /** The organiser, and admins. */
  async function isOrganiser(reader: Reader, standup: Standup): Promise<boolean> {
    if (standup.createdBy === reader.userId) return true;
    return workspaces.isAdmin(reader.workspaceId, reader.userId);
  }

  /** @throws UserError `not_yours` */
  async function requireOrganiser(reader: Reader, standup: Standup): Promise<void> {
    if (await isOrganiser(reader, standup)) return;
    const values = { name: standupName(standup.id), person: `<@${standup.createdBy}>` };
    throw new UserError('not_yours', 'standups.errors.notYours', values);
  }

  /** @throws UserError `unknown_standup`, `not_yours`, `ended` */
  async function lockForChange(trx: Db, reader: Reader, id: number): Promise<Standup> {
    const standup = await repository.lockStandup(trx, reader.workspaceId, id);
    if (!standup) return existing(reader.workspaceId, id, trx);
    await requireOrganiser(reader, standup);
    if (standup.state === 'ended') {
      throw new UserError('ended', 'standups.errors.ended', { name: standupName(id) });
    }
    return standup;
  }

  /** What cannot be seen from the draft alone. @throws UserError at the field */
  async function check(
    workspaceId: string,
    draft: StandupDraft,
    all: readonly Department[],
  ): Promise<People> {
    const isGone = (id: number) => !all.some((department) => department.id === id);
    if (draft.departmentIds.some(isGone)) {
      throw new UserError('department_gone', 'standups.errors.departmentGone', {}, fields.departments);
    }
    const sides = new Set(all.flatMap(({ memberIds }) => memberIds));
    const stranger = draft.userIds.find((userId) => !sides.has(userId));
    if (stranger) {
      const [person] = await workspaces.people(workspaceId, [stranger]);
      const values = { person: person?.name ?? stranger };
      throw new UserError('not_in_department', 'standups.errors.notInDepartment', values, fields.people);
    }
    const people = await planning.peopleOf(workspaceId, draft);
    if (people.asked.length === 0) {
      throw new UserError('nobody', 'standups.errors.nobody', {}, fields.departments);
    }
    if (people.asked.length > mostPeople) {
      const values = { count: people.asked.length, most: mostPeople };
      throw new UserError('too_many', 'standups.errors.tooMany', values, fields.departments);
    }
    await requireBotIn(client, draft.channelId, fields.channel);
    return people;
  }

  async function setState(reader: Reader, id: number, state: 'paused' | 'ended'): Promise<Standup> {
    return db.transaction().execute(async (trx) => {
      const before = await repository.lockStandup(trx, reader.workspaceId, id);
      // Whoever asks twice gets the same answer.
      if (before?.state === state) return before;
      const standup = await lockForChange(trx, reader, id);
      await planning.forget(trx, standup);
      await repository.setState(trx, reader.workspaceId, id, { state, plannedUntil: null });
      return { ...standup, state };
    });
  }

  return {
    mayCreate,
    existing,
    isOrganiser,
    requireOrganiser,

    /** @param requestKey a repeated command or submission makes nothing and answers as the first did @throws UserError */
    async create(reader: Reader, requestKey: string, draft: StandupDraft): Promise<Standup> {
      const { workspaceId } = reader;
      const all = await mayCreate(reader);
      const checked = checkDraft(draft);
      const people = await check(workspaceId, checked, all);
      return db.transaction().execute(async (trx) => {
        const creation = { workspaceId, creationKey: requestKey, createdBy: reader.userId, draft: checked };
        const id = await repository.insertStandup(trx, creation);
        if (id === null) {
          const first = await repository.idByCreationKey(trx, workspaceId, requestKey);
          if (first === null) throw new Error('a standup with this key exists and cannot be found');
          return existing(workspaceId, first, trx);
        }
        await planning.plan(trx, await existing(workspaceId, id, trx), people);
        return existing(workspaceId, id, trx);
      });
    },

    /** Rounds in which somebody was asked already stay as they are. @throws UserError */
    async change(reader: Reader, id: number, draft: StandupDraft): Promise<Standup> {
      const { workspaceId } = reader;
      const checked = checkDraft(draft);
      const people = await check(workspaceId, checked, await departments.list(workspaceId));
      return db.transaction().execute(async (trx) => {
        const standup = await lockForChange(trx, reader, id);
        await repository.updateStandup(trx, workspaceId, id, checked);
        await planning.forget(trx, standup);
        await planning.plan(trx, await existing(workspaceId, id, trx), people);
        return existing(workspaceId, id, trx);
      });
    },

    pause: (reader: Reader, id: number) => setState(reader, id, 'paused'),
    end: (reader: Reader, id: number) => setState(reader, id, 'ended'),

    async resume(reader: Reader, id: number): Promise<Standup> {
      const { workspaceId } = reader;
      const people = await planning.peopleOf(workspaceId, await existing(workspaceId, id));
      return db.transaction().execute(async (trx) => {
        const standup = await lockForChange(trx, reader, id);
        if (standup.state === 'active') return standup;
        await repository.setState(trx, workspaceId, id, { state: 'active', plannedUntil: null });
        const active = await existing(workspaceId, id, trx);
        await planning.plan(trx, active, people);
        return active;
      });
    },

    /**
     * Asks everybody of today's round now who was not asked yet; a day without a round gets one.
     * @returns how many are asked @throws UserError
     */
    async run(reader: Reader, id: number): Promise<{ standup: Standup; asked: number }> {
      const { workspaceId } = reader;
      const people = await planning.peopleOf(workspaceId, await existing(workspaceId, id));
      return db.transaction().execute(async (trx) => {
        const standup = await lockForChange(trx, reader, id);
        const now = await databaseNow(trx);
        const day = dayOf(now, reader.timezone);
        const closesAt = new Date(now.getTime() + standup.windowMinutes * 60_000);
        const fresh = await rounds.insertRound(trx, { workspaceId, standupId: id, day, reportAt: closesAt });
        if (fresh !== null) {
          const prompts = people.asked.map(({ userId, departmentId }) => {
            return { userId, departmentId, promptAt: now, closesAt, state: 'planned' as const };
          });
          await rounds.insertPrompts(trx, workspaceId, fresh, prompts);
        }
        const round = (await rounds.openRounds(trx, workspaceId, id)).find((open) => open.day === day);
        if (!round) return { standup, asked: 0 };
        const waiting = (await rounds.promptsOf(trx, workspaceId, round.id)).filter(
          ({ state }) => state === 'planned' || state === 'left',
        );
        for (const prompt of waiting) {
          await rounds.updatePrompt(trx, workspaceId, prompt, { promptAt: now, closesAt, state: 'planned' });
          await planning.armPrompt(trx, standup, { ...prompt, promptAt: now, closesAt });
          await schedule(trx, {
            workspaceId,
            key: promptKey(round.id, prompt.userId, 'prompt'),
            at: now,
            task: tasks.prompt,
            payload: { roundId: round.id, userId: prompt.userId, isRun: true },
          });
        }
        const reportAt = closesAt > round.reportAt ? closesAt : round.reportAt;
        await rounds.updateRound(trx, workspaceId, round.id, { reportAt });
        await planning.armReport(trx, workspaceId, round.id, reportAt);
        return { standup, asked: waiting.length };
      });
    },

    /** Those that have not ended, oldest first. */
    list: (workspaceId: string): Promise<Standup[]> => repository.standupsOf(db, workspaceId),

    /** @throws UserError `not_yours` */
    async stats(reader: Reader, id: number): Promise<{ standup: Standup; rows: rounds.Participation[] }> {
      const standup = await existing(reader.workspaceId, id);
      await requireOrganiser(reader, standup);
      const rows = await rounds.participation(db, reader.workspaceId, id, roundsInStats);
      return { standup, rows };
    },

    /** @param until YYYY-MM-DD, the last day away; null: back */
    setAway: (reader: Reader, until: string | null): Promise<void> =>
      needs.setAbsence(db, reader.workspaceId, reader.userId, until),

    /** A batch of answers that are older than the workspace keeps them. */
    async forgetOldAnswers(): Promise<void> {
      await answers.deleteOldAnswers(db, 500);
    },
  };
}
