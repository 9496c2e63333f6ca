import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { unschedule } from '../../jobs/schedule.ts';
import { postMessage, updateMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { OpeningService } from '../proposals/opening.service.ts';
import { afterFields, type DecisionKind, type Report } from './after.ts';
import { askMessage, heldMessage, missedMessage, notesMessages } from './after.views.ts';
import * as agenda from './agenda.repository.ts';
import type { AgendaItem } from './agenda.ts';
import * as decisionRepository from './decision.repository.ts';
import type { FollowUpService } from './follow-up.service.ts';
import type { MeetingService } from './meeting.service.ts';
import { isLate } from './meeting.ts';
import type { SeriesService } from './series.service.ts';
import { leadsOf, type Series, seriesName } from './series.ts';
import * as repository from './sync.repository.ts';
import { endOf, type Sync, unansweredAfterMs } from './sync.ts';
import { momentKey, tasks } from './tasks.ts';

export type AfterService = ReturnType<typeof createAfterService>;

/** After a sync: was it held, what was decided, and who does what. */
export function createAfterService(deps: {
  db: Db;
  departments: DepartmentService;
  series: SeriesService;
  meetings: MeetingService;
  followUps: FollowUpService;
  opening: Pick<OpeningService, 'open'>;
}) {
  const { db, departments, series: seriesService, meetings, followUps, opening } = deps;

  /** Of use until it counts as unanswered. */
  async function ask(workspaceId: string, syncId: number, dueAt: Date): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const sync = await repository.lockSync(trx, workspaceId, syncId);
      if (sync?.state !== 'planned' || sync.afterDoneAt !== null || endOf(sync) > dueAt) return;
      const { series } = await meetings.existing(workspaceId, syncId, trx);
      const now = await databaseNow(trx);
      const isOver = now.getTime() - endOf(sync).getTime() >= unansweredAfterMs;
      const threadOf = sync.startMessageId ?? sync.agendaMessageId;
      const t = await meetings.channelTexts(trx, workspaceId);
      const leads = leadsOf(series, await departments.list(workspaceId, trx));
      const afterMessageId = isOver
        ? null
        : await postMessage(trx, {
            workspaceId,
            key: `sync:${syncId}:after`,
            channelId: series.channelId,
            ...(threadOf && { threadOf }),
            body: askMessage(t, series, sync, leads, isLate(endOf(sync), now)),
            owner: { task: tasks.message, payload: { workspaceId, syncId, what: 'after' } },
          });
      await repository.updateSync(trx, workspaceId, syncId, { afterDoneAt: now, afterMessageId });
    });
  }

  /** Nobody has told: it counts as missed, and what was open is carried over. */
  async function close(workspaceId: string, syncId: number, dueAt: Date): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const sync = await repository.lockSync(trx, workspaceId, syncId);
      if (sync?.state !== 'planned') return;
      if (endOf(sync).getTime() + unansweredAfterMs > dueAt.getTime()) return;
      const { series } = await meetings.existing(workspaceId, syncId, trx);
      const now = await databaseNow(trx);
      const cause = sync.afterMessageId === null ? 'downtime' : 'unanswered';
      await miss(trx, series, sync, cause, now, null);
    });
  }

  async function miss(
    trx: Db,
    series: Series,
    sync: Sync,
    cause: 'not_held' | 'unanswered' | 'downtime',
    now: Date,
    toldBy: string | null,
  ): Promise<void> {
    const { workspaceId } = series;
    const done = { agendaDoneAt: now, startDoneAt: now, afterDoneAt: now };
    const open = Object.entries(done).filter(([name]) => sync[name as keyof typeof done] === null);
    await repository.updateSync(trx, workspaceId, sync.id, {
      ...Object.fromEntries(open),
      state: 'missed',
      cause,
      closedAt: now,
      toldBy,
    });
    await unschedule(trx, workspaceId, momentKey(sync.id, 'close'));
    await agenda.carryOver(trx, workspaceId, sync.id);
    if (sync.afterMessageId === null) return;
    const t = await meetings.channelTexts(trx, workspaceId);
    const body = missedMessage(t, series, cause === 'not_held' ? 'notHeld' : 'unanswered');
    await updateMessage(trx, workspaceId, sync.afterMessageId, body);
  }

  /** @throws UserError `gone`, `not_yours`, `told` */
  async function forTelling(reader: Reader, syncId: number): Promise<{ series: Series; sync: Sync }> {
    const found = await meetings.existing(reader.workspaceId, syncId);
    const values = { name: seriesName(found.series.id) };
    await seriesService.requireMayChange(reader, found.series).catch(() => {
      throw new UserError('not_yours', 'meetings.errors.notYours', values);
    });
    if (found.sync.state === 'missed' && found.sync.cause === 'not_held') {
      throw new UserError('told', 'meetings.errors.told', values);
    }
    return found;
  }

  return {
    ask,
    close,

    /** What the form shows. @throws UserError */
    async form(reader: Reader, syncId: number): Promise<{ series: Series; sync: Sync; items: AgendaItem[] }> {
      const { series, sync } = await forTelling(reader, syncId);
      return { series, sync, items: await agenda.itemsOf(db, reader.workspaceId, series.id, syncId) };
    },

    /** Said twice, it is said once. @throws UserError */
    async notHeld(reader: Reader, syncId: number): Promise<void> {
      const { series } = await forTelling(reader, syncId);
      await db.transaction().execute(async (trx) => {
        const sync = await repository.lockSync(trx, reader.workspaceId, syncId);
        if (sync?.state !== 'planned') return;
        await miss(trx, series, sync, 'not_held', await databaseNow(trx), reader.userId);
      });
    },

    /**
     * It was held. Decisions become proposals first: each has a key of its own, so that a form sent again makes
     * none twice. Told again later, more decisions and follow-ups are added.
     * @param requestKey of the form
     * @throws UserError
     */
    async held(reader: Reader, requestKey: string, syncId: number, report: Report): Promise<void> {
      const { workspaceId, userId } = reader;
      const { series } = await forTelling(reader, syncId);
      const decisions: { proposalId: number; kind: DecisionKind }[] = [];
      for (const [i, { text, kind }] of report.decisions.entries()) {
        const draft = {
          statement: text,
          rationale: null,
          initiativeName: null,
          channelId: series.channelId,
          rule: kind === 'leads' ? ('leads' as const) : ('two-key' as const),
          departmentIds: series.departmentIds,
          deadline: null,
          reviewOn: null,
          sourcePermalink: null,
          leadsOnly: kind === 'leads',
        };
        const opened = await opening.open(reader, `${requestKey}:decision:${i + 1}`, draft).catch((error) => {
          if (!(error instanceof UserError)) throw error;
          throw new UserError(error.code, error.key, error.values, afterFields.decision(i + 1));
        });
        decisions.push({ proposalId: opened.id, kind });
      }
      await db.transaction().execute(async (trx) => {
        const sync = await repository.lockSync(trx, workspaceId, syncId);
        if (!sync) throw new UserError('gone', 'meetings.errors.gone');
        const now = await databaseNow(trx);
        await agenda.setState(trx, workspaceId, report.discussedIds, 'done');
        for (const [i, followUp] of report.followUps.entries()) {
          await followUps.add(trx, sync, `${requestKey}:follow-up:${i + 1}`, followUp);
        }
        const { notes } = report;
        const change = {
          state: 'held' as const,
          cause: null,
          notes,
          toldBy: userId,
          closedAt: sync.closedAt ?? now,
          startDoneAt: sync.startDoneAt ?? now,
          afterDoneAt: sync.afterDoneAt ?? now,
        };
        await repository.updateSync(trx, workspaceId, syncId, change);
        // It is known now; nothing waits for an answer any more.
        await unschedule(trx, workspaceId, momentKey(syncId, 'close'));
        await decisionRepository.insertDecisions(trx, workspaceId, syncId, decisions);
        const carriedOver = sync.carriedOver + (await agenda.carryOver(trx, workspaceId, syncId));
        await repository.updateSync(trx, workspaceId, syncId, { carriedOver });
        if (sync.afterMessageId === null) return;
        const t = await meetings.channelTexts(trx, workspaceId);
        const all = await followUps.ofSync(trx, workspaceId, syncId);
        const decided = await decisionRepository.decisionsOf(trx, workspaceId, syncId);
        const outcome = { toldBy: userId, decisions: decided, followUps: all, carriedOver };
        const body = heldMessage(t, series, { ...sync, notes }, outcome);
        await updateMessage(trx, workspaceId, sync.afterMessageId, body);
        if (notes === null || notes === sync.notes) return;
        const threadOf = sync.startMessageId ?? sync.agendaMessageId ?? sync.afterMessageId;
        const { channelId } = series;
        for (const [i, part] of notesMessages(t, notes).entries()) {
          const key = `sync:${syncId}:notes:${requestKey}:${i + 1}`;
          await postMessage(trx, { workspaceId, key, channelId, threadOf, body: part });
        }
      });
    },
  };
}
