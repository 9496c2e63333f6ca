import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { excerpt, nameList } from '../../slack/excerpt.ts';
import { plainFromCommand } from '../../slack/mentions.ts';
import type { ActionRequest, Answer, CommandRequest, Reader, Request } from '../../slack/request.ts';
import type { Texts } from '../../text/text.ts';
import type { PlanService } from './plan.service.ts';
import { planName, readPlanNumber } from './plan.ts';
import { listBlocks } from './plan.views.ts';
import { pollName } from './poll.ts';

const number = z.coerce.number().int();

/** Saved polls: seeing, starting and stopping them. */
export function createPlanListeners({ plans }: { plans: PlanService }) {
  /** Without a name, the only one there is. @throws UserError `no_plan`, `which_plan`, `bad_plan` */
  async function read({ workspaceId }: Reader, rest: string, t: Texts, verb: 'start' | 'stop') {
    const typed = plainFromCommand(rest).trim();
    const id = readPlanNumber(typed);
    if (id !== null) return id;
    const known = await plans.list(workspaceId);
    const [only] = known;
    if (!only) throw new UserError('no_plan', 'pollPlans.errors.none');
    if (known.length === 1 && typed === '') return only.id;
    const values = {
      known: nameList(known.map((plan) => planName(plan.id))),
      first: planName(only.id),
      verb: t.plain(`pollPlans.verbs.${verb}`),
    };
    if (typed === '') throw new UserError('which_plan', 'pollPlans.errors.which', values);
    throw new UserError('bad_plan', 'pollPlans.errors.badPlan', { ...values, part: excerpt(rest) });
  }

  async function start({ reader, texts: t, requestKey }: Request, id: number): Promise<Answer> {
    const { poll } = await plans.start(reader, requestKey, id);
    const values = { name: planName(id), poll: pollName(poll.id), channel: `<#${poll.channelId}>` };
    return { kind: 'ephemeral', text: t.t('pollPlans.started', values) };
  }

  async function stop({ reader, texts: t }: Request, id: number): Promise<Answer> {
    await plans.stop(reader, id);
    return { kind: 'ephemeral', text: t.t('pollPlans.stopped', { name: planName(id) }) };
  }

  return {
    async list({ reader, texts: t }: Request): Promise<Answer> {
      const blocks = listBlocks(t, await plans.lines(reader));
      return { kind: 'ephemeral', text: t.t('pollPlans.listTitle'), blocks };
    },

    async start(request: CommandRequest, rest: string): Promise<Answer> {
      return start(request, await read(request.reader, rest, request.texts, 'start'));
    },

    async stop(request: CommandRequest, rest: string): Promise<Answer> {
      return stop(request, await read(request.reader, rest, request.texts, 'stop'));
    },

    startButton: (request: ActionRequest): Promise<Answer> => start(request, number.parse(request.value)),
    stopButton: (request: ActionRequest): Promise<Answer> => stop(request, number.parse(request.value)),
  };
}
