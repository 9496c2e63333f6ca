import { alignment } from './alignment.ts';
import { type Act, standingOf } from './ballot.ts';
import {
  optionsOf,
  type Poll,
  type PollOutcome,
  type QuestionResult,
  questionCount,
  type Reason,
  type Side,
  type Standing,
  type Turnout,
} from './poll.ts';
import { hiddenSides } from './sides.ts';

/** An act with the ballot it was done to; of a named poll that is the person's id. */
export type BallotEntry = Act & { ballot: string; departmentId: number };

export interface Ballot {
  ballot: string;
  departmentId: number;
  standing: Standing;
}

type Asked = Pick<Poll, 'kind' | 'options' | 'isAnonymous' | 'isOrdered' | 'departments' | 'voters'>;

/** In the order of the departments, then of the ballots. */
export function ballotsOf(entries: readonly BallotEntry[]): Ballot[] {
  const acts = new Map<string, BallotEntry[]>();
  for (const entry of entries) acts.set(entry.ballot, [...(acts.get(entry.ballot) ?? []), entry]);
  return [...acts]
    .map(([ballot, own]) => ({ ballot, departmentId: own[0]!.departmentId, standing: standingOf(own) }))
    .sort((a, b) => a.departmentId - b.departmentId || (a.ballot < b.ballot ? -1 : 1));
}

/** Whether something is chosen for every question. */
export function hasAnswered(poll: Pick<Poll, 'kind' | 'options'>, { chosen }: Standing): boolean {
  return questionsOf(poll).every((options) => options.some(({ id }) => chosen.includes(id)));
}

/** Whether there is nobody left who could answer. */
export function isComplete({ turnout }: Pick<PollOutcome, 'turnout'>): boolean {
  return turnout.every(({ eligible, answered }) => answered >= eligible);
}

/** What came of the answers. Of an anonymous poll the reasons are in the order of their words. */
export function outcomeOf(poll: Asked, ballots: readonly Ballot[]): PollOutcome {
  const questions = questionsOf(poll).map((options): QuestionResult => {
    const each = poll.departments.map(({ id }) => sideOf(id, options, ballots));
    const sides = poll.isAnonymous ? hiddenSides(each) : each.filter(({ answered }) => answered > 0);
    const single = sides.filter(({ departmentIds }) => departmentIds.length === 1);
    const distributions = single.map(({ departmentIds: [departmentId = 0], counts }) => ({
      departmentId,
      counts,
    }));
    return { sides, alignment: alignment(distributions, poll.isOrdered) };
  });
  return { questions, turnout: turnoutOf(poll, ballots), reasons: reasonsOf(poll, questions, ballots) };
}

/** All that anybody may see of an anonymous poll while it is open. */
export function turnoutOnly(poll: Pick<Poll, 'kind'>, { turnout }: PollOutcome): PollOutcome {
  const questions = Array.from({ length: questionCount(poll.kind) }, () => ({ sides: [], alignment: null }));
  return { questions, turnout, reasons: [] };
}

function questionsOf(poll: Pick<Poll, 'kind' | 'options'>) {
  return Array.from({ length: questionCount(poll.kind) }, (_, question) => optionsOf(poll, question));
}

function sideOf(departmentId: number, options: readonly { id: number }[], ballots: readonly Ballot[]): Side {
  const choices = ballots
    .filter((ballot) => ballot.departmentId === departmentId)
    .map(({ standing }) => new Set(standing.chosen));
  return {
    departmentIds: [departmentId],
    counts: options.map(({ id }) => choices.filter((chosen) => chosen.has(id)).length),
    answered: choices.filter((chosen) => options.some(({ id }) => chosen.has(id))).length,
  };
}

function turnoutOf(poll: Asked, ballots: readonly Ballot[]): Turnout[] {
  return poll.departments.map(({ id }) => ({
    departmentId: id,
    eligible: poll.voters.filter(({ departmentId }) => departmentId === id).length,
    answered: ballots.filter((b) => b.departmentId === id && hasAnswered(poll, b.standing)).length,
  }));
}

/**
 * A department is named with a reason only where it is seen alone in every question. Where nobody is seen, the
 * turnout could tell of whom a reason is, so that there are none.
 */
function reasonsOf(poll: Asked, questions: readonly QuestionResult[], ballots: readonly Ballot[]): Reason[] {
  const given = ballots.flatMap(({ ballot, departmentId, standing: { reason } }) =>
    reason === null ? [] : [{ departmentId, userId: ballot, text: reason }],
  );
  if (!poll.isAnonymous) return given;
  if (questions.some(({ sides }) => sides.length === 0)) return [];
  const isAlone = (departmentId: number) =>
    questions.every(({ sides }) =>
      sides.some(({ departmentIds: ids }) => ids.length === 1 && ids[0] === departmentId),
    );
  return given
    .map(({ departmentId, text }) => ({
      departmentId: isAlone(departmentId) ? departmentId : null,
      userId: null,
      text,
    }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}
