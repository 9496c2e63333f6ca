import { UserError } from '../../errors.ts';
import { excerpt } from '../../slack/excerpt.ts';
import type { Answer, CommandRequest } from '../../slack/request.ts';
import type { createBallotListeners } from './ballot.listeners.ts';
import type { createOrganiserListeners } from './organiser.listeners.ts';
import type { createPlanListeners } from './plan.listeners.ts';
import type { createPollListeners } from './poll.listeners.ts';
import { readText } from './poll-command.ts';
import { exampleOf, type PollVerb, readPoll, readVerb } from './poll-verb.ts';

/** `/concord-poll`: each verb to those whose it is. */
export function createCommandListener(on: {
  asking: Pick<ReturnType<typeof createPollListeners>, 'ask' | 'askByForm' | 'again'>;
  answering: Pick<ReturnType<typeof createBallotListeners>, 'reason' | 'add' | 'answer' | 'withdrawBy'>;
  organising: Pick<
    ReturnType<typeof createOrganiserListeners>,
    'list' | 'show' | 'close' | 'remind' | 'silent' | 'answers' | 'propose' | 'toAgenda'
  >;
  plans: Pick<ReturnType<typeof createPlanListeners>, 'list' | 'start' | 'stop'>;
}) {
  function about(
    request: CommandRequest,
    verb: Exclude<PollVerb, 'reason' | 'add' | 'answer'>,
    id: number,
  ): Promise<Answer> {
    if (verb === 'withdraw') return on.answering.withdrawBy(request, id);
    if (verb === 'again') return on.asking.again(request, id);
    if (verb === 'agenda') return on.organising.toAgenda(request, id);
    return on.organising[verb](request, id);
  }

  return async (request: CommandRequest): Promise<Answer> => {
    const { verb, rest } = readVerb(request.text, request.reader);
    switch (verb) {
      case 'ask':
        return on.asking.ask(request, 'choice', rest);
      case 'new':
        return on.asking.askByForm(request, rest);
      case 'pulse':
        return on.asking.ask(request, 'pulse', rest);
      case 'list':
        return on.organising.list(request);
      case 'saved':
        return on.plans.list(request);
      case 'start':
      case 'stop':
        return on.plans[verb](request, rest);
    }
    const { id, rest: text } = readPoll(rest, verb, request.reader);
    if (verb === 'reason' || verb === 'add') return on.answering[verb](request, id, readText(text));
    if (verb === 'answer') return on.answering.answer(request, id, text);
    if (text === '') return about(request, verb, id);
    const values = { part: excerpt(text), example: exampleOf(verb, request.reader) };
    throw new UserError('unreadable_rest', 'polls.errors.unreadableRest', values);
  };
}
