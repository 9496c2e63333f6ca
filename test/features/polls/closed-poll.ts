import type { Db } from '../../../src/database/pool.ts';
import { alignment } from '../../../src/features/polls/alignment.ts';
import { closePoll } from '../../../src/features/polls/poll.repository.ts';
import {
  type Poll,
  type PollOutcome,
  pulseSteps,
  type QuestionResult,
} from '../../../src/features/polls/poll.ts';
import { insertPoll } from '../../../src/features/polls/poll-opening.repository.ts';

/** By the id of a department, or of several that are seen together (`2+3`): how many chose each option. */
export type Answers = Record<string, readonly number[]>;

export const departmentNames = ['Marketing', 'IT', 'Sales', 'Legal', 'Digital', 'Technology', 'Finance'];

/** What came of answers of which each person gave one. */
export function resultOf(answers: Answers, isOrdered: boolean): QuestionResult {
  const sides = Object.entries(answers).map(([ids, counts]) => ({
    departmentIds: ids.split('+').map(Number),
    counts: [...counts],
    answered: counts.reduce((sum, count) => sum + count, 0),
  }));
  const alone = sides.filter(({ departmentIds }) => departmentIds.length === 1);
  const distributions = alone.map(({ departmentIds: [departmentId = 0], counts }) => ({
    departmentId,
    counts,
  }));
  return { sides, alignment: alignment(distributions, isOrdered) };
}

/** A poll of one question on which the departments have answered so. */
export function closedPoll(options: readonly string[], answers: Answers, change: Partial<Poll> = {}): Poll {
  const outcome = { questions: [resultOf(answers, change.isOrdered ?? false)], turnout: [], reasons: [] };
  return {
    ...{ workspaceId: 'T1', id: 1, kind: 'choice', question: 'Build or buy?', isSeveral: false },
    ...{ isOrdered: false, isAnonymous: false, visibility: 'always', mayAddOptions: false },
    ...{ initiativeId: null, channelId: 'C1', sourcePermalink: null, authorUserId: 'U1' },
    ...{ openedAt: new Date(0), deadline: new Date(1), isLate: false, planId: null, state: 'closed' },
    ...{ closedAt: new Date(1), closedBy: null, outcome, lastRemindedAt: null, voters: [] },
    message: { id: '1', channel: 'C1', ts: '1.1', permalink: null },
    departments: departmentNames.map((name, i) => ({ id: i + 1, name })),
    options: options.map((text, i) => ({ id: i + 1, question: 0, text })),
    ...change,
  };
}

const pulseOptions = [0, 1].flatMap((question) =>
  Array.from({ length: pulseSteps }, (_, i) => ({ id: question * pulseSteps + i + 1, question, text: '' })),
);

export function closedPulse(direction: Answers, extent: Answers, change: Partial<Poll> = {}): Poll {
  const questions = [resultOf(direction, true), resultOf(extent, true)];
  return closedPoll(
    [],
    {},
    {
      ...{ kind: 'pulse', question: '', isOrdered: true, initiativeId: 1, options: pulseOptions },
      outcome: { questions, turnout: [], reasons: [] },
      ...change,
    },
  );
}

/** As it is when it has closed. @returns its number */
export async function insertPulse(
  db: Db,
  of: { workspaceId: string; initiativeId: number; at: Date; departmentIds?: number[] },
  [direction, extent]: readonly [Answers, Answers],
): Promise<number> {
  const { workspaceId, initiativeId, at } = of;
  const poll = closedPulse(direction, extent, { workspaceId, initiativeId, openedAt: at, deadline: at });
  const departments = poll.departments.filter(({ id }) => (of.departmentIds ?? [1, 2]).includes(id));
  const voters = departments.map(({ id }) => ({ userId: `U${id}`, departmentId: id, isLead: true }));
  return db.transaction().execute(async (trx) => {
    const key = `pulse:${at.toISOString()}:${initiativeId}`;
    const id = await insertPoll(trx, { ...poll, departments, voters, creationKey: key, secret: null });
    if (id === null) throw new Error('this pulse is there already');
    const end = { outcome: poll.outcome as PollOutcome, closedAt: at, closedBy: null };
    await closePoll(trx, { workspaceId, id }, end);
    return id;
  });
}

/** Of a department of which everybody chose the same step, 1 to 5. */
export const all = (step: number, count = 4): number[] =>
  Array.from({ length: pulseSteps }, (_, i) => (i === step - 1 ? count : 0));

/** Answers of two departments that stand so many steps apart: their alignment is 100, 75, 50, 25 or 0. */
export const apart = (steps: number): Answers => ({ 1: all(5), 2: all(5 - steps) });
