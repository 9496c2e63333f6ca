import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { schedule, unschedule } from '../../jobs/schedule.ts';
import { postMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import { addDays, dayOf, instantOf } from '../../time/local-time.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { sourceKeyOf } from './agenda.repository.ts';
import type { AgendaSource } from './agenda.ts';
import * as repository from './follow-up.repository.ts';
import { type FollowUp, followUpKey, type NewFollowUp, readFollowUpKey, reminderTime } from './follow-up.ts';
import { followUpReminder } from './follow-up.views.ts';
import type { MeetingService } from './meeting.service.ts';
import { isLate } from './meeting.ts';
import * as seriesRepository from './series.repository.ts';
import type { SeriesService } from './series.service.ts';
import type { Sync } from './sync.ts';
import { tasks } from './tasks.ts';

export type FollowUpService = ReturnType<typeof createFollowUpService>;

/** What is still to do appears in every agenda of its series until it is done. */
export function followUpSource(db: Db): AgendaSource {
  return {
    name: 'follow_up',
    async items({ series }) {
      const open = await repository.followUpsOf(db, series.workspaceId, { seriesId: series.id });
      return open.map(({ id, text, initiative }) => ({ key: followUpKey(id), text, link: null, initiative }));
    },
  };
}

/** What people took on in a sync: reminded on the day, until it is done. */
export function createFollowUpService(deps: {
  db: Db;
  workspaces: WorkspaceService;
  series: SeriesService;
  textsOf: MeetingService['textsOf'];
}) {
  const { db, workspaces, series: seriesService, textsOf } = deps;

  async function timezoneOf(trx: Db, workspaceId: string, userId: string): Promise<string> {
    const [person] = await workspaces.knownPeople(trx, workspaceId, [userId]);
    return person?.timezone ?? (await workspaces.workspace(workspaceId, trx)).timezone;
  }

  async function arm(
    trx: Db,
    workspaceId: string,
    { id, ownerUserId, dueOn }: Pick<FollowUp, 'id' | 'ownerUserId' | 'dueOn'>,
  ): Promise<void> {
    const zone = await timezoneOf(trx, workspaceId, ownerUserId);
    await schedule(trx, {
      workspaceId,
      key: followUpKey(id),
      at: instantOf(`${dueOn}T${reminderTime}`, zone),
      task: tasks.followUp,
      payload: { followUpId: id, dueOn },
    });
  }

  /** Of the owner, of whoever may change the series. @throws UserError `gone`, `not_yours` */
  async function changing<T>(
    reader: Reader,
    id: number,
    change: (trx: Db, followUp: FollowUp, now: Date) => Promise<T>,
  ): Promise<T> {
    const { workspaceId, userId } = reader;
    return db.transaction().execute(async (trx) => {
      const followUp = await repository.lockFollowUp(trx, workspaceId, id);
      if (!followUp) throw new UserError('gone', 'meetings.errors.gone');
      if (followUp.ownerUserId !== userId) {
        const series = await seriesService.existing(workspaceId, followUp.seriesId, trx);
        await seriesService.requireMayChange(reader, series).catch(() => {
          throw new UserError('not_your_follow_up', 'meetings.errors.notYourFollowUp');
        });
      }
      return change(trx, followUp, await databaseNow(trx));
    });
  }

  /** Done twice is done once. @throws UserError */
  const finish = (reader: Reader, id: number): Promise<FollowUp> =>
    changing(reader, id, async (trx, followUp, now) => {
      if (followUp.doneAt === null) {
        const change = { doneAt: now, doneBy: reader.userId };
        await repository.updateFollowUp(trx, reader.workspaceId, id, change);
        await unschedule(trx, reader.workspaceId, followUpKey(id));
      }
      return followUp;
    });

  return {
    /** In the caller's transaction; the same row of the same form once. */
    async add(trx: Db, sync: Sync, creationKey: string, followUp: NewFollowUp): Promise<void> {
      const { workspaceId, seriesId, id: syncId } = sync;
      const id = await repository.insertFollowUp(trx, {
        ...followUp,
        workspaceId,
        seriesId,
        syncId,
        creationKey,
      });
      if (id === null) return;
      await arm(trx, workspaceId, { ...followUp, id });
    },

    /**
     * The job. Each day on which it is due reminds once.
     * @param day for which it was armed, YYYY-MM-DD; put off since, it is armed anew
     */
    async remind(workspaceId: string, id: number, day: string, dueAt: Date): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const followUp = await repository.lockFollowUp(trx, workspaceId, id);
        if (!followUp || followUp.doneAt || followUp.remindedAt || followUp.dueOn !== day) return;
        const { ownerUserId, seriesId, dueOn } = followUp;
        const series = await seriesRepository.seriesById(trx, workspaceId, seriesId);
        if (!series) return;
        const now = await databaseNow(trx);
        await postMessage(trx, {
          workspaceId,
          key: `${followUpKey(id)}:${dueOn}`,
          channelId: ownerUserId,
          body: followUpReminder(
            await textsOf(trx, workspaceId, ownerUserId),
            series,
            followUp,
            isLate(dueAt, now),
          ),
        });
        await repository.updateFollowUp(trx, workspaceId, id, { remindedAt: now });
      });
    },

    finish,

    /** The follow-up for which an item of an agenda stands; other items are left alone. @throws UserError */
    async finishItem(reader: Reader, itemId: number): Promise<void> {
      const key = await sourceKeyOf(db, reader.workspaceId, itemId);
      const id = key === null ? null : readFollowUpKey(key);
      if (id !== null) await finish(reader, id);
    },

    /** @returns the new day @throws UserError */
    tomorrow: (reader: Reader, id: number): Promise<string> =>
      changing(reader, id, async (trx, followUp, now) => {
        const zone = await timezoneOf(trx, reader.workspaceId, followUp.ownerUserId);
        const dueOn = addDays(dayOf(now, zone), 1);
        if (followUp.doneAt === null && followUp.dueOn !== dueOn) {
          await repository.updateFollowUp(trx, reader.workspaceId, id, { dueOn, remindedAt: null });
          await arm(trx, reader.workspaceId, { ...followUp, dueOn });
        }
        return dueOn;
      }),

    ofSync: (trx: Db, workspaceId: string, syncId: number): Promise<FollowUp[]> =>
      repository.followUpsOf(trx, workspaceId, { syncId }),

    /** Not done yet, what is due first first. */
    async ofInitiative(
      workspaceId: string,
      initiativeId: number,
    ): Promise<{ text: string; ownerUserId: string; dueOn: string }[]> {
      const open = await repository.followUpsOf(db, workspaceId, { initiativeId });
      return open.map(({ text, ownerUserId, dueOn }) => ({ text, ownerUserId, dueOn }));
    },

    /** Their own, what is due first first. */
    listFor: (reader: Reader): Promise<FollowUp[]> =>
      repository.followUpsOf(db, reader.workspaceId, { ownerUserId: reader.userId }),
  };
}
