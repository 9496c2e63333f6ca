import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { type MessageBody, postMessage, updateMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as agenda from './agenda.repository.ts';
import type { AgendaSource, SourceItem } from './agenda.ts';
import * as attendance from './attendance.repository.ts';
import { type AttendanceAnswer, isLate, type Meeting } from './meeting.ts';
import {
  agendaMessage,
  calledOffMessage,
  calledOffText,
  delegateMessage,
  organiserMessage,
  sendField,
  startMessage,
  timeChangedText,
} from './meeting.views.ts';
import * as seriesRepository from './series.repository.ts';
import { participantsOf, type Series, seriesName } from './series.ts';
import * as repository from './sync.repository.ts';
import { type Sync, startUsefulForMs } from './sync.ts';
import { tasks } from './tasks.ts';

export interface MeetingDeps {
  db: Db;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  sources: readonly AgendaSource[];
}

export type MeetingService = ReturnType<typeof createMeetingService>;

/** The agenda before a sync and the message at its start, each once, and what changes about them. */
export function createMeetingService({ db, workspaces, departments, sources }: MeetingDeps) {
  /** Asked before anything is locked: sources look into other features' tables. */
  async function askSources(series: Series, now: Date): Promise<Map<AgendaSource, SourceItem[]>> {
    const asked = sources.map(async (source) => [source, await source.items({ series, now })] as const);
    return new Map(await Promise.all(asked));
  }

  async function fill(trx: Db, sync: Sync, found: ReadonlyMap<AgendaSource, SourceItem[]>): Promise<void> {
    const { workspaceId, seriesId, id: syncId } = sync;
    await agenda.takeWaiting(trx, workspaceId, seriesId, syncId);
    for (const [{ name: source }, items] of found) {
      await agenda.putSourceItems(trx, { workspaceId, seriesId, syncId, source }, items);
    }
  }

  async function meetingOf(trx: Db, series: Series, sync: Sync): Promise<Meeting> {
    const { workspaceId } = series;
    return {
      series,
      sync,
      items: await agenda.itemsOf(trx, workspaceId, series.id, sync.id),
      participantIds: participantsOf(series, await departments.list(workspaceId, trx)),
      attendance: await attendance.attendanceOf(trx, workspaceId, sync.id),
    };
  }

  const channelTexts = async (trx: Db, workspaceId: string) =>
    texts((await workspaces.workspace(workspaceId, trx)).locale);

  const { textsFor: textsOf } = workspaces;

  /**
   * One step of a sync that is still to be held, under its lock. The step is left alone where it was taken
   * already, or where the sync was moved to after the moment for which the job was enqueued.
   */
  async function step(
    workspaceId: string,
    syncId: number,
    dueAt: Date,
    plannedFor: (sync: Sync) => { at: Date; doneAt: Date | null },
    take: (trx: Db, series: Series, sync: Sync, now: Date) => Promise<void>,
    prepare: (series: Series, now: Date) => Promise<void> = async () => {},
  ): Promise<void> {
    const known = await repository.syncById(db, workspaceId, syncId);
    const series = known && (await seriesRepository.seriesById(db, workspaceId, known.seriesId));
    if (!known || !series || plannedFor(known).doneAt !== null) return;
    await prepare(series, await databaseNow(db));
    await db.transaction().execute(async (trx) => {
      const sync = await repository.lockSync(trx, workspaceId, syncId);
      if (sync?.state !== 'planned') return;
      const { at, doneAt } = plannedFor(sync);
      if (doneAt !== null || at > dueAt) return;
      await take(trx, series, sync, await databaseNow(trx));
    });
  }

  const owner = (sync: Sync, what: 'agenda' | 'start' | 'after') => ({
    task: tasks.message,
    payload: { workspaceId: sync.workspaceId, syncId: sync.id, what },
  });

  /** Of use until the sync starts; later it is only noted that it was not posted. */
  async function postAgenda(workspaceId: string, syncId: number, dueAt: Date): Promise<void> {
    let found: ReadonlyMap<AgendaSource, SourceItem[]> = new Map();
    await step(
      workspaceId,
      syncId,
      dueAt,
      (sync) => ({ at: sync.agendaAt, doneAt: sync.agendaDoneAt }),
      async (trx, series, sync, now) => {
        await fill(trx, sync, found);
        const isOver = now >= sync.startsAt;
        const agendaMessageId = isOver
          ? null
          : await postMessage(trx, {
              workspaceId,
              key: `sync:${syncId}:agenda`,
              channelId: series.channelId,
              body: agendaMessage(
                await channelTexts(trx, workspaceId),
                await meetingOf(trx, series, sync),
                isLate(sync.agendaAt, now),
              ),
              owner: owner(sync, 'agenda'),
            });
        await repository.updateSync(trx, workspaceId, syncId, { agendaDoneAt: now, agendaMessageId });
      },
      async (series, now) => {
        found = await askSources(series, now);
      },
    );
  }

  /** Of use for some minutes; later it is noted as missed, and whoever made the series is told. */
  async function postStart(workspaceId: string, syncId: number, dueAt: Date): Promise<void> {
    let found: ReadonlyMap<AgendaSource, SourceItem[]> = new Map();
    await step(
      workspaceId,
      syncId,
      dueAt,
      (sync) => ({ at: sync.startsAt, doneAt: sync.startDoneAt }),
      async (trx, series, sync, now) => {
        await fill(trx, sync, found);
        if (now.getTime() - sync.startsAt.getTime() > startUsefulForMs) {
          await tellOrganiser(trx, series, sync, 'startMissed');
          await repository.updateSync(trx, workspaceId, syncId, { startDoneAt: now });
          return;
        }
        const startMessageId = await postMessage(trx, {
          workspaceId,
          key: `sync:${syncId}:start`,
          channelId: series.channelId,
          body: startMessage(
            await channelTexts(trx, workspaceId),
            await meetingOf(trx, series, sync),
            isLate(sync.startsAt, now),
          ),
          owner: owner(sync, 'start'),
        });
        await repository.updateSync(trx, workspaceId, syncId, { startDoneAt: now, startMessageId });
      },
      async (series, now) => {
        found = await askSources(series, now);
      },
    );
  }

  async function tellOrganiser(
    trx: Db,
    series: Series,
    sync: Sync,
    what: 'startMissed' | 'notPosted',
  ): Promise<void> {
    const t = await textsOf(trx, series.workspaceId, series.createdBy);
    await postMessage(trx, {
      workspaceId: series.workspaceId,
      key: `sync:${sync.id}:${what}`,
      channelId: series.createdBy,
      body: organiserMessage(t, what, series, sync),
    });
  }

  /** Shows the agenda, and the start where it is posted, as they are now. */
  async function refresh(trx: Db, series: Series, sync: Sync): Promise<void> {
    const t = await channelTexts(trx, series.workspaceId);
    const meeting = await meetingOf(trx, series, sync);
    const bodies: [string | null, MessageBody][] = [
      [sync.agendaMessageId, agendaMessage(t, meeting, false)],
      [sync.startMessageId, startMessage(t, meeting, false)],
    ];
    for (const [id, body] of bodies) {
      if (id !== null) await updateMessage(trx, series.workspaceId, id, body);
    }
  }

  /** @throws UserError `gone` */
  async function existing(
    workspaceId: string,
    syncId: number,
    trx: Db = db,
  ): Promise<{ series: Series; sync: Sync }> {
    const sync = await repository.syncById(trx, workspaceId, syncId);
    const series = sync && (await seriesRepository.seriesById(trx, workspaceId, sync.seriesId));
    if (!sync || !series) throw new UserError('gone', 'meetings.errors.gone');
    return { series, sync };
  }

  /** The reply in the agenda's thread that tells of a change, each change once. */
  async function note(trx: Db, sync: Sync, kind: string, text: string): Promise<void> {
    if (sync.agendaMessageId === null) return;
    const { workspaceId, id, agendaMessageId: threadOf } = sync;
    const { channelId } = (await seriesRepository.seriesById(trx, workspaceId, sync.seriesId))!;
    const key = `sync:${id}:${kind}:${(await databaseNow(trx)).getTime()}`;
    await postMessage(trx, { workspaceId, key, channelId, threadOf, body: { text } });
  }

  return {
    existing,
    postAgenda,
    postStart,
    refresh,
    fill,
    meetingOf,
    askSources,
    channelTexts,
    textsOf,

    async timeChanged(trx: Db, series: Series, sync: Sync): Promise<void> {
      if (sync.agendaMessageId === null) return;
      // Called off and back again, it has its items back.
      await agenda.takeWaiting(trx, series.workspaceId, series.id, sync.id);
      await refresh(trx, series, sync);
      const t = await channelTexts(trx, series.workspaceId);
      await note(trx, sync, 'moved', timeChangedText(t, series, sync));
    },

    async calledOff(trx: Db, series: Series, sync: Sync): Promise<void> {
      if (sync.agendaMessageId === null) return;
      const t = await channelTexts(trx, series.workspaceId);
      await updateMessage(trx, series.workspaceId, sync.agendaMessageId, calledOffMessage(t, series, sync));
      await note(trx, sync, 'off', calledOffText(t, series, sync));
      await agenda.carryOver(trx, series.workspaceId, sync.id);
    },

    /** What became of a message. Only a refused one needs somebody: the organiser is told, once. */
    async messageResult(workspaceId: string, syncId: number, result: string): Promise<void> {
      if (result !== 'failed') return;
      await db.transaction().execute(async (trx) => {
        const { series, sync } = await existing(workspaceId, syncId, trx);
        await tellOrganiser(trx, series, sync, 'notPosted');
      });
    },

    /** @throws UserError `gone`, `not_invited`, `no_person` */
    async answer(
      reader: Reader,
      syncId: number,
      answer: AttendanceAnswer,
      delegateUserId: string | null = null,
    ): Promise<void> {
      const { workspaceId, userId } = reader;
      const delegate = delegateUserId && (await workspaces.people(workspaceId, [delegateUserId]))[0];
      if (delegateUserId && (!delegate || delegate.isBot || delegate.deactivated)) {
        throw new UserError('no_person', 'meetings.errors.delegateNoPerson', {}, sendField);
      }
      await db.transaction().execute(async (trx) => {
        const { series } = await existing(workspaceId, syncId, trx);
        const sync = await repository.lockSync(trx, workspaceId, syncId);
        const invited = participantsOf(series, await departments.list(workspaceId, trx));
        const delegates = (await attendance.attendanceOf(trx, workspaceId, syncId)).map(
          (a) => a.delegateUserId,
        );
        if (!sync || ![...invited, ...delegates].includes(userId)) {
          const values = { name: seriesName(series.id) };
          throw new UserError('not_invited', 'meetings.errors.notInvited', values);
        }
        const now = await databaseNow(trx);
        await attendance.saveAttendance(trx, workspaceId, syncId, { userId, answer, delegateUserId }, now);
        if (delegateUserId) {
          await postMessage(trx, {
            workspaceId,
            key: `sync:${syncId}:sends:${userId}:${delegateUserId}`,
            channelId: delegateUserId,
            body: delegateMessage(await textsOf(trx, workspaceId, delegateUserId), series, sync, userId),
          });
        }
        await refresh(trx, series, sync);
      });
    },
  };
}
