import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Db } from '../../database/pool.ts';
import type { AnyJob } from '../../jobs/jobs.ts';
import type { Listeners } from '../../slack/listeners.ts';
import type { ActionRequest } from '../../slack/request.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import type { OpeningService } from '../proposals/opening.service.ts';
import type { AgendaService } from '../syncs/agenda.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { createBallotListeners } from './ballot.listeners.ts';
import { ballotActions, ballotCallbacks, chooseAction } from './ballot.views.ts';
import { createCommandListener } from './command.listeners.ts';
import { createOrganiserListeners } from './organiser.listeners.ts';
import { planJobs } from './plan.jobs.ts';
import { createPlanListeners } from './plan.listeners.ts';
import type { PlanService } from './plan.service.ts';
import { actions as planActions } from './plan.views.ts';
import { pollJobs } from './poll.jobs.ts';
import { createPollListeners } from './poll.listeners.ts';
import type { PollService } from './poll.service.ts';
import { actions } from './poll.views.ts';
import { callbacks, formActions } from './poll-form.views.ts';
import { noticeActions } from './poll-notices.views.ts';

/** The number of the poll that a button is about. */
const numberOf = ({ value }: ActionRequest): number => z.coerce.number().int().parse(value);

/** Every command, shortcut, action, form and job of polls. */
export function registerPolls(deps: {
  db: Db;
  client: WebClient;
  listeners: Listeners;
  workspaces: WorkspaceService;
  initiatives: InitiativeService;
  opening: OpeningService;
  agendas: AgendaService;
  polls: PollService;
  plans: PlanService;
}): { jobs: AnyJob[]; claims: never[] } {
  const { listeners } = deps;
  const on = createPollListeners(deps);
  const onBallot = createBallotListeners(deps);
  const onPoll = createOrganiserListeners(deps);
  const onPlan = createPlanListeners(deps);
  const command = createCommandListener({
    asking: on,
    answering: onBallot,
    organising: onPoll,
    plans: onPlan,
  });

  listeners.command('poll', 'polls.help', command);
  listeners.shortcut('new_poll', on.openNew);
  listeners.shortcut('poll_from_message', on.fromMessage);
  listeners.action(actions.create, on.openNew);
  listeners.action(actions.pulse, on.openPulse);
  listeners.action(actions.again, (request) => on.again(request, numberOf(request)));
  listeners.action(formActions.switch, on.switchForm);
  listeners.view(callbacks.poll, on.submit);

  listeners.action(chooseAction, onBallot.choose);
  listeners.action(ballotActions.menu, onBallot.menu);
  listeners.action(ballotActions.withdraw, onBallot.withdraw);
  listeners.action(ballotActions.reason, onBallot.openReason);
  listeners.view(ballotCallbacks.reason, onBallot.submitReason);
  listeners.action(ballotActions.addOption, onBallot.openOption);
  listeners.view(ballotCallbacks.option, onBallot.submitOption);

  listeners.action(actions.list, onPoll.list);
  listeners.action(actions.show, onPoll.button('show'));
  listeners.action(actions.close, onPoll.button('close'));
  listeners.action(actions.answers, onPoll.button('answers'));
  listeners.action(actions.more, onPoll.more);
  listeners.action(actions.propose, (request) => onPoll.propose(request, numberOf(request)));
  listeners.action(actions.agenda, (request) => onPoll.toAgenda(request, numberOf(request)));
  listeners.action(noticeActions.link, onPoll.link);

  listeners.action(planActions.list, onPlan.list);
  listeners.action(planActions.start, onPlan.startButton);
  listeners.action(planActions.stop, onPlan.stopButton);

  return { jobs: [...pollJobs(deps), ...planJobs(deps)], claims: [] };
}
