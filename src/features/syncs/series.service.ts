import type { WebClient } from '@slack/web-api';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { nameList } from '../../slack/excerpt.ts';
import { requireBotIn } from '../../slack/membership.ts';
import type { Reader } from '../../slack/request.ts';
import { departmentsForAsker } from '../departments/asker.service.ts';
import type { Department, DepartmentService } from '../departments/department.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { PlanningService } from './planning.service.ts';
import * as repository from './series.repository.ts';
import { participantsOf, type Series, type SeriesDraft, type SeriesState, seriesName } from './series.ts';
import { draftFrom, fields, type SeriesRequest } from './series-draft.ts';
import * as syncRepository from './sync.repository.ts';
import type { Sync } from './sync.ts';

/** What stands in the channel already has to say what became of its sync. In the caller's transaction. */
export interface MeetingNotices {
  timeChanged(trx: Db, series: Series, sync: Sync): Promise<void>;
  calledOff(trx: Db, series: Series, sync: Sync): Promise<void>;
}

/** What else is to happen when syncs are planned anew: in the transaction that does it. */
export type OnPlanned = (trx: Db, workspaceId: string) => Promise<void>;

export interface SeriesDeps {
  db: Db;
  /** For calls while a person waits. */
  client: WebClient;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  planning: PlanningService;
  notices: MeetingNotices;
  onPlanned?: readonly OnPlanned[];
}

export type SeriesService = ReturnType<typeof createSeriesService>;

