import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { postMessage, updateMessage } from '../../slack/messenger.ts';
import { texts } from '../../text/text.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as answers from './answer.repository.ts';
import * as needs from './need.repository.ts';
import type { Need } from './need.ts';
import type { PlanningService } from './planning.service.ts';
import { missedMessage, promptMessage, reminderMessage } from './prompt.views.ts';
import { type Report, reportMessages } from './report.views.ts';
import * as repository from './round.repository.ts';
import { awayEmoji, coversWindow, isComplete, type Prompt, promptFor, type Round } from './round.ts';
import * as standups from './standup.repository.ts';
import type { Standup } from './standup.ts';

/** So much later than planned, a prompt says that it is late: less is only a busy minute. */
const lateAfterMs = 10 * 60_000;
/** A person who is somewhere else by now is asked then, if that is not within this time anyway. */
const soonMs = 60_000;

export type RoundService = ReturnType<typeof createRoundService>;

/** Asking, reminding and reporting: each step once, under the lock of the round. */
export function createRoundService(deps: {
  db: Db;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  planning: PlanningService;
}) {
  const { db, workspaces, departments, planning } = deps;

  const { textsFor: textsOf } = workspaces;

  /** @param isRun somebody asked for the round now, so that the person's own time of day is of no account */
  async function prompt(
    workspaceId: string,
    roundId: number,
    userId: string,
    dueAt: Date,
    isRun = false,
  ): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const round = await repository.lockRound(trx, workspaceId, roundId);
      const asked = await repository.promptOf(trx, workspaceId, roundId, userId);
      if (!round || asked?.state !== 'planned' || asked.promptAt > dueAt) return;
      const standup = await standups.standupById(trx, workspaceId, round.standupId);
      if (!standup) return;
      const now = await databaseNow(trx);
      const [person] = await workspaces.knownPeople(trx, workspaceId, [userId]);
      const settle = async (state: Prompt['state']) => {
        await repository.updatePrompt(trx, workspaceId, asked, { state });
        await reportIfComplete(trx, round, now);
      };
      if (standup.state !== 'active' || !person || person.deactivated) return settle('left');
      const until = await needs.absenceOf(trx, workspaceId, userId);
      // Slack tells of a new status by itself; asking for each of a thousand people would take minutes.
      const isAway = awayEmoji.includes(person.statusEmoji) || (until !== null && until >= round.day);
      if (isAway) return settle('away');
      if (now >= asked.closesAt) return settle('missed');
      if (!isRun) {
        const { country } = await workspaces.workspace(workspaceId, trx);
        const anew = promptFor(standup, round.day, { ...asked, timezone: person.timezone }, country);
        if (anew.promptAt.getTime() > now.getTime() + soonMs) {
          await repository.updatePrompt(trx, workspaceId, asked, anew);
          await planning.armPrompt(trx, standup, { ...anew, roundId });
          if (anew.closesAt > round.reportAt) {
            await repository.updateRound(trx, workspaceId, roundId, { reportAt: anew.closesAt });
            await planning.armReport(trx, workspaceId, roundId, anew.closesAt);
          }
          return;
        }
      }
      // Not before: the window of whoever is in another time zone by now was put off above.
      if (coversWindow(person.doNotDisturb, now, asked.closesAt)) return settle('away');
      const isLate = now.getTime() - asked.promptAt.getTime() > lateAfterMs;
      const messageId = await postMessage(trx, {
        workspaceId,
        key: `round:${roundId}:${userId}`,
        channelId: userId,
        body: promptMessage(texts(person.locale), standup, { ...asked, state: 'prompted' }, isLate),
      });
      await repository.updatePrompt(trx, workspaceId, asked, {
        state: 'prompted',
        promptedAt: now,
        messageId,
      });
    });
  }

  /** Gently, once, and only who has not answered. */
  async function remind(workspaceId: string, roundId: number, userId: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const round = await repository.lockRound(trx, workspaceId, roundId);
      const asked = await repository.promptOf(trx, workspaceId, roundId, userId);
      if (!round || asked?.state !== 'prompted' || asked.remindedAt !== null) return;
      const standup = await standups.standupById(trx, workspaceId, round.standupId);
      const now = await databaseNow(trx);
      if (standup?.state !== 'active' || now >= asked.closesAt) return;
      await postMessage(trx, {
        workspaceId,
        key: `round:${roundId}:${userId}:remind`,
        channelId: userId,
        ...(asked.messageId && { threadOf: asked.messageId }),
        body: reminderMessage(await textsOf(trx, workspaceId, userId), standup, asked),
      });
      await repository.updatePrompt(trx, workspaceId, asked, { remindedAt: now });
    });
  }

  /** Once everybody has answered, nobody waits for the end of the window. */
  async function reportIfComplete(trx: Db, round: Round, now: Date): Promise<void> {
    if (round.reportedAt !== null) return;
    const prompts = await repository.promptsOf(trx, round.workspaceId, round.id);
    if (isComplete(prompts)) await planning.armReport(trx, round.workspaceId, round.id, now);
  }

  async function reportOf(trx: Db, standup: Standup, round: Round): Promise<Report> {
    const { workspaceId } = standup;
    const all = await departments.list(workspaceId, trx);
    return {
      standup,
      round,
      prompts: await repository.promptsOf(trx, workspaceId, round.id),
      answers: await answers.answersOf(trx, workspaceId, round.id),
      needs: await needs.needsOf(trx, workspaceId, round.id),
      departments: all.map(({ id, name, leadUserId }) => ({ id, name, leadUserId })),
    };
  }

  /** In the channel, once; longer answers in its thread. */
  async function report(workspaceId: string, roundId: number): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const round = await repository.lockRound(trx, workspaceId, roundId);
      if (!round || round.reportedAt !== null) return;
      const standup = await standups.standupById(trx, workspaceId, round.standupId);
      const prompts = await repository.promptsOf(trx, workspaceId, roundId);
      const now = await databaseNow(trx);
      if (!standup || (!isComplete(prompts) && now < round.reportAt)) return;
      const open = prompts.filter(({ state }) => state === 'planned' || state === 'prompted');
      for (const asked of open) await repository.updatePrompt(trx, workspaceId, asked, { state: 'missed' });
      const unasked = [...open, ...prompts.filter(({ state }) => state === 'missed')].filter(
        ({ promptedAt }) => promptedAt === null,
      );
      if (unasked.length > 0) {
        const t = await textsOf(trx, workspaceId, standup.createdBy);
        await postMessage(trx, {
          workspaceId,
          key: `round:${roundId}:missed`,
          channelId: standup.createdBy,
          body: missedMessage(t, standup, round, unasked.length),
        });
      }
      await repository.updateRound(trx, workspaceId, roundId, { reportedAt: now });
      if (prompts.every(({ promptedAt }) => promptedAt === null)) return;
      const reported = { ...round, reportedAt: now };
      const t = texts((await workspaces.workspace(workspaceId, trx)).locale);
      const [first, ...more] = reportMessages(t, await reportOf(trx, standup, reported));
      const { channelId } = standup;
      const key = `round:${roundId}:report`;
      const threadOf = await postMessage(trx, { workspaceId, key, channelId, body: first! });
      for (const [i, body] of more.entries()) {
        await postMessage(trx, { workspaceId, key: `${key}:${i}`, channelId, threadOf, body });
      }
      await repository.updateRound(trx, workspaceId, roundId, { reportMessageId: threadOf });
    });
  }

  /** Shows the report as it is now; what is new in the thread is added there. */
  async function refreshReport(trx: Db, round: Round): Promise<void> {
    const { workspaceId, id, reportMessageId } = round;
    const standup = await standups.standupById(trx, workspaceId, round.standupId);
    if (!standup || reportMessageId === null) return;
    const t = texts((await workspaces.workspace(workspaceId, trx)).locale);
    const [first, ...more] = reportMessages(t, await reportOf(trx, standup, round));
    await updateMessage(trx, workspaceId, reportMessageId, first!);
    for (const [i, body] of more.entries()) {
      const key = `round:${id}:report:${i}`;
      const { channelId } = standup;
      const messageId = await postMessage(trx, {
        workspaceId,
        key,
        channelId,
        threadOf: reportMessageId,
        body,
      });
      await updateMessage(trx, workspaceId, messageId, body);
    }
  }

  return {
    prompt,
    remind,
    report,
    reportIfComplete,
    refreshReport,
    textsOf,
    departmentsOf: (workspaceId: string) => departments.list(workspaceId),
    needById: (workspaceId: string, id: number): Promise<Need | null> => needs.needById(db, workspaceId, id),
  };
}
