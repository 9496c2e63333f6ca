import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { enqueue } from '../../jobs/jobs.ts';
import { postMessage, updateMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as claims from './claim.repository.ts';
import { isComplete, questions } from './finding.ts';
import * as repository from './grey-zone.repository.ts';
import { type GreyZone, type Own, stillThere, type Voter, zoneName } from './grey-zone.ts';
import { askingMessage } from './grey-zone.views.ts';
import { notPostedMessage } from './grey-zone-notices.views.ts';
import type { RoundService } from './round.service.ts';
import { completeKey, refreshKey, tasks } from './tasks.ts';

/** So many clicks within this time are shown together. */
const refreshDelayMs = 700;

export type AskingService = ReturnType<typeof createAskingService>;

/** Answering blind, until the asking ends. */
export function createAskingService(deps: {
  db: Db;
  workspaces: WorkspaceService;
  departments: Pick<DepartmentService, 'membershipOf'>;
  rounds: RoundService;
  /** How long after the last answer that is waited for it ends. */
  pauseMs: number;
}) {
  const { db, workspaces, departments, rounds, pauseMs } = deps;
  const { channelTexts, scopeOf, shownOf, locked, finish, breakOff } = rounds;

  async function ownOf(trx: Db, zone: GreyZone, userId: string): Promise<Own> {
    const said = (await claims.saidIn(trx, scopeOf(zone))).filter((one) => one.userId === userId);
    return Object.fromEntries(said.map(({ question, claim }) => [question, claim]));
  }

  async function voterIn(trx: Db, zone: GreyZone, userId: string): Promise<Voter | null> {
    const voters = await claims.votersOf(trx, scopeOf(zone));
    return voters.find((voter) => voter.userId === userId) ?? null;
  }

  /** The author, leads of its departments, admins. @throws UserError `not_yours` */
  async function requireMayEnd(reader: Reader, zone: GreyZone): Promise<void> {
    if (reader.userId === zone.authorUserId) return;
    const own = await departments.membershipOf(reader.workspaceId, reader.userId);
    if (own?.isLead && zone.departments.some(({ id }) => id === own.departmentId)) return;
    if (await workspaces.isAdmin(reader.workspaceId, reader.userId)) return;
    const values = { name: zoneName(zone.id), author: `<@${zone.authorUserId}>` };
    throw new UserError('not_yours', 'greyzones.errors.notYours', values);
  }

  /** @throws UserError `zone_gone`, `asking_ended`, `not_asked` */
  async function asked(trx: Db, reader: Reader, id: number, round: number | null) {
    const zone = await repository.zoneById(trx, reader.workspaceId, id);
    if (!zone) throw new UserError('zone_gone', 'greyzones.errors.gone');
    const name = zoneName(id);
    if (zone.state !== 'asking' || (round !== null && round !== zone.round)) {
      throw new UserError('asking_ended', 'greyzones.errors.askingEnded', { name });
    }
    const voter = await voterIn(trx, zone, reader.userId);
    if (voter) return { zone, voter };
    const values = { name, departments: zone.departments.map((department) => department.name).join(', ') };
    throw new UserError('not_asked', 'greyzones.errors.notAsked', values);
  }

  /** A while after the last answer, so that a slip can be mended and nobody is cut off between two clicks. */
  async function endSoon(trx: Db, { workspaceId, id, round }: GreyZone): Promise<void> {
    const payload = { workspaceId, greyZoneId: id, round };
    await enqueue(trx, tasks.complete, payload, { key: completeKey(workspaceId, id), delayMs: pauseMs });
  }

  return {
    ownOf,
    /** Null: they are not asked. */
    voterIn,

    /** Who they are to the asking. @throws UserError as `answer` */
    voter: (reader: Reader, id: number) => asked(db, reader, id, null),

    /**
     * Can be changed until the asking ends: a while after the last lead has answered, or at the deadline.
     * @param round whose button it was; null: the current one
     * @param at Slack's time of the click, in seconds; null: it was typed, which counts from now
     * @returns what the person has said by now
     * @throws UserError `zone_gone`, `asking_ended`, `not_asked`, `department_gone`
     */
    async answer(reader: Reader, id: number, round: number | null, said: Own, at: string | null) {
      const { workspaceId, userId } = reader;
      return db.transaction().execute(async (trx) => {
        await locked(trx, workspaceId, id);
        const { zone, voter } = await asked(trx, reader, id, round);
        const now = await databaseNow(trx);
        // Also where nobody has come yet to end it.
        if ((at === null ? now.getTime() : Number(at) * 1000) >= zone.deadline.getTime()) {
          throw new UserError('asking_ended', 'greyzones.errors.askingEnded', { name: zoneName(id) });
        }
        const before = JSON.stringify(await ownOf(trx, zone, userId));
        const wasDone = isComplete((await shownOf(trx, zone)).turnout);
        for (const question of questions) {
          const claim = said[question];
          if (claim === undefined) continue;
          if (typeof claim === 'number' && !stillThere(zone).some((department) => department.id === claim)) {
            throw new UserError('department_gone', 'greyzones.errors.departmentGone');
          }
          const when = at ?? (now.getTime() / 1000).toFixed(6);
          await claims.saveClaim(trx, scopeOf(zone), { userId, question, claim }, when);
        }
        const own = await ownOf(trx, zone, userId);
        const isDone = isComplete((await shownOf(trx, zone)).turnout);
        if (isDone) await endSoon(trx, zone);
        if (JSON.stringify(own) !== before) {
          const options = { key: refreshKey(workspaceId, id), delayMs: refreshDelayMs } as const;
          const payload = { workspaceId, greyZoneId: id };
          await enqueue(trx, tasks.refresh, payload, { ...options, whenWaiting: 'preserve' });
        }
        return { zone, voter, own, isLast: isDone && !wasDone };
      });
    },

    /**
     * Breaks the asking off before its time: what was answered is shown to nobody and forgotten. What was waited for
     * is shown.
     * @throws UserError `zone_gone`, `not_yours`
     */
    async cancel(reader: Reader, id: number): Promise<'ended' | 'shown' | 'endedAlready'> {
      const { workspaceId } = reader;
      const zone = await repository.zoneById(db, workspaceId, id);
      if (!zone) throw new UserError('zone_gone', 'greyzones.errors.gone');
      await requireMayEnd(reader, zone);
      return db.transaction().execute(async (trx) => {
        const current = await locked(trx, workspaceId, id);
        if (current.state !== 'asking') return 'endedAlready';
        const now = await databaseNow(trx);
        const isDue = now >= current.deadline || isComplete((await shownOf(trx, current)).turnout);
        if (isDue) await finish(trx, current, now);
        else await breakOff(trx, current, now);
        return isDue ? 'shown' : 'ended';
      });
    },

    /** The job: at the deadline. */
    async assessDue(workspaceId: string, id: number, round: number): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const zone = await repository.lockZone(trx, workspaceId, id);
        if (zone?.state !== 'asking' || zone.round !== round) return;
        const now = await databaseNow(trx);
        if (now >= zone.deadline) await finish(trx, zone, now);
      });
    },

    /** The job: a while after the last answer that was waited for. */
    async completed(workspaceId: string, id: number, round: number): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const zone = await repository.lockZone(trx, workspaceId, id);
        if (zone?.state !== 'asking' || zone.round !== round) return;
        if (isComplete((await shownOf(trx, zone)).turnout)) await finish(trx, zone, await databaseNow(trx));
      });
    },

    /** The job: who was waited for may lead no department any more. */
    async look(workspaceId: string, id: number, round: number): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const zone = await repository.lockZone(trx, workspaceId, id);
        if (zone?.state !== 'asking' || zone.round !== round) return;
        if (isComplete((await shownOf(trx, zone)).turnout)) await endSoon(trx, zone);
        await rounds.lookAgain(trx, zone, await databaseNow(trx));
      });
    },

    /** The job: how many have answered. */
    async refresh(workspaceId: string, id: number): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const zone = await repository.lockZone(trx, workspaceId, id);
        if (zone?.state !== 'asking') return;
        const round = await repository.roundOf(trx, workspaceId, id, zone.round);
        if (!round?.messageId) return;
        const body = askingMessage(await channelTexts(trx, workspaceId), await shownOf(trx, zone));
        await updateMessage(trx, workspaceId, round.messageId, body);
      });
    },

    /** The job: a message of a round was posted, found deleted, or refused by Slack. */
    async messageResult(r: {
      workspaceId: string;
      greyZoneId: number;
      round: number;
      what: 'asking' | 'matrix';
      posting: number;
      result: 'posted' | 'missing' | 'failed';
    }): Promise<void> {
      const { workspaceId, greyZoneId: id, what, result } = r;
      if (result === 'posted') return;
      await db.transaction().execute(async (trx) => {
        const zone = await repository.lockZone(trx, workspaceId, id);
        if (!zone || zone.round !== r.round) return;
        const isAsking = what === 'asking' && zone.state === 'asking';
        if (result === 'missing') {
          // Without it nobody could answer.
          if (isAsking) await rounds.postAsking(trx, zone, r.posting + 1);
          return;
        }
        if (what === 'asking' && !isAsking) return;
        if (isAsking) await breakOff(trx, zone, await databaseNow(trx));
        await postMessage(trx, {
          workspaceId,
          key: `greyzone:${id}:${r.round}:not-posted`,
          channelId: zone.authorUserId,
          body: notPostedMessage(await workspaces.textsFor(trx, workspaceId, zone.authorUserId), zone, what),
        });
      });
    },
  };
}