export function createSeriesService(deps: SeriesDeps) {
  const { db, client, workspaces, departments, planning, notices, onPlanned = [] } = deps;

  async function planned(trx: Db, workspaceId: string): Promise<void> {
    for (const follow of onPlanned) await follow(trx, workspaceId);
  }

  /** @throws UserError `not_set_up`, `not_a_member` */
  const mayCreate = (reader: Reader): Promise<Department[]> =>
    departmentsForAsker({ departments, workspaces }, reader, 'syncs.errors');

  /** @throws UserError `unknown_series` */
  async function existing(workspaceId: string, id: number, trx: Db = db): Promise<Series> {
    const series = await repository.seriesById(trx, workspaceId, id);
    if (series) return series;
    const known = (await repository.seriesOf(trx, workspaceId)).map((s) => seriesName(s.id));
    if (known.length === 0) throw new UserError('no_series', 'syncs.errors.noSeries');
    const values = { name: seriesName(id), known: nameList(known) };
    throw new UserError('unknown_series', 'syncs.errors.unknownSeries', values);
  }

  /** Who made it, the leads of its departments, its participants, and admins. */
  async function requireMayChange(reader: Reader, series: Series): Promise<void> {
    const { workspaceId, userId } = reader;
    if (series.createdBy === userId || series.participantIds.includes(userId)) return;
    const own = await departments.membershipOf(workspaceId, userId);
    if (own?.isLead && series.departmentIds.includes(own.departmentId)) return;
    if (await workspaces.isAdmin(workspaceId, userId)) return;
    const values = { name: seriesName(series.id), person: `<@${series.createdBy}>` };
    throw new UserError('not_yours', 'syncs.errors.notYours', values);
  }

  /** Under its lock. @throws UserError `unknown_series`, `not_yours`, `series_ended` */
  async function lockForChange(trx: Db, reader: Reader, id: number): Promise<Series> {
    const series = await repository.lockSeries(trx, reader.workspaceId, id);
    if (!series) return existing(reader.workspaceId, id, trx);
    await requireMayChange(reader, series);
    if (series.state === 'ended') {
      throw new UserError('series_ended', 'syncs.errors.seriesEnded', { name: seriesName(id) });
    }
    return series;
  }

  /** What cannot be seen from the draft alone. @throws UserError at the field */
  async function check(workspaceId: string, draft: SeriesDraft, all: readonly Department[]): Promise<void> {
    const gone = draft.departmentIds.some((id) => !all.some((department) => department.id === id));
    if (gone) throw new UserError('department_gone', 'syncs.errors.departmentGone', {}, fields.departments);
    if (participantsOf(draft, all).length === 0) {
      throw new UserError('no_participants', 'syncs.errors.noParticipants', {}, fields.participants);
    }
    const people = await workspaces.people(workspaceId, draft.participantIds);
    for (const userId of draft.participantIds) {
      const person = people.find((p) => p.userId === userId);
      if (person && !person.isBot && !person.deactivated) continue;
      const values = { person: person?.name ?? userId };
      throw new UserError('cannot_take_part', 'syncs.errors.cannotTakePart', values, fields.participants);
    }
    await requireBotIn(client, draft.channelId, fields.channel);
  }

  /**
   * Makes a series and plans its first occurrences.
   * @param requestKey a repeated command or submission makes nothing and answers as the first did
   * @throws UserError
   */
  async function create(reader: Reader, requestKey: string, request: SeriesRequest): Promise<Series> {
    const { workspaceId } = reader;
    const all = await mayCreate(reader);
    const draft = draftFrom(request, await databaseNow(db));
    await check(workspaceId, draft, all);
    return db.transaction().execute(async (trx) => {
      const creation = { workspaceId, creationKey: requestKey, createdBy: reader.userId, draft };
      const id = await repository.insertSeries(trx, creation);
      if (id === null) {
        const first = await repository.idByCreationKey(trx, workspaceId, requestKey);
        if (first === null) throw new Error('a series with this key exists and cannot be found');
        return existing(workspaceId, first, trx);
      }
      await planning.plan(trx, await existing(workspaceId, id, trx));
      await planned(trx, workspaceId);
      return existing(workspaceId, id, trx);
    });
  }

  /** Changes everything that is still to come; what has been stays as it was. @throws UserError */
  async function change(reader: Reader, id: number, request: SeriesRequest): Promise<Series> {
    const { workspaceId } = reader;
    const all = await departments.list(workspaceId);
    const before = await existing(workspaceId, id);
    const now = await databaseNow(db);
    const draft = keepingItsCount(before, request, draftFrom(request, now));
    await check(workspaceId, draft, all);
    return db.transaction().execute(async (trx) => {
      const series = await lockForChange(trx, reader, id);
      await repository.updateSeries(trx, workspaceId, id, draft);
      const changed = await existing(workspaceId, id, trx);
      if (!isSameTiming(series, changed)) await replan(trx, series, changed, now);
      await planned(trx, workspaceId);
      return existing(workspaceId, id, trx);
    });
  }

  /** Plans the future anew. What people skipped or moved stays so where the new rule has the same time. */
  async function replan(trx: Db, before: Series, after: Series, now: Date): Promise<void> {
    const { workspaceId, id } = after;
    const rows = await syncRepository.syncsBetween(trx, workspaceId, id, { from: now });
    await planning.forget(trx, before, now);
    const left = await syncRepository.syncsBetween(trx, workspaceId, id, { from: now });
    await planning.plan(trx, await existing(workspaceId, id, trx));
    const fresh = (await syncRepository.syncsBetween(trx, workspaceId, id, { from: now })).filter(
      (row) => !left.some((old) => old.id === row.id),
    );
    for (const old of rows) {
      const same = fresh.find((row) => row.slot === old.slot);
      if (!same || old.changedBy === null) continue;
      const { changedBy, localStart, startsAt, agendaAt, state, cause } = old;
      if (state === 'skipped' && cause === 'person') {
        await syncRepository.updateSync(trx, workspaceId, same.id, { changedBy, state, cause });
        await planning.disarm(trx, workspaceId, same.id);
      } else if (state === 'planned' && localStart !== old.slot) {
        const moved = { localStart, startsAt, agendaAt, changedBy, state, cause };
        await syncRepository.updateSync(trx, workspaceId, same.id, moved);
        await planning.arm(trx, { ...same, ...moved });
      }
    }
    // One whose agenda people have read already becomes the first of the new times.
    const open = left.filter((row) => row.state === 'planned');
    for (const [i, row] of open.entries()) {
      const next = fresh.filter(({ state }) => state === 'planned')[i];
      if (next) await becomes(trx, after, row, next);
      else await callOff(trx, after, row, 'ended');
    }
  }

  /** An announced sync takes the place of one that was just planned. */
  async function becomes(trx: Db, series: Series, row: Sync, next: Sync): Promise<void> {
    const { workspaceId } = series;
    await planning.disarm(trx, workspaceId, next.id);
    await syncRepository.deleteSync(trx, workspaceId, next.id);
    const { slot, localStart, timezone, startsAt, minutes, agendaAt } = next;
    await syncRepository.updateSync(trx, workspaceId, row.id, {
      slot,
      localStart,
      timezone,
      startsAt,
      minutes,
      agendaAt,
    });
    const moved = { ...row, slot, localStart, timezone, startsAt, minutes, agendaAt };
    await planning.arm(trx, moved);
    await notices.timeChanged(trx, series, moved);
  }

  async function callOff(trx: Db, series: Series, row: Sync, cause: 'paused' | 'ended'): Promise<void> {
    await planning.disarm(trx, series.workspaceId, row.id);
    await syncRepository.updateSync(trx, series.workspaceId, row.id, { state: 'skipped', cause });
    await notices.calledOff(trx, series, { ...row, state: 'skipped', cause });
  }

  /** Nothing more happens, until it is resumed or for good; what was announced is called off. */
  async function halt(reader: Reader, id: number, state: 'paused' | 'ended'): Promise<Series> {
    const { workspaceId } = reader;
    return db.transaction().execute(async (trx) => {
      const before = await repository.lockSeries(trx, workspaceId, id);
      // Whoever asks twice gets the same answer.
      if (before?.state === state) return before;
      const series = await lockForChange(trx, reader, id);
      const now = await databaseNow(trx);
      await planning.forget(trx, series, now);
      await repository.touchSeries(trx, workspaceId, id, state);
      const rows = await syncRepository.syncsBetween(trx, workspaceId, id, { from: now });
      for (const row of rows.filter((r) => r.state === 'planned')) {
        await callOff(trx, { ...series, state }, row, state);
      }
      await planned(trx, workspaceId);
      return { ...series, state };
    });
  }

  async function resume(reader: Reader, id: number): Promise<Series> {
    const { workspaceId } = reader;
    return db.transaction().execute(async (trx) => {
      const series = await lockForChange(trx, reader, id);
      if (series.state === 'active') return series;
      const now = await databaseNow(trx);
      await repository.touchSeries(trx, workspaceId, id, 'active');
      const active = await existing(workspaceId, id, trx);
      for (const row of await syncRepository.syncsBetween(trx, workspaceId, id, { from: now })) {
        if (row.cause !== 'paused') continue;
        await syncRepository.updateSync(trx, workspaceId, row.id, { state: 'planned', cause: null });
        const back = { ...row, state: 'planned' as const, cause: null };
        await planning.arm(trx, back);
        await notices.timeChanged(trx, active, back);
      }
      await planning.plan(trx, active);
      await planned(trx, workspaceId);
      return active;
    });
  }

  return {
    mayCreate,
    existing,
    requireMayChange,
    lockForChange,
    create,
    change,
    resume,
    pause: (reader: Reader, id: number) => halt(reader, id, 'paused'),
    end: (reader: Reader, id: number) => halt(reader, id, 'ended'),
    /** Those of them in which a person takes part. */
    async withParticipant(workspaceId: string, series: readonly Series[], userId: string): Promise<Series[]> {
      const all = await departments.list(workspaceId);
      return series.filter((one) => participantsOf(one, all).includes(userId));
    },
    /** Those that have not ended, oldest first. */
    list: (workspaceId: string): Promise<Series[]> => repository.seriesOf(db, workspaceId),
  };
}

/**
 * Somebody who only changes the title must not shift every second week: where rule, time and zone stay, the
 * rule goes on being counted from where it began.
 */
function keepingItsCount(before: Series, request: SeriesRequest, draft: SeriesDraft): SeriesDraft {
  const isSame =
    request.day === null &&
    draft.rule === before.rule &&
    draft.timezone === before.timezone &&
    request.time === before.firstSlot.slice(11);
  return isSame ? { ...draft, firstSlot: before.firstSlot } : draft;
}

const timingFields = [
  'rule',
  'firstSlot',
  'timezone',
  'minutes',
  'agendaDays',
  'holidayCountry',
  'holidayRegion',
  'onHoliday',
] as const satisfies readonly (keyof SeriesDraft)[];

function isSameTiming(a: SeriesDraft, b: SeriesDraft): boolean {
  return timingFields.every((field) => a[field] === b[field]);
}

export type { Series, SeriesState };
