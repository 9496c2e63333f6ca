import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { postMessage, updateMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import * as answerRepository from './answer.repository.ts';
import * as needs from './need.repository.ts';
import { type AnswerForm, promptMessage, toField } from './prompt.views.ts';
import * as repository from './round.repository.ts';
import type { RoundService } from './round.service.ts';
import { type Prompt, type Round, readReply } from './round.ts';
import * as standups from './standup.repository.ts';
import { longestAnswer, type Standup } from './standup.ts';

/** What somebody says to the questions; a question that is left out keeps its answer. */
export interface Said {
  answers: readonly { question: number; text: string }[];
  /** To whom the need goes; null: all others; undefined: as before. */
  toDepartmentId?: number | null;
  /** The reply in which it was said. */
  sourceTs?: string;
}

export type AnswerService = ReturnType<typeof createAnswerService>;

/** Answering, in the form or in the thread, before the report and after it. */
export function createAnswerService({ db, rounds }: { db: Db; rounds: RoundService }) {
  /** @throws UserError `not_asked` */
  async function askedIn(trx: Db, workspaceId: string, roundId: number, userId: string) {
    const round = await repository.roundById(trx, workspaceId, roundId);
    const prompt = round && (await repository.promptOf(trx, workspaceId, roundId, userId));
    const standup = round && (await standups.standupById(trx, workspaceId, round.standupId));
    if (!round || !prompt || !standup) throw new UserError('not_asked', 'standups.errors.notAsked');
    return { round, prompt, standup };
  }

  /** @throws UserError `department_gone` at the field */
  async function requireDepartment(workspaceId: string, departmentId: number | null): Promise<void> {
    if (departmentId === null) return;
    const all = await rounds.departmentsOf(workspaceId);
    if (all.some(({ id }) => id === departmentId)) return;
    throw new UserError('department_gone', 'standups.errors.toDepartmentGone', {}, toField);
  }

  /** In the caller's transaction, under the lock of the round. */
  async function save(
    trx: Db,
    { round, prompt, standup }: { round: Round; prompt: Prompt; standup: Standup },
    said: Said,
  ): Promise<void> {
    const { workspaceId, id: roundId } = round;
    const { userId } = prompt;
    const at = await databaseNow(trx);
    const before = await saidBy(trx, round, userId);
    for (const { question, text } of said.answers) {
      const answer = { roundId, userId, question, text: text.trim().slice(0, longestAnswer) };
      await answerRepository.saveAnswer(trx, workspaceId, { ...answer, sourceTs: said.sourceTs ?? null, at });
    }
    const answers = await answerRepository.answersOf(trx, workspaceId, roundId, userId);
    const state = answers.length > 0 ? 'answered' : 'nothing';
    await repository.updatePrompt(trx, workspaceId, prompt, { state });
    await putNeed(trx, { round, prompt, standup }, answers, said.toDepartmentId);
    if (prompt.messageId) {
      const t = await rounds.textsOf(trx, workspaceId, userId);
      const body = promptMessage(t, standup, { ...prompt, state }, false);
      await updateMessage(trx, workspaceId, prompt.messageId, body);
    }
    if (round.reportedAt === null) await rounds.reportIfComplete(trx, round, at);
    else if (state !== prompt.state || (await saidBy(trx, round, userId)) !== before) {
      await repository.updateRound(trx, workspaceId, roundId, { amendedAt: at });
      await rounds.refreshReport(trx, { ...round, amendedAt: at });
    }
  }

  /** To see whether anything has changed. */
  async function saidBy(trx: Db, { workspaceId, id }: Round, userId: string): Promise<string> {
    const answers = await answerRepository.answersOf(trx, workspaceId, id, userId);
    const own = (await needs.needsOf(trx, workspaceId, id)).filter((need) => need.userId === userId);
    const texts = answers.map(({ question, text }) => [question, text]);
    return JSON.stringify([texts, own.map(({ text, toDepartmentId }) => [text, toDepartmentId])]);
  }

  /** What is needed is the answer to the question that asks for it. */
  async function putNeed(
    trx: Db,
    { round, prompt, standup }: { round: Round; prompt: Prompt; standup: Standup },
    answers: readonly { question: number; text: string }[],
    toDepartmentId: number | null | undefined,
  ): Promise<void> {
    const { workspaceId, id: roundId } = round;
    const { userId, departmentId: fromDepartmentId } = prompt;
    const text = answers
      .filter(({ question }) => standup.questions[question]?.kind === 'need')
      .map((answer) => answer.text)
      .join('\n');
    if (text === '') return needs.removeNeed(trx, workspaceId, roundId, userId);
    const before = (await needs.needsOf(trx, workspaceId, roundId)).find((need) => need.userId === userId);
    const to = toDepartmentId === undefined ? (before?.toDepartmentId ?? null) : toDepartmentId;
    await needs.putNeed(trx, {
      workspaceId,
      roundId,
      userId,
      fromDepartmentId,
      toDepartmentId: to === fromDepartmentId ? null : to,
      text,
    });
  }

  return {
    /** What the form shows. @throws UserError `not_asked` */
    async form(reader: Reader, roundId: number): Promise<AnswerForm> {
      const { workspaceId, userId } = reader;
      const { round, prompt, standup } = await askedIn(db, workspaceId, roundId, userId);
      const all = await rounds.departmentsOf(workspaceId);
      const need = (await needs.needsOf(db, workspaceId, roundId)).find((n) => n.userId === userId);
      return {
        standup,
        round,
        answers: await answerRepository.answersOf(db, workspaceId, roundId, userId),
        previous: await answerRepository.previousAnswers(db, round, userId),
        others: all.filter(({ id }) => id !== prompt.departmentId && standup.departmentIds.includes(id)),
        toDepartmentId: need?.toDepartmentId ?? null,
      };
    },

    /** Saved twice, it is saved once. @throws UserError `not_asked`, `department_gone` */
    async save(reader: Reader, roundId: number, said: Said): Promise<void> {
      const { workspaceId, userId } = reader;
      await requireDepartment(workspaceId, said.toDepartmentId ?? null);
      await db.transaction().execute(async (trx) => {
        await repository.lockRound(trx, workspaceId, roundId);
        await save(trx, await askedIn(trx, workspaceId, roundId, userId), said);
      });
    },

    /** A reply in the thread of the questions. Concord says there what it took, and asks the next one. */
    async reply(
      workspaceId: string,
      m: { channelId: string; threadTs: string; ts: string; userId: string; text: string },
    ): Promise<void> {
      const found = await repository.promptByMessage(db, workspaceId, m.channelId, m.threadTs);
      if (!found || found.userId !== m.userId) return;
      await db.transaction().execute(async (trx) => {
        await repository.lockRound(trx, workspaceId, found.roundId);
        const asked = await askedIn(trx, workspaceId, found.roundId, m.userId);
        const { questions } = asked.standup;
        const before = await answerRepository.answersOf(trx, workspaceId, found.roundId, m.userId);
        // The same reply, delivered again, is no second answer.
        if (before.some(({ sourceTs }) => sourceTs === m.ts)) return;
        const taken = readReply(
          m.text,
          questions.length,
          before.map(({ question }) => question),
        );
        const t = await rounds.textsOf(trx, workspaceId, m.userId);
        if (taken) await save(trx, asked, { answers: taken, sourceTs: m.ts });
        const after = taken
          ? await answerRepository.answersOf(trx, workspaceId, found.roundId, m.userId)
          : before;
        const next = questions.find((_, i) => !after.some(({ question }) => question === i));
        const lines = taken
          ? [
              ...taken.map(({ question }) =>
                t.t('standups.taken', { question: questions[question]?.text ?? '' }),
              ),
              next ? t.t('standups.nextQuestion', { question: next.text }) : t.t('standups.allAnswered'),
            ]
          : [t.t('standups.nothingLeft')];
        await postMessage(trx, {
          workspaceId,
          key: `round:${found.roundId}:${m.userId}:reply:${m.ts}`,
          channelId: m.userId,
          ...(asked.prompt.messageId && { threadOf: asked.prompt.messageId }),
          body: { text: lines.join('\n') },
        });
      });
    },

    /** A reply was edited: what was taken from it changes with it. */
    async replyEdited(
      workspaceId: string,
      m: { channelId: string; threadTs: string; ts: string; userId: string; text: string },
    ): Promise<void> {
      const found = await repository.promptByMessage(db, workspaceId, m.channelId, m.threadTs);
      if (!found || found.userId !== m.userId) return;
      await db.transaction().execute(async (trx) => {
        await repository.lockRound(trx, workspaceId, found.roundId);
        const asked = await askedIn(trx, workspaceId, found.roundId, m.userId);
        const before = await answerRepository.answersOf(trx, workspaceId, found.roundId, m.userId);
        const from = before.filter(({ sourceTs }) => sourceTs === m.ts).map(({ question }) => question);
        if (from.length === 0) return;
        const others = before.map(({ question }) => question).filter((question) => !from.includes(question));
        const taken = readReply(m.text, asked.standup.questions.length, others) ?? [];
        const gone = from.filter((question) => !taken.some((answer) => answer.question === question));
        const answers = [...gone.map((question) => ({ question, text: '' })), ...taken];
        await save(trx, asked, { answers, sourceTs: m.ts });
      });
    },
  };
}
